"""D103: equal requests in one cassette that are answered differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.checks.checked_file import CheckedFile
from recview.checks.duplicates.requests import digest, request_digest
from recview.checks.rule import Check, Fault, Rule
from recview.model import Exchange
from recview.wire import payloads

RULE = Rule(
    id="D103",
    name="order-alone",
    severity="info",
    summary="A cassette answers equal requests differently: their order alone decides which answer is served.",
    why="Recorders serve equal requests in the order of the file, each answer once: a test that asks in another order, "
    "or in parallel, is given another answer. An equal later interaction is not dead for that.",
    remedy="Nothing, if the test asks in a fixed order. With allow_playback_repeats only the first is ever served.",
)

_SAFE = frozenset({"GET", "HEAD", ""})
"""Methods of requests that are repeated until a state has changed: that their answers differ is the point."""


def _faults(file: CheckedFile) -> Iterator[Fault]:
    if len(file.exchanges) < 2 or file.exchanges[0].format == "ogx":
        return
    groups: dict[str, list[tuple[int, Exchange]]] = {}
    for index, exchange in enumerate(file.exchanges):
        if exchange.request.method not in _SAFE and exchange.ordered:
            groups.setdefault(request_digest(exchange.request), []).append((index, exchange))
    for group in groups.values():
        indexes = [index for index, _ in group]
        if len(group) > 1 and _are_different([exchange for _, exchange in group]):
            numbers = ", ".join(f"{index + 1}" for index in indexes[:5]) + ("…" if len(indexes) > 5 else "")
            message = f"exchanges {numbers} ask the same and are answered differently"
            yield Fault(RULE, "request", message, indexes[1])


def _are_different(exchanges: Sequence[Exchange]) -> bool:
    answers = (digest(exchange.response.status, list(payloads(exchange.response.chunks))) for exchange in exchanges)
    return len(set(answers)) > 1


CHECK = Check((RULE,), _faults)

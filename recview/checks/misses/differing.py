"""Where the request of a miss and a recorded one differ first, and what kind of change that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from recview.checks.misses.recorded_call import RecordedCall
from recview.checks.names.generations import GENERATIONS
from recview.checks.names.normalization import normalized
from recview.coerce import as_dict
from recview.formats import ogx
from recview.model import Json
from recview.named_tuple import NamedTuple
from recview.review.flat import Flat, flat, pairs
from recview.review.message_keys import MESSAGE_KEYS
from recview.verdicts.comparison import MISSING, Missing

Change: TypeAlias = Literal[
    "volatile_value", "new_turn", "prompt_changed", "tools_changed", "parameters_changed", "url_changed", "same"
]

_VOLATILE = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a UUID
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d\d:\d\d:\d\d\b"  # a time
    r"|(?:/private)?/(?:tmp|var/folders|var/tmp)/[^\s\"']*"  # a temporary file
    r"|\b[A-Za-z]{2,12}[-_](?=[A-Za-z]*\d)[A-Za-z0-9]{8,}\b|\b[0-9a-f]{12,64}\b"  # an id
    r"|\b\d{9,}\b|-?\d+\.\d{4,}"  # seconds since 1970, a port or a counter; a score
    r"|(?<=localhost:)\d+|(?<=127\.0\.0\.1:)\d+|(?<=0\.0\.0\.0:)\d+"
)
_TOOL_KEYS = frozenset({"tools", "tool_choice", "functions", "function_call", "toolConfig", "tool_config"})


class FirstDifference(NamedTuple):
    """What differs between two requests.

    Attributes:
        change: What kind of change it is.
        at: The first path at which they differ; empty if they do not.
        recorded: The value there in the recording.
        sent: The value there in what the replay asked for.
        paths: At how many paths they differ.
    """

    change: Change
    at: str = ""
    recorded: Json | Missing = MISSING
    sent: Json | Missing = MISSING
    paths: int = 0


def first_difference(recorded: RecordedCall, sent: RecordedCall, *, with_body: bool) -> FirstDifference:
    """What differs first between a recorded request and the one of a miss.

    Args:
        recorded: The recorded one.
        sent: That of the miss.
        with_body: Whether the body of the miss is known.
    """
    differences = [*_beside(recorded, sent), *(_in_bodies(recorded, sent) if with_body else ())]
    if not differences:
        return FirstDifference("same")
    at, old, new = differences[0]
    change = _change(at, differences, recorded, sent)
    if change == "new_turn":
        at, old, new = next(
            each for each in differences if _is_of_conversation(each[0]) and not _is_volatile(*each[1:])
        )
    return FirstDifference(change, at, old, new, len(differences))


_Pair: TypeAlias = tuple[str, "Json | Missing", "Json | Missing"]


def _beside(recorded: RecordedCall, sent: RecordedCall) -> Iterator[_Pair]:
    """What differs in method and URL, as far as both are known; OGX hashes the path only, but of HTTP requests."""
    old, new = recorded.exchange.request, sent.exchange.request
    if old.method and new.method and old.method != new.method:
        yield "request.method", old.method, new.method
    if old.url and new.url and _address(old.url, recorded) != _address(new.url, sent):
        yield "request.url", old.url, new.url


def _address(url: str, call: RecordedCall) -> tuple[str, ...]:
    try:
        parts = urlsplit(url)
        if call.exchange.format == ogx.NAME and "payload" not in as_dict(call.exchange.request.fields):
            return (parts.path,)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return (url,)
    query = "&".join(sorted(filter(None, parts.query.split("&"))))
    return parts.scheme, parts.hostname or "", f"{port}", parts.path or "/", query


def _in_bodies(recorded: RecordedCall, sent: RecordedCall) -> Iterator[_Pair]:
    old, new = (_flat_body(call) for call in (recorded, sent))
    yield from pairs(old, new)


def _flat_body(call: RecordedCall) -> Flat:
    """A body laid flat; OGX's as it is hashed, since what the recorder leaves out is no difference."""
    body = call.exchange.request.body
    if call.exchange.format == ogx.NAME:
        with suppress(RecursionError):
            body = normalized(body, GENERATIONS[-1].steps, call.hashed.host if call.hashed else "")
    return flat(body, "request.body")


def _change(at: str, differences: Sequence[_Pair], recorded: RecordedCall, sent: RecordedCall) -> Change:
    if not at.startswith("request.body"):
        old, new = differences[0][1:]
        return "volatile_value" if len(differences) == 1 and _is_volatile(old, new) else "url_changed"
    if all(_is_volatile(old, new) for _, old, new in differences):
        return "volatile_value"
    if _is_longer(differences, recorded, sent):
        return "new_turn"
    # The first that is more than a value of the moment tells what happened.
    at = next(path for path, old, new in differences if not _is_volatile(old, new))
    if _is_of_conversation(at):
        return "prompt_changed"
    return "tools_changed" if _key(at) in _TOOL_KEYS else "parameters_changed"


def _key(path: str) -> str:
    return path.removeprefix("request.body.").partition(".")[0].partition("[")[0]


def _is_of_conversation(path: str) -> bool:
    return _key(path) in MESSAGE_KEYS


def _is_volatile(old: Json | Missing, new: Json | Missing) -> bool:
    """Whether two values are the same but for ids, times, temporary files, scores and the like."""
    if isinstance(old, str) and isinstance(new, str):
        return _VOLATILE.sub("·", old) == _VOLATILE.sub("·", new)
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) <= 1e-3 * max(abs(old), abs(new))
    return False


def _is_longer(differences: Sequence[_Pair], recorded: RecordedCall, sent: RecordedCall) -> bool:
    """Whether one conversation goes on where the other ends, and nothing else differs in it."""
    old, new = (as_dict(call.exchange.request.body) for call in (recorded, sent))
    for key in MESSAGE_KEYS:
        if isinstance(old.get(key), list) and isinstance(new.get(key), list) and len(old[key]) != len(new[key]):
            shorter = min(len(old[key]), len(new[key]))
            begun = [pair for pair in differences if _is_of_conversation(pair[0])]
            return all(_is_volatile(*pair[1:]) or _index(pair[0], key) >= shorter for pair in begun)
    return False


def _index(path: str, key: str) -> int:
    match = re.match(rf"request\.body\.{re.escape(key)}\[(\d+)\]", path)
    return int(match[1]) if match else -1

"""D101: one request of one test, recorded in several files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.checks.names import check as names
from recview.checks.names.fact import NameFact, fact_from
from recview.checks.rule import Fault, Rule, TreeCheck, TreeFault, TreeResult
from recview.checks.settings import CheckSettings
from recview.model import Json

RULE = Rule(
    id="D101",
    name="equal-requests",
    severity="info",
    summary="Several files hold the same request of the same test (OGX).",
    why="A file is named after its request, so a replay finds one of them at most: the others stay from before a "
    "rename, or from a recorder that named them otherwise.",
    remedy="Keep the one that a replay finds (see family N), and remove the others.",
)


def _result(facts: Mapping[str, Json], settings: CheckSettings) -> TreeResult:
    return TreeResult(tuple(_faults(facts, settings)))


def _faults(facts: Mapping[str, Json], settings: CheckSettings) -> Iterator[TreeFault]:
    generation = names.result(facts, settings).generation
    requests = {path: _request(fact_from(fact), generation) for path, fact in facts.items()}
    paths: dict[tuple[str, str], list[str]] = {}
    for path, request in requests.items():
        if request:
            paths.setdefault(request, []).append(path)
    for path, request in requests.items():
        others = [other for other in paths[request] if other != path] if request else []
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            yield TreeFault(path, Fault(RULE, "request", f"the same test asks the same in {others[0]}{more}", 0))


def _request(fact: NameFact, generation: str) -> tuple[str, str] | None:
    """The test of a recording and the name that a recorder gives its request; None where it is no test's alone.

    Of a list of models there is a file for each list that came.
    """
    name = fact.name(generation)
    if not name or not isinstance(fact.test_id, str) or fact.kind == "tool" or name.startswith("models-"):
        return None
    return fact.test_id, name


CHECK = TreeCheck(names.CHECK.name, (RULE,), names.CHECK.fact, _result)

"""D101: one request of one test, recorded in several files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from recview.checks.names import check as names
from recview.checks.names.fact import NameFact, fact_from
from recview.checks.names.generations import BY_NAME
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
    named = {path: fact_from(fact) for path, fact in facts.items()}
    generation = settings.generation if settings.generation in BY_NAME else _likeliest(named)
    requests = {path: _request(fact, generation) for path, fact in named.items()}
    paths: dict[tuple[str, str], list[str]] = {}
    for path, request in requests.items():
        if request:
            paths.setdefault(request, []).append(path)
    for path, request in requests.items():
        others = [other for other in paths[request] if other != path] if request else []
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            yield TreeFault(path, Fault(RULE, "request", f"the same test asks the same in {others[0]}{more}", 0))


def _likeliest(facts: Mapping[str, NameFact]) -> str:
    """The newest recorder that would name the most files as they are, as the check of names takes it.

    A name that only newer recorders give was given by one of them, so the recorder of the tree is not older.
    """
    counts: Counter[str] = Counter()
    oldest = ""
    for path, fact in facts.items():
        name = path.rpartition("/")[2]
        right = [generation for generation in BY_NAME if fact.name(generation) == name]
        counts.update(right)
        oldest = max([oldest, *right[:1]])
    return max((each for each in BY_NAME if each >= oldest), key=lambda each: (counts[each], each))


def _request(fact: NameFact, generation: str) -> tuple[str, str] | None:
    """The test of a recording and the name that a recorder gives its request; None where it is no test's alone.

    Of a list of models there is a file for each list that came.
    """
    name = fact.name(generation)
    if not name or not isinstance(fact.test_id, str) or fact.kind == "tool" or name.startswith("models-"):
        return None
    return fact.test_id, name


CHECK = TreeCheck(names.CHECK.name, (RULE,), names.CHECK.fact, _result)

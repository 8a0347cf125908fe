"""D102: the recording of a tool's call that several tests make, each overwriting it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.checks.checked_file import CheckedFile
from recview.checks.duplicates.requests import echoed_calls, tool_digest
from recview.checks.rule import Fault, Rule, TreeCheck, TreeFault, TreeResult
from recview.checks.settings import CheckSettings
from recview.coerce import as_dict, as_str
from recview.model import Json

RULE = Rule(
    id="D102",
    name="shared-tool-call",
    severity="info",
    summary="The recording of a tool's call serves several tests, and each overwrites it (OGX).",
    why="The name of such a file is the hash of tool and arguments, without the test: whichever test is recorded last "
    "decides what the others are answered.",
    remedy="Let each test call the tool with arguments of its own, or record these tests together.",
)

_TOOL, _CALLS = "tool", "calls"


def _fact(file: CheckedFile) -> Json | None:
    """The test with the call that the file answers, or with those that its messages repeat."""
    if len(file.exchanges) != 1 or file.exchanges[0].format != "ogx" or not file.exchanges[0].test_id:
        return None
    exchange = file.exchanges[0]
    if name := as_str(as_dict(exchange.request.fields).get("tool_name")):
        return [exchange.test_id, _TOOL, tool_digest(name, exchange.request.body)]
    calls = sorted(set(echoed_calls(exchange.request.body)))
    return [exchange.test_id, _CALLS, *calls] if calls else None


def _result(facts: Mapping[str, Json], _: CheckSettings) -> TreeResult:
    return TreeResult(tuple(_faults(facts)))


def _faults(facts: Mapping[str, Json]) -> Iterator[TreeFault]:
    tests: dict[str, set[str]] = {}
    for test, _, *calls in facts.values():
        for call in calls:
            tests.setdefault(call, set()).add(test)
    for path, (test, kind, *calls) in facts.items():
        others = sorted(tests[calls[0]] - {test}) if kind == _TOOL else []
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            yield TreeFault(path, Fault(RULE, "name", f"{others[0]}{more} makes the same call", 0))


CHECK = TreeCheck("tool calls", (RULE,), _fact, _result)

"""D101: one request of one test, recorded in several files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.checks.checked_file import CheckedFile
from recview.checks.duplicates.requests import request_digest
from recview.checks.rule import Fault, Rule, TreeCheck, TreeFault, TreeResult
from recview.checks.settings import CheckSettings
from recview.coerce import as_dict, as_str
from recview.model import Json, Request

RULE = Rule(
    id="D101",
    name="equal-requests",
    severity="info",
    summary="Several files hold the same request of the same test (OGX).",
    why="A file is named after its request, so a replay finds one of them at most: the others stay from before a "
    "rename, or from a recorder that named them otherwise.",
    remedy="Keep the one that a replay finds (see family N), and remove the others.",
)


def _fact(file: CheckedFile) -> Json | None:
    if len(file.exchanges) != 1 or file.exchanges[0].format != "ogx":
        return None
    exchange = file.exchanges[0]
    if not exchange.test_id or _is_model_list(file.name, exchange.request) or _is_tool(exchange.request):
        return None
    return request_digest(exchange.request, exchange.test_id)


def _is_model_list(name: str, request: Request) -> bool:
    """Whether a request lists models: of these there is a file for each list that came."""
    return name.startswith("models-") or request.endpoint.endswith(("/models", "/api/tags"))


def _is_tool(request: Request) -> bool:
    return bool(as_str(as_dict(request.fields).get("tool_name")))


def _result(facts: Mapping[str, Json], _: CheckSettings) -> TreeResult:
    return TreeResult(tuple(_faults(facts)))


def _faults(facts: Mapping[str, Json]) -> Iterator[TreeFault]:
    paths: dict[str, list[str]] = {}
    for path, request in facts.items():
        paths.setdefault(request, []).append(path)
    for path, request in facts.items():
        others = [other for other in paths[request] if other != path]
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            yield TreeFault(path, Fault(RULE, "request", f"the same test asks the same in {others[0]}{more}", 0))


CHECK = TreeCheck("equal requests", (RULE,), _fact, _result)

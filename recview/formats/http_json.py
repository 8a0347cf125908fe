"""HTTP calls as JSON: `{request: {method, url, headers, body}, response: {status, headers, body}}`, one or several.

Source: what recorders of many languages write. The VCR proxy of Datadog's test agent keeps one call, Elixir's exvcr a
list, the recorder of opencode a list under `interactions`, that of Mastra under `recordings`: it names the test in
`meta`. Capturing proxies keep a call per line, as claude-trace does in `log-*.jsonl`, where a call that was not
answered has `response: null`. How the parts of a call are called is in `http_pair`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_str
from recview.formats.file import File
from recview.formats.http import Exchanges
from recview.formats.http_pair import is_pair, is_request, recorded_pair
from recview.formats.lines import read_calls
from recview.model import Exchange, Json, Readability

NAME = "http-json"


def begins(head: bytes) -> bool:
    """Whether it is JSON that speaks of a request or a response, or of calls."""
    return head[:1] in (b"{", b"[") and any(key in head for key in _KEYS)


_KEYS = (b'"request"', b'"response"', b'"recordings"', b'"request_', b'"requestBody"')


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """The call, or the calls; OGX's own kind (see `ogx`) keeps no answer's headers and says whether it streamed."""
    if isinstance(file.json, Readability):
        return read_calls(file, path, NAME, _is_call, recorded_pair)
    tree = as_dict(file.json)
    calls = next((value for value in (file.json, *map(tree.get, _LISTS)) if isinstance(value, list)), [tree])
    if not calls or not all(_is_call(as_dict(call)) for call in calls):
        return None
    return Exchanges(file, path, NAME, calls, recorded_pair, _named(path, as_dict(tree.get("meta"))))


_LISTS = ("interactions", "recordings")


def _is_call(pair: Mapping[str, Json]) -> bool:
    return is_pair(pair) or is_request(pair)


def _named(path: str, meta: Mapping[str, Json]) -> str:
    """The test as Mastra's recorder names it; its file is told from the folder that holds `__recordings__`."""
    file, test = as_str(meta.get("testFile")), as_str(meta.get("testName"))
    above, separator, _ = path.partition("__recordings__/")
    return f"{above if separator else ''}{file}::{test}" if file and test else ""

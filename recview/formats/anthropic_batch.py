"""Files of Anthropic's Message Batches: `{custom_id, params}` that were sent, and `{custom_id, result}` per line.

Source: Anthropic's reference. Requests are a list under `requests`, as they are sent, or lines. A result is
{type: succeeded, message}, {type: errored, error: {type: error, error}}, or {type: canceled | expired}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_str, as_words
from recview.formats.batches import unanswered
from recview.formats.file import File
from recview.formats.http import Recorded
from recview.formats.lines import read_calls
from recview.model import Exchange, Json, Readability

NAME = "anthropic-batch"


def begins(head: bytes) -> bool:
    """Whether it is JSON with an id that a batch gives its calls, or a result: keys may be in any order."""
    return head[:1] in (b"{", b"[") and (b'"custom_id"' in head or b'"result"' in head)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call per line, or per member of the list: what is asked, or what came of it."""
    return read_calls(file, path, NAME, _is_call, _recorded, ("requests",))


def _is_call(line: Mapping[str, Json]) -> bool:
    is_result = bool(as_str(as_dict(line.get("result")).get("type")))
    return "custom_id" in line and (is_result or isinstance(line.get("params"), dict))


def _recorded(line: Mapping[str, Json]) -> Recorded:
    result = as_dict(line.get("result"))
    kind = as_str(result.get("type"))
    answer = result.get("message") or result.get("error")
    return Recorded(
        body=line.get("params"),
        answer=answer,
        endpoint="/v1/messages",
        name=as_words(line.get("custom_id")),
        failure=None if answer or not result else unanswered(None, kind),
        is_request_only="result" not in line,
    )

"""Tapes of Sema's `llm/with-cassette`, one answer per line: `{"v": 1, "kind", "key", "content", "model", …}`.

Source: github.com/sema-lisp/sema, its `cassette.rs` and the tapes of its notebooks. A kind is `complete`, `stream` (its
text also as `chunks`), `embed` (`embeddings`) or `mcp-call` (`mcp_result`). What was sent is kept as a hash alone. A
line that is no JSON is passed over, as Sema itself does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recview.coerce import as_dict, as_list, as_str
from recview.formats import as_chat
from recview.formats.as_chat import Call, RecordedAnswer
from recview.formats.contract import incomplete
from recview.formats.file import File
from recview.formats.json_lines import lines_of
from recview.formats.naming import named_test
from recview.model import Chunk, Exchange, Json, Readability, Request, Response, Source

NAME = "sema"

_KINDS = frozenset({"complete", "stream", "embed", "mcp-call"})
_BEGINS = rb'"kind"\s*:\s*"(?:complete|stream|embed|mcp-call)"'
_USAGE = MappingProxyType({"prompt_tokens": "prompt_tokens", "completion_tokens": "completion_tokens"})


def begins(head: bytes) -> bool:
    """Whether it is JSON with an entry of that kind."""
    return head[:1] == b"{" and b'"key"' in head and re.search(_BEGINS, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """An exchange an entry; a last line that is cut is being written."""
    lines = lines_of(file)
    entries = [line for line in lines.objects if "v" in line and "key" in line and as_str(line.get("kind")) in _KINDS]
    if not entries:
        return None
    exchanges = tuple(_exchange(path, number, entry) for number, entry in enumerate(entries))
    return incomplete(exchanges) if lines.is_cut else exchanges


def _exchange(path: str, number: int, entry: Mapping[str, Json]) -> Exchange:
    kind, model = as_str(entry.get("kind")), as_str(entry.get("model"))
    request = Request(endpoint=kind, model=model, fields={"kind": kind, "key": entry.get("key"), "model": model})
    response = Response(tuple(_chunks(entry)), kind == "stream" and bool(entry.get("chunks")))
    return Exchange(Source(path, number), NAME, request, response, named_test(path), ordered=True)


def _chunks(entry: Mapping[str, Json]) -> list[Chunk]:
    kind, model = entry.get("kind"), entry.get("model")
    if kind == "mcp-call":
        return [Chunk("", entry.get("mcp_result"), entry)]
    if kind == "embed":
        vectors, counts = as_list(entry.get("embeddings")), as_chat.usage_of(entry, {"prompt_tokens": "prompt_tokens"})
        return [as_chat.embeddings(vectors, model, entry, counts)]
    answer = RecordedAnswer(
        entry.get("content"),
        None,
        [_call(as_dict(call), index) for index, call in enumerate(as_list(entry.get("tool_calls")))],
        entry.get("stop_reason"),
        as_chat.usage_of(entry, _USAGE, "cache_read_input_tokens", "cache_creation_input_tokens"),
        model,
    )
    pieces = as_list(entry.get("chunks")) if kind == "stream" else ()
    if not pieces:
        return [as_chat.answer(answer, entry)]
    rest = {name: value for name, value in entry.items() if name not in {"chunks", "content"}}
    return [
        *(as_chat.piece(RecordedAnswer(words), words) for words in pieces),
        as_chat.piece(answer._replace(content=None), rest),
    ]


def _call(call: Mapping[str, Json], index: int) -> Call:
    return Call(call.get("name"), call.get("arguments"), call.get("id"), index)

"""Answers alone, without their request: a provider's events, one JSON a line or as an event stream, or a plain answer.

Source: the fixtures of Vercel's AI SDK (`.chunks.txt`, `.json`) and its data streams, and what `curl` leaves of a call.
A file counts as one if what it begins with is an answer or a piece of one: any other JSON is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import incomplete
from recview.formats.file import File
from recview.formats.http import answering
from recview.formats.naming import named_test
from recview.model import Chunk, Exchange, Json, Readability, Request, Response, Source

NAME = "answers"

_KEYS = (
    *("choices", "candidates", "usageMetadata", "promptFeedback", "serverContent", "setupComplete"),
    *("contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStart", "messageStop", "stopReason"),
    *("stop_reason", "finish_reason", "finishReason", "done_reason", "output_text", "event_type", "embeddings"),
)
_STORE = "__files"
"""The folder in which WireMock keeps the bodies of its stubs: what is there is told by the stub that names it."""

# As text: `re` compiles and keeps them at their first use, which spares the start.
_OBJECTS = (
    r"chat\.completion|text_completion|response\b|realtime\.|interaction|embedding|rerank|model$|thread\."
    r"|conversation\.response"
)
_TYPES = (
    r"response\.|message_(?:start|delta|stop)|content_block_|content-(?:start|delta|end)|message-(?:start|end)"
    r"|tool-(?:call|plan)-|stream-(?:start|end)|text-generation|session\.(?:created|updated)|step\.|interaction\."
    r"|(?:text|reasoning)-(?:start|delta)|tool-input-|start-step|message\.output\.|conversation\.response\."
    r"|RUN_(?:STARTED|FINISHED|ERROR)|TEXT_MESSAGE_"
)
_JSON = (
    rf'"(?:{"|".join(_KEYS)})"\s*:|"object"\s*:\s*"(?:list|{_OBJECTS})|"type"\s*:\s*"(?:{_TYPES})'
    r'|"done"\s*:\s*(?:true|false)|"role"\s*:\s*"assistant"'
    r'|"(?:generated_text|stop|request_id|task_id|conversation_id)"\s*:'
).encode()
_CODED_LINE = rb'\s*[0-9a-k]:["{\[]'
_EVENT = rb'(?m)\A(?:(?:(?:event|data|id|retry)?:.*)?\r?\n)*?data: ?\{\s*"'


def begins(head: bytes) -> bool:
    """Whether it is an event stream, or JSON in whose start a key of an answer stands."""
    if head[:1] in (b"{", b"["):
        return re.search(_JSON, head) is not None
    return re.match(_EVENT, head) is not None or re.match(_CODED_LINE, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """One exchange without a request; a file whose last line is cut is being written."""
    if _STORE in path.split("/")[:-1]:
        return None
    is_json = file.is_json
    body = file.json if is_json and not isinstance(file.json, Readability) else file.data
    framed = file.framing().answer(body, "" if is_json else "text/event-stream")
    chunks = framed.chunks
    if not any(is_answer(chunk.data) or _is_coded(chunk) for chunk in islice(chunks, 3)):
        return None
    request, response = Request(model=answering(chunks)), Response(chunks, framed.streaming)
    exchanges = (Exchange(Source(path), NAME, request, response, named_test(path), ordered=True),)
    if isinstance(chunks[-1].data, str) and not _is_coded(chunks[-1]) and (is_json or not file.data.endswith(b"\n")):
        return incomplete(exchanges, f"its last {'line' if is_json else 'event'} is incomplete")
    return exchanges


def is_answer(value: Json) -> bool:
    """Whether a value is an answer, or an event of one."""
    fields = as_dict(value)
    if any(key in fields for key in _KEYS):
        choices = fields.get("choices", [])
        return all(not _CHOICE.isdisjoint(as_dict(choice)) for choice in as_list(choices))
    if fields.get("object") == "list":
        return any("object" in as_dict(item) for item in as_list(fields.get("data"))[:1])
    if re.match(_OBJECTS, as_str(fields.get("object"))) or re.match(_TYPES, as_str(fields.get("type"))):
        return True
    if isinstance(fields.get("done"), bool):
        return bool({"message", "response"} & fields.keys())
    if _is_dialect(fields):
        return True
    if isinstance(value, list):
        first = as_dict(next(iter(value), None))
        return _is_generated(first) or _is_dialect(first)
    return _is_generated(fields)


def _is_coded(chunk: Chunk) -> bool:
    """Whether a chunk is a line of a code and a value, of which the kind is the code."""
    return isinstance(chunk.raw, str) and chunk.raw.startswith(f"{chunk.kind}:") and bool(chunk.kind)


def _is_dialect(fields: Mapping[str, Json]) -> bool:
    """Whether it is an answer of a dialect that has no word for it, by what stands side by side."""
    if isinstance(fields.get("stop"), bool):
        return isinstance(fields.get("content"), str)
    if "request_id" in fields:
        return not _OUTPUT.isdisjoint(as_dict(fields.get("output")))
    results = as_list(fields.get("results"))
    if results and fields.keys() == {"results"}:
        return {"text", "finish_reason"} <= as_dict(results[0]).keys()
    if as_str(fields.get("event")).startswith("thread."):
        return isinstance(fields.get("data"), dict)
    return "task_id" in fields and not _DIFY.isdisjoint(fields)


_OUTPUT = frozenset({"text", "choices"})
_DIFY = frozenset({"conversation_id", "workflow_run_id", "answer"})


def _is_generated(fields: Mapping[str, Json]) -> bool:
    """Whether it is text of TGI, which answers with a list of one; data sets have more beside what was generated."""
    return "generated_text" in fields and fields.keys() <= _GENERATED


_GENERATED = frozenset({"generated_text", "details", "token", "top_tokens", "index"})


_CHOICE = frozenset({"delta", "message", "text", "finish_reason"})

"""LibreChat's replays, JSON lines: `invocation` {index, userText}, `chunk` {invocation, text, message} and `end`.

Source: danny-avila/LibreChat, `e2e/setup/model-replay.js` and `e2e/fixtures/model-replay`. A chunk's message is an
AIMessageChunk of LangChain: {content: text or blocks, additional_kwargs, tool_call_chunks, response_metadata,
usage_metadata}. Of what was sent only the last text of the user is kept. A call that failed has a line `error`
{invocation, message} in the place of its `end`. Lines of several calls may stand among each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from recview.coerce import as_dict, as_int, as_list, as_str
from recview.formats import as_chat
from recview.formats.as_chat import Call, RecordedAnswer
from recview.formats.contract import NO_INTERACTIONS, incomplete
from recview.formats.file import File
from recview.formats.json_lines import lines_of
from recview.formats.naming import named_test
from recview.model import Chunk, Exchange, Failure, Json, Readability, Request, Response, Source

NAME = "librechat"

_BEGINS = rb'\{\s*"type"\s*:\s*"(?:meta"\s*,\s*"name"|invocation"\s*,\s*"index")'
_COUNTS = MappingProxyType(
    {"input_tokens": "prompt_tokens", "output_tokens": "completion_tokens", "total_tokens": "total_tokens"}
)


def begins(head: bytes) -> bool:
    """Whether it begins with the name of a replay, or with a call."""
    return re.match(_BEGINS, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call an exchange; one that has not ended is being written."""
    lines = lines_of(file)
    calls: dict[Json, list[Mapping[str, Json]]] = {}
    for line in lines.objects:
        kind = line.get("type")
        number = as_int(line.get("index") if kind == "invocation" else line.get("invocation"))
        if kind == "invocation":
            calls[number] = [line]
        elif number in calls:
            calls[number].append(line)
    if not calls:
        is_own = any({"name", "recordedAt"} <= line.keys() for line in lines.objects[:1])
        return (incomplete() if lines.is_cut else NO_INTERACTIONS) if is_own else None
    exchanges = tuple(_exchange(path, index, call) for index, call in enumerate(calls.values()))
    has_ended = all(as_str(call[-1].get("type")) in {"end", "error"} for call in calls.values())
    return exchanges if has_ended and not lines.is_cut else incomplete(exchanges)


def _exchange(path: str, place: int, call: Sequence[Mapping[str, Json]]) -> Exchange:
    words, chunks = as_str(call[0].get("userText")), tuple(_chunks(call[1:]))
    models = (as_str(as_dict(chunk.data).get("model")) for chunk in reversed(chunks))
    body = {"messages": [{"role": "user", "content": words}]} if words else None
    request = Request(model=next(filter(None, models), ""), body=body, fields=call[0])
    response = Response(chunks, _is_streamed(call), failure=None if chunks else _failure(call))
    return Exchange(Source(path, place), NAME, request, response, named_test(path), ordered=True)


def _is_streamed(lines: Sequence[Mapping[str, Json]]) -> bool:
    return any(line.get("type") == "chunk" for line in lines)


def _failure(lines: Sequence[Mapping[str, Json]]) -> Failure | None:
    """Why nothing came."""
    words = next((line.get("message") for line in lines if line.get("type") == "error"), None)
    return None if words is None else Failure("exception", as_str(words) or "(no message)")


def _chunks(lines: Sequence[Mapping[str, Json]]) -> Iterator[Chunk]:
    is_streamed = _is_streamed(lines)
    for line in lines:
        kind = line.get("type")
        if kind == "chunk":
            yield as_chat.piece(_said(line), line)
        elif kind == "error" and is_streamed:
            yield as_chat.failure({"message": as_str(line.get("message"))}, line)
        elif kind == "end" and not is_streamed and line.get("text"):
            yield as_chat.answer(RecordedAnswer(line["text"]), line)


def _said(line: Mapping[str, Json]) -> RecordedAnswer:
    message = as_dict(line.get("message"))
    metadata, more = as_dict(message.get("response_metadata")), as_dict(message.get("additional_kwargs"))
    content, thought = _content(message.get("content", line.get("text")))
    finishes = (
        owner.get(key) for owner in (metadata, more) for key in ("finish_reason", "stop_reason", "finishReason")
    )
    reasoning = next((more[key] for key in ("reasoning_content", "reasoning") if more.get(key)), thought)
    return RecordedAnswer(
        content,
        reasoning if isinstance(reasoning, str) else None,
        [_call(as_dict(call)) for call in as_list(message.get("tool_call_chunks"))],
        next(filter(None, finishes), None),
        _usage(message, metadata),
        next((name for key in ("model_name", "model") if (name := as_str(metadata.get(key)))), None),
    )


def _content(content: Json) -> tuple[Json, str | None]:
    """The text and the reasoning of a message, whose content is text or a list of blocks."""
    if not isinstance(content, list):
        return content, None
    blocks = [as_dict(block) for block in content]
    words = "".join(as_str(block.get("text")) for block in blocks if "thinking" not in as_str(block.get("type")))
    thought = "".join(as_str(block.get("thinking", block.get("reasoning"))) for block in blocks)
    return words or None, thought or None


def _call(call: Mapping[str, Json]) -> Call:
    return Call(call.get("name"), call.get("args"), call.get("id"), call.get("index"))


def _usage(message: Mapping[str, Json], metadata: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """LangChain's counts, else those that it keeps of the provider, which are empty until they are known."""
    counts = as_dict(message.get("usage_metadata"))
    if not counts:
        return as_dict(metadata.get("usage")) or None
    sent, got = as_dict(counts.get("input_token_details")), as_dict(counts.get("output_token_details"))
    named = dict(as_chat.usage_of({**counts, **sent}, _COUNTS, "cache_read", "cache_creation") or {})
    if as_int(got.get("reasoning")) is not None:
        named["completion_tokens_details"] = {"reasoning_tokens": got["reasoning"]}
    return named

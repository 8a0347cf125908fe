"""KoboldCpp's own API, and KoboldAI's that it goes on with; its /v1 endpoints are read as OpenAI's.

Source: KoboldCpp's API reference (koboldcpp_api). `/api/v1/generate` answers {results: [{text, finish_reason,
prompt_tokens, completion_tokens}]}; `/api/extra/generate/stream` sends events named `message` with {token,
finish_reason}. An error is {detail: {msg, type}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.tool_calls import ToolCalls
from recview.wire import as_text

NAME = "koboldcpp"
DECODED_KEYS = frozenset({"text", "token", "finish_reason", "name", "arguments"})
KIND = "text"

_ENDPOINTS = ("/api/v1/generate", "/api/latest/generate", "/api/extra/generate/stream", "/api/extra/generate/check")
_RESULT = frozenset({"text", "finish_reason", "logprobs", "prompt_tokens", "completion_tokens", "tool_calls"})
_ENDS = "finish_reason"
_UNENDED = frozenset({"", "null"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By results that are texts, or by a streamed token; of an error or of no answer, by the URL and the prompt.

    Many servers stream tokens and answer with texts: at another URL these also need their finish_reason, or tokens the
    name of KoboldCpp's events.
    """
    endpoint = exchange.request.endpoint.rstrip("/")
    is_own_url = endpoint.endswith(_ENDPOINTS)
    for chunk in first:
        data = as_dict(chunk.data)
        if results := _results(data):
            return all(_is_result(result) and (is_own_url or not endpoint or _ENDS in result) for result in results)
        if isinstance(data.get("token"), str):
            is_own = is_own_url or chunk.kind == "message" or _ENDS in data
            return exchange.response.streaming and is_own and data.keys() <= {"token", _ENDS, "logprobs"}
        if data and "detail" not in data and "error" not in data:
            return False
    return is_own_url and "prompt" in as_dict(exchange.request.body)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """What is kept before every prompt, and the prompt with its images."""
    memory, prompt = as_str(body.get("memory")), as_str(body.get("prompt"))
    parts = [Part("text", prompt)] if prompt else []
    parts += [Part("image", describe_media(image)) for image in as_list(body.get("images"))]
    before = (Message("memory", (Part("text", memory),)),) if memory else ()
    return (*before, Message("prompt", tuple(parts))) if parts else before


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per token, or the whole text."""
    calls = ToolCalls()
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        results = _results(data)
        for choice, result in enumerate(results or [data]):
            yield from _result(index, choice, result, calls)
        if failed := failure(error_of(chunk) or data.get("detail"), origin.source):
            yield ev.Failed(index, failed)
        elif not results and _RESULT.isdisjoint(data) and "token" not in data:
            yield ev.Unknown(index, "no results or token in this object" if data else why_unread(chunk))


def _is_result(result: Mapping[str, Json]) -> bool:
    return isinstance(result.get("text"), str) and result.keys() <= _RESULT


def _results(data: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    return [as_dict(result) for result in as_list(data.get("results"))]


def _result(index: int, choice: int, result: Mapping[str, Json], calls: ToolCalls) -> Iterator[ev.Event]:
    if text := as_str(result.get("text")) or as_str(result.get("token")):
        yield ev.TextDelta(index, choice, text)
    for position, call in enumerate(map(as_dict, as_list(result.get("tool_calls")))):
        function = as_dict(call.get("function"))
        named = (as_str(call.get("id")), as_str(function.get("name")), as_text(function.get("arguments")))
        yield from calls.deltas(ev.ToolCallDelta(index, choice, "", *named), position, call.get("index"))
    reason = as_str(result.get("finish_reason"))
    if reason not in _UNENDED:
        yield ev.Finished(index, choice, reason)
    counts = Usage(as_int(result.get("prompt_tokens")), as_int(result.get("completion_tokens")))
    if counts != Usage():
        yield ev.UsageReported(index, counts)

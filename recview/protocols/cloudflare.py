"""Cloudflare's Workers AI, `/ai/run/<model>`, in its own shape; its OpenAI-compatible endpoints are read as OpenAI's.

Source: the reference of Workers AI, and answers of 2025. A plain answer is {result: {response, tool_calls, usage},
success, errors, messages}; a streamed object is what stands in `result`, {response, p} with `p` a padding, and usage in
the last. `response` is a tree where JSON was asked for; arguments are objects. Nothing tells why an answer ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Exchange, Failure, Json, Message, Outline, Part
from recview.protocols.shared.endings import significant, with_ending_of
from recview.protocols.shared.messages import brief, messages
from recview.protocols.shared.tool_calls import ToolCalls
from recview.protocols.shared.usage import error_of, error_source, failure, not_read, usage
from recview.wire import as_text, payloads

NAME = "cloudflare"
SPOKEN = frozenset({"response", "response{}", "name", "arguments", "arguments{}"})

_ENDPOINT = "/ai/run/"
_SAID = {"response", "tool_calls"}


def claims(exchange: Exchange) -> bool:
    """By what is wrapped as Cloudflare's API wraps it; of a stream by what stands beside its text, or the URL."""
    chunks = exchange.response.chunks
    is_run = _ENDPOINT in exchange.request.endpoint
    for place in range(min(3, len(chunks))):
        data = as_dict(chunks[place].data)
        if {"result", "success"} <= data.keys():
            return not _SAID.isdisjoint(as_dict(data["result"]))
        if isinstance(data.get("response"), str) and (is_run or data.keys() == {"response", "p"}):
            return "done" not in data
    return is_run and bool(_messages(as_dict(exchange.request.body)))


def outline(exchange: Exchange) -> Outline:
    """The counts stand in the last object; an error may stand in any."""
    sent = as_dict(exchange.request.body)
    asked = as_list(sent.get("messages"))
    said = _messages(sent)
    opening = brief(asked) if asked else next((message.parts[0].text[:80] for message in said), "")
    head = Outline("chat" if asked else "text", messages=len(said), opening=opening)
    chunks, source = exchange.response.chunks, error_source(exchange.response)
    return with_ending_of(
        head, chunks, significant(chunks, payloads(chunks), _is_piece), lambda some: _events(some, source)
    )


def _is_piece(data: Json) -> bool:
    """Whether a streamed object has a piece of text and its padding."""
    return isinstance(data, dict) and "response" in data and data.keys() <= {"response", "p"}


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece of text, or the whole."""
    found = _events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, _messages(as_dict(exchange.request.body)), tuple(found))


def _events(chunks: Iterable[Chunk], source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    calls = ToolCalls()
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk, source, calls)


def _messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    if "messages" in sent:
        return messages(sent)
    prompt = as_str(sent.get("prompt"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _result(data: Mapping[str, Json]) -> Mapping[str, Json]:
    return as_dict(data["result"]) if "result" in data else data


def _chunk(index: int, chunk: Chunk, source: Literal["stream", "response"], calls: ToolCalls) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, not_read(chunk))
        return
    result = _result(data)
    if answer := as_text(result.get("response")):
        yield ev.TextDelta(index, 0, answer)
    for place, call in enumerate(map(as_dict, as_list(result.get("tool_calls")))):
        called = as_dict(call.get("function", call))
        said = (as_str(call.get("id")), as_str(called.get("name")), as_text(called.get("arguments")))
        yield from calls.deltas(ev.ToolCallDelta(index, 0, "", *said), place, call.get("index"))
    if counts := usage(result):
        yield ev.UsageReported(index, counts)
    failed: Failure | None = failure(error_of(chunk), source)
    if failed:
        yield ev.Failed(index, failed)
    elif _SAID.isdisjoint(result) and not counts:
        yield ev.Unknown(index, "no response, tool_calls, usage or error in this object")

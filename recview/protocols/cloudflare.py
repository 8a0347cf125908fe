"""Cloudflare's Workers AI, `/ai/run/<model>`, in its own shape; its OpenAI-compatible endpoints are read as OpenAI's.

Source: the reference of Workers AI, and answers of 2025. A plain answer is {result: {response, tool_calls, usage},
success, errors, messages}; a streamed object is what stands in `result`, {response, p} with `p` a padding, and usage in
the last. `response` is a tree where JSON was asked for; arguments are objects. Nothing tells why an answer ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Exchange, Failure, Json, Message, Outline, Part
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.messages import brief, question
from recview.protocols.shared.messages import messages as chat_messages
from recview.protocols.shared.tool_calls import ToolCalls
from recview.protocols.shared.usage import usage
from recview.wire import as_text

NAME = "cloudflare"
DECODED_KEYS = frozenset({"response", "response{}", "name", "arguments", "arguments{}"})

_ENDPOINT = "/ai/run/"
_ANSWER_KEYS = {"response", "tool_calls"}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By what is wrapped as Cloudflare's API wraps it; of a stream by the keys beside its text, or the URL."""
    is_run = _ENDPOINT in exchange.request.endpoint
    for chunk in first:
        data = as_dict(chunk.data)
        if {"result", "success"} <= data.keys():
            return not _ANSWER_KEYS.isdisjoint(as_dict(data["result"]))
        if isinstance(data.get("response"), str) and (is_run or data.keys() == {"response", "p"}):
            return "done" not in data
    return is_run and bool(messages(as_dict(exchange.request.body)))


def head(body: Mapping[str, Json]) -> Outline:
    """A chat, or a text where there is just a prompt."""
    turns, sent = as_list(body.get("messages")), messages(body)
    opening = brief(turns) if turns else next((message.parts[0].text[:80] for message in sent), "")
    return Outline("chat" if turns else "text", messages=len(sent), opening=opening, question=question(turns))


def is_piece(data: Json) -> bool:
    """Whether a streamed object has a piece of text and its padding."""
    return isinstance(data, dict) and "response" in data and data.keys() <= {"response", "p"}


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text, or the whole."""
    calls = ToolCalls()
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk, origin.source, calls)


def messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages of a chat, or the prompt."""
    if "messages" in sent:
        return chat_messages(sent)
    prompt = as_str(sent.get("prompt"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _result(data: Mapping[str, Json]) -> Mapping[str, Json]:
    return as_dict(data["result"]) if "result" in data else data


def _chunk(index: int, chunk: Chunk, source: ErrorSource, calls: ToolCalls) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, why_unread(chunk))
        return
    result = _result(data)
    if answer := as_text(result.get("response")):
        yield ev.TextDelta(index, 0, answer)
    for position, call in enumerate(map(as_dict, as_list(result.get("tool_calls")))):
        called = as_dict(call.get("function", call))
        fields = (as_str(call.get("id")), as_str(called.get("name")), as_text(called.get("arguments")))
        yield from calls.deltas(ev.ToolCallDelta(index, 0, "", *fields), position, call.get("index"))
    if counts := usage(result):
        yield ev.UsageReported(index, counts)
    failed: Failure | None = failure(error_of(chunk), source)
    if failed:
        yield ev.Failed(index, failed)
    elif _ANSWER_KEYS.isdisjoint(result) and not counts:
        yield ev.Unknown(index, "no response, tool_calls, usage or error in this object")

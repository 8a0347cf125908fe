"""The request side of Cohere: v2 chat (`messages`), v1 chat (`message` and what came before it) and v1 generate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.model import Json, Message, Part
from recview.protocols import openai_messages
from recview.protocols.cohere_parts import document
from recview.shapes import mapping, sequence, text, words
from recview.wire import as_text

_ROLES = {"chatbot": "assistant"}


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent, and the documents that it is grounded in."""
    if "messages" in body:
        asked = [_in_openai_words(message) for message in sequence(body["messages"])]
        return (*_documents(body), *openai_messages.messages({"messages": asked}))
    return tuple(_older(body))


def opening(body: Mapping[str, Json]) -> str:
    """The start of what was asked."""
    if "messages" in body:
        return openai_messages.brief(sequence(body["messages"]))
    return (text(body.get("message")) or text(body.get("prompt")))[:80]


def _in_openai_words(message: Json) -> Json:
    """Cohere calls what it thinks before a tool call `tool_plan`, and wraps tool results in documents."""
    fields = mapping(message)
    content = fields.get("content")
    if isinstance(content, list):
        content = [_plain(part) for part in content]
    return {**fields, "reasoning": fields.get("tool_plan"), "content": content} if fields else message


def _plain(part: Json) -> Json:
    fields = mapping(part)
    return {"type": "text", "text": document(fields.get("document"))[1]} if fields.get("type") == "document" else part


def _documents(body: Mapping[str, Json]) -> Iterator[Message]:
    parts = [(said, name) for name, said in map(document, sequence(body.get("documents")))]
    if parts:
        yield Message("documents", tuple(Part("other", said, name) for said, name in parts))


def _older(body: Mapping[str, Json]) -> Iterator[Message]:
    if preamble := text(body.get("preamble")):
        yield Message("system", (Part("text", preamble),))
    yield from _documents(body)
    for turn in map(mapping, sequence(body.get("chat_history"))):
        role = words(turn.get("role")).lower() or "?"
        yield Message(_ROLES.get(role, role), tuple(_turn(turn)))
    if "message" in body:
        yield Message("user", tuple(_turn({"message": body["message"]})))
    if results := tuple(_results(body.get("tool_results"))):
        yield Message("tool", results)
    if prompt := text(body.get("prompt")):
        yield Message("prompt", (Part("text", prompt),))


def _turn(turn: Mapping[str, Json]) -> Iterator[Part]:
    if said := text(turn.get("message")):
        yield Part("text", said)
    for call in map(mapping, sequence(turn.get("tool_calls"))):
        yield Part("tool_call", as_text(call.get("parameters")), words(call.get("name")))
    yield from _results(turn.get("tool_results"))


def _results(sent: Json) -> Iterator[Part]:
    """[{call: {name, parameters}, outputs: […]}]; v1 has no ids of calls."""
    for result in map(mapping, sequence(sent)):
        yield Part("tool_result", as_text(result.get("outputs")), words(mapping(result.get("call")).get("name")))

"""The request side of Cohere: v2 chat (`messages`), v1 chat (`message` and what came before it) and v1 generate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Part
from recview.protocols.cohere.parts import document
from recview.protocols.shared import messages as openai_messages
from recview.wire import as_text

_ROLES = {"chatbot": "assistant"}


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent, and the documents that it is grounded in."""
    if "messages" in body:
        asked = [_in_openai_words(message) for message in as_list(body["messages"])]
        return (*_documents(body), *openai_messages.messages({"messages": asked}))
    return tuple(_older(body))


def opening(body: Mapping[str, Json]) -> str:
    """The start of what was asked."""
    if "messages" in body:
        return openai_messages.brief(as_list(body["messages"]))
    return (as_str(body.get("message")) or as_str(body.get("prompt")))[:80]


def _in_openai_words(message: Json) -> Json:
    """Cohere calls what it thinks before a tool call `tool_plan`, and wraps tool results in documents."""
    fields = as_dict(message)
    content = fields.get("content")
    if isinstance(content, list):
        content = [_plain(part) for part in content]
    return {**fields, "reasoning": fields.get("tool_plan"), "content": content} if fields else message


def _plain(part: Json) -> Json:
    fields = as_dict(part)
    return {"type": "text", "text": document(fields.get("document"))[1]} if fields.get("type") == "document" else part


def _documents(body: Mapping[str, Json]) -> Iterator[Message]:
    parts = [(text, name) for name, text in map(document, as_list(body.get("documents")))]
    if parts:
        yield Message("documents", tuple(Part("other", text, name) for text, name in parts))


def _older(body: Mapping[str, Json]) -> Iterator[Message]:
    if preamble := as_str(body.get("preamble")):
        yield Message("system", (Part("text", preamble),))
    yield from _documents(body)
    for turn in map(as_dict, as_list(body.get("chat_history"))):
        role = as_words(turn.get("role")).lower() or "?"
        yield Message(_ROLES.get(role, role), tuple(_turn(turn)))
    if "message" in body:
        yield Message("user", tuple(_turn({"message": body["message"]})))
    if results := tuple(_results(body.get("tool_results"))):
        yield Message("tool", results)
    if prompt := as_str(body.get("prompt")):
        yield Message("prompt", (Part("text", prompt),))


def _turn(turn: Mapping[str, Json]) -> Iterator[Part]:
    if text := as_str(turn.get("message")):
        yield Part("text", text)
    for call in map(as_dict, as_list(turn.get("tool_calls"))):
        yield Part("tool_call", as_text(call.get("parameters")), as_words(call.get("name")))
    yield from _results(turn.get("tool_results"))


def _results(sent: Json) -> Iterator[Part]:
    """[{call: {name, parameters}, outputs: […]}]; v1 has no ids of calls."""
    for result in map(as_dict, as_list(sent)):
        yield Part("tool_result", as_text(result.get("outputs")), as_words(as_dict(result.get("call")).get("name")))

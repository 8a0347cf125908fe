"""The request side of Gemini's Interactions API: `system_instruction` and `input`.

Source: the Interactions reference of the Gemini API. `input` is a string, a content, or a list of contents, of turns
({role, content}), or of steps ({type: user_input, content}).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Part
from recview.protocols.gemini_interactions.parts import parts

_CONTENTS = {"text", "image", "audio", "document", "video"}


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The system prompt, then what was said: contents without a role that follow each other are one message."""
    system = tuple(parts(body["system_instruction"])) if body.get("system_instruction") else ()
    turns = [Message("system", system)] if system else []
    loose: list[Part] = []
    for item in _items(body):
        if _is_loose(item):
            loose.extend(parts(item))
            continue
        turns.extend(_flushed(loose))
        turns.append(_message(as_dict(item)))
    turns.extend(_flushed(loose))
    return tuple(turns)


def count(body: Mapping[str, Json]) -> int:
    """How many messages there are, without reading them."""
    items = [_is_loose(item) for item in _items(body)]
    runs = sum(is_loose and not (index and items[index - 1]) for index, is_loose in enumerate(items))
    return runs + items.count(False) + bool(body.get("system_instruction"))


def brief(body: Mapping[str, Json]) -> str:
    """The start of the first user message: tells the conversations of one test apart."""
    return next(iter(_starts_of_user(_items(body))), "")


def question(body: Mapping[str, Json]) -> str:
    """The start of the last user message that has text; empty where it is the one that `brief` tells."""
    last = next(filter(None, _starts_of_user(_items(body)[::-1])), "")
    return last if last != brief(body) else ""


def _starts_of_user(items: Sequence[Json]) -> Iterator[str]:
    """The first characters of each of the items that are the user's."""
    for item in items:
        fields = as_dict(item)
        if _is_loose(item) or fields.get("role") == "user" or fields.get("type") == "user_input":
            texts = (part.text for part in parts(fields.get("content", item)) if part.kind == "text")
            yield next(filter(None, texts), "")[:80]


def _items(body: Mapping[str, Json]) -> Sequence[Json]:
    sent = body.get("input")
    return [sent] if isinstance(sent, str | dict) else as_list(sent)


def _is_loose(item: Json) -> bool:
    """Whether a content is in no turn and no step: it is the user's."""
    fields = as_dict(item)
    return isinstance(item, str) or ("role" not in fields and as_words(fields.get("type")) in _CONTENTS)


def _flushed(loose: list[Part]) -> Iterator[Message]:
    if loose:
        yield Message("user", tuple(loose))
        loose.clear()


def _message(item: Mapping[str, Json]) -> Message:
    if role := as_str(item.get("role")):
        content = tuple(parts(item.get("content")))
    else:
        content = tuple(parts(dict(item)))
        role = "user" if item.get("type") == "user_input" else "assistant"
    if content and all(part.kind == "tool_result" for part in content):
        return Message("tool", content)
    return Message("assistant" if role == "model" else role, content)

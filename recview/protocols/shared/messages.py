"""The request side of chat.completions: `messages[]`, whose content is a string, a list of parts, or null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Part
from recview.protocols.shared.media import describe_media
from recview.wire import as_text


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent."""
    return tuple(_message(as_dict(sent), sent) for sent in as_list(body.get("messages")))


def brief(sent: Sequence[Json]) -> str:
    """The start of the first user message: tells the conversations of one test apart."""
    first = next((fields for message in sent if (fields := as_dict(message)).get("role") == "user"), None)
    return start_of(first.get("content")) if first else ""


def question(sent: Sequence[Json], opening: str | None = None) -> str:
    """The start of the last user message that has text; empty where it is the one that `brief` tells.

    Args:
        sent: The messages.
        opening: What `brief` tells, where that is known already.
    """
    of_user = (fields for message in reversed(sent) if (fields := as_dict(message)).get("role") == "user")
    last = next(filter(None, (start_of(fields.get("content")) for fields in of_user)), "")
    return last if last != (brief(sent) if opening is None else opening) else ""


def start_of(content: Json) -> str:
    """The first characters of a content: a text, or the first of its parts that has text."""
    if isinstance(content, str):
        return content[:80]
    parts = (as_str(as_dict(part).get("text")) for part in as_list(content))
    return next(filter(None, parts), "")[:80]


def thinking(value: Json) -> str:
    """The text of a part of reasoning: a string, or Mistral's list of texts."""
    return as_str(value) or "".join(as_str(as_dict(part).get("text")) for part in as_list(value))


def message_of_content(sent: Json, parts: Callable[[Json], Iterable[Part]]) -> Message:
    """A message with a role, whose content has the shape of one vendor.

    Args:
        sent: The message as sent; what is no object is shown as it is.
        parts: Returns the parts of a content.
    """
    fields = as_dict(sent)
    if not fields:
        return _not_an_object(sent)
    return Message(as_words(fields.get("role")) or "?", tuple(parts(fields.get("content"))))


def _not_an_object(sent: Json) -> Message:
    return Message("?", (Part("other", as_words(sent) or "not an object"),))


def _message(fields: Mapping[str, Json], sent: Json) -> Message:
    if not fields:
        return _not_an_object(sent)
    role = as_words(fields.get("role")) or "?"
    return Message(role, tuple(_parts(role, fields)), as_words(fields.get("name")))


def _parts(role: str, fields: Mapping[str, Json]) -> Iterator[Part]:
    thought = as_str(fields.get("reasoning_content")) or as_str(fields.get("reasoning"))
    if thought:
        yield Part("reasoning", thought)
    is_result = role in {"tool", "function"}
    for sent in _items(fields.get("content")) if is_result else ():
        part = Part("text", sent) if isinstance(sent, str) else _part(as_dict(sent), sent)
        if part.kind in {"text", "other"}:
            # A result may be an object of the tool's own.
            text = part.text if part.kind == "text" else as_text(sent)
            yield Part("tool_result", text, as_words(fields.get("name")), as_words(fields.get("tool_call_id")))
        else:
            yield part
    if not is_result:
        yield from _content(fields.get("content"))
    if refusal := as_str(fields.get("refusal")):
        yield Part("refusal", refusal)
    for image in as_list(fields.get("images")):
        yield Part("image", describe_media(image))
    yield from _calls(fields)


def _items(content: Json) -> Sequence[Json]:
    """The parts of a tool's result: those of a list, or a single one in its place."""
    if isinstance(content, list) and any(isinstance(item, dict) and "type" not in item for item in content):
        return [as_text(content)]
    return content if isinstance(content, list) else [content] if content else ()


def _content(content: Json) -> Iterator[Part]:
    if isinstance(content, str):
        if content:
            yield Part("text", content)
        return
    for part in as_list(content):
        yield _part(as_dict(part), part)
    if content is not None and not isinstance(content, list):
        yield Part("other", as_words(content) or f"content is a {type(content).__name__}")


def _part(fields: Mapping[str, Json], sent: Json) -> Part:
    match as_str(fields.get("type")):
        case "text" | "input_text" | "output_text":
            return Part("text", as_str(fields.get("text")))
        case "image_url":
            image = fields.get("image_url")
            return Part("image", describe_media(as_dict(image).get("url", image)))
        case "input_audio":
            audio = as_dict(fields.get("input_audio"))
            return Part("audio", describe_media(audio.get("data"), f"audio/{as_words(audio.get('format')) or '?'}"))
        case "file":
            file = as_dict(fields.get("file"))
            name = as_words(file.get("filename")) or as_words(file.get("file_id"))
            return Part("file", describe_media(file["file_data"]) if "file_data" in file else name, name)
        case "refusal":
            return Part("refusal", as_str(fields.get("refusal")))
        case "thinking":
            return Part("reasoning", thinking(fields.get("thinking")))
        case kind:
            return Part("other", as_str(sent) or as_str(fields.get("text")) or "see the request", kind or "part")


def _calls(fields: Mapping[str, Json]) -> Iterator[Part]:
    for call in map(as_dict, as_list(fields.get("tool_calls"))):
        function = as_dict(call.get("function")) or as_dict(call.get("custom"))
        arguments = as_text(function.get("arguments", function.get("input")))
        yield Part("tool_call", arguments, as_words(function.get("name")), as_words(call.get("id")))
    if legacy := as_dict(fields.get("function_call")):
        yield Part("tool_call", as_str(legacy.get("arguments")), as_words(legacy.get("name")))

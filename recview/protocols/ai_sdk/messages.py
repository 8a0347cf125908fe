"""The messages that the AI SDK sends: of a UI {role, parts}, in v4 {role, content, toolInvocations}; of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Part
from recview.protocols.shared.media import describe_media
from recview.wire import as_text

_SILENT = frozenset({"step-start", "source", "source-url", "source-document"})


def sent_messages(sent: Sequence[Json]) -> tuple[Message, ...]:
    """The messages, in order."""
    return tuple(_message(as_dict(message)) for message in sent)


def _message(fields: Mapping[str, Json]) -> Message:
    content, parts = fields.get("content"), as_list(fields.get("parts"))
    text = (Part("text", content),) if isinstance(content, str) and content and not parts else ()
    of_parts = (part for sent in (parts or as_list(content)) for part in _parts(as_dict(sent)))
    calls = () if parts else as_list(fields.get("toolInvocations"))
    of_calls = (part for call in calls for part in _call(as_dict(call)))
    return Message(as_words(fields.get("role")) or "?", (*text, *of_parts, *of_calls))


def _parts(fields: Mapping[str, Json]) -> Iterator[Part]:
    kind = as_str(fields.get("type"))
    if kind == "text":
        yield Part("text", as_str(fields.get("text")))
    elif kind == "reasoning":
        yield Part("reasoning", as_str(fields.get("text")) or as_str(fields.get("reasoning")))
    elif kind in {"file", "image"}:
        media = fields.get("url") or fields.get("data") or fields.get("image")
        media_type = as_str(fields.get("mediaType")) or as_str(fields.get("mimeType"))
        yield Part(
            "image" if kind == "image" or media_type.startswith("image/") else "file", describe_media(media, media_type)
        )
    elif kind == "tool-invocation":
        yield from _call(as_dict(fields.get("toolInvocation")))
    elif kind == "tool-result" or kind == "tool-call" or kind == "dynamic-tool" or kind.startswith("tool-"):
        yield from _call(fields)
    elif kind not in _SILENT:
        yield Part("other", as_text(fields.get("data", fields)), kind or "part")


def _call(fields: Mapping[str, Json]) -> Iterator[Part]:
    """A call, its result, or both in one part."""
    kind = as_str(fields.get("type"))
    name = as_str(fields.get("toolName")) or kind.removeprefix("tool-")
    call_id = as_str(fields.get("toolCallId"))
    sent = fields.get("input", fields.get("args"))
    if sent is not None or kind == "tool-call":
        yield Part("tool_call", as_text(sent), name, call_id)
    result = fields.get("output", fields.get("result", fields.get("errorText")))
    if result is not None:
        shown = as_dict(result).get("value", result)
        yield Part("tool_result", as_text(shown), name, call_id)

"""Contents and steps of Gemini's Interactions API in words, for its requests and answers alike.

Source: the Interactions reference of the Gemini API. A content is {type: text | image | audio | document | video, …}; a
step is one of `user_input`, `model_output` (both with `content[]`), `thought`, `function_call`, `function_result`, or a
call and a result of a tool that Google runs (`google_search_call`, `google_search_result`, …). In the first dialect of
the API the steps stand among the contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_str, as_words
from recview.model import Json, Part
from recview.protocols.shared.media import describe_media
from recview.wire import as_text


def parts(sent: Json) -> Iterator[Part]:
    """A content, a step, a list of either, or a string."""
    for item in sent if isinstance(sent, list) else [sent]:
        yield from _item(item)


def thoughts(summary: Json) -> Iterator[str]:
    """The texts of a thought's summary: a list of contents, one content, or a string."""
    for item in summary if isinstance(summary, list) else [summary]:
        if text := as_str(item) or as_str(as_dict(item).get("text")):
            yield text


def media(content: Mapping[str, Json]) -> str:
    """`image/png, 12.3 KB`, or the address of what is kept elsewhere."""
    kind = as_str(content.get("mime_type"))
    if uri := as_str(content.get("uri")):
        return f"{kind} {uri}".strip()
    return describe_media(content.get("data"), kind or as_words(content.get("type")))


def tool_name(step: Mapping[str, Json]) -> str:
    """The name of the tool that a call is of: one that Google runs is named by the call's type, or by an MCP server."""
    return as_words(step.get("name")) or as_words(step.get("type")).removesuffix("_call")


def arguments(step: Mapping[str, Json]) -> str:
    """What a tool that Google runs is called with: code as it is, else JSON."""
    sent = step.get("arguments")
    return as_str(as_dict(sent).get("code")) or as_text(sent or None)


def result(value: Json) -> str:
    """What a tool answered: its text; of a list an item a line, by what tells most of it."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_line, value)))
    return as_text(value)


def label(kind: str) -> str:
    """The words of a type: `google search call`."""
    return kind.replace("_", " ") or "content"


def _line(item: Json) -> str:
    fields = as_dict(item)
    if fields.get("type") in {"image", "audio", "video", "document"}:
        return media(fields)
    words = (as_words(fields.get(key)) for key in ("title", "text", "url", "status"))
    # What is left besides are suggestions as HTML; they are in the raw chunk.
    return " · ".join(filter(None, words)) or ("" if "search_suggestions" in fields else as_text(item))


def _contents(content: Json) -> Iterator[Part]:
    """The contents of a step: a list, or the one in its place."""
    for item in content if isinstance(content, list) else [content]:
        yield from _item(item, inner=True)


def _item(item: Json, *, inner: bool = False) -> Iterator[Part]:
    """The parts of an item; `inner` for the items of a step, which holds no steps."""
    fields = {"type": "text", "text": item} if isinstance(item, str) else as_dict(item)
    kind = as_words(fields.get("type"))
    match kind:
        case "text":
            yield Part("text", as_str(fields.get("text")))
        case "image" | "audio":
            yield Part(kind, media(fields))
        case "document" | "video" | "file":
            yield Part("file", media(fields))
        case "user_input" | "model_output" if not inner:
            yield from _contents(fields.get("content"))
        case "thought":
            yield from (Part("reasoning", thought) for thought in thoughts(fields.get("summary")))
        case "function_call":
            name, call = as_words(fields.get("name")), as_words(fields.get("id"))
            yield Part("tool_call", as_text(fields.get("arguments")), name, call)
        case "function_result":
            name, call = as_words(fields.get("name")), as_words(fields.get("call_id"))
            yield Part("tool_result", result(fields.get("result")), name, call)
        case _ if kind.endswith("_call"):
            yield Part("tool_call", arguments(fields), tool_name(fields), as_words(fields.get("id")))
        case _ if kind.endswith("_result"):
            yield Part("other", result(fields.get("result")), label(kind), as_words(fields.get("call_id")))
        case _:
            yield Part("other", as_str(fields.get("text")) or "see the request", kind or "content")

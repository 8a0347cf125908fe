"""The parts of a Gemini content, which a request (`contents[].parts[]`) and an answer (`candidates[]`) share.

Source: the Part object of the Gemini API and Vertex AI. Each part has one of the fields below; `thought` marks a text
as reasoning, `thoughtSignature` is an encrypted thought beside any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Part
from recview.protocols.shared.fields import pick
from recview.protocols.shared.media import describe_media
from recview.wire import as_text


def parts_of(content: Json) -> Sequence[Json]:
    """The parts of a content, which SDKs also take as one part, a list of parts, or a string."""
    if isinstance(content, dict) and "parts" in content:
        content = content["parts"]
    if isinstance(content, str):
        return [{"text": content}]
    if isinstance(content, dict):
        return [content] if content and "role" not in content else ()
    return as_list(content)


def part(sent: Json) -> Part:
    """One part; media and code as their description."""
    fields = {"text": sent} if isinstance(sent, str) else as_dict(sent)
    for name, read in _KINDS.items():
        value = pick(fields, name)
        if isinstance(value, dict):
            return read(value)
    if "text" in fields or fields.keys() <= _ASIDE:
        return Part("reasoning" if fields.get("thought") is True else "text", as_str(fields.get("text")))
    return Part("other", "see the raw JSON", next(iter(fields), "part"))


_ASIDE = {"thought", "thoughtSignature", "thought_signature"}


def signature(sent: Json) -> str:
    """The size of the encrypted thought that comes with a part; empty if none does."""
    seal = as_str(pick(as_dict(sent), "thoughtSignature"))
    return describe_media(seal, "encrypted") if seal else ""


def _call(value: Mapping[str, Json]) -> Part:
    return Part("tool_call", as_text(value.get("args")), as_words(value.get("name")), as_words(value.get("id")))


def _response(value: Mapping[str, Json]) -> Part:
    return Part("tool_result", as_text(value.get("response")), as_words(value.get("name")), as_words(value.get("id")))


def _inline(value: Mapping[str, Json]) -> Part:
    kind = as_str(pick(value, "mimeType"))
    return _media(kind, describe_media(value.get("data"), kind or "data"))


def _file(value: Mapping[str, Json]) -> Part:
    kind = as_str(pick(value, "mimeType"))
    return _media(kind, " ".join(filter(None, (kind, as_str(pick(value, "fileUri"))))))


def _media(kind: str, description: str) -> Part:
    match kind.partition("/")[0]:
        case "image":
            return Part("image", description)
        case "audio":
            return Part("audio", description)
        case _:
            return Part("file", description)


def _code(value: Mapping[str, Json]) -> Part:
    """Code that Google runs: a call of its tool of that name, whose argument is the code."""
    return Part("tool_call", as_str(value.get("code")), "code_execution", as_words(value.get("id")))


def _outcome(value: Mapping[str, Json]) -> Part:
    words = (as_words(value.get("outcome")), as_str(value.get("output")))
    return Part("other", "\n".join(filter(None, words)), "code execution result")


def _tool_call(value: Mapping[str, Json]) -> Part:
    """A tool that Google runs itself: `toolCall.{toolType,args}`."""
    return Part("tool_call", as_text(value.get("args")), as_words(pick(value, "toolType")), as_words(value.get("id")))


def _tool_response(value: Mapping[str, Json]) -> Part:
    """The result of a tool: `toolResponse.{toolType,response}`."""
    words = (as_words(pick(value, "toolType")), as_text(value.get("response") or None))
    return Part("other", " ".join(filter(None, words)), "server tool response", as_words(value.get("id")))


_KINDS: Mapping[str, Callable[[Mapping[str, Json]], Part]] = {
    "functionCall": _call,
    "functionResponse": _response,
    "inlineData": _inline,
    "fileData": _file,
    "executableCode": _code,
    "codeExecutionResult": _outcome,
    "toolCall": _tool_call,
    "toolResponse": _tool_response,
}


def all_parts(content: Json) -> Iterator[Part]:
    """The parts of a message; an encrypted thought without anything beside it says nothing to a reader."""
    for sent in parts_of(content):
        first = part(sent)
        if first.text or first.kind not in {"text", "reasoning"}:
            yield first

"""Anthropic's content blocks in words: the request side of the Messages API, and the texts of results and citations.

Source: Anthropic's API reference (Messages, content blocks) and its SDK's types. A message's content is a string or a
list of blocks; results of tools hold text, blocks, or an object of their own per tool.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Json, Message, Part
from recview.protocols.shared.excerpt import excerpt
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import message_of_content
from recview.wire import as_text

_TEXT_FIELDS = (
    *("title", "document_title", "url", "tool_name", "name", "file_id", "text", "stdout", "stderr"),
    *("lines", "content", "tool_references", "result"),
)
"""The fields of a result that say something, in the order in which they are told."""

_FIELDS = frozenset({*_TEXT_FIELDS, "source", "return_code", "encrypted_content"})

_DEEPEST = 8


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent, `system` first."""
    turns = tuple(message_of_content(sent, _parts) for sent in as_list(body.get("messages")))
    system = tuple(_parts(body.get("system")))
    return (Message("system", system), *turns) if system else turns


def result_text(value: Json) -> str:
    """What a tool's result says, on lines: text, addresses, output, error codes; media described."""
    text = "\n".join(filter(None, _lines(value, 0)))
    return text or (as_text(value) if isinstance(value, dict) else "")


def citation_text(citation: Json) -> str:
    """Where a citation leads, and the start of what it cites."""
    fields = as_dict(citation)
    title = as_str(fields.get("title")) or as_str(fields.get("document_title"))
    where = " ".join(filter(None, (title, as_str(fields.get("url")) or as_str(fields.get("source")))))
    cited = excerpt(as_str(fields.get("cited_text")).strip())
    return ": ".join(filter(None, (where, cited))) or as_text(citation)


def _parts(content: Json) -> Iterator[Part]:
    if isinstance(content, list):
        for block in content:
            yield _part(as_dict(block), block)
    elif content is not None and content != "":
        yield Part("text", content) if isinstance(content, str) else Part("other", as_text(content))


def _part(fields: Mapping[str, Json], sent: Json) -> Part:
    kind = as_str(fields.get("type"))
    match kind:
        case "text":
            return Part("text", as_str(fields.get("text")))
        case "thinking":
            return Part("reasoning", as_str(fields.get("thinking")))
        case "redacted_thinking":
            return Part("other", describe_media(fields.get("data")), "redacted thinking")
        case "image":
            return Part("image", _source(fields.get("source")))
        case "document":
            return Part("file", _source(fields.get("source")), as_words(fields.get("title")))
        case "container_upload":
            return Part("file", as_words(fields.get("file_id")))
    if kind.endswith("tool_use"):
        return Part("tool_call", as_text(fields.get("input")), as_words(fields.get("name")), as_words(fields.get("id")))
    if kind.endswith("tool_result"):
        failed = "error: " if fields.get("is_error") is True else ""
        name = "" if kind == "tool_result" else kind
        return Part(
            "tool_result", failed + result_text(fields.get("content")), name, as_words(fields.get("tool_use_id"))
        )
    return Part("other", as_str(sent) or result_text(sent) or "see the request", kind or "part")


def _source(value: Json, depth: int = 0) -> str:
    """Where an image or a document comes from: its text, its address, or its type and size."""
    source = as_dict(value)
    match as_str(source.get("type")):
        case "text":
            return as_str(source.get("data"))
        case "content":
            return "\n".join(_lines(source.get("content"), depth))
        case "url":
            return describe_media(source.get("url"))
        case "file":
            return as_words(source.get("file_id"))
        case _:
            return describe_media(source.get("data"), as_words(source.get("media_type")))


def _lines(value: Json, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth > _DEEPEST:
        yield as_text(value)
    elif isinstance(value, list):
        for item in value:
            yield from _lines(item, depth + 1)
    elif isinstance(value, dict):
        is_known = not _FIELDS.isdisjoint(value) or as_str(value.get("type")).endswith("_error")
        yield from _field_lines(value, depth) if is_known else [as_text(value)]


def _field_lines(fields: Mapping[str, Json], depth: int) -> Iterator[str]:
    if as_str(fields.get("type")).endswith("_error"):
        words = (as_words(fields.get("error_code")), as_words(fields.get("error_message")))
        yield f"error: {' '.join(filter(None, words))}"
    for key in _TEXT_FIELDS:
        if key in fields:
            yield from _lines(fields[key], depth + 1)
    if "source" in fields:
        source = fields["source"]
        yield source if isinstance(source, str) else _source(source, depth + 1)
    if code := as_int(fields.get("return_code")):
        yield f"return code {code}"
    if "encrypted_content" in fields and not {"title", "content", "text"} & fields.keys():
        yield f"encrypted, {describe_media(fields['encrypted_content'])}"

"""Converse's content blocks in words: the request side, and the texts of results, citations and media.

Source: the API reference of Bedrock Runtime (ContentBlock and what it is made of), and Nova's messages-v1, which has
the same shape. A block is an object with one member, whose name tells its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Part, PartKind
from recview.protocols.shared.excerpt import excerpt
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import message_of_content
from recview.wire import as_text

MEDIA: Mapping[str, PartKind] = {"image": "image", "audio": "audio", "video": "file", "document": "file"}


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent, `system` first."""
    turns = tuple(message_of_content(sent, _parts) for sent in as_list(body.get("messages")))
    system = tuple(_parts(body.get("system")))
    return (Message("system", system), *turns) if system else turns


def media(kind: str, block: Json) -> str:
    """A document's text, or where a medium is kept, or its type and size."""
    fields = as_dict(block)
    source = as_dict(fields.get("source"))
    if text := as_str(source.get("text")) or result_text(source.get("content")):
        return text
    if uri := as_str(as_dict(source.get("s3Location")).get("uri")):
        return uri
    form = as_words(fields.get("format"))
    media_type = form if kind == "document" else f"{kind}/{form}"
    return describe_media(source.get("bytes"), media_type if form else kind)


def result_text(content: Json) -> str:
    """What blocks say, on lines: text, JSON, addresses; media described."""
    return "\n".join(filter(None, map(_line, as_list(content))))


def citation_text(citation: Json) -> str:
    """What a citation leads to, and the start of what it cites."""
    fields = as_dict(citation)
    url = as_str(as_dict(as_dict(fields.get("location")).get("web")).get("url"))
    where = " ".join(filter(None, (as_str(fields.get("title")) or as_str(fields.get("source")), url)))
    cited = excerpt(result_text(fields.get("sourceContent")).strip())
    return ": ".join(filter(None, (where, cited))) or as_text(citation)


def _parts(content: Json) -> Iterator[Part]:
    if isinstance(content, str) and content:
        yield Part("text", content)
    for block in as_list(content):
        yield _part(as_dict(block), block)


def _part(block: Mapping[str, Json], sent: Json) -> Part:
    # Some clients name the kind once more, under `type`.
    kind, value = next(((name, value) for name, value in block.items() if name != "type"), ("", None))
    fields = as_dict(value)
    match kind:
        case "text":
            return Part("text", as_str(value))
        case "guardContent":
            guarded = as_str(as_dict(fields.get("text")).get("text"))
            return Part("text", guarded) if guarded else Part("image", media("image", fields.get("image")))
        case "toolUse":
            called = (as_text(fields.get("input")), as_words(fields.get("name")), as_words(fields.get("toolUseId")))
            return Part("tool_call", *called)
        case "toolResult":
            failed = "error: " if fields.get("status") == "error" else ""
            text = result_text(fields.get("content"))
            return Part("tool_result", failed + text, "", as_words(fields.get("toolUseId")))
        case "reasoningContent":
            return _thought(fields)
        case "citationsContent":
            return Part("text", result_text(fields.get("content")))
        case "cachePoint":
            return Part("other", " ".join(filter(None, map(as_words, fields.values()))), "cache point")
        case "searchResult":
            return Part("other", _line(sent), "search result")
        case "image" | "audio" | "video" | "document":
            return Part(MEDIA[kind], media(kind, value), as_words(fields.get("name")))
        case _:
            return Part("other", as_str(sent) or "see the request", kind or "block")


def _thought(fields: Mapping[str, Json]) -> Part:
    """Reasoning that goes back to the model, sealed or signed."""
    reasoning = as_dict(fields.get("reasoningText"))
    if "redactedContent" in fields:
        return Part("other", describe_media(fields["redactedContent"]), "redacted reasoning")
    if text := as_str(reasoning.get("text")):
        return Part("reasoning", text)
    return Part("other", f"signature, {describe_media(reasoning.get('signature'))}", "omitted reasoning")


def _line(block: Json) -> str:
    """A block inside a result, a document or a citation; these hold no blocks that hold blocks."""
    fields = as_dict(block)
    if "text" in fields:
        return as_str(fields["text"])
    if "json" in fields:
        return as_text(fields["json"])
    if result := as_dict(fields.get("searchResult")):
        texts = (as_str(as_dict(part).get("text")) for part in as_list(result.get("content")))
        return "\n".join(filter(None, (as_str(result.get("title")), as_str(result.get("source")), *texts)))
    for kind in MEDIA:
        if kind in fields:
            inner = as_dict(fields[kind])
            source = {name: value for name, value in as_dict(inner.get("source")).items() if name != "content"}
            return media(kind, {**inner, "source": source})
    return as_text(block) if block else ""

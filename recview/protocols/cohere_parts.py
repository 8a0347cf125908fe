"""What both of Cohere's APIs send: token counts, and the citations that tie an answer to its sources."""

from __future__ import annotations

from collections.abc import Iterator

from recview.model import Json, Noted, Usage
from recview.shapes import mapping, sequence, text, whole, words
from recview.wire import as_text


def usage(reported: Json) -> Usage | None:
    """Counts of `usage` (v2) or `meta` (v1): {tokens, billed_units, cached_tokens}.

    `tokens` is what the model read and wrote, Cohere's own preamble included; `billed_units`, which leaves that out
    and is mostly far less, counts only where there is nothing else.
    """
    fields = mapping(reported)
    counted = mapping(fields.get("tokens")) or mapping(fields.get("billed_units"))
    counts = Usage(
        input=whole(counted.get("input_tokens")),
        output=whole(counted.get("output_tokens")),
        cached=whole(fields.get("cached_tokens")),
        reasoning=whole(counted.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts


def citations(chunk: int, choice: int, sent: Json) -> Iterator[Noted]:
    """One note a citation, of a list or of the one that a streamed event brings: what is said, and its sources."""
    for citation in map(mapping, sent if isinstance(sent, list) else [sent]):
        said = text(citation.get("text"))
        if citation:
            where = "–".join(filter(None, (words(citation.get(key)) for key in ("start", "end"))))
            sources = sequence(citation.get("sources")) or sequence(citation.get("document_ids"))
            names = ", ".join(filter(None, map(_source, sources)))
            line = f"{where} “{said}”" + (f" from {names}" if names else "")
            yield Noted(chunk, choice, "citations", f"{line.strip()}\n")


def _source(source: Json) -> str:
    fields = mapping(source)
    return words(source) or words(fields.get("id")) or words(mapping(fields.get("document")).get("id"))


def document(sent: Json) -> tuple[str, str]:
    """(name, text) of a document: a string, {id, data} or, in v1, {id, title, snippet, …}."""
    fields = mapping(sent)
    if not fields:
        return "", as_text(sent)
    data = fields.get("data", fields)
    inner = mapping(data)
    name = words(fields.get("id")) or words(inner.get("title"))
    return name, text(data) or text(inner.get("text")) or text(inner.get("snippet")) or as_text(data)

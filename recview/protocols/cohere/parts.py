"""What both of Cohere's APIs send: token counts, and the citations that tie an answer to its sources."""

from __future__ import annotations

from collections.abc import Iterator

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json
from recview.wire import as_text


def citations(chunk: int, choice: int, sent: Json) -> Iterator[ev.Noted]:
    """One note a citation, of a list or of the one that a streamed event brings: what is said, and its sources."""
    for citation in map(as_dict, sent if isinstance(sent, list) else [sent]):
        text = as_str(citation.get("text"))
        if citation:
            where = "–".join(filter(None, (as_words(citation.get(key)) for key in ("start", "end"))))
            sources = as_list(citation.get("sources")) or as_list(citation.get("document_ids"))
            names = ", ".join(filter(None, map(_source, sources)))
            line = f"{where} “{text}”" + (f" from {names}" if names else "")
            yield ev.Noted(chunk, choice, "citations", f"{line.strip()}\n")


def _source(source: Json) -> str:
    fields = as_dict(source)
    return as_words(source) or as_words(fields.get("id")) or as_words(as_dict(fields.get("document")).get("id"))


def document(sent: Json) -> tuple[str, str]:
    """(name, text) of a document: a string, {id, data} or, in v1, {id, title, snippet, …}."""
    fields = as_dict(sent)
    if not fields:
        return "", as_text(sent)
    data = fields.get("data", fields)
    inner = as_dict(data)
    name = as_words(fields.get("id")) or as_words(inner.get("title"))
    return name, as_str(data) or as_str(inner.get("text")) or as_str(inner.get("snippet")) or as_text(data)

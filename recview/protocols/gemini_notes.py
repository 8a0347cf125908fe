"""What Gemini tells beside an answer: where it looked, what it cites, what a filter objected to.

Source: `groundingMetadata`, `citationMetadata`, `urlContextMetadata` and `safetyRatings` of a candidate in the
references of the Gemini API and Vertex AI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.model import Json
from recview.protocols.gemini_fields import objects, pick
from recview.shapes import mapping, sequence, text, words

Note = tuple[str, str]
"""(label, line)."""


def notes(candidate: Mapping[str, Json]) -> Iterator[Note]:
    """One line a search, a source, a citation, a page that was read, a rating that blocked."""
    yield from _grounding(mapping(pick(candidate, "groundingMetadata")))
    cited = mapping(pick(candidate, "citationMetadata"))
    # The Gemini API calls them citationSources, Vertex AI citations.
    for name in ("citationSources", "citations"):
        for source in objects(cited, name):
            yield "citation", one_line(source, "title", "uri", "license")
    for page in objects(mapping(pick(candidate, "urlContextMetadata")), "urlMetadata"):
        yield "url context", one_line(page, "retrievedUrl", "urlRetrievalStatus")
    yield from blocked(candidate)


def blocked(rated: Mapping[str, Json]) -> Iterator[Note]:
    """The ratings of a candidate, or of the prompt's feedback, that blocked it."""
    for rating in objects(rated, "safetyRatings"):
        if rating.get("blocked") is True:
            yield "blocked", one_line(rating, "category", "probability")


def _grounding(grounding: Mapping[str, Json]) -> Iterator[Note]:
    for name in ("webSearchQueries", "imageSearchQueries", "retrievalQueries"):
        for query in sequence(pick(grounding, name)):
            yield "grounding", f"searched: {words(query)}"
    for chunk in objects(grounding, "groundingChunks"):
        source = next((mapping(inner) for inner in chunk.values() if isinstance(inner, dict)), chunk)
        yield "grounding", f"source: {one_line(source, 'title', 'uri', 'text') or 'in the raw chunk'}"


def one_line(fields: Mapping[str, Json], *names: str) -> str:
    """The fields that are there, each cut short: a redirect of Google Search has 200 characters and more."""
    values = (" ".join((words(pick(fields, name)) or "").split()) for name in names)
    return " · ".join(text(value[:119] + "…" if len(value) > 120 else value) for value in values if value)

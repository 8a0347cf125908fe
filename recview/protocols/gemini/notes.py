"""What Gemini tells beside an answer: where it looked, what it cites, what a filter objected to.

Source: `groundingMetadata`, `citationMetadata`, `urlContextMetadata` and `safetyRatings` of a candidate in the
references of the Gemini API and Vertex AI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_list, as_words
from recview.model import Json
from recview.protocols.shared.fields import objects, one_line, pick

Note = tuple[str, str]
"""(label, line)."""


def notes(candidate: Mapping[str, Json]) -> Iterator[Note]:
    """One line a search, a source, a citation, a page that was read, a rating that blocked."""
    yield from _grounding(as_dict(pick(candidate, "groundingMetadata")))
    cited = as_dict(pick(candidate, "citationMetadata"))
    # The Gemini API calls them citationSources, Vertex AI citations.
    for name in ("citationSources", "citations"):
        for source in objects(cited, name):
            yield "citation", one_line(source, "title", "uri", "license")
    for page in objects(as_dict(pick(candidate, "urlContextMetadata")), "urlMetadata"):
        yield "url context", one_line(page, "retrievedUrl", "urlRetrievalStatus")
    yield from blocking_ratings(candidate)


def blocking_ratings(rated: Mapping[str, Json]) -> Iterator[Note]:
    """The ratings of a candidate, or of the prompt's feedback, that blocked it."""
    for rating in objects(rated, "safetyRatings"):
        if rating.get("blocked") is True:
            yield "blocked", one_line(rating, "category", "probability")


def _grounding(grounding: Mapping[str, Json]) -> Iterator[Note]:
    for name in ("webSearchQueries", "imageSearchQueries", "retrievalQueries"):
        for query in as_list(pick(grounding, name)):
            yield "grounding", f"searched: {as_words(query)}"
    for chunk in objects(grounding, "groundingChunks"):
        source = next((as_dict(inner) for inner in chunk.values() if isinstance(inner, dict)), chunk)
        yield "grounding", f"source: {one_line(source, 'title', 'uri', 'text') or 'in the raw chunk'}"

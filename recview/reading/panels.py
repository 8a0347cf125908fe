"""What the screen asks of a recording's view: a document, rows a to b of the chunks, one chunk, the facts.

Pure functions of a view and numbers. Whoever keeps the view in another process answers these calls from there.
"""

from __future__ import annotations

from recview.display.facts import Fact, facts_at
from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import covered
from recview.pages.chunk_line import chunk_events, chunk_head, chunk_words
from recview.pages.covered_recording import covered_chunk
from recview.reading.recording import RecordingView


def request_document(view: RecordingView, *, secrets: bool) -> JsonLines:
    """The request's panel."""
    return view.request if secrets else view.covered_request


def response_document(view: RecordingView, *, secrets: bool) -> JsonLines:
    """The response's panel."""
    return view.response if secrets else view.covered_response


def chunk_document(view: RecordingView, index: int, *, secrets: bool) -> JsonLines | None:
    """The panel of a chunk; None if there is no chunk of that index."""
    if not 0 <= index < len(view.chunks):
        return None
    chunk = view.chunks[index]
    document = json_lines(chunk.raw, (chunk_head(chunk, index, len(view.chunks)), ""))
    if secrets:
        return document
    return covered_chunk(document, chunk_events(view.events, index), chunk_events(view.covered_events, index))


def chunk_rows(view: RecordingView, start: int, stop: int, *, secrets: bool) -> list[tuple[str, str]]:
    """(kind, delta) of the chunks from `start` to before `stop`, each for one line."""
    indices = range(max(0, start), min(stop, len(view.chunks)))
    if secrets:
        return [chunk_words(view.chunks[index], chunk_events(view.events, index)) for index in indices]
    rows = (chunk_words(view.chunks[index], chunk_events(view.covered_events, index)) for index in indices)
    return [(kind, covered(delta)) for kind, delta in rows]


def facts(view: RecordingView, position: int) -> list[Fact]:
    """What is known once `position` steps were played."""
    return facts_at(view.read_as, view.transcript, position)

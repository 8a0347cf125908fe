"""What the screen asks of an open recording: its page, rows of its chunks, some chunks, where a text is in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from recview.display.chunk_rows import MAX_SEARCHED_CHUNKS, ChunkRow, row_text
from recview.display.hits import MOST_HITS, Hit, occurrences
from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import covered
from recview.display.section import Page
from recview.pages.chunk_line import chunk_events, chunk_head, chunk_words
from recview.pages.covered_recording import covered_chunk, covered_page
from recview.reading.held_recording import HeldRecording

MOST_CHARACTERS = 300_000
"""Characters of the chunks that are handed on together."""


def page_of(now: HeldRecording, *, comparing: bool, swapped: bool, secrets: bool) -> Page:
    """The page of the side that replays, or of both sides as one.

    Args:
        now: The recording.
        comparing: Whether before and after are shown together.
        swapped: Whether the side that replays is the one before.
        secrets: Whether credentials are shown.
    """
    earlier, comparison = now.earlier, now.comparison
    after = now.page if secrets else now.covered_page
    if earlier is None or comparison is None:
        return after
    before = earlier.page if secrets else earlier.covered_page
    if not comparing:
        return before if swapped else after
    from recview.pages.compare_page import compare_page  # on use: the first screen needs none

    last = (earlier if swapped else now).view.transcript.total - 1
    both = compare_page(before, after, comparison, last, swapped=swapped)
    return both if secrets else covered_page(both)


def chunk_document(recording: HeldRecording, index: int, *, secrets: bool) -> JsonLines:
    """The panel of a chunk."""
    chunk, count = recording.chunks[index], None if recording.view.transcript.goes_on else len(recording.chunks)
    document = json_lines(chunk.raw, (chunk_head(chunk, index, count), ""))
    if secrets:
        return document
    events, shown = (chunk_events(all_, index) for all_ in (recording.events, recording.covered_events))
    return covered_chunk(document, events, shown)


def chunk_documents(recording: HeldRecording, start: int, stop: int, *, secrets: bool) -> list[JsonLines]:
    """The panels of the chunks from `start` to before `stop`; fewer, but one at least, where they are long."""
    documents: list[JsonLines] = []
    characters = 0
    for index in _indices(recording, start, stop):
        documents.append(chunk_document(recording, index, secrets=secrets))
        characters += sum(map(len, documents[-1].lines))
        if characters > MOST_CHARACTERS:
            break
    return documents


def chunk_rows(recording: HeldRecording, start: int, stop: int, *, secrets: bool) -> list[ChunkRow]:
    """The rows of the chunks from `start` to before `stop`."""
    return [_row(recording, index, secrets=secrets) for index in _indices(recording, start, stop)]


def find_in_chunks(recording: HeldRecording, needle: str, *, secrets: bool) -> list[Hit]:
    """Where a text, in lower case, is in the rows of the first `MAX_SEARCHED_CHUNKS` chunks; `MOST_HITS` at most."""
    return list(islice(_hits(recording, needle, secrets=secrets), MOST_HITS))


def _hits(recording: HeldRecording, needle: str, *, secrets: bool) -> Iterator[Hit]:
    count = len(recording.chunks)
    for index in range(min(count, MAX_SEARCHED_CHUNKS)):
        yield from occurrences(index, row_text(_row(recording, index, secrets=secrets), index, count), needle)


def _row(recording: HeldRecording, index: int, *, secrets: bool) -> ChunkRow:
    events = chunk_events(recording.events if secrets else recording.covered_events, index)
    kind, delta = chunk_words(recording.chunks[index], events)
    return ChunkRow(kind, delta if secrets else covered(delta))


def _indices(recording: HeldRecording, start: int, stop: int) -> range:
    return range(max(0, start), min(stop, len(recording.chunks)))

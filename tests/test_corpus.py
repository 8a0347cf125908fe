"""Real recordings: every one opens with a page that says something. Runs where RECVIEW_CORPUS names them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from recview.coerce import as_dict, as_list
from recview.display.page_rows import PageLayout
from recview.library import Library, leaves
from recview.model import Entry, Exchange, Json, Response, Source
from recview.protocols.decoding import decode
from recview.reading.held_recording import HeldRecording
from recview.reading.opening import open_parsed
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.review.parsed import Parsed
from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.sources.loading import load
from recview.sources.parsed_files import ParsedFiles
from recview.wire import Chunks

CORPUS = Path(os.environ.get("RECVIEW_CORPUS", ""))
TREES = ("ogx-2025-10", "ogx-2026-05", "ogx-history", "rerecords", "cassettes")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="RECVIEW_CORPUS names no recordings"),
]


def library(place: Root) -> Library:
    catalog = FileIndex(place)
    found = [file for batch in catalog.batches(catalog.scan()[0]) for file in batch]
    return Library().merged(found)


def in_the_list(entry: Entry) -> Entry:
    """A row without what the list does not show: the body of its failure."""
    failure = entry.outline.failure
    return entry._replace(outline=entry.outline._replace(failure=failure and failure._replace(body=None)))


def held_recordings(tree: str) -> Iterator[HeldRecording]:
    """Every recording of a tree that can be read; each file is parsed once."""
    place = Root(CORPUS / tree)
    entries = [leaf.entry for _, leaf in leaves(library(place).root) if not leaf.entry.readability.is_sound]
    for path, rows in groupby(sorted(entries, key=lambda entry: entry.source), key=lambda entry: entry.source.path):
        content = ParsedFiles(place).read(path)
        assert isinstance(content, Parsed), path
        for entry in rows:
            held = open_parsed(entry.source, content)
            assert isinstance(held, HeldRecording), f"{path}: {held}"
            assert in_the_list(held.view.entry) == entry
            yield held


@pytest.mark.parametrize("tree", TREES)
def test_every_recording(tree: str) -> None:
    """Each is checked in every way while it is open: reading them takes far longer than checking them."""
    protocols: Counter[tuple[str, str]] = Counter()
    summed_up: Counter[str] = Counter()
    unread: list[str] = []
    problems: list[str] = []
    for held in held_recordings(tree):
        exchange, protocol = held.recording.exchange, held.recording.conversation.protocol
        protocols[exchange.format, protocol] += 1
        if protocol == "raw" and asks_for_an_answer(exchange):
            unread.append(exchange.source.path)
        if whole_answer(exchange) is not None:
            summed_up[protocol] += 1
        for check in (has_a_page, row_and_page_agree, replay_is_chunk_true, stream_comes_to_what_its_last_object_says):
            try:
                check(held)
            except AssertionError as error:
                problems.append(f"{check.__name__}: {exchange.source.path}: {error}")
    for (container, protocol), count in sorted(protocols.items()):
        print(f"{container:<12} {protocol:<26} {count:>5,}")  # noqa: T201
    print(dict(summed_up), unread)  # noqa: T201
    assert problems == []
    # At least 99 of 100 calls that ask a model for an answer are read as a conversation.
    talks = sum(count for (_, protocol), count in protocols.items() if protocol not in ("card", "raw", "exception"))
    assert len(unread) <= talks * 0.01, unread
    assert tree != "cassettes" or summed_up["openai.responses"] > 40


def has_a_page(held: HeldRecording) -> None:
    """It opens with a page that says something."""
    total, layout = held.view.transcript.total, PageLayout(held.page, 60)
    view = layout.at(total)
    rows = map(view.row, range(view.count))
    texts = [layout.text(row.section, total, False)[row.start : row.end] for row in rows]
    assert any(text.strip() for text in texts)
    assert held.view.request.lines
    assert held.view.raw.lines


def row_and_page_agree(held: HeldRecording) -> None:
    outline, transcript, conversation = held.view.entry.outline, held.view.transcript, held.recording.conversation
    finishes = [finish.words for finish in transcript.finishes]
    finishes += [conversation.card.finish] if conversation.card and conversation.card.finish else []
    assert outline.finish in finishes or (not finishes and not outline.finish)
    if conversation.protocol.startswith(("openai", "anthropic")):
        assert outline.usage == transcript.usage(transcript.total)


def replay_is_chunk_true(held: HeldRecording) -> None:
    """What every position shows is the sum of what its chunks brought, no more and no less."""
    transcript = held.view.transcript
    if not transcript.streaming:
        return
    assert transcript.total == held.view.chunk_count
    for block in transcript.blocks:
        assert list(block.steps) == sorted(set(block.steps))
        assert block.ends[-1] == len(block.text)
        assert block.shown(block.born) is None
        assert block.shown(transcript.total) == len(block.text)


def stream_comes_to_what_its_last_object_says(held: HeldRecording) -> None:
    exchange = held.recording.exchange
    whole = whole_answer(exchange)
    if whole is not None and exchange.source.path.rpartition("/")[2] not in CONTRADICTORY:
        assert said(exchange) == said(exchange._replace(response=Response(Chunks([whole]))))


def asks_for_an_answer(exchange: Exchange) -> bool:
    """Whether a request has what every provider calls what is to be answered; of answers alone one cannot know."""
    body = exchange.request.body
    keys = {"messages", "prompt", "contents", "input", "inputs", "message", "inputText"}
    return exchange.format == "answers" or (isinstance(body, dict) and not keys.isdisjoint(body))


CONTRADICTORY = {"openai-shell-container.1.chunks.txt", "openai-client-tool-search.1.chunks.txt"}
"""Streams whose last object says other things than what they streamed."""


def whole_answer(exchange: Exchange) -> Json:
    """The answer as a stream's own last object has it, in the shape of a plain one; None if it has none."""
    for chunk in reversed(exchange.response.chunks if exchange.response.streaming else ()):
        data = as_dict(chunk.data)
        if as_list(as_dict(data.get("response")).get("output")):
            # The Realtime API has no plain answers: its last event says all.
            return data if "event_id" in data else data["response"]
        if any(as_list(as_dict(data.get("interaction")).get(key)) for key in ("outputs", "steps")):
            return data["interaction"]
    return None


def said(exchange: Exchange) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    conversation = decode(exchange)
    transcript = fold(conversation, len(exchange.response.chunks), streaming=True)
    return [
        (one.text, one.reasoning, one.refusal, [(call.name, call.arguments) for call in one.calls])
        for one in choices(conversation, transcript)
    ]


def test_the_recording_that_the_project_started_from() -> None:
    path = "tests/integration/agents/recordings/5d00fd96a13e0fd9786eaa02261b0c38eb5b6d02ce0a0f3c8d2aaa5aa1b7d5af.json"
    recording = load(Root(CORPUS / "ogx-2025-10"), Source(path))
    assert isinstance(recording, HeldRecording)
    transcript = recording.view.transcript
    usage = transcript.usage(18)
    assert transcript.total == 18
    assert transcript.text() == "It was great to finally meet you, and I'd like to say hello!"
    assert usage
    assert (usage.input, usage.output, usage.total) == (40, 17, 57)
    assert transcript.finish(0, 17) == "stop"
    assert transcript.finish(0, 16) is None

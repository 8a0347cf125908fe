"""Real recordings: every one opens with a page that says something. Runs where RECVIEW_CORPUS names them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from recview.coerce import as_dict, as_list
from recview.display.page_rows import PageLayout
from recview.library import Library, leaves
from recview.model import Entry, Exchange, Json, Response
from recview.protocols.decoding import decode
from recview.reading.held_recording import HeldRecording
from recview.reading.opening import read_recording
from recview.reading.recording import Recording
from recview.reading.recording_view import RecordingView
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.review.parsed import parse_file
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.file_index import FileIndex
from recview.sources.loading import load
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
    place = Root(CORPUS / tree)
    for _, leaf in leaves(library(place).root):
        if leaf.entry.readability.is_sound:
            continue
        result = load(place, leaf.entry.source)
        assert isinstance(result, HeldRecording), f"{leaf.entry.source.path}: {result}"
        assert in_the_list(result.view.entry) == leaf.entry
        yield result


def views(tree: str) -> Iterator[RecordingView]:
    return (held.view for held in held_recordings(tree))


def recordings(tree: str) -> Iterator[Recording]:
    place = Root(CORPUS / tree)
    for view in views(tree):
        source = view.entry.source
        recording = read_recording(
            source, parse_file((CORPUS / tree / source.path).read_bytes(), source.path, FilesBeside(place))
        )
        assert isinstance(recording, Recording)
        yield recording


@pytest.mark.parametrize("tree", TREES)
def test_every_recording_opens_with_a_page(tree: str) -> None:
    kinds: Counter[str] = Counter()
    for held in held_recordings(tree):
        recording = held.view
        kinds[recording.entry.protocol] += 1
        transcript, layout = recording.transcript, PageLayout(held.page, 60)
        view = layout.at(transcript.total)
        path = recording.entry.source.path
        texts = [
            layout.text(row.section, transcript.total, False)[row.start : row.end]
            for row in map(view.row, range(view.count))
        ]
        assert any(text.strip() for text in texts), f"{path} is blank"
        assert recording.request.lines, path
        assert recording.raw.lines, path
    print(f"\n{tree}: {dict(kinds)}")  # noqa: T201


def test_generations_are_read_by_a_protocol() -> None:
    """At least 99 of 100 calls that ask a model for an answer are read as a conversation; the table is printed."""
    table: Counter[tuple[str, str]] = Counter()
    missed = []
    for tree in TREES:
        for recording in recordings(tree):
            table[recording.exchange.format, recording.conversation.protocol] += 1
            if recording.conversation.protocol == "raw" and asks_for_an_answer(recording.exchange):
                missed.append(recording.exchange.source.path)
    for (container, protocol), count in sorted(table.items()):
        print(f"{container:<12} {protocol:<26} {count:>5,}")  # noqa: T201
    talks = sum(count for (_, protocol), count in table.items() if protocol not in ("card", "raw", "exception"))
    assert len(missed) <= talks * 0.01, missed


def asks_for_an_answer(exchange: Exchange) -> bool:
    """Whether a request has what every provider calls what is to be answered; of answers alone one cannot know."""
    body = exchange.request.body
    keys = {"messages", "prompt", "contents", "input", "inputs", "message", "inputText"}
    return exchange.format == "answers" or (isinstance(body, dict) and not keys.isdisjoint(body))


CONTRADICTORY = {"openai-shell-container.1.chunks.txt", "openai-client-tool-search.1.chunks.txt"}
"""Streams whose last object says other things than what they streamed."""


def test_streams_come_to_what_their_last_object_says() -> None:
    compared: Counter[str] = Counter()
    for tree in TREES:
        for recording in recordings(tree):
            name = recording.exchange.source.path.rpartition("/")[2]
            whole = whole_answer(recording.exchange)
            if whole is None or name in CONTRADICTORY:
                continue
            plain = recording.exchange._replace(response=Response(Chunks([whole])))
            assert said(recording.exchange) == said(plain), recording.exchange.source.path
            compared[recording.conversation.protocol] += 1
    print(dict(compared))  # noqa: T201
    assert compared["openai.responses"] > 40


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


@pytest.mark.parametrize("tree", TREES)
def test_rows_and_pages_agree(tree: str) -> None:
    for view, recording in zip(views(tree), recordings(tree), strict=True):
        outline, transcript = view.entry.outline, view.transcript
        card = recording.conversation.card
        finishes = [finish.words for finish in transcript.finishes]
        finishes += [card.finish] if card and card.finish else []
        assert outline.finish in finishes or (not finishes and not outline.finish), view.entry.source.path
        if recording.conversation.protocol.startswith(("openai", "anthropic")):
            assert outline.usage == transcript.usage(transcript.total), view.entry.source.path


@pytest.mark.parametrize("tree", TREES)
def test_replay_is_chunk_true(tree: str) -> None:
    """What every position shows is the sum of what its chunks brought, no more and no less."""
    for recording in views(tree):
        transcript = recording.transcript
        if not transcript.streaming:
            continue
        assert transcript.total == recording.chunk_count
        for block in transcript.blocks:
            assert list(block.steps) == sorted(set(block.steps))
            assert block.ends[-1] == len(block.text)
            assert block.shown(block.born) is None
            assert block.shown(transcript.total) == len(block.text)


def test_the_recording_that_the_project_started_from() -> None:
    path = "tests/integration/agents/recordings/5d00fd96a13e0fd9786eaa02261b0c38eb5b6d02ce0a0f3c8d2aaa5aa1b7d5af.json"
    recording = next(one for one in views("ogx-2025-10") if one.entry.source.path == path)
    transcript = recording.transcript
    usage = transcript.usage(18)
    assert transcript.total == 18
    assert transcript.text() == "It was great to finally meet you, and I'd like to say hello!"
    assert usage
    assert (usage.input, usage.output, usage.total) == (40, 17, 57)
    assert transcript.finish(0, 17) == "stop"
    assert transcript.finish(0, 16) is None

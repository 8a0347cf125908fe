"""What the screen shows of a recording is values without a parsed tree; what it asks for comes by rows and chunks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from enum import Enum

import pytest

from recview.display.chunk_rows import row_text
from recview.formats import FORMATS
from recview.model import Chunk, Exchange, Source
from recview.reading import panels
from recview.reading.held_recording import HeldRecording
from recview.reading.opening import open_recording
from recview.reading.recording_view import RecordingView
from tests.demo_recordings import files
from tests.formats.fixtures import fixture
from tests.ogx import chat, dumped, message, stream

CONTENTS: dict[str, tuple[str, bytes]] = {
    **{known.NAME: (f"a{known.SUFFIXES[0]}", fixture(known.NAME)) for known in FORMATS},
    **{name: (name, text.encode()) for name, text in files().items()},
}
KEY = "sk-proj-Abc123Def456Ghi789"


def held(text: str = "one two three", pieces: tuple[str, ...] = ()) -> HeldRecording:
    recording = chat("t", [message("user", "Hi")], stream(text))
    result = open_recording(Source("a.json"), dumped(recording).encode())
    assert isinstance(result, HeldRecording)
    return result


def members(value: object, seen: set[int]) -> Iterator[object]:
    """Everything that a value refers to, by way of its fields, slots and items."""
    if id(value) in seen or isinstance(value, str | bytes | int | float | Enum | None):
        return
    seen.add(id(value))
    yield value
    inner: list[object] = list(value.values()) if isinstance(value, dict) else []
    inner += list(value) if isinstance(value, list | tuple | set | frozenset) else []
    for name in {*getattr(value, "__dict__", ()), *getattr(type(value), "__slots__", ())}:
        inner.append(getattr(value, name, None))
    for member in inner:
        yield from members(member, seen)


@pytest.mark.parametrize("name", CONTENTS, ids=lambda name: name[:14])
def test_a_view_holds_no_tree_and_no_function(name: str) -> None:
    path, data = CONTENTS[name]
    result = open_recording(Source(path), data)
    assert isinstance(result, HeldRecording)
    values = list(members(result.view, set()))
    assert len(values) > 15
    assert [value for value in values if callable(value) or isinstance(value, Chunk | Exchange | HeldRecording)] == []
    assert any(isinstance(value, RecordingView) for value in values)


def test_rows_of_chunks_are_those_that_are_asked_for() -> None:
    recording = held()
    rows = panels.chunk_rows(recording, 0, 99, secrets=False)
    assert len(rows) == recording.view.chunk_count > 3
    assert panels.chunk_rows(recording, 1, 3, secrets=False) == rows[1:3]
    assert panels.chunk_rows(recording, -2, 1, secrets=False) == rows[:1]
    assert panels.chunk_rows(recording, 99, 120, secrets=False) == []
    assert rows[0].delta == "“one”"


def test_rows_and_chunks_are_covered_until_asked_for() -> None:
    recording = held(f"Use {KEY} here")
    for secrets in (False, True):
        rows = panels.chunk_rows(recording, 0, 9, secrets=secrets)
        documents = panels.chunk_documents(recording, 0, 9, secrets=secrets)
        assert any(KEY in row.delta for row in rows) == secrets
        assert any(KEY in line for document in documents for line in document.lines) == secrets
        assert bool(panels.find_in_chunks(recording, KEY.lower(), secrets=secrets)) == secrets


def test_chunks_are_asked_for_by_their_indices(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = held()
    count = recording.view.chunk_count
    documents = panels.chunk_documents(recording, 0, 99, secrets=False)
    assert [document.lines[0] for document in documents] == [f"chunk {n + 1} of {count}" for n in range(count)]
    assert panels.chunk_documents(recording, count, 99, secrets=False) == []
    monkeypatch.setattr(panels, "MOST_CHARACTERS", 10)
    assert panels.chunk_documents(recording, 2, 99, secrets=False) == documents[2:3]


def test_a_text_is_found_where_the_rows_show_it() -> None:
    recording = held("one two one")
    rows = panels.chunk_rows(recording, 0, 9, secrets=False)
    hits = panels.find_in_chunks(recording, "one", secrets=False)
    assert [hit.anchor for hit in hits] == [0, 2]
    for hit in hits:
        text = row_text(rows[hit.anchor], hit.anchor, recording.view.chunk_count)
        assert text[hit.start : hit.end] == "one"


def test_the_values_are_imported_without_what_makes_them() -> None:
    code = "import sys, recview.reading.recording; print(*sorted(sys.modules))"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    readers = ("recview.formats", "recview.protocols", "recview.framing", "recview.review", "recview.wire")
    assert [name for name in names if name.startswith(readers)] == []

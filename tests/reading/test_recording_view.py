"""The screen's view of a recording is a value: it may be sent to another process, and answers by rows and chunks."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum

import pytest

from recview.formats import FORMATS
from recview.model import Source
from recview.reading import panels
from recview.reading.opening import open_recording, page_of, with_earlier
from recview.reading.recording import RecordingView, Unopened
from recview.review.parsed import parse_file
from recview.verdicts.comparison import MISSING
from tests.demo_recordings import files
from tests.formats.fixtures import fixture
from tests.ogx import chat, dumped, message, stream

CONTENTS: dict[str, tuple[str, bytes]] = {
    **{known.NAME: (f"a{known.SUFFIXES[0]}", fixture(known.NAME)) for known in FORMATS},
    **{name: (name, text.encode()) for name, text in files().items()},
}


def view_of(name: str, number: int = 0) -> RecordingView:
    path, data = CONTENTS[name]
    view = open_recording(Source(path, number), data)
    assert isinstance(view, RecordingView), view
    return view


def values(view: RecordingView) -> list[object]:
    """All that a view holds; sequences of chunks are equal if their members are."""
    names = [field.name for field in fields(view) if field.name != "earlier"]
    return [list(view.chunks) if name == "chunks" else getattr(view, name) for name in names]


@pytest.mark.parametrize("name", CONTENTS, ids=lambda name: name[:14])
def test_a_view_survives_being_sent(name: str) -> None:
    view = view_of(name)
    received = pickle.loads(pickle.dumps(view))
    assert isinstance(received, RecordingView)
    assert values(received) == values(view)


def test_so_does_one_with_what_was_there_before() -> None:
    before, after = (dumped(chat("t", [message("user", asked)], stream("ok"))).encode() for asked in ("Hi", "Bye"))
    now = open_recording(Source("a.json"), after)
    assert isinstance(now, RecordingView)
    view = with_earlier(now, parse_file(after, "a.json"), parse_file(before, "a.json"))
    received = pickle.loads(pickle.dumps(view))
    assert view.earlier is not None
    assert values(received.earlier.view) == values(view.earlier.view)
    assert received.earlier.comparison == view.earlier.comparison


def test_what_only_one_side_has_is_still_recognised_once_sent() -> None:
    recording = chat("t", [message("user", "Hi")], stream("ok"))
    one = dumped(recording).encode()
    recording["request"]["body"]["top_p"] = 0.5
    two = dumped(recording).encode()
    now = open_recording(Source("a.json"), two)
    assert isinstance(now, RecordingView)
    view = with_earlier(now, parse_file(two, "a.json"), parse_file(one, "a.json"))
    received = pickle.loads(pickle.dumps(view))
    assert view.earlier is not None
    assert any(MISSING in difference for difference in view.earlier.comparison.differences)
    assert received.earlier.comparison == view.earlier.comparison
    assert page_of(received, comparing=True, swapped=False, secrets=False) == page_of(
        view, comparing=True, swapped=False, secrets=False
    )


@pytest.mark.parametrize("content", [b"", b"{]", b"{}"])
def test_a_file_that_was_not_opened_survives_it_too(content: bytes) -> None:
    result = open_recording(Source("a.json"), content)
    assert isinstance(result, Unopened)
    assert pickle.loads(pickle.dumps(result)) == result


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
def test_a_view_holds_neither_functions_nor_files(name: str) -> None:
    held = list(members(view_of(name), set()))
    assert len(held) > 20
    assert [value for value in held if callable(value) or isinstance(value, io.IOBase)] == []


def test_rows_of_chunks_are_those_that_are_asked_for() -> None:
    result = open_recording(
        Source("a.json"), dumped(chat("t", [message("user", "Hi")], stream("one two three"))).encode()
    )
    assert isinstance(result, RecordingView)
    rows = panels.chunk_rows(result, 0, 99, secrets=False)
    assert len(rows) == len(result.chunks) > 3
    assert panels.chunk_rows(result, 1, 3, secrets=False) == rows[1:3]
    assert panels.chunk_rows(result, -2, 1, secrets=False) == rows[:1]
    assert panels.chunk_rows(result, 99, 120, secrets=False) == []
    assert rows[0][1] == "“one”"


def test_a_chunk_is_asked_for_by_its_index() -> None:
    result = open_recording(
        Source("a.json"), dumped(chat("t", [message("user", "Hi")], stream("one two three"))).encode()
    )
    assert isinstance(result, RecordingView)
    count = len(result.chunks)
    for index in range(count):
        document = panels.chunk_document(result, index, secrets=False)
        assert document is not None
        assert document.lines[0] == f"chunk {index + 1} of {count}"
    assert panels.chunk_document(result, -1, secrets=False) is None
    assert panels.chunk_document(result, count, secrets=False) is None


def test_the_values_are_imported_without_what_makes_them() -> None:
    code = "import sys, recview.reading.recording; print(*sorted(sys.modules))"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    readers = ("recview.formats", "recview.protocols", "recview.framing", "recview.review", "recview.wire")
    assert [name for name in names if name.startswith(readers)] == []

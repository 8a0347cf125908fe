"""A file that changed is parsed once for the list, the comparison and the screen; and its first content once."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from recview.live.idle_checks import IdleChecks
from recview.live.idle_work import IdleWork
from recview.model import Source
from recview.reading.held_recording import HeldRecording
from recview.root import Root
from recview.sources import parsed_files
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.comparing import compare_with_baseline
from recview.sources.files import Bytes, read_bytes
from recview.sources.loading import load
from recview.sources.parsed_files import ParsedFiles
from recview.tui.app import RecviewApp
from tests.live.counted import counted_parses
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, until


def recording(text: str) -> str:
    return dumped(chat("t.py::a", [message("user", "Hi")], stream(text)))


def write_atomically(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text)
    os.replace(temporary, path)


def holds(app: RecviewApp, path: str) -> bool:
    """Whether what was parsed of a file is held."""
    return bool(app.main.live.reader.service.threads.files.holds(path))


def is_shown_and_compared(app: RecviewApp, text: str, *, writes: int) -> bool:
    """Whether a write of `a.json` has come to the list, to the comparison and to the screen."""
    session = app.session
    return (
        session.opened is not None
        and session.opened.transcript.text() == text
        and session.opened.earlier is not None
        and session.journal.writes.get("a.json") == writes
        and session.library.root.tally.changed == 1
        and not holds(app, "a.json")
    )


async def test_a_write_of_the_open_file_is_parsed_twice_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text(recording("It was fine"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        for number in range(3):
            with counted_parses(monkeypatch) as paths:
                write_atomically(path, recording(f"It was {number}"))
                await until(pilot, partial(is_shown_and_compared, app, f"It was {number}", writes=number + 1))
            assert 1 <= len(paths) <= 2


async def test_a_root_that_is_one_file_is_parsed_once_to_be_listed_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text(recording("It was fine"))
    # Later it is parsed again, to be searched and checked.
    monkeypatch.setattr(IdleWork, "_decode", lambda self, path: None)
    monkeypatch.setattr(IdleChecks, "work_on", lambda self, path: None)
    with counted_parses(monkeypatch) as paths:
        async with opened(path, watching=True, play=False) as (app, pilot):
            await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
            assert not holds(app, "a.json")
    assert paths == ["a.json"]


def changed(root: Path, path: str, files: ParsedFiles, text: str) -> None:
    """Write a file, and list it as the scanner does."""
    (root / path).write_text(text)
    files.read_changed(path, read_bytes(str(root / path)), FilesBeside(Root(root)))


def baseline_of(files: ParsedFiles, *contents: tuple[str, str]) -> Baseline:
    baseline = Baseline(parse=files.parse_first)
    for path, text in contents:
        baseline.keep(path, text.encode())
    return baseline


def test_it_is_held_until_it_was_compared_and_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, files = Root(tmp_path), ParsedFiles(Root(tmp_path))
    baseline = baseline_of(files, ("a.json", recording("first")))
    files.set_open("a.json")
    with counted_parses(monkeypatch) as paths:
        changed(tmp_path, "a.json", files, recording("second"))
        compared = compare_with_baseline(root, "a.json", baseline, files, is_final=False)
        files.release("a.json")
        assert files.holds("a.json")
        view = load(root, Source("a.json"), baseline, files)
        files.release("a.json")
    assert (compared and compared.verdict, isinstance(view, HeldRecording)) == ("changed", True)
    assert paths == ["a.json", "a.json"]
    assert not files.holds("a.json")


def test_a_content_that_changed_since_is_read_anew(tmp_path: Path) -> None:
    files = ParsedFiles(Root(tmp_path))
    changed(tmp_path, "a.json", files, recording("second"))
    write_atomically(tmp_path / "a.json", recording("third"))
    content = files.read("a.json")
    assert not isinstance(content, Bytes)
    assert b"third" in content.data


def test_a_file_that_is_open_no_longer_is_not_held_for_its_loading(tmp_path: Path) -> None:
    files = ParsedFiles(Root(tmp_path))
    files.set_open("a.json")
    changed(tmp_path, "a.json", files, recording("second"))
    files.set_open("b.json")
    files.release("a.json")
    assert not files.holds("a.json")


@pytest.mark.parametrize(
    ("limit", "sizes", "held"),
    [
        # Each is a name with a size in bytes; the open file does not count.
        ({"MAX_HELD_FILES": 3}, "open 10, a 10, b 10, c 10, d 10", "open a b c"),
        ({"MAX_HELD_BYTES": 10_000}, "open 50000, a 3000, b 3000, c 3000, d 10", "open a d"),
        ({"MAX_HELD_BYTES": 10_000}, "open 10, a 50000, b 10", "open a"),
        ({"MAX_HELD_BYTES": 10_000}, "a 10, open 50000, b 10", "a open b"),
    ],
)
def test_what_is_held_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], sizes: str, held: str
) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(parsed_files, name, value)
    files = ParsedFiles(Root(tmp_path))
    files.set_open("open.json")
    names = []
    for name, size in (item.split() for item in sizes.split(", ")):
        changed(tmp_path, f"{name}.json", files, recording("short") + " " * int(size))
        names.append(name)
    assert " ".join(name for name in names if files.holds(f"{name}.json")) == held


def test_what_is_no_recording_is_not_held(tmp_path: Path) -> None:
    files = ParsedFiles(Root(tmp_path))
    changed(tmp_path, "compose.yaml", files, "services:\n  web: {}\n")
    assert not files.holds("compose.yaml")

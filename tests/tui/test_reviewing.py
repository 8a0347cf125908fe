"""Watching a re-record: verdicts on the rows, before and after in one page, and following what lands."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from recview.live import rescans, scanner
from recview.live.watch import EVERYTHING, Changes
from recview.model import Source
from recview.root import Root
from recview.tui.app import RecviewApp
from recview.tui.chat_view import ChatView
from tests.ogx import chat, dumped, message, stream, usage
from tests.tui.screens import opened, screen_text, until


def recording(said: str, test: str = "a") -> str:
    return dumped(chat(f"t.py::{test}", [message("user", "Hi")], stream(said)))


def page_text(app: RecviewApp) -> str:
    view = app.query_one(ChatView)
    return "\n".join(view.line(row).text for row in range(view.line_count()))


async def test_changed_opens_as_before_and_after(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(recording("It was fine today"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        (tmp_path / "a.json").write_text(recording("It was bad today"))
        await until(pilot, lambda: "before | after" in page_text(app))
        assert "It was fine bad today" in page_text(app)
        await until(pilot, lambda: app.session.library.root.tally.changed == 1)
        assert "1 changed" in screen_text(app)
        await pilot.press("b")
        await until(pilot, lambda: app.session.replayed_side == "before" and "before replays" in page_text(app))
        await pilot.press("d")
        await until(pilot, lambda: "before | after" not in page_text(app))
        assert "It was fine today" in page_text(app)
        # The measure stays what was there at the start.
        (tmp_path / "a.json").write_text(recording("It was fine today"))
        await until(pilot, lambda: app.session.library.root.tally.same == 1)


async def test_gone_keeps_its_row_and_new_that_goes_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(recording("one"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        (tmp_path / "b.json").write_text(recording("two", "b"))
        await until(pilot, lambda: app.session.library.root.tally.new == 1)
        (tmp_path / "b.json").unlink()
        (tmp_path / "a.json").unlink()
        await until(pilot, lambda: app.session.journal.counts()["gone"] == 1 and len(app.session.library.files) == 1)
        assert app.session.library.files["a.json"][0].verdict == "gone"
        assert app.session.journal.counts()["new"] == 0


async def test_following_opens_what_lands_until_the_cursor_moves(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(recording(name, name))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        await pilot.press("f")
        (tmp_path / "d.json").write_text(recording("four", "d"))
        await until(pilot, lambda: app.session.shown == Source("d.json"))
        assert "following" in screen_text(app)
        await pilot.press("up")
        await until(pilot, lambda: not app.session.following)
        (tmp_path / "e.json").write_text(recording("five", "e"))
        await until(pilot, lambda: "e.json" in app.session.library.files)
        assert app.session.shown != Source("e.json")


async def test_what_was_written_at_the_last_moment_is_in_the_summary(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(recording(name, name))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
    (tmp_path / "a.json").write_text(recording("other", "a"))
    (tmp_path / "b.json").write_text("{")
    (tmp_path / "c.json").unlink()
    (tmp_path / "d.json").write_text(recording("new", "d"))
    session = app.final_session()
    found = {path: review.verdict for path, review in session.journal.touched.items()}
    assert found == {"a.json": "changed", "b.json": "broken", "c.json": "gone", "d.json": "new"}


async def test_what_is_half_written_on_leaving_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.half_written.BROKEN_AFTER_S", 1_000.0)
    (tmp_path / "a.json").write_text(recording("a", "a"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        (tmp_path / "a.json").write_text("{")
        await until(pilot, lambda: app.session.stale == "being written")
    session = app.final_session()
    assert session.journal.touched["a.json"].verdict == "broken"
    assert session.library.files["a.json"][0].stale.startswith("the JSON ends early")


async def test_the_row_tells_how_the_usage_moved(tmp_path: Path) -> None:
    text = dumped(chat("t.py::a", [message("user", "Hi")], stream("Well", counts=usage(4, 17))))
    (tmp_path / "a.json").write_text(text)
    (tmp_path / "b.json").write_text(recording("Well", "b"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        (tmp_path / "a.json").write_text(text.replace("17", "21"))
        await until(pilot, lambda: re.search("17→21 +≈", screen_text(app)) is not None)


async def test_the_footer_has_the_keys_of_a_comparison_only_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(recording("It was fine"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        assert "d compare" not in screen_text(app)
        (tmp_path / "a.json").write_text(recording("It was bad"))
        await until(pilot, lambda: "d compare" in screen_text(app) and "b swap" in screen_text(app))


async def test_a_paused_recording_keeps_the_next_waiting_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(recording("one two three four five"))
    async with opened(tmp_path, watching=True) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        await pilot.press("f", "space")
        (tmp_path / "b.json").write_text(recording("other", "b"))
        await until(pilot, lambda: "next waits" in screen_text(app))
        await pilot.press("end", "dollar_sign")
        await until(pilot, lambda: app.session.shown == Source("b.json"))


async def test_the_key_that_follows_lets_go_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(recording("one"))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and app.session.is_loaded)
        await pilot.press("f")
        await until(pilot, lambda: "following" in screen_text(app).splitlines()[0])
        await pilot.press("f")
        await until(pilot, lambda: "following" not in screen_text(app).splitlines()[0])
        (tmp_path / "b.json").write_text(recording("two", "b"))
        await until(pilot, lambda: app.session.journal.counts()["new"] == 1)
        assert app.session.shown == Source("a.json")
        # A third time it follows again, beginning with what landed meanwhile.
        await pilot.press("f")
        await until(pilot, lambda: app.session.shown == Source("b.json"))


async def test_a_new_folder_is_looked_at_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be written before the system watches its folder, and after that was scanned: nothing tells of it."""
    monkeypatch.setattr(rescans, "RESCAN_EVERY_S", 3_600.0)
    started = threading.Event()

    def missing(place: Root, stop: threading.Event) -> Iterator[Changes]:
        yield Changes(folders=EVERYTHING)
        started.wait()
        (tmp_path / "fresh").mkdir()
        yield Changes(folders=frozenset({"fresh"}))
        (tmp_path / "fresh/a.json").write_text(recording("late"))
        while not stop.is_set():
            stop.wait(0.02)
            yield Changes()

    monkeypatch.setattr(scanner, "watch_changes", missing)
    async with opened(tmp_path, watching=True, play=False, loads=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        started.set()
        await until(pilot, lambda: "fresh/a.json" in app.session.library.files)

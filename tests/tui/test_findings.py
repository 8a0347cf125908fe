"""Findings in the app: marks, the count in the top line, the panel with its way to the place, and what lands."""

from __future__ import annotations

from pathlib import Path

from recview.tui.findings_view import FindingsView
from tests.ogx import chat, chunk, delta, dumped, message
from tests.tui.screens import choose, opened, screen_text, shown_by, until

KEY = "sk-" + "z6MYslBix7uackWwsg8AmddkPjcEp9hGVz9DozcAp3ZEbppm"  # made at random, and no key


def cut(test: str, text: str, size: int = 7) -> str:
    """A streamed recording whose text is cut anywhere, as a stream cuts it."""
    chunks = [chunk(delta(content=text[at : at + size], role="assistant")) for at in range(0, len(text), size)]
    return dumped(chat(test, [message("user", "Hi")], [*chunks, chunk(delta(content="", finish="stop"))]))


def fill(folder: Path) -> None:
    (folder / "recordings").mkdir()
    (folder / "recordings" / "a.json").write_text(cut("tests/test_a.py::test_clean", "Hello"))
    (folder / "recordings" / "b.json").write_text(cut("tests/test_a.py::test_secret", f"Here: {KEY}. Anything else?"))


async def test_a_finding_has_a_mark_on_its_row_and_its_tab_and_a_panel_that_leads_to_its_place(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False, idle=True) as (app, pilot):
        main = app.main
        await until(pilot, lambda: "2 faulty" in screen_text(app))
        rows = shown_by(app, main.test_tree).splitlines()
        assert any("test_secret" in row and "◆" in row for row in rows)
        await choose(app, pilot, "rule:S")
        assert main.test_tree.filtering.match_count == "1 of 2"
        await pilot.press("exclamation_mark")
        view = main.side.query_one(FindingsView)
        await until(pilot, lambda: [finding.rule[0] for finding in view.findings] == ["S", "N"])
        shown = shown_by(app, main.side)
        assert "Raw  ◆" in shown
        assert "S101  answer, chunks" in shown
        assert "What to do" in shown
        assert KEY not in screen_text(app)
        await pilot.press("enter")
        assert app.session.player.position == 9
        assert main.focused is main.chat


async def test_the_cursor_goes_from_finding_to_finding_and_explains_each(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False, idle=True) as (app, pilot):
        main = app.main
        await choose(app, pilot, "test_secret")
        await pilot.press("exclamation_mark")
        view = main.side.query_one(FindingsView)
        await until(pilot, lambda: len(view.findings) == 2)
        before = shown_by(app, main.side)
        await pilot.press("j")
        assert view.chosen == 1
        assert shown_by(app, main.side) != before
        await pilot.press("j", "k", "k", "k", "G")
        assert view.chosen == 1
        await pilot.press("enter")
        assert main.side.side == "raw"
        assert main.focused is main.side.view


async def test_a_recording_without_findings_has_no_tab(tmp_path: Path) -> None:
    (tmp_path / "cassette.yaml").write_text("interactions: []\nversion: 1\n")
    async with opened(tmp_path, loads=False, play=False) as (app, pilot):
        assert "◆" not in shown_by(app, app.main.side)
        await pilot.press("exclamation_mark")
        assert "The checks find nothing here." in shown_by(app, app.main.side)
        await pilot.press("j", "enter")


async def test_what_lands_with_a_secret_says_so_and_the_words_stay(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, watching=True, play=False, idle=True) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready and "2 faulty" in screen_text(app))
        (tmp_path / "recordings" / "c.json").write_text(cut("tests/test_b.py::test_new", f"It is {KEY}"))
        await until(pilot, lambda: "✗ a secret in test_new: answer, chunks 1–9" in screen_text(app))
        await until(pilot, lambda: "· no replay finds it" in screen_text(app))
        await until(pilot, lambda: "3 faulty" in screen_text(app))
        (tmp_path / "recordings" / "d.json").write_text(cut("tests/test_b.py::test_other", "It is not"))
        await until(pilot, lambda: "✗ no replay finds test_other: " in screen_text(app))

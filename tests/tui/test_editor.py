"""The key that opens an editor: what it opens, and what it says where it cannot."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from recview.display.editor_command import EditorCommand
from recview.live.events import LineFound
from recview.live.requests import FindLine
from recview.locating.target import Target
from recview.model import Source
from recview.tui.app import RecviewApp
from recview.tui.commands.editing import target_of
from recview.tui.editor import Editor, ended
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, until


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("Hello you"))))
    return tmp_path


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of every editor that would run."""
    started: list[list[str]] = []

    def run(editor: Editor, command: EditorCommand, arguments: list[str]) -> str:
        started.append(arguments)
        return ""

    monkeypatch.setattr(Editor, "_run", run)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "vim -n")
    return started


def told(app: RecviewApp) -> str:
    return " | ".join(notification.message for notification in app._notifications)


@pytest.mark.parametrize(
    ("keys", "target"),
    [
        ([], Target("exchange")),
        (["tab"], Target("chunk", 2)),
        (["tab", "comma"], Target("chunk", 1)),
        (["tab", "circumflex_accent"], Target("exchange")),
        (["tab", "tab", "plus", "down", "down", "down", "down"], Target("request", keys=("model",))),
        (["tab", "tab", "s"], Target("chunk", 2)),
        (["tab", "tab", "c", "down"], Target("chunk", 2)),
        (["tab", "tab", "v", "down", "down", "down"], Target("raw", line=3)),
    ],
    ids=["tree", "chat", "a step back", "before the answer", "request", "chunks", "chunk", "raw"],
)
async def test_what_is_opened_is_what_the_focused_pane_is_at(root: Path, keys: list[str], target: Target) -> None:
    async with opened(root, play=False) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        await until(pilot, lambda: target_of(app.main) == target)


async def test_the_line_is_named(root: Path, runs: list[list[str]]) -> None:
    lines = (root / "a.json").read_text().split("\n")
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("tab", "comma", "e")
        await until(pilot, lambda: bool(runs))
        *words, line, path = runs[0]
        assert (words, path) == (["vim", "-n"], str(root / "a.json"))
        number = int(line.removeprefix("+"))
        assert '" you"' in "\n".join(lines[number - 1 :]).partition('"__type__"')[2].partition('"__type__"')[0]
        assert told(app) == ""


async def test_a_gone_file_is_a_copy_that_is_removed_in_the_end(root: Path, runs: list[list[str]]) -> None:
    async with opened(root, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        (root / "a.json").unlink()
        await pilot.press("tab", "e")
        await until(pilot, lambda: bool(runs))
        copy = Path(runs[0][-1])
        assert copy.read_text().startswith("{")
        await until(pilot, lambda: "vim had a read-only copy, as the file is gone" in told(app))
    assert not copy.parent.exists()


@pytest.mark.parametrize(
    ("editor", "words"),
    [("", "No editor is set: set $VISUAL or $EDITOR"), ("vi 'x", "$EDITOR cannot be read")],
)
async def test_without_an_editor_it_says_what_to_set(
    root: Path, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch, editor: str, words: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: words in told(app))
        assert runs == []


async def test_what_cannot_be_had_or_is_not_wanted_any_more_opens_nothing(root: Path, runs: list[list[str]]) -> None:
    async with opened(root, play=False) as (app, pilot):
        stale = FindLine(Source("other.json"), Target("exchange"))
        app.main.editor.take(LineFound(stale, "/tmp/x"))
        wanted = FindLine(Source("a.json"), Target("exchange"))
        app.main.editor._request = wanted
        app.main.editor.take(LineFound(wanted, problem="the file is gone, and what it held is not kept"))
        await until(pilot, lambda: "Not opened: the file is gone" in told(app))
        app.main.become(app.session._replace(has_reader=False))
        await pilot.press("e")
        await until(pilot, lambda: "Nothing reads any more" in told(app))
        assert runs == []


async def test_where_the_terminal_cannot_be_given_away_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "vim")
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: "This terminal cannot be given to an editor" in told(app))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, ""),
        (1, "vim ($EDITOR) ended with exit code 1"),
        (-signal.SIGSEGV, "vim was ended by SIGSEGV"),
        (-35, "vim was ended by "),
        (-99, "vim was ended by signal 99"),
    ],
)
def test_how_it_ended(code: int, words: str) -> None:
    assert ended(EditorCommand(("/usr/bin/vim",), "EDITOR"), code).startswith(words)
    assert bool(words) == bool(ended(EditorCommand(("vim",), "EDITOR"), code))

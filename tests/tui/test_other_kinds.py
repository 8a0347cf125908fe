"""Files that are no recordings: never counted, and named where there is nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from recview.cli.main import run
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, screen_text, until

RECORDING = dumped(chat("t.py::a", [message("user", "Hi")], stream("ok")))
SESSION = '{"type": "user", "sessionId": "s"}'


def fill(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": "{}", "recordings/a.json": RECORDING},
        {"recordings/schema.json": "[1]", "recordings/a.json": RECORDING},
        {"session.json": SESSION, "a.json": RECORDING, "b.json": RECORDING},
        {"cut.json": RECORDING[:99], "empty.json": "", "a.json": RECORDING},
        {"notes.txt": "hello", "config.yaml": "a: 1", "x/a.json": RECORDING},
        {"package.json": "{}"},
    ],
    ids=["beside", "between", "known by name", "broken", "texts", "alone"],
)
async def test_the_header_counts_what_ls_counts(
    files: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, files)
    run(["ls", str(tmp_path)])
    count = len(capfd.readouterr().out.splitlines())
    async with opened(tmp_path, loads=False) as (app, pilot):
        await pilot.pause()
        assert f"  {count} recording{'' if count == 1 else 's'} " in screen_text(app).splitlines()[0]


async def test_a_foreign_file_has_no_row_until_it_is_a_recording(tmp_path: Path) -> None:
    fill(tmp_path, {"package.json": "{}", "recordings/a.json": RECORDING})
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        assert "package.json" not in screen_text(app)
        (tmp_path / "package.json").write_text(RECORDING.replace("t.py::a", "t.py::other"))
        await until(pilot, lambda: "other" in screen_text(app))
        await until(pilot, lambda: "2 recordings" in screen_text(app))


async def test_a_foreign_file_that_was_asked_for_is_shown(tmp_path: Path) -> None:
    fill(tmp_path, {"package.json": '{"name": "x"}'})
    async with opened(tmp_path / "package.json", (80, 24)) as (app, _):
        assert "0 recordings" in screen_text(app)
        assert "not a recording that recview knows" in screen_text(app)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.py": "", "b.py": "", "c.md": ""}, ["3 files of another kind", "2 .py, 1 .md"]),
        ({"package.json": "{}", "x/more.json": "[]"}, ["2 files of another kind", "2 .json"]),
        ({"config.yaml": "a: 1\n", "Makefile": "all:\n"}, ["2 files of", "1 .yaml, 1 without an ending"]),
        ({f"a.{ending}": "" for ending in "abcdefgh"}, ["8 files", "2 kinds more"]),
    ],
    ids=["code", "JSON", "YAML", "many kinds"],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_folder_of_other_kinds_names_them(
    files: dict[str, str], words: list[str], size: tuple[int, int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, files)
    assert run(["ls", str(tmp_path)]) == 1
    listed = capfd.readouterr().err
    async with opened(tmp_path, size, loads=False) as (app, pilot):
        await pilot.pause()
        shown = screen_text(app)
        for word in words:
            assert word in listed
            assert " ".join(shown.replace("│", " ").split()).count(word) == 1
        assert "They appear here" not in shown


async def test_an_empty_folder_waits_for_recordings(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), watching=True, loads=False) as (app, pilot):
        await pilot.pause()
        assert "They appear here as they are written" in screen_text(app)
        assert all(not view.has_cursor for view in (app.main.panes.view("tree"), app.main.panes.view("side")))
        fill(tmp_path, {"a.json": RECORDING})
        await until(pilot, lambda: "1 recording" in screen_text(app))
        assert app.main.panes.view("tree").has_cursor


async def test_a_folder_that_gets_other_files_is_no_empty_one(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), watching=True, loads=False) as (app, pilot):

        def says(words: str) -> bool:
            return words in " ".join(screen_text(app).replace("│", " ").split())

        await until(pilot, lambda: says("They appear here as they are written"))
        fill(tmp_path, {"cassettes/config.yaml": "a: 1\n"})
        await until(pilot, lambda: says("It holds 1 file of another kind: 1 .yaml"))
        assert not says("They appear here")
        (tmp_path / "cassettes/config.yaml").unlink()
        await until(pilot, lambda: says("They appear here as they are written"))


async def test_the_log_of_a_session_says_so_on_the_screen(tmp_path: Path) -> None:
    fill(tmp_path, {"s.jsonl": '{"type": "summary", "summary": "x", "leafUuid": "u"}\n'})
    async with opened(tmp_path / "s.jsonl", (220, 30)) as (app, _):
        assert "the log of an agent's session (Claude Code): recview does not read it" in screen_text(app)
        assert "0 recordings" in screen_text(app)


def test_ls_says_what_it_knows_of_files_it_does_not_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, {"a.json": SESSION, "b.json": "{}", "c.py": ""})
    assert run(["ls", str(tmp_path)]) == 1
    assert (
        "just 3 files of another kind: 1 .json, 1 .json (the log of an agent's session), 1 .py"
        in capfd.readouterr().err
    )

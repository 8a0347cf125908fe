"""A terminal whose locale has ASCII only is sent nothing else; a pipe gets UTF-8 in any locale."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.ogx import chat, dumped, message, stream
from tests.terminal import RECVIEW, Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::größe", [message("user", "中文 ⚠️")], stream("naïve 👍🏽…"))))
    return tmp_path


@pytest.mark.parametrize("locale", ["C", "POSIX"])
@pytest.mark.parametrize("arguments", [["ls"], ["show"], ["show", "--chunks"]])
def test_what_is_written_out_is_ascii(arguments: list[str], locale: str, tree: Path) -> None:
    command, *options = arguments
    path = tree if command == "ls" else tree / "a.json"
    with Terminal([*RECVIEW, command, *options, str(path)], environment={"LC_ALL": locale}) as terminal:
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    assert output.isascii()
    assert (b"gr??e" if command == "ls" else b"na?v") in output


def test_problems_are_told_in_ascii(tmp_path: Path) -> None:
    with Terminal([*RECVIEW, "ls", str(tmp_path / "größe")], environment={"LC_ALL": "C"}) as terminal:
        assert terminal.wait() == 2 or terminal.code == 1
        assert bytes(terminal.output).isascii()
        assert b"gr" in terminal.output


def test_the_screen_is_ascii(tree: Path) -> None:
    with Terminal([*RECVIEW, str(tree), "--no-play"], environment={"LC_ALL": "C"}) as terminal:
        terminal.until(lambda screen: "na?ve ??~" in screen)
        for key in ("\t", "r", "v", "?", "\x1b", "y", "\x1b"):
            terminal.send(key)
            terminal.quiet(0.3, 2)  # an escape that another key follows at once is an Alt
        screen = terminal.screen()
        terminal.send("q")
        assert terminal.wait() == 0
        assert bytes(terminal.output).isascii()
    assert "+- Tests -" in screen
    assert "gr??e" in screen


def test_a_pipe_gets_utf_8(tree: Path) -> None:
    done = subprocess.run([*RECVIEW, "ls", str(tree)], capture_output=True, env={**os.environ, "LC_ALL": "C"})
    assert "größe".encode() in done.stdout

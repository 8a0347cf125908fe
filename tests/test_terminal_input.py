"""What a terminal sends never ends the app, and an app that fails says so: through the real program on a pty."""

from __future__ import annotations

import os
import sys

import pytest

from tests.terminal import RECVIEW, Terminal

BAD = [
    b"\xff",  # no byte of UTF-8
    b"\xe9",  # 8-bit Meta key, Latin-1
    b"\xc3(",  # a lead byte without its second
    b"caf\xe9 \x80\xbf",  # a Latin-1 paste
    b"\x1b[200~caf\xe9\x1b[201~",  # the same in brackets
    b"\xf0\x9f\x98",  # an emoji that stays cut
    b"\x1b[99999999u",  # a key beyond Unicode
    b"\x1b[:~",  # a key without a number
]


def test_bytes_that_are_no_text_are_survived() -> None:
    with Terminal([*RECVIEW, "--demo", "--no-play"]) as terminal:
        terminal.until(lambda screen: "21 recordings" in screen)
        for data in BAD:
            terminal.send_bytes(data)
            terminal.quiet()
            # The keys after it, in the same read and in the next, mean what they mean.
            terminal.send_bytes(data + b"\x1b[I/weather\r")
            terminal.until(lambda screen: "2 of 21" in screen)
            terminal.send("\x1b")
            terminal.until(lambda screen: "2 of 21" not in screen)
            terminal.quiet()
        terminal.send("q")
        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output


def test_a_character_that_is_cut_over_reads_is_one() -> None:
    with Terminal([*RECVIEW, "--demo", "--no-play"]) as terminal:
        terminal.until(lambda screen: "21 recordings" in screen)
        terminal.send("/")
        for byte in "wé中".encode():
            terminal.send_bytes(bytes([byte]))
            terminal.quiet(0.05)
        terminal.until(lambda screen: "wé中" in screen.replace("中 ", "中"))


BROKEN_APP = """
import sys
from recview.tui import {module} as module
{break_it}
from recview.cli.main import run
sys.exit(run(["--demo", "--no-play"]))
"""
FAULTS = {
    "in a key": (
        "main_screen",
        "def fail(*_): raise ValueError('what \\x1b[31m was recorded')\nmodule.MainScreen.action_command = fail",
    ),
    "in what is drawn": ("line_view", "def fail(self, y): raise KeyError('gone')\nmodule.LineView.render_line = fail"),
    "before the first frame": ("app", "def fail(self): raise OSError('no')\nmodule.RecviewApp.on_load = fail"),
    "in the input thread": (
        "careful_driver",
        "def fail(driver): raise RuntimeError('stopped')\nmodule.read_input = fail",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_an_app_that_fails_ends_with_code_1_and_a_sentence(fault: tuple[str, str]) -> None:
    module, break_it = fault
    code = BROKEN_APP.format(module=module, break_it=break_it)
    with Terminal([sys.executable, "-c", code]) as terminal:
        for _ in range(40):
            terminal.send("?")
            if terminal.wait(0.25) is not None:
                break
        assert terminal.code == 1
        output = bytes(terminal.output).decode()
        left = output.rpartition("\x1b[?1049l")[2]
        assert "recview: it ended because of an error in recview itself: " in left
        assert "Traceback" not in output
        assert "\x1b[31m was" not in output
        if "\x1b[?1049h" in output:
            assert output.rpartition("\x1b[?25h")[2] == left.rpartition("\x1b[?25h")[2] != output
        path = left.partition("The traceback is in ")[2].partition(";")[0]
        with open(path) as file:
            assert "Traceback" in file.read()
        os.unlink(path)


def test_a_terminal_that_goes_away_ends_the_app() -> None:
    terminal = Terminal([*RECVIEW, "--demo", "--no-play"])
    terminal.until(lambda screen: "21 recordings" in screen)
    os.close(terminal.handle)
    _, status = os.waitpid(terminal.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (129, -1)

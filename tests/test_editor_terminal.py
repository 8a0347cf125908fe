"""An editor in a real terminal: it gets the terminal as the shell has it, and the screen comes back however it ends."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ogx import chat, dumped, message, stream
from tests.terminal import RECVIEW, Terminal

ALTERNATE, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
MODES_OF_ITS_OWN = r"\033[5;6r\033[?1h\033=\033[31m\033[?1000h"


class Desk:
    """A recording, an editor that does what a script says, and the program over them in a terminal."""

    def __init__(self, folder: Path, script: str, editor: str = "{program} -n") -> None:
        self.folder = folder
        (folder / "root").mkdir()
        (folder / "root" / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("Hello you"))))
        program = folder / "vim"
        program.write_text(f"#!/bin/sh\ncd '{folder}'\nprintf '%s\\n' \"$@\" > arguments\n{script}\n: > over\n")
        program.chmod(0o755)
        environment = {"VISUAL": editor.format(program=program), "EDITOR": "false"}
        command = [*RECVIEW, "--no-play", str(folder / "root")]
        self.terminal = Terminal(command, environment=environment)

    def open(self) -> None:
        """Press the key once the recording is shown."""
        self.terminal.until(lambda screen: "Hello you" in screen and "■ stop" in screen)
        self.terminal.quiet()
        self.terminal.send("\te")

    def wait_for(self, name: str) -> str:
        """The content of a file, once it is there."""
        until = time.monotonic() + 60
        while not (self.folder / name).exists():
            assert time.monotonic() < until, self.terminal.screen()
            self.terminal.read(0.02)
        return (self.folder / name).read_text()

    def is_back(self, words: str = "Hello you") -> None:
        """Wait for the screen, see that it answers, and leave it."""
        terminal = self.terminal
        terminal.until(lambda screen: 0 < terminal.output.rfind(LEFT) < terminal.output.rfind(ALTERNATE))
        terminal.until(lambda screen: words in screen and "Hello you" in screen and "■ stop" in screen)
        terminal.quiet()
        terminal.send("^")
        terminal.until(lambda screen: "chunk 0/3" in screen)
        terminal.send("q")
        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(tmp_path, *request.param)
    with made.terminal:
        yield made


def modes(handle: int) -> list[int]:
    return [value for value in termios.tcgetattr(handle)[:4] if isinstance(value, int)]


@pytest.mark.parametrize("desk", [("stty -a > modes; sleep 0.3",)], indirect=True)
def test_it_gets_the_line_and_the_terminal_as_the_shell_has_it(desk: Desk) -> None:
    desk.open()
    shown = (desk.wait_for("over") and None) or desk.wait_for("modes")
    options, line, path = desk.wait_for("arguments").split("\n")[:3]
    lines = (desk.folder / "root" / "a.json").read_text().split("\n")
    assert (options, path) == ("-n", str(desk.folder / "root" / "a.json"))
    assert lines[int(line.removeprefix("+")) - 1] == "      {"
    assert " icanon" in shown
    assert " echo " in shown
    desk.is_back()


@pytest.mark.parametrize(
    ("desk", "words"),
    [
        (("exit 3",), "vim ($VISUAL) ended with exit code 3"),
        (
            ("stty raw -echo; printf '\\033[5;6r\\033[?1h\\033=\\033[31m\\033[?1000h'; kill -KILL $$",),
            "ended by SIGKILL",
        ),
        (("", "/nowhere/vim"), "vim cannot be started ($VISUAL): no such file or directory"),
        (("", "/etc/passwd"), "passwd cannot be started ($VISUAL): permission denied"),
    ],
    indirect=["desk"],
    ids=["fails", "is killed with the terminal in its own modes", "is not there", "is no program"],
)
def test_the_screen_comes_back_with_a_word(desk: Desk, words: str) -> None:
    desk.open()
    desk.is_back(words)
    assert (b"\x1b[!p" in desk.terminal.output) == ("SIGKILL" in words)


@pytest.mark.parametrize("desk", [(": > begun; while ! test -e go; do sleep 0.05; done",)], indirect=True)
def test_the_size_may_change_meanwhile(desk: Desk) -> None:
    desk.open()
    desk.wait_for("begun")
    terminal = desk.terminal
    fcntl.ioctl(terminal.handle, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    (desk.folder / "go").touch()
    terminal._screen.resize(24, 80)
    desk.is_back()


@pytest.mark.parametrize("desk", [("trap ': > interrupted' INT QUIT; : > begun; sleep 1; sleep 1",)], indirect=True)
@pytest.mark.parametrize("key", ["\x03", "\x1c"])
def test_an_interrupt_is_the_editors(desk: Desk, key: str) -> None:
    desk.open()
    desk.wait_for("begun")
    desk.terminal.send(key)
    desk.wait_for("interrupted")
    desk.is_back()


@pytest.mark.parametrize("desk", [(": > begun; sleep 0.6",)], indirect=True)
def test_a_signal_that_ends_the_program_ends_it_once_the_editor_has(desk: Desk) -> None:
    desk.open()
    desk.wait_for("begun")
    desk.terminal.signal(signal.SIGTERM)
    assert desk.terminal.wait() == 128 + signal.SIGTERM
    assert (desk.folder / "over").exists()
    assert b"Traceback" not in desk.terminal.output


@pytest.mark.parametrize("desk", [("sed s/you/all/ root/a.json > new && cat new > root/a.json",)], indirect=True)
def test_what_it_wrote_is_shown(desk: Desk) -> None:
    desk.open()
    desk.terminal.until(lambda screen: "Hello all" in screen)
    desk.terminal.quiet()
    desk.terminal.signal(signal.SIGINT)
    assert desk.terminal.wait() == 128 + signal.SIGINT, "signals end it again"


def test_modes_are_those_of_before(tmp_path: Path) -> None:
    made = Desk(tmp_path, "stty raw -echo; kill -SEGV $$")
    with made.terminal as terminal:
        before = modes(terminal.handle)
        made.open()
        terminal.until(lambda screen: "ended by SIGSEGV" in screen)
        terminal.send("q")
        assert terminal.wait() == 0
        assert modes(terminal.handle) == before
        assert os.isatty(terminal.handle)

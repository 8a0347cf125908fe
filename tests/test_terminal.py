"""The real program in a real pseudo-terminal: its bytes, its signals, its manners."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import hostile
from tests.demo_recordings import FOLDER
from tests.terminal import RECVIEW, Terminal

# What a terminal program may send: CSI (modes, cursor, colours), kitty's keyboard, and the clipboard's OSC 52.
ALLOWED = re.compile(rb"\x1b\[[?<>=]?[0-9;:]*[A-Za-z$]?[a-zA-Z]|\x1b\]22;[a-z-]*\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07")


def leftovers(output: bytes) -> set[int]:
    """Control characters that are no part of a known sequence."""
    text = ALLOWED.sub(b"", output).decode("utf-8", "replace")
    return {ord(character) for character in text if ord(character) < 32 or 127 <= ord(character) < 160} - {10, 13}


def test_demo_plays_and_quits() -> None:
    with Terminal([*RECVIEW, "--demo"]) as terminal:
        terminal.until(lambda screen: "21 recordings" in screen and "It opens the files" in screen)
        terminal.until(lambda screen: "■ end" in screen and "■ stop" in screen)
        terminal.send("/weather\r")
        terminal.until(lambda screen: "2 of 21" in screen and '"city": "Oslo"' in screen)
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.output.endswith(b"\x1b[?1006l")
        assert b"\x1b[?1049l" in terminal.output


@pytest.mark.slow
def test_no_recorded_byte_reaches_the_terminal_raw(tmp_path: Path) -> None:
    hostile.write(tmp_path / "x\x1b[31m")
    with Terminal([*RECVIEW, str(tmp_path)], size=(120, 36)) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        for _ in range(26):
            terminal.send("n")
            terminal.quiet(0.2, 2)
            for key in "rscvu":
                terminal.send(key)
                terminal.quiet(0.02, 1)
        terminal.send("?")
        terminal.quiet()
        terminal.send("\x1b")
        terminal.quiet()
        terminal.send("q")
        assert terminal.wait() == 0
    output = bytes(terminal.output)
    assert leftovers(output) == set()
    text = output.decode("utf-8", "replace")
    assert not set("‮⁦⁩\u2028\u2029\ufeff") & set(text)
    assert b"\x1b[2J" not in output
    assert b"secret-of-the-user" not in output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_leave_the_terminal_as_it_was(number: signal.Signals) -> None:
    with Terminal([*RECVIEW, "--demo"]) as terminal:
        terminal.until(lambda screen: "21 recordings" in screen)
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        tail = bytes(terminal.output[-400:])
        assert b"\x1b[?1049l" in tail
        assert b"\x1b[?25h" in tail
        assert b"Traceback" not in terminal.output


@pytest.mark.parametrize("tenths", [2, 3, 4, 5])
@pytest.mark.parametrize("key", ["q", "\x03"])
def test_leaves_quietly_however_early(key: str, tenths: int) -> None:
    with Terminal([*RECVIEW, "--demo"]) as terminal:
        until = time.monotonic() + tenths / 10
        while time.monotonic() < until:
            terminal.read(0.01)
        if b"\x1b[?1049h" not in terminal.output:
            # The terminal is not the program's yet: what is typed now would be a signal, or the next program's.
            terminal.until(lambda screen: b"\x1b[?1049h" in terminal.output)
        terminal.send(key)
        # For a moment the terminal still makes a signal of ^c.
        assert terminal.wait() in ({0} if key == "q" else {0, 130}), terminal.screen()
        assert b"Traceback" not in terminal.output
        assert b"Error" not in terminal.output.partition(b"\x1b[?1049l")[2]


@pytest.mark.skipif(not os.path.exists("/bin/bash"), reason="needs a shell with job control")
def test_suspends_and_comes_back() -> None:
    with Terminal(["/bin/bash", "--norc", "-i"], environment={"PS1": "prompt> "}) as terminal:
        terminal.send(f"{sys.executable} -m recview --demo\r")
        terminal.until(lambda screen: "21 recordings" in screen)
        terminal.quiet()
        terminal.send("\x1a")
        terminal.until(lambda screen: "Stopped" in screen)
        assert terminal.output.rfind(b"\x1b[?1049l") > terminal.output.rfind(b"\x1b[?1049h")
        stopped = len(terminal.output)
        terminal.send("fg\r")
        terminal.until(lambda screen: b"\x1b[?1049h" in terminal.output[stopped:])
        terminal.quiet()
        assert b"21 recordings" in terminal.output[stopped:]
        left = len(terminal.output)
        terminal.send("q")
        terminal.until(lambda screen: b"prompt>" in terminal.output[left:])
        terminal.send("exit\r")
        assert terminal.wait() == 0


@pytest.mark.parametrize("arguments", [["--demo"], [str(FOLDER)]])
def test_without_a_terminal_it_says_so(arguments: list[str]) -> None:
    done = subprocess.run([*RECVIEW, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("argument", "word"), [("--help", "usage: recview"), ("--version", "recview 0.")])
def test_help_and_version_do_not_import_the_toolkit(argument: str, word: str) -> None:
    code = (
        "import sys; from recview.cli.main import run\n"
        f"try:\n    run([{argument!r}])\nexcept SystemExit as end:\n    assert not end.code\n"
        "assert not any(name.partition('.')[0] in ('textual', 'rich', 'watchfiles') for name in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert word in done.stdout


def test_core_never_imports_the_toolkit() -> None:
    code = (
        "import sys, pkgutil, importlib, recview\n"
        "for module in pkgutil.walk_packages(recview.__path__, 'recview.'):\n"
        "    if not module.name.startswith(('recview.tui', 'recview.demo', 'recview.__main__')):\n"
        "        importlib.import_module(module.name)\n"
        "assert 'textual' not in sys.modules and 'watchfiles' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_live_changes_reach_the_screen(tmp_path: Path) -> None:
    root = tmp_path / "recordings"
    shutil.copytree(FOLDER, root)
    target = next(path for path in root.iterdir() if "test_confidence" in path.read_text())
    text = target.read_text()
    with Terminal([*RECVIEW, str(root), "--no-play"]) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        terminal.send("/confidence\r")
        terminal.until(lambda screen: "dwarf" in screen)
        # In place, and for a while just half of it.
        changed = text.replace(" dwarf", " tiny")
        with target.open("w") as file:
            file.write(changed[: len(changed) // 2])
            file.flush()
            time.sleep(0.04)
            file.write(changed[len(changed) // 2 :])
        terminal.until(lambda screen: "tiny" in screen and "before | after" in screen)
        # Replaced as a whole.
        (root / "new.tmp").write_text(text.replace(" dwarf", " small"))
        os.replace(root / "new.tmp", target)
        terminal.until(lambda screen: "small" in screen)
        # Broken for good, gone, and there again.
        target.write_text(text[:900])
        terminal.until(lambda screen: "this is its last content" in screen and "small" in screen)
        target.unlink()
        terminal.until(lambda screen: "gone from the disk" in screen)
        target.write_text(text)
        terminal.until(lambda screen: "dwarf" in screen and "gone" not in screen)
        # The whole root away, and made again.
        root.rename(tmp_path / "away")
        terminal.until(lambda screen: "gone from the disk" in screen)
        (tmp_path / "away").rename(root)
        terminal.until(lambda screen: "gone" not in screen and "1 of 21" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("command", ["ls {}", "show {}", "--version", "--help", "ls --help", "--demo"])
@pytest.mark.parametrize("closed", [">&-", ">/dev/full"])
def test_output_that_cannot_be_written_ends_with_a_sentence(command: str, closed: str) -> None:
    line = f"{sys.executable} -m recview {command.format(FOLDER)} {closed}"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, env=environment)
    assert done.returncode in {1, 2}
    assert re.fullmatch(r"recview: .{10,}\n", done.stderr)


def test_complaints_never_go_into_the_output() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m recview ls nowhere 2>&-"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")

"""The real program and its reader's process: whatever ends the one, the other does not outlive it unseen."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo_recordings import FOLDER
from tests.live.processes import children, is_gone, is_stopped, readers, wait_for
from tests.terminal import RECVIEW, Terminal

LIMIT_S = 60.0


def reader_of(pid: int) -> int:
    """The process that reads for a screen, once there is one."""
    wait_for(lambda: readers(pid), "a reader")
    return readers(pid)[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "recordings"))


@pytest.fixture
def screen(root: Path) -> Iterator[Terminal]:
    with Terminal([*RECVIEW, str(root), "--no-play"]) as terminal:
        terminal.until(lambda screen: "● live" in screen, LIMIT_S)
        yield terminal


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGKILL, -9)],
)
def test_a_signal_ends_both(screen: Terminal, number: int, code: int) -> None:
    reader = reader_of(screen.pid)
    screen.signal(number)
    assert screen.wait(LIMIT_S) == code
    wait_for(lambda: is_gone(reader))


@pytest.mark.slow
@pytest.mark.parametrize("key", ["q", "\x03"])
def test_leaving_ends_both(screen: Terminal, key: str) -> None:
    reader = reader_of(screen.pid)
    screen.send(key)
    assert screen.wait(LIMIT_S) == 0
    assert is_gone(reader)


@pytest.mark.slow
def test_a_closed_terminal_ends_both(screen: Terminal) -> None:
    reader = reader_of(screen.pid)
    os.close(screen.handle)
    screen.handle = os.open(os.devnull, os.O_RDONLY)
    wait_for(lambda: is_gone(screen.pid))
    wait_for(lambda: is_gone(reader))


def test_an_early_end_ends_both(root: Path) -> None:
    """As soon as there is a reader: the screen may be anywhere in its start."""
    with Terminal([*RECVIEW, str(root)]) as terminal:
        reader = reader_of(terminal.pid)
        terminal.signal(signal.SIGKILL)
        terminal.wait(LIMIT_S)
        wait_for(lambda: is_gone(reader))


def test_wrong_options_leave_no_reader(root: Path) -> None:
    with Terminal([*RECVIEW, str(root), "--theme", "no such"]) as terminal:
        assert terminal.wait(LIMIT_S) == 2
        assert "no theme is called" in terminal.screen()


def test_a_reader_that_is_killed_is_replaced(screen: Terminal, root: Path) -> None:
    reader = reader_of(screen.pid)
    os.kill(reader, signal.SIGKILL)
    # Idle work may have been reading files, which are named then.
    screen.until(lambda screen: "The reader ended (killed)" in screen, LIMIT_S)
    screen.until(lambda screen: re.search(r"● live since \d\d:\d\d", screen) is not None, LIMIT_S)
    assert reader_of(screen.pid) != reader
    # What changes now is seen, and what is chosen now is opened.
    target = next(path for path in root.iterdir() if "test_confidence" in path.read_text())
    screen.send("/confidence\r")
    screen.until(lambda screen: "dwarf" in screen, LIMIT_S)
    target.write_text(target.read_text().replace(" dwarf", " tiny"))
    screen.until(lambda screen: "tiny" in screen and "before | after" in screen, LIMIT_S)
    screen.send("q")
    assert screen.wait(LIMIT_S) == 0
    assert "1 changed" in screen.screen()


@pytest.mark.slow
@pytest.mark.parametrize("is_kept", [False, True], ids=["no cache", "in the cache"])
def test_what_vanished_meanwhile_is_gone_with_the_next_reader(
    tmp_path: Path, root: Path, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("RECVIEW_CACHE_DIR", str(cache))
    with Terminal([*RECVIEW, str(root), "--no-play", *([] if is_kept else ["--no-cache"])]) as screen:
        screen.until(lambda screen: "● live" in screen, LIMIT_S)
        if is_kept:
            wait_for(lambda: cache.is_dir() and any(path.is_file() for path in cache.rglob("*")), "a cache")
        _let_a_file_vanish(screen, root)


def _let_a_file_vanish(screen: Terminal, root: Path) -> None:
    reader = reader_of(screen.pid)
    os.kill(reader, signal.SIGSTOP)
    target = next(path for path in root.iterdir() if "test_confidence" in path.read_text())
    target.unlink()
    os.kill(reader, signal.SIGKILL)
    screen.until(lambda screen: "● live since" in screen, LIMIT_S)
    screen.send("/confidence\r")
    screen.until(lambda screen: "gone" in screen, LIMIT_S)


@pytest.mark.slow
def test_the_file_that_ends_the_reader_is_named_and_then_not_read(root: Path) -> None:
    """Reading a file that kills its reader each time: it is named, and in the end left out."""
    site = root.parent / "site"
    site.mkdir()
    (site / "usercustomize.py").write_text("")
    (site / "sitecustomize.py").write_text(
        "import ctypes, sys\n"
        "def install():\n"
        "    import recview.sources.files as files\n"
        "    read = files.read_bytes\n"
        "    def deadly(path, *arguments, **options):\n"
        "        if 'deadly' in path and not files.is_skipped(path):\n"
        "            ctypes.string_at(0)\n"
        "        return read(path, *arguments, **options)\n"
        "    files.read_bytes = deadly\n"
        "if any('recview.live' in argument for argument in sys.orig_argv):\n"
        "    class Finder:\n"
        "        def find_spec(self, name, path=None, target=None):\n"
        "            if name == 'recview.live.opener':\n"
        "                sys.meta_path.remove(self)\n"
        "                install()\n"
        "    sys.meta_path.insert(0, Finder())\n"
    )
    shutil.copy(next(root.iterdir()), root / "deadly.json")
    with Terminal([*RECVIEW, str(root)], environment={"PYTHONPATH": str(site)}) as terminal:
        terminal.until(lambda screen: "begins; it was reading deadly.json" in screen, LIMIT_S)
        terminal.until(lambda screen: "● live since" in screen, LIMIT_S)
        terminal.send("/deadly\r")
        terminal.until(lambda screen: "reading it ended the reader" in screen, LIMIT_S)
        terminal.send("q")
        assert terminal.wait(LIMIT_S) == 0


@pytest.mark.slow
def test_a_reader_that_ends_too_often_is_not_replaced(screen: Terminal) -> None:
    for _ in range(4):
        reader = reader_of(screen.pid)
        os.kill(reader, signal.SIGKILL)
        wait_for(lambda reader=reader: reader not in readers(screen.pid))  # type: ignore[misc]
    screen.until(lambda screen: "as 3 others within a minute did" in screen, LIMIT_S)
    screen.until(lambda screen: "● not live" in screen, LIMIT_S)
    # What is there can be looked at.
    screen.send("?")
    screen.until(lambda screen: "Marks and keys" in screen, LIMIT_S)
    screen.send("\x1b")
    screen.until(lambda screen: "Marks and keys" not in screen, LIMIT_S)
    screen.send("q")
    assert screen.wait(LIMIT_S) == 0


def test_a_stopped_reader_does_not_stop_the_keys(screen: Terminal) -> None:
    reader = reader_of(screen.pid)
    os.kill(reader, signal.SIGSTOP)
    wait_for(lambda: is_stopped(reader))
    for needle in ("weather", "confidence"):
        screen.send(f"/{needle}\r")
        screen.until(lambda screen, needle=needle: f"/{needle}" in screen or needle in screen, LIMIT_S)  # type: ignore[misc]
    screen.send("?")
    screen.until(lambda screen: "Marks and keys" in screen, LIMIT_S)
    screen.send("\x1b")
    os.kill(reader, signal.SIGCONT)
    screen.until(lambda screen: "dwarf" in screen, LIMIT_S)
    os.kill(reader, signal.SIGSTOP)
    screen.send("q")
    assert screen.wait(LIMIT_S) == 0
    assert is_gone(reader)


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/bin/bash"), reason="needs a shell with job control")
@pytest.mark.parametrize("end", ["fg", "kill -9 %1", "exit"])
def test_suspending_stops_both(root: Path, end: str) -> None:
    with Terminal(["/bin/bash", "--norc", "-i"], environment={"PS1": "prompt> "}) as terminal:
        terminal.send(f"{sys.executable} -m recview {root} --no-play\r")
        terminal.until(lambda screen: "● live" in screen, LIMIT_S)
        (recview,) = children(terminal.pid)
        reader = reader_of(recview)
        terminal.send("\x1a")
        terminal.until(lambda screen: "Stopped" in screen, LIMIT_S)
        wait_for(lambda: is_stopped(recview) and is_stopped(reader))
        if end == "fg":
            stopped = len(terminal.output)
            terminal.send("fg\r")
            terminal.until(lambda screen: b"21 recordings" in terminal.output[stopped:], LIMIT_S)
            assert not is_stopped(recview)
            assert not is_stopped(reader)
            left = len(terminal.output)
            terminal.send("q")
            terminal.until(lambda screen: b"prompt>" in terminal.output[left:], LIMIT_S)
        elif end == "exit":
            # A shell warns once of jobs that are stopped, then hangs up on them.
            terminal.send("exit\r")
            terminal.until(lambda screen: "stopped jobs" in screen, LIMIT_S)
            terminal.send("exit\r")
            terminal.wait(LIMIT_S)
        else:
            terminal.send(f"{end}\r")
        wait_for(lambda: is_gone(recview))
        wait_for(lambda: is_gone(reader))


@pytest.mark.parametrize("arguments", [["ls", str(FOLDER)], ["show", "--in", str(FOLDER), "nothing"], ["--help"]])
def test_only_the_screen_starts_a_reader(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "def refuse(*arguments, **options): raise SystemExit('a process was started')\n"
        "os.posix_spawn = refuse\n"
        "from recview.cli.main import run\n"
        "try:\n    run(sys.argv[1:])\nexcept SystemExit as end:\n    assert not end.code, end\n"
        "assert 'recview.live.client' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_without_a_process_the_screen_is_the_same(root: Path) -> None:
    site = root.parent / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import os\n"
        "def refuse(*arguments, **options): raise BlockingIOError(11, 'not one more')\n"
        "os.posix_spawn = refuse\n"
    )
    with Terminal([*RECVIEW, str(root)], environment={"PYTHONPATH": str(site)}) as terminal:
        terminal.until(lambda screen: "● live" in screen, LIMIT_S)
        assert readers(terminal.pid) == []
        terminal.send("/confidence\r")
        terminal.until(lambda screen: "dwarf" in screen, LIMIT_S)
        assert "reader" not in terminal.screen()
        terminal.send("q")
        assert terminal.wait(LIMIT_S) == 0

"""Ways into the program, in a real terminal: what is piped in, several paths, names, archives."""

from __future__ import annotations

import fcntl
import os
import shlex
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.archives.made import zipped
from tests.cli.piped import fill, recording
from tests.live.processes import wait_for
from tests.ogx import dumped
from tests.terminal import RECVIEW, Terminal

PROGRAM = shlex.join(RECVIEW)
REPOSITORY = str(Path(__file__).parents[1])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "a/recordings/beef1234.json": recording("tests/a.py::test_one", "Answer number one"),
            "a/recordings/cafe5678.json": recording("tests/a.py::test_two[x]", "Answer number two"),
            "b/recordings/beef1234.json": recording("tests/b.py::test_three", "Answer number three"),
            "notes.py": "",
        },
    )
    (tmp_path / "packed.zip").write_bytes(
        zipped(
            {
                f"x/{name}.json": dumped(recording(f"tests/z.py::test_{name}", f"Zipped {name}")).encode()
                for name in "pq"
            }
        )
    )


def shell(line: str, folder: Path, *, size: tuple[int, int] = (120, 36)) -> Terminal:
    """A line of the shell, with `recview` in it, in a terminal."""
    line = line.replace("recview ", f"{PROGRAM} ")
    return Terminal(["sh", "-c", line], folder=str(folder), environment={"PYTHONPATH": REPOSITORY}, size=size)


def test_a_recording_is_piped_in_and_keys_come_from_the_terminal(tmp_path: Path) -> None:
    with shell("cat a/recordings/beef1234.json | recview - --no-play", tmp_path) as terminal:
        terminal.until(lambda screen: "Answer number one" in screen and "standard input" in screen)
        terminal.send("?")
        terminal.until(lambda screen: "Unfold everything" in screen)
        terminal.send("\x1b")
        terminal.until(lambda screen: "Answer number one" in screen)
        terminal.send("q")
        assert terminal.wait() == 0
    assert b"Traceback" not in terminal.output


def test_a_list_of_paths_is_piped_in(tmp_path: Path) -> None:
    with shell(
        "printf 'gone.json\\nnotes.py\\na/recordings/cafe5678.json\\nb/recordings\\n' | recview -", tmp_path
    ) as terminal:
        terminal.until(lambda screen: "2 recordings" in screen and "2 paths from standard input" in screen)
        terminal.until(lambda screen: "no such file or folder: gone.json" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


def test_whoever_writes_into_the_pipe_is_not_held_up(tmp_path: Path) -> None:
    """The reader's process, started before anything is read, must not hold the pipe: the writer would never end."""
    line = "{ cat a/recordings/beef1234.json; echo; exec >&-; sleep 0.2; touch written; } | recview - --no-play"
    with shell(line, tmp_path) as terminal:
        terminal.until(lambda screen: "Answer number one" in screen)
        assert (tmp_path / "written").exists() or terminal.until(lambda _: (tmp_path / "written").exists())
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="it looks at the open files of processes")
def test_no_process_holds_what_was_piped_in(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with shell("exec recview - --no-play < pipe", tmp_path) as terminal:
        (tmp_path / "pipe").write_bytes((tmp_path / "a/recordings/beef1234.json").read_bytes())
        terminal.until(lambda screen: "Answer number one" in screen)
        holders = [
            process
            for process in filter(str.isdecimal, os.listdir("/proc"))
            for handle in _handles(process)
            if handle == str(tmp_path / "pipe")
        ]
        assert holders == []
        terminal.send("q")
        assert terminal.wait() == 0


def _handles(process: str) -> list[str]:
    try:
        return [os.readlink(f"/proc/{process}/fd/{name}") for name in os.listdir(f"/proc/{process}/fd")]
    except OSError:
        return []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("recview -", 2, "standard input is a terminal"),
        ("recview - <&-", 2, "standard input is closed"),
        ("true | recview -", 1, "nothing came on standard input"),
        ("echo notes.py | recview -", 1, "none of the paths on standard input may be a recording"),
        ("cat a/recordings/beef1234.json | recview - b", 2, "nothing else can be opened beside it"),
        ("echo a | recview - gone", 2, "no such file or folder: gone"),
        ("recview a gone/b", 2, "no such file or folder: gone/b"),
        ("recview beef", 2, "2 files begin with beef:"),
        ("recview nothing", 2, "no such file or folder: nothing"),
        ("recview beef1234 cafe5678", 2, "one recording can be chosen"),
        ("recview --at 0 a", 2, "is not a number from 1 on"),
        ("cat a/recordings/beef1234.json | recview - > out", 2, "it needs a terminal"),
    ],
)
def test_what_cannot_be_opened_has_words_and_a_code(line: str, code: int, words: str, tmp_path: Path) -> None:
    with shell(line, tmp_path) as terminal:
        assert terminal.wait() == code
        assert words in terminal.screen().replace("\n", "")
        assert b"\x1b[?1049h" not in terminal.output


def test_without_a_terminal_of_its_own_it_says_so(tmp_path: Path) -> None:
    """In a session of its own there is no /dev/tty; its output may be a terminal for all that."""
    code = f"""
import os, pty, sys
sys.path.insert(0, {REPOSITORY!r})
from recview.cli import opening
os.ttyname = lambda handle: "/dev/no-such-terminal"
try:
    opening.take_terminal()
except opening.NotOpened as problem:
    print(problem, problem.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, start_new_session=True, timeout=60
    )
    assert done.stdout == "it needs a terminal for its keys, and there is none: /dev/tty cannot be opened 2\n", (
        done.stderr
    )


def test_several_paths_are_one_list_and_each_is_watched(tmp_path: Path) -> None:
    with shell("recview a/recordings/cafe5678.json b a/recordings/cafe5678.json", tmp_path) as terminal:
        terminal.until(lambda screen: "2 recordings" in screen and "● live" in screen)
        fill(tmp_path, {"b/new.json": recording("tests/b.py::test_four")})
        terminal.until(lambda screen: "3 recordings" in screen)
        fill(tmp_path, {"a/recordings/cafe5678.json": recording("tests/a.py::test_two[x]", "Another answer")})
        terminal.until(lambda screen: "1 changed" in screen or "≠" in screen)
        fill(tmp_path, {"a/recordings/other.json": recording("tests/a.py::test_five")})
        fill(tmp_path, {"b/newer.json": recording("tests/b.py::test_six")})
        terminal.until(lambda screen: "4 recordings" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ("cafe", "Answer number two"),
        ("cafe5678.json", "Answer number two"),
        ("test_three", "Answer number three"),
        ("'tests/a.py::test_two[x]'", "Answer number two"),
        ("test_two", "Answer number two"),
        ("a beef", "Answer number one"),
        ("b beef1234", "Answer number three"),
        ("packed.zip test_q", "Zipped q"),
        ("packed.zip --where test_q", "Zipped q"),
        ("a --where two", "Answer number two"),
    ],
)
def test_a_name_opens_the_tree_with_its_recording(arguments: str, answer: str, tmp_path: Path) -> None:
    with shell(f"recview {arguments} --no-play", tmp_path) as terminal:
        terminal.until(lambda screen: answer in screen)
        terminal.send("q")
        assert terminal.wait() == 0


def test_it_opens_at_a_chunk(tmp_path: Path) -> None:
    with shell("recview test_three --at 2", tmp_path) as terminal:
        terminal.until(lambda screen: "chunk 2/" in screen and "Answer number" in screen)
        assert "number three" not in terminal.screen()
        terminal.send("q")
        assert terminal.wait() == 0
    with shell("recview test_three --at 99", tmp_path) as terminal:
        terminal.until(lambda screen: "none with the number 99" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


def test_a_name_that_is_something_else_too_is_told(tmp_path: Path) -> None:
    (tmp_path / "cafe5678").mkdir()
    fill(tmp_path / "cafe5678", {"x.json": recording("tests/c.py::test_nine", "Answer number nine")})
    with shell("recview cafe5678 --no-play", tmp_path) as terminal:
        terminal.until(lambda screen: "Answer number nine" in screen and "cafe5678 is taken as a path" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


def test_a_changed_archive_is_read_anew(tmp_path: Path) -> None:
    with shell("recview packed.zip --no-play", tmp_path) as terminal:
        terminal.until(lambda screen: "2 recordings" in screen and "● live" in screen and "Zipped p" in screen)
        new = zipped({"x/p.json": dumped(recording("tests/z.py::test_p", "Packed again")).encode()})
        (tmp_path / "new").write_bytes(new)
        os.replace(tmp_path / "new", tmp_path / "packed.zip")
        terminal.until(lambda screen: "Packed again" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


def unread(pipe: BinaryIO) -> int:
    """How many bytes of a pipe wait to be read."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def test_interrupted_while_it_waits_for_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with shell("exec recview - < pipe", tmp_path) as terminal, open(tmp_path / "pipe", "wb") as pipe:
        pipe.write(b"{")
        pipe.flush()
        wait_for(lambda: unread(pipe) == 0, "it reads its input")
        terminal.signal(signal.SIGINT)
        assert terminal.wait() == 130
    assert b"Traceback" not in terminal.output

"""No reader outlives its screen, however that ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recview.live.reader_process import ReaderProcess
from recview.live.spawning import SpawnedReader
from tests.live.processes import is_gone, is_stopped, readers, wait_for
from tests.live.small_service import Begin, Do, Done
from tests.terminal import Terminal

SCREEN = """
import os, signal, sys, threading, time
sys.path.append({tests!r})
from recview.live.client import Reader
from tests.live.small_service import Begin, Do
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
reader = Reader(Begin, "tests.live.small_service")
reader.listen(lambda event: print(event.word, flush=True))
for deed in {deeds!r}:
    reader.send(Do(deed, deed, 10_000_000))
while True:
    time.sleep(1)
"""


class Program:
    """A program with a reader in a terminal, and that reader's process."""

    def __init__(self, *deeds: str) -> None:
        self.deeds = deeds

    def __enter__(self) -> Program:
        source = SCREEN.format(tests=str(Path(__file__).parent.parent.parent), deeds=self.deeds)
        self.terminal = Terminal([sys.executable, "-c", source])
        self.terminal.__enter__()
        # On the screen it may have scrolled away.
        self.terminal.until(lambda screen: b"begun" in self.terminal.output)
        (self.reader,) = readers(self.terminal.pid)
        return self

    def __exit__(self, *error: object) -> None:
        self.terminal.__exit__(None, None, None)
        if not is_gone(self.reader):
            os.kill(self.reader, signal.SIGKILL)


@pytest.fixture
def program() -> Iterator[Program]:
    with Program("answer") as program:
        program.terminal.until(lambda screen: "answer" in screen)
        yield program


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_it_ends_with_its_screen(program: Program, number: int) -> None:
    program.terminal.signal(number)
    program.terminal.wait()
    wait_for(lambda: is_gone(program.reader), "the reader has ended")


def test_it_ends_with_the_terminal(program: Program) -> None:
    os.close(program.terminal.handle)
    program.terminal.handle = os.open(os.devnull, os.O_RDONLY)
    wait_for(lambda: is_gone(program.reader), "the reader has ended")


@pytest.mark.parametrize("deed", ["flood", "read_for_ever", "compute"])
def test_it_ends_while_it_is_at_work(deed: str) -> None:
    """Also with a pipe full of what nobody takes any more."""
    with Program(deed) as program:
        program.terminal.signal(signal.SIGKILL)
        program.terminal.wait()
        wait_for(lambda: is_gone(program.reader), "the reader has ended")


def test_the_terminal_interrupts_only_the_screen(program: Program) -> None:
    program.terminal.send("\x03")
    program.terminal.until(lambda screen: "interrupted" in screen)
    assert not is_gone(program.reader)


def test_a_stopped_one_ends_with_a_screen_that_is_killed(program: Program) -> None:
    """As after ^Z: neither can do anything, so the system ends the reader."""
    os.kill(program.reader, signal.SIGSTOP)
    program.terminal.signal(signal.SIGSTOP)
    wait_for(lambda: is_stopped(program.reader) and is_stopped(program.terminal.pid))
    program.terminal.signal(signal.SIGKILL)
    program.terminal.wait()
    wait_for(lambda: is_gone(program.reader), "the reader has ended")


def test_ends_are_told_in_words() -> None:
    process = ReaderProcess(SpawnedReader("tests.live.small_service"))
    assert process.is_ready()
    process.send_soon(Begin())
    assert process.receive() == Done("begun", frozenset())
    process.send_soon(Do("answer", "a"))
    assert process.receive() == Done("a")
    assert process.end() == ((), "exit code 0")
    assert is_gone(process.pid)


def test_no_handle_is_left() -> None:
    before = os.listdir("/proc/self/fd")
    process = ReaderProcess(SpawnedReader("tests.live.small_service"))
    process.end()
    assert len(os.listdir("/proc/self/fd")) == len(before)

"""The screen's end of the reader: what happens when its process ends, hangs, talks nonsense, or cannot be had."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from recview.live import reader_ended
from recview.live.client import Reader
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from tests.conditions import LIMIT_S
from tests.live.processes import is_gone, is_stopped, wait_for
from tests.live.small_service import Begin, Do, Done

SERVICE = "tests.live.small_service"
ODD_NAME = "folder/broken \u202e\udcff.json"
BEGUN = Done("begun", frozenset())


class Screen:
    """A reader and what came of it."""

    def __init__(self, *, listens: bool = True, service: str = SERVICE, may_spawn: bool = True) -> None:
        self.events: list[Any] = []
        self.changed = threading.Condition()
        self.reader = Reader(Begin, service, may_spawn=may_spawn)
        if listens:
            self.listen()

    def listen(self) -> None:
        self.reader.listen(self.take)

    def take(self, event: object) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def until(self, is_meant: Callable[[Any], bool], count: int = 1) -> Any:
        """The event of a kind, the first or a later one, waited for."""

        def meant() -> list[Any]:
            return [event for event in self.events if is_meant(event)]

        with self.changed:
            assert self.changed.wait_for(lambda: len(meant()) >= count, LIMIT_S), self.events
        return meant()[count - 1]

    def answer(self, deed: str, word: str = "") -> Any:
        """What the reader answers to a request whose answer has the name of the deed."""
        count = sum(isinstance(event, Done) and event.word == deed for event in self.events)
        self.reader.send(Do(deed, word))
        return self.until(lambda event: isinstance(event, Done) and event.word == deed, count + 1).detail

    def ended(self, count: int = 1) -> ReaderEnded:
        event: ReaderEnded = self.until(lambda event: isinstance(event, ReaderEnded), count)
        return event

    def replaced(self, count: int = 1) -> None:
        self.until(lambda event: isinstance(event, ReaderReplaced), count)
        self.until(lambda event: isinstance(event, Done) and event.word == "begun", count + 1)


@pytest.fixture
def screen() -> Iterator[Screen]:
    screen = Screen()
    # What it said last before it ends may be lost.
    screen.until(lambda event: event == BEGUN)
    yield screen
    screen.reader.stop()


def test_events_come_in_order(screen: Screen) -> None:
    for number in range(300):
        screen.reader.send(Do("answer", str(number)))
        if number % 30 == 0:
            screen.until(lambda event, number=number: event == Done(str(number)))  # type: ignore[misc]
    screen.until(lambda event: event == Done("299"))
    assert screen.events == [BEGUN, *(Done(str(number)) for number in range(300))]


def test_it_begins_before_anybody_listens() -> None:
    screen = Screen(listens=False)
    screen.reader.send(Do("answer", "early"))
    screen.listen()
    screen.until(lambda event: event == Done("early"))
    assert screen.events[0] == BEGUN
    screen.reader.stop()


@pytest.mark.parametrize("listens", [True, False])
def test_stopping_leaves_no_process(listens: bool) -> None:
    screen = Screen(listens=listens)
    process = screen.reader._process
    assert process is not None
    screen.reader.stop()
    assert is_gone(process.pid)
    assert not any(isinstance(event, ReaderEnded) for event in screen.events)


def test_it_has_no_terminal_and_a_group_of_its_own(screen: Screen) -> None:
    assert screen.answer("terminal") == [False, False, False]
    pid = screen.answer("pid")
    assert os.getpgid(pid) == pid
    assert os.getsid(pid) == os.getsid(0)


def test_it_stays_when_the_screen_is_interrupted(screen: Screen) -> None:
    pid = screen.answer("pid")
    os.kill(pid, signal.SIGINT)
    assert screen.answer("pid") == pid


CAUSES: Mapping[int, str] = {
    signal.SIGKILL: "killed",
    signal.SIGSEGV: "segmentation fault",
    signal.SIGTERM: "terminated",
    0: "ValueError: a mistake",
}


@pytest.mark.parametrize("number", CAUSES)
def test_an_end_names_the_file_and_another_reader_begins(screen: Screen, number: int) -> None:
    pid = screen.answer("pid")
    screen.reader.send(Do("read", ODD_NAME, number))
    ended = screen.ended()
    assert ended == ReaderEnded((ODD_NAME,), CAUSES[number], "process")
    screen.replaced()
    assert is_gone(pid)
    assert screen.answer("pid") != pid


def test_a_reader_that_idles_names_no_file(screen: Screen) -> None:
    with_file = screen.answer("pid")
    screen.reader.send(Do("read_for_ever", "a.json"))
    screen.until(lambda event: event == Done("reads"))
    os.kill(with_file, signal.SIGKILL)
    assert screen.ended().paths == ("a.json",)
    screen.replaced()
    os.kill(screen.answer("pid"), signal.SIGKILL)
    assert screen.ended(2).paths == ()


def test_a_reader_that_ends_with_its_first_file_is_replaced() -> None:
    """However soon it ends, it was ready: the file is never read in the screen's process."""
    screen = Screen()
    screen.reader.send(Do("read", "first.json", signal.SIGKILL))
    assert screen.ended() == ReaderEnded(("first.json",), "killed", "process")
    assert screen.reader.has_process
    screen.reader.stop()


def test_garbage_ends_the_reader(screen: Screen) -> None:
    pid = screen.answer("pid")
    screen.reader.send(Do("spit"))
    assert screen.ended() == ReaderEnded((), "what it sent could not be read", "process")
    assert is_gone(pid)
    screen.replaced()


def test_an_exit_tells_the_last_words(screen: Screen) -> None:
    screen.reader.send(Do("fail", "of its own"))
    assert screen.ended().cause == "LookupError: of its own"


def test_a_file_that_ends_the_reader_three_times_is_not_read_again(screen: Screen) -> None:
    for count in range(1, 4):
        screen.reader.send(Do("read", "bad.json", signal.SIGKILL))
        assert screen.ended(count).successor == "process"
        screen.replaced(count)
    assert screen.events[-1] == Done("begun", frozenset({"bad.json"}))
    screen.reader.send(Do("read", "bad.json", signal.SIGKILL))
    screen.until(lambda event: event == Done("skipped", "bad.json"))
    assert sum(isinstance(event, ReaderEnded) for event in screen.events) == 3


def test_after_three_starts_nobody_reads_until_something_is_asked_later(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in range(1, 5):
        screen.reader.send(Do("read", f"{count}.json", signal.SIGKILL))
        assert screen.ended(count).successor == ("process" if count < 4 else "nobody")
        if count < 4:
            screen.replaced(count)
    assert screen.reader._process is None
    # The minute is over: what is asked now finds a reader.
    monkeypatch.setattr(reader_ended, "STARTS_PER_S", 0.0)
    screen.reader.send(Do("answer", "lost"))
    screen.replaced(4)
    screen.answer("pid")
    assert Done("lost") not in screen.events


def test_leaving_while_nobody_reads(screen: Screen) -> None:
    for count in range(1, 5):
        screen.reader.send(Do("read", f"{count}.json", signal.SIGKILL))
        screen.ended(count)
        if count < 4:
            screen.replaced(count)
    screen.reader.stop()


def test_a_stopped_reader_stops_nobody(screen: Screen) -> None:
    pid = screen.answer("pid")
    os.kill(pid, signal.SIGSTOP)
    wait_for(lambda: is_stopped(pid))
    for number in range(20_000):
        screen.reader.send(Do("answer", str(number)))
    os.kill(pid, signal.SIGCONT)
    screen.until(lambda event: event == Done("19999"))


@pytest.mark.parametrize("is_paused_by", ["screen", "somebody"])
def test_leaving_ends_a_stopped_reader(screen: Screen, is_paused_by: str) -> None:
    pid = screen.answer("pid")
    if is_paused_by == "screen":
        screen.reader.pause()
    else:
        os.kill(pid, signal.SIGSTOP)
    wait_for(lambda: is_stopped(pid))
    screen.reader.stop()
    assert is_gone(pid)


def test_pause_and_resume(screen: Screen) -> None:
    pid = screen.answer("pid")
    screen.reader.pause()
    wait_for(lambda: is_stopped(pid))
    screen.reader.resume()
    assert screen.answer("pid") == pid


def test_a_slow_screen_gets_everything(screen: Screen) -> None:
    """The reader waits for a screen that takes its time, and goes on hearing it meanwhile."""
    screen.until(lambda event: event == BEGUN)
    count, pause = 3_000, threading.Event()
    take = screen.take

    def take_slowly(event: object) -> None:
        if event == Done("0", "x" * 10_000):
            assert pause.wait(LIMIT_S)
        take(event)

    screen.reader._notify = take_slowly
    screen.reader.send(Do("flood", "", count))
    for number in range(60):
        screen.reader.send(Do("answer", f"meanwhile {number}"))
    pause.set()
    screen.until(lambda event: event == Done("meanwhile 59"))
    screen.until(lambda event: event == Done(str(count - 1), "x" * 10_000))
    flood = [event.word for event in screen.events if event.detail == "x" * 10_000]
    assert flood == [str(number) for number in range(count)]


NO_PROCESS = {
    "no process more is allowed": BlockingIOError(11, "Resource temporarily unavailable"),
    "no memory": OSError(12, "Cannot allocate memory"),
    "a sandbox": PermissionError(1, "Operation not permitted"),
    "no thread more is allowed": RuntimeError("can't start new thread"),
}


@pytest.mark.parametrize("reason", NO_PROCESS)
def test_without_a_process_it_answers_in_threads(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> int:
        raise NO_PROCESS[reason]

    monkeypatch.setattr(os, "posix_spawn", refuse)
    screen = Screen()
    assert not screen.reader.has_process
    assert screen.answer("pid") == os.getpid()
    screen.reader.stop()
    assert screen.events == [BEGUN, Done("pid", os.getpid())]


@pytest.mark.parametrize("executable", ["", "/nowhere/python", "/bin/false"])
def test_without_an_interpreter_it_answers_in_threads(executable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    screen = Screen()
    screen.until(lambda event: event == BEGUN)
    assert screen.answer("pid") == os.getpid()
    assert not screen.reader.has_process
    screen.reader.stop()


def test_a_process_that_cannot_begin_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "service_of_one.py").write_text(
        "import sys\n"
        "from tests.live.small_service import Service\n"
        "if 'pytest' not in sys.modules:\n"
        "    raise ImportError('not in a process')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    screen = Screen(service="service_of_one")
    assert screen.ended() == ReaderEnded((), "ImportError: not in a process", "threads")
    screen.until(lambda event: isinstance(event, ReaderReplaced))
    assert screen.answer("pid") == os.getpid()
    screen.reader.stop()


def test_a_limit_on_processes_is_met() -> None:
    """A real limit: it counts threads, too, so that it ends once the process was refused."""
    program = """
import os, resource
from tests.live.small_service import Begin, Do
from recview.live.client import Reader
if os.getuid() == 0:
    # The system's own user has no limit. What is needed of this one's files is imported.
    os.setuid(54_321)
hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
resource.setrlimit(resource.RLIMIT_NPROC, (0, hard))
reader = Reader(Begin, "tests.live.small_service")
resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))
assert not reader.has_process
events = []
reader.listen(events.append)
reader.send(Do("pid"))
reader.stop()
print(events[-1].detail == os.getpid(), end="")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True", "")

"""What tests have the reader run in the place of `recview.live.service`: it does what it is told, and badly."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from recview.current_file import is_skipped, reading, skip


class Begin(NamedTuple):
    """The first request."""

    skipped: frozenset[str] = frozenset()
    is_alone: bool = False


class Do(NamedTuple):
    """What to do, with a word that the answer holds."""

    deed: str
    word: str = ""
    number: int = 0


class Done(NamedTuple):
    """An answer."""

    word: str
    detail: object = None


class Service:
    """Does what it is asked."""

    def __init__(self, notify: Callable[[object], None]) -> None:
        self._notify = notify

    def handle(self, request: object) -> None:
        if isinstance(request, Begin):
            skip(request.skipped)
            self._notify(Done("begun", request.skipped))
        elif isinstance(request, Do):
            getattr(self, request.deed)(request)

    def answer(self, request: Do) -> None:
        self._notify(Done(request.word))

    def pid(self, request: Do) -> None:
        self._notify(Done("pid", os.getpid()))

    def terminal(self, request: Do) -> None:
        """What of a terminal the process has."""
        self._notify(Done("terminal", [os.isatty(number) for number in range(3)]))

    def handles(self, request: Do) -> None:
        """What kinds of files are open."""
        kinds = []
        for name in os.listdir("/proc/self/fd"):
            with contextlib.suppress(FileNotFoundError):
                kinds.append(os.readlink(f"/proc/self/fd/{name}").partition(":")[0])
        self._notify(Done("handles", sorted(kinds)))

    def path(self, request: Do) -> None:
        self._notify(Done("path", (list(sys.path), sys.modules["recview"].__file__, sys.flags.safe_path)))

    def encodings(self, request: Do) -> None:
        self._notify(Done("encodings", (sys.getfilesystemencoding(), sys.flags.utf8_mode, request.word)))

    def read(self, request: Do) -> None:
        """Read a file, which ends the process unless it is not to be read."""
        if is_skipped(request.word):
            self._notify(Done("skipped", request.word))
            return
        begun = threading.Event()

        def work() -> None:
            with reading(request.word):
                begun.set()
                if request.number == signal.SIGSEGV:
                    ctypes.string_at(0)
                elif request.number:
                    os.kill(os.getpid(), request.number)
                else:
                    raise ValueError("a mistake")

        other = threading.Thread(target=_read_for_ever, daemon=True)
        if request.number == signal.SIGSEGV:
            other.start()
        threading.Thread(target=work).start()

    def read_for_ever(self, request: Do) -> None:
        def work() -> None:
            with reading(request.word):
                self._notify(Done("reads"))
                time.sleep(600)

        threading.Thread(target=work, daemon=True).start()

    def compute(self, request: Do) -> None:
        """Keep the interpreter busy, with a word now and then."""

        def work() -> None:
            while True:
                sum(range(100_000))

        threading.Thread(target=work, daemon=True).start()

    def fail(self, request: Do) -> None:
        raise LookupError(request.word)

    def spit(self, request: Do) -> None:
        """Write what is no frame."""
        threading.Thread(target=self._spit).start()

    def _spit(self) -> None:
        handle = int(sys.argv[1])
        os.write(handle, b"Traceback (most recent call last):\n")
        time.sleep(600)

    def flood(self, request: Do) -> None:
        """Answer much, in a thread, whether or not it is taken."""

        def work() -> None:
            for index in range(request.number):
                self._notify(Done(str(index), "x" * 10_000))

        threading.Thread(target=work, daemon=True).start()


def _read_for_ever() -> None:
    with reading("another.json"):
        time.sleep(600)

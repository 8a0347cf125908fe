"""The screen's end of the reader: requests go out, events come in, and a reader that ended is replaced by another one.

Where there can be no process, the same service answers in threads of this one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from recview.live.pipe import READY, Garbled
from recview.live.reader_ended import Deaths, ReaderEnded, ReaderReplaced
from recview.live.reader_process import ReaderProcess
from recview.live.spawning import SERVICE, SpawnedReader

Begin = Callable[..., object]
"""Makes the first request of a reader, by name: `skipped`, the files that it is not to read, and `is_alone`, whether
nothing else goes on in its process; without them where none is skipped and something does."""


class Reader:
    """Reads for a screen, in a process of its own if there can be one.

    Attributes:
        has_process: Whether it is, or is going to be again, in a process of its own.
        service: What reads in this process; None if another one does.
    """

    def __init__(
        self, begin: Begin, service: str = SERVICE, *, may_spawn: bool = True, spawned: SpawnedReader | None = None
    ) -> None:
        """Begin to read; what happens waits for `listen`.

        Args:
            begin: Makes the first request.
            service: The module of the class `Service` that answers.
            may_spawn: Whether to start a process; a test that needs none does without.
            spawned: The first process, started already; None to start it now.
        """
        self._spawned = spawned
        self._begin, self._service_name = begin, service
        self._process: ReaderProcess | None = None
        self.service: Any = None
        self._notify: Callable[[Any], None] = _ignore
        self._deaths = Deaths()
        self._wanted, self._stopped = threading.Event(), threading.Event()
        self._is_finishing = False
        self._thread: threading.Thread | None = None
        self.has_process = may_spawn and self._start()

    def listen(self, notify: Callable[[Any], None]) -> None:
        """Have every event from now on handed on, in order, in a thread of the reader's.

        Args:
            notify: Is called with each; it must not wait for the thread that sends requests.
        """
        self._notify = notify
        if self.has_process:
            self._thread = threading.Thread(target=self._receive_all, name="reader", daemon=True)
            self._thread.start()
        else:
            self._answer_here()

    def send(self, request: object) -> None:
        """Ask for something; never waits. What is asked while there is no reader is not answered."""
        self._wanted.set()
        self.tell(request)

    def tell(self, request: object) -> None:
        """Tell what needs no answer: a reader that ended is not started for it; never waits."""
        process = self._process
        if process is not None:
            process.send_soon(request)
        elif self.service is not None:
            self.service.handle(request)

    def pause(self) -> None:
        """Stop the process until `resume`, as the screen's own is about to be stopped."""
        if process := self._process:
            process.pause()

    def resume(self) -> None:
        """Let it go on."""
        if process := self._process:
            process.resume()

    def finish(self, request: object) -> bool:
        """Ask for something for the last time: a reader that ends from now on is not replaced.

        Returns:
            Whether there is a reader; then an event answers, or a `ReaderEnded`.
        """
        self._is_finishing = True
        self._wanted.set()
        # One that somebody stopped could not answer.
        self.resume()
        self.send(request)
        return self._process is not None or self.service is not None

    def stop(self) -> None:
        """End the process; no event comes any more."""
        self._notify = _ignore
        self._is_finishing = True
        self._stopped.set()
        self._wanted.set()
        self.resume()
        if process := self._process:
            process.hang_up()
            if self._thread is None:
                process.end()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> bool:
        """Start a process; whether there is one now."""
        spawned, self._spawned = self._spawned, None
        process = None
        try:
            spawned = spawned or SpawnedReader(self._service_name)
            process = ReaderProcess(spawned)
            process.send_soon(self._begin(skipped=self._deaths.skipped, is_alone=True))
        except (OSError, RuntimeError):
            # No process or no thread more is allowed, or there is no memory for one.
            if process is not None:
                process.end(at_once=True)
            elif spawned is not None:
                spawned.abandon()
            return False
        self._process = process
        return True

    def _answer_here(self) -> None:
        service: Any = import_module(self._service_name).Service(self._notify)
        service.handle(self._begin())
        self.service = service

    def _receive_all(self) -> None:
        """Hand on every event of the process, and of those that replace it."""
        process = self._process
        if process is not None and not process.is_ready():
            self._give_up(process)
            return
        while process is not None:
            if self._stopped.is_set():
                process.hang_up()
            is_garbled = self._receive(process)
            self._process = None
            paths, cause = process.end(at_once=is_garbled)
            self._deaths.count(paths)
            if self._is_finishing:
                self._notify(ReaderEnded(paths, cause, "nobody"))
            else:
                self._replace(paths, cause)
            process = self._process

    def _receive(self, process: ReaderProcess) -> bool:
        """Hand on every event of a process until its end; whether it must be killed, as it sends what is no event."""
        try:
            while True:
                event = process.receive()
                if event != READY:
                    self._notify(event)
        except EOFError:
            return False
        except Garbled:
            return True

    def _give_up(self, process: ReaderProcess) -> None:
        """Read in threads: a process that was started never came to answer."""
        self._process, self.has_process = None, False
        paths, cause = process.end()
        if not self._stopped.is_set():
            self._answer_here()
            self._notify(ReaderEnded(paths, cause, "threads"))
            self._notify(ReaderReplaced())

    def _replace(self, paths: tuple[str, ...], cause: str) -> None:
        """Start another process: now, or if it was too often, once something is asked and time has passed."""
        is_replaced = not self._deaths.seconds_until_start(time.monotonic()) and self._start_again()
        self._notify(ReaderEnded(paths, cause, "process" if is_replaced else "nobody"))
        while not is_replaced:
            self._wanted.clear()
            if self._is_finishing:
                return
            self._wanted.wait()
            self._stopped.wait(self._deaths.seconds_until_start(time.monotonic()))
            is_replaced = not self._is_finishing and self._start_again()
        self._notify(ReaderReplaced())

    def _start_again(self) -> bool:
        self._deaths.note_start(time.monotonic())
        return self._start()


def _ignore(event: object) -> None:
    """Take an event that nobody is there to see."""

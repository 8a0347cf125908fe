"""The reader's process, seen from the screen: its pipe, its standard error, and what it was reading when it ended."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from contextlib import suppress

from recview.current_file import current_files, shared_memory
from recview.live.pipe import READY, Garbled, Pipe
from recview.live.spawning import SpawnedReader

END_S = 1.0
"""Seconds for which a process may go on after its pipe was closed."""

_LAST_WORDS_BYTES = 20_000
_CRASHED_THREAD = re.compile(r"^Current thread 0x([0-9a-f]+)", re.MULTILINE)


class ReaderProcess:
    """A process that was started, until `end`.

    Attributes:
        pid: Its process id.
    """

    def __init__(self, spawned: SpawnedReader) -> None:
        """Talk to it.

        Args:
            spawned: The process.
        """
        self._spawned = spawned
        self.pid = spawned.pid
        self._memory = shared_memory(spawned.memory)
        self._pipe = Pipe(spawned.socket.fileno())

    def send_soon(self, value: object) -> None:
        """Send a value without waiting."""
        self._pipe.send_soon(value)

    def receive(self) -> object:
        """The next value, waited for.

        Raises:
            EOFError: If the process ended.
            Garbled: If it sends something that is no event.
        """
        return self._pipe.receive()

    def is_ready(self) -> bool:
        """Wait until it is ready; returns False if it ended before."""
        try:
            return self._pipe.receive() == READY
        except (EOFError, Garbled):
            return False

    def pause(self) -> None:
        """Stop it until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def hang_up(self) -> None:
        """Close the pipe, at which the process ends; a thread that receives has an `EOFError`."""
        with suppress(OSError):
            self._spawned.socket.shutdown(socket.SHUT_RDWR)

    def end(self, *, at_once: bool = False) -> tuple[tuple[str, ...], str]:
        """End it, and return the files that it was reading, and in a few words what ended it.

        Args:
            at_once: Kill it, as what it sends cannot be read.
        """
        self.hang_up()
        self._pipe.close()
        status = _wait(self.pid, 0 if at_once else END_S)
        self._spawned.has_ended = True
        files, errors = current_files(self._memory), self._last_words()
        self._memory.close()
        self._spawned.close()
        crashed = _CRASHED_THREAD.search(errors)
        if crashed:
            files = [file for file in files if file.thread == int(crashed[1], 16)] or files
        return tuple(dict.fromkeys(file.path for file in files)), _cause(status, errors, is_garbled=at_once)

    def _signal(self, number: signal.Signals) -> None:
        # Before it was waited for, the number can be no other process's.
        if not self._spawned.has_ended:
            with suppress(OSError):
                os.kill(self.pid, number)

    def _last_words(self) -> str:
        try:
            size = os.fstat(self._spawned.errors).st_size
            words = os.pread(self._spawned.errors, _LAST_WORDS_BYTES, max(0, size - _LAST_WORDS_BYTES))
        except OSError:
            return ""
        return words.decode("utf-8", "replace")


def _wait(pid: int, seconds: float) -> int:
    """Wait for the end of a process, kill it if that does not come in time, and return its exit code, as Popen does."""
    until, pause = time.monotonic() + seconds, 0.001
    with suppress(ChildProcessError):
        while time.monotonic() < until:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 0


def _cause(code: int, errors: str, *, is_garbled: bool) -> str:
    """What ended a process, in a few words, by its exit code and what it wrote to standard error."""
    if is_garbled:
        return "what it sent could not be read"
    if code < 0:
        return (signal.strsignal(-code) or f"signal {-code}").lower()
    lines = [line for line in errors.splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"exit code {code}"

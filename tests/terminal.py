"""A program in a real pseudo-terminal: keys in, every byte out, and the screen that a terminal makes of them."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

from tests.conditions import LIMIT_S, source_of

# kitty's keyboard protocol and the like, which pyte would print.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=]\d*u|\x1b\]22;[a-z-]*\x07")

RECVIEW = (sys.executable, "-m", "recview")


class Terminal:
    """Runs a command until left; `output` is all that it wrote."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 36),
        environment: Mapping[str, str] | None = None,
        folder: str | None = None,
    ) -> None:
        self.columns, self.lines = size
        self.output = bytearray()
        self._fed = 0
        self._screen = pyte.Screen(self.columns, self.lines)
        self._stream = pyte.ByteStream(self._screen)
        self.code: int | None = None
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        variables = {**os.environ, **terminal, **(environment or {})}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            variables.pop(name, None)
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            # Before the program can ask.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self.lines, self.columns, 0, 0))
            if folder:
                os.chdir(folder)
            os.execvpe(command[0], list(command), variables)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.code is None:
            self.signal(signal.SIGKILL)
            self.wait(5)
        os.close(self.handle)

    def send(self, keys: str) -> None:
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, data: bytes) -> None:
        """Send what no keyboard might."""
        os.write(self.handle, data)

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def read(self, seconds: float) -> bytes:
        """What comes within a time, until it comes no more; empty if nothing does."""
        ready, _, _ = select.select([self.handle], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self.handle, 1 << 16)
        except OSError:
            return b""
        self.output += data
        return data

    def quiet(self, seconds: float = 0.2, limit: float = 10.0) -> None:
        """Read until nothing came for a while."""
        until = time.monotonic() + limit
        while time.monotonic() < until and self.read(seconds):
            pass

    def until(self, met: Callable[[str], bool], limit: float = LIMIT_S) -> float:
        """Read until the screen meets a condition; returns the seconds that took.

        Raises:
            TimeoutError: With the condition and the screen, if it never does.
        """
        start = time.monotonic()
        while time.monotonic() - start < limit:
            self.read(0.05)
            if met(self.screen()):
                return time.monotonic() - start
        raise TimeoutError(f"in {limit:g} s it was never so: {source_of(met)}\nThe screen is\n{self.screen()}")

    def screen(self) -> str:
        """The screen as a terminal would show it now."""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", bytes(self.output[self._fed :])))
        self._fed = len(self.output)
        return "\n".join(self._screen.display)

    def wait(self, seconds: float = LIMIT_S) -> int | None:
        """The program's exit code (negative for a signal), or None if it still runs."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0.05):
                    pass
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
            time.sleep(0.01)
        return None

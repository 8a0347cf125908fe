"""The toolkit's terminal driver with a gate in each direction."""

from __future__ import annotations

import os
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from signal import SIGHUP
from typing import Any, TextIO

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from recview.tui.terminal_frames import ascii_frame, with_placed_clusters

READ_BYTES = 4_096
WAKE_SECONDS = 0.1
"""How long the input thread sleeps before it looks whether the app ends, or a lone escape is a key."""


def careful_driver(base: type[Driver], *, is_ascii: bool) -> type[Driver]:
    """A driver class over the toolkit's that rewrites what it writes, and reads on whatever the terminal sends.

    Args:
        base: The toolkit's driver class for this platform and mode.
        is_ascii: Whether the terminal has no characters but ASCII.
    """
    rewritten = ascii_frame if is_ascii else with_placed_clusters

    class WritingDriver(base):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            super().write(rewritten(data))

    if not issubclass(base, LinuxDriver):
        return WritingDriver

    class TerminalDriver(WritingDriver):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._file: Any = PatientFile(self._file)

        def start_application_mode(self) -> None:
            # After a hang-up there is nothing left to take.
            if not getattr(self._app, "is_hung_up", False) and may_write(self.fileno):
                super().start_application_mode()

        def run_input_thread(self) -> None:
            """Textual calls this in a thread; there, an exception would end the app with exit code 0."""
            app, tell = self._app, self._loop.call_soon_threadsafe
            try:
                read_input(self)
            except (EOFError, OSError):
                # The terminal is gone; its SIGHUP may be here already, or never come.
                tell(app.exit, None, 128 + SIGHUP)
            except Exception as error:
                tell(app._handle_exception, error)

    return TerminalDriver


def may_write(handle: int) -> bool:
    """Whether the terminal is this process's to write to; in the background, be stopped until the shell gives it.

    Textual stops itself then, and whoever stops itself after its shell ended is never continued. The system's own stop
    does not have that gap. False if the process was continued meanwhile, which begins anew, or there is no shell.
    """
    if os.isatty(handle):
        try:
            termios.tcsetattr(handle, termios.TCSANOW, termios.tcgetattr(handle))
        except termios.error:
            return False
    return True


class PatientFile:
    """The terminal as the toolkit's writing thread sees it: what can no longer be written is dropped.

    The thread would end at an error, and the app wait for ever for it to make room in its queue.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is still a terminal."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Hand over what was written, if there is still a terminal."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._file.fileno()


def read_input(driver: LinuxDriver) -> None:
    """Turn the terminal's bytes into keys and mouse events until the app ends.

    Textual's own loop gives up at a byte that is no UTF-8 (an 8-bit Meta key, a Latin-1 paste): here it becomes U+FFFD.

    Raises:
        EOFError, OSError: If the terminal is gone.
    """
    decode = getincrementaldecoder("utf-8")("replace").decode
    parser = XTermParser(driver._debug)
    with DefaultSelector() as selector:
        selector.register(driver.fileno, EVENT_READ)
        while not driver.exit_event.is_set():
            if selector.select(WAKE_SECONDS):
                data = os.read(driver.fileno, READ_BYTES)
                if not data:
                    raise EOFError
                for character in decode(data):
                    parser = _processed(driver, parser, partial(parser.feed, character))
            parser = _processed(driver, parser, parser.tick)


def _processed(driver: LinuxDriver, parser: XTermParser, parse: Callable[[], Iterable[Message]]) -> XTermParser:
    """Process what a parser makes of its input; returns the parser to go on with, as one that raised has ended."""
    try:
        messages = list(parse())
    except Exception:
        # A sequence that no terminal should send, such as a key whose code point does not exist.
        return XTermParser(driver._debug)
    for message in messages:
        driver.process_message(message)
    return parser

"""Gives the terminal to the user's editor, and takes it back as it was."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from recview.live.requests import FindLine

if TYPE_CHECKING:
    from recview.display.editor_command import EditorCommand
    from recview.live.events import LineFound
    from recview.locating.target import Target
    from recview.model import Source
    from recview.tui.main_screen import MainScreen

SOFT_RESET = b"\x1b[!p"
"""Margins, colours and the keypad as they are at first: an editor that a signal ended leaves its own."""


class Editor:
    """Works for the main screen: asks for the line, then runs the editor."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._request: FindLine | None = None
        self._copies: list[str] = []

    def open(self, source: Source, target: Target, *, is_before: bool) -> None:
        """Open the file of a recording, at the line of something in it, once that is found."""
        from recview.display.editor_command import editor_command

        command = editor_command(os.environ)
        if isinstance(command, str):
            self._main.notify(command, severity="warning", timeout=8)
        elif not self._main.session.has_reader:
            self._main.notify("Nothing reads any more, so no line can be found", severity="error")
        else:
            self._request = FindLine(source, target, is_before)
            self._main.live.send(self._request)

    def take(self, event: LineFound) -> None:
        """Run the editor on what was found; while it runs, the screen stands still."""
        from recview.display.editor_command import editor_arguments, editor_command

        if event.copied:
            self._copies.append(event.path)
        command = editor_command(os.environ)
        if event.request != self._request or self._main.is_leaving or isinstance(command, str):
            return
        self._request = None
        if event.problem:
            self._main.notify(f"Not opened: {event.problem}", severity="error")
            return
        problem = self._run(command, editor_arguments(command.words, event.path, event.line.number))
        remarks = [f"a read-only copy, as {event.copied}"] if event.copied else []
        remarks += [f"line {event.line.number:,}: {event.line.reason}"] if event.line.reason else []
        if problem:
            self._main.notify(problem, severity="error")
        elif remarks:
            self._main.notify(f"{command.name} had {'; '.join(remarks)}", timeout=8)

    def remove_copies(self) -> None:
        """Remove the copies that were opened, as the program ends."""
        from recview.destination import remove_copy

        for copy in self._copies:
            remove_copy(copy)
        self._copies = []

    def _run(self, command: EditorCommand, arguments: Sequence[str]) -> str:
        """Run the editor; why it failed, empty if it did not."""
        app = self._main.app
        problem = ""
        try:
            # No error may leave this block: the toolkit would not take the terminal back.
            with app.suspend():
                try:
                    problem = run_editor(command, arguments)
                except Exception as error:
                    reason = (getattr(error, "strerror", "") or str(error)).lower()
                    problem = f"{command.name} cannot be started (${command.variable}): {reason}"
        except SuspendNotSupported:
            problem = "This terminal cannot be given to an editor"
        if self._main.ticking:
            # The loop has been told of every ^c, and looks for who handles it in its next round.
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, app.end_on_signals)  # type: ignore[attr-defined]
        return problem


def run_editor(command: EditorCommand, arguments: Sequence[str]) -> str:
    """Run an editor in the terminal; how it ended, if it did not end well.

    Raises:
        OSError, ValueError: If it cannot be started.
    """
    with terminal_kept() as terminal, interrupts_left_to_editor():
        code = subprocess.run(arguments, stdin=terminal, stdout=terminal, stderr=terminal).returncode
        if code < 0 and terminal is not None:
            os.write(terminal, SOFT_RESET)
    return ended(command, code)


def ended(command: EditorCommand, code: int) -> str:
    """How an editor ended, if it did not end well."""
    if code >= 0:
        return f"{command.name} (${command.variable}) ended with exit code {code}" if code else ""
    with suppress(ValueError):
        return f"{command.name} was ended by {signal.Signals(-code).name}"
    return f"{command.name} was ended by signal {-code}"


@contextmanager
def terminal_kept() -> Iterator[int | None]:
    """The controlling terminal, for an editor to use; once that has ended, however it did, its modes are as before.

    None where there is no such terminal: then the editor has what the program has.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    modes = termios.tcgetattr(terminal)
    try:
        yield terminal
    finally:
        before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with suppress(OSError, termios.error):
            # An editor that was a job of its own may have kept the terminal.
            os.tcsetpgrp(terminal, os.getpgrp())
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
            # What it had asked of the terminal, and nobody read.
            termios.tcflush(terminal, termios.TCIFLUSH)
        signal.signal(signal.SIGTTOU, before)
        os.close(terminal)


@contextmanager
def interrupts_left_to_editor() -> Iterator[None]:
    """Take no notice of ^c and the like: the terminal sends them to all programs, and they are meant for the editor.

    An ignored signal would be ignored by the editor, too; one that is handled is not. If the loop handled ^c, nobody
    does from now on: see `TerminalApp.end_on_signals`.
    """
    was_handled = asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    before = [(number, signal.signal(number, _take_no_notice)) for number in (signal.SIGINT, signal.SIGQUIT)]
    try:
        yield
    finally:
        for number, handler in before[was_handled:]:
            signal.signal(number, handler)


def _take_no_notice(number: int, frame: object) -> None:
    """Do nothing."""

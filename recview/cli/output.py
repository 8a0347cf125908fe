"""Standard output, or standard error, as a program in a pipe, or a terminal, wants it.

Credentials are covered, but for `--secrets` and in JSON. Into a pipe goes what else was recorded, as UTF-8, without
colours. On a terminal every text passes the gate, and colours are there unless NO_COLOR is set.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import BinaryIO, TextIO

from recview.cli.stdout import LEFT_BY_READER, give_up_stdout
from recview.display.ascii_text import ascii_text, is_unicode
from recview.display.mask import covered
from recview.display.sanitize import escaped_json, sanitize, sanitize_text
from recview.json_text import strict
from recview.model import Json

_SGR = {
    "error": "31",
    "warning": "33",
    "tool": "36",
    "bold": "1",
    "dim": "2",
    "accent": "1;36",
    "removed": "31",
    "added": "32",
    "removed_words": "31",
    "added_words": "32",
}

_FLUSH_EVERY_S = 0.1
"""Seconds that a line may wait for others before it is handed over."""


class Out:
    """Where lines go, and how wide it is."""

    def __init__(self, stream: TextIO | None = None, *, secrets: bool = False) -> None:
        """Write to standard output, or to another stream; with `secrets`, credentials as recorded."""
        self.secrets = secrets
        self._text = stream or sys.stdout
        self._stream: BinaryIO | None = self._text.buffer if self._text else None
        self.is_terminal = bool(self._text and self._text.isatty())
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self.is_coloured = self.is_terminal and not plain
        self._flushed = 0.0

    @property
    def width(self) -> int:
        """Cells of the terminal; as many as COLUMNS says, if it says so."""
        columns = os.environ.get("COLUMNS", "")
        if columns.isdecimal() and int(columns):
            return int(columns)
        try:
            return os.get_terminal_size(self._text.fileno() if self._text else -1).columns or 80
        except (OSError, ValueError):
            return 80

    def write_line(self, text: str) -> None:
        """Write one line."""
        self._write(self._shown(text, sanitize))

    def write_json_pieces(self, pieces: Iterable[str]) -> None:
        """Write JSON on one line that is too long to be made at once."""
        for piece in pieces:
            self._write(escaped_json(piece), end="")
        self._write("")

    def write_text(self, text: str) -> None:
        """Write text of several lines."""
        self._write(self._shown(text, sanitize_text))

    def write_visible(self, text: str) -> None:
        """Write text of several lines for a terminal that another program has, so that nothing in it is obeyed."""
        text = text if self.secrets else covered(text)
        self._write(sanitize_text(text))

    def write_exactly(self, text: str) -> None:
        """Write one line of a program's, in which nothing is covered; a terminal obeys nothing in it."""
        self._write(as_shown(sanitize(text)) if self.is_terminal else text)

    def write_bytes(self, data: bytes) -> None:
        """Write bytes as they are."""
        if self._stream is not None:
            self._stream.write(data)

    def write_json(self, value: Json) -> None:
        """Write a value as JSON on one line, with escapes for what a terminal would obey or not show."""
        self._write(escaped_json(strict(value)))

    def write_styled(self, pieces: Iterable[tuple[str, str]]) -> None:
        """One line of pieces, each (text, ink)."""
        if not self.is_coloured:
            self.write_line("".join(text for text, _ in pieces).rstrip())
            return
        self._write("".join(_coloured(self._shown(text, sanitize), style) for text, style in pieces))

    def _shown(self, text: str, gate: Callable[[str], str]) -> str:
        text = text if self.secrets else covered(text)
        return as_shown(gate(text)) if self.is_terminal else text

    def _write(self, text: str, end: str = "\n") -> None:
        if self._stream is None:
            return
        self._stream.write(_bytes(f"{text}{end}"))
        now = time.monotonic()
        if now - self._flushed > _FLUSH_EVERY_S:
            self._stream.flush()
            self._flushed = now

    def flush(self) -> None:
        """Hand over what waits."""
        if self._stream is not None:
            self._stream.flush()


def as_shown(text: str) -> str:
    """A text as a terminal of this locale can show it: where that has ASCII only, in ASCII."""
    import locale  # on use: a pipe takes UTF-8

    return text if is_unicode(locale.getencoding()) else ascii_text(text)


def _coloured(text: str, style: str) -> str:
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style in _SGR and text.strip() else text


def _bytes(text: str) -> bytes:
    """A file's name becomes its own bytes again; what else is no text becomes U+FFFD."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def warn(problem: str) -> None:
    """Write a problem, of one line or several, to standard error; to nothing else if that is closed."""
    if sys.stderr is None:
        return
    print(as_shown(f"recview: {sanitize_text(covered(problem))}"), file=sys.stderr)  # noqa: T201


class Stopped(Exception):
    """A command ends before it is done; the message says why. What was written stays."""


def run_writing(work: Callable[[Out], int], *, secrets: bool = False) -> int:
    """Do what writes, and return its exit code; a reader that has seen enough ends it without a word."""
    out = Out(secrets=secrets)
    try:
        code = work(out)
        out.flush()
        return code
    except Stopped as reason:
        out.flush()
        warn(str(reason))
        return 2
    except BrokenPipeError:
        give_up_stdout()
        return LEFT_BY_READER
    except OSError as error:
        warn(f"cannot write: {(error.strerror or str(error)).lower()}")
        give_up_stdout()
        return 1

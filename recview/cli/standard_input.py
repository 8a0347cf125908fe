"""What comes on standard input: one recording, or a list of paths."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from recview.archives.endings import is_archive_name
from recview.cli.report import Report
from recview.cli.targets import STDIN, Target, exists
from recview.decompressing import SIZE_LIMIT
from recview.formats import SUFFIXES
from recview.humanize import size
from recview.root import Root
from recview.sources.several_paths import root_of_paths

IS_TERMINAL = "standard input is a terminal: pipe a recording, or a list of paths, into recview"
IS_EMPTY = "nothing came on standard input: neither a recording nor a list of paths"

MAX_PATHS, MAX_PATH_BYTES = 100_000, 4_096
"""Paths in a list, and bytes of each."""

_MAX_NAMED = 5


class NothingRead(Exception):
    """There is nothing to be read on standard input; the message says why.

    Attributes:
        code: The exit code.
    """

    def __init__(self, problem: str, code: int) -> None:
        super().__init__(problem)
        self.code = code


def read_stdin() -> bytes:
    """All that comes on standard input.

    Raises:
        NothingRead: If that is a terminal, closed, empty or too large.
    """
    if sys.stdin is None:
        raise NothingRead("standard input is closed: there is nothing to read", 2)
    try:
        if os.isatty(0):
            raise NothingRead(IS_TERMINAL, 2)
        with os.fdopen(0, "rb", closefd=False) as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise NothingRead(f"standard input cannot be read: {(error.strerror or str(error)).lower()}", 2) from None
    if not data.strip(b"\0 \t\r\n"):
        raise NothingRead(IS_EMPTY, 1)
    if len(data) > SIZE_LIMIT:
        raise NothingRead(f"more than {size(SIZE_LIMIT)} came on standard input, so it is not read", 1)
    return data


def listed_paths(data: bytes, is_path: Callable[[str], bool]) -> list[str] | None:
    """The paths that a text lists, each once; None if it is no list of paths but, most likely, a recording.

    They are separated by NUL if there is any, else by line ends. It is a list if one of them exists.

    Args:
        data: The text.
        is_path: Whether there is something of a name.
    """
    if data.lstrip()[:1] in (b"{", b"["):
        return None
    separator = b"\0" if b"\0" in data else b"\n"
    if data.count(separator) > MAX_PATHS:
        return None
    lines = [line if separator == b"\0" else line.rstrip(b"\r") for line in data.split(separator)]
    if any(len(line) > MAX_PATH_BYTES for line in lines):
        return None
    names = [os.fsdecode(line) for line in lines if line.strip()]
    paths = [name if is_path(name) else unquoted(name) for name in dict.fromkeys(names)]
    return paths if any(map(is_path, paths)) else None


_ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, '"': 34, "\\": 92}


def unquoted(name: str) -> str:
    r"""A name without the quotes that git puts around one with unusual characters: `"caf\303\251"` is `café`."""
    if len(name) < 2 or name[0] != '"' or name[-1] != '"':
        return name
    pieces = re.findall(r'\\([0-7]{3})|\\([abtnvfr"\\])|([^\\]+)', name[1:-1])
    return os.fsdecode(
        b"".join(
            os.fsencode(text) if text else bytes([int(octal, 8) & 255 if octal else _ESCAPES[letter]])
            for octal, letter, text in pieces
        )
    )


def held_root(data: bytes) -> Root:
    """The root whose only file is what came on standard input."""
    return Root(Path("standard input"), (STDIN,), "standard input", held=data)


def openable(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those of listed paths that may hold recordings, and those that do not exist."""
    existing = [path for path in paths if exists(path)]
    kept = [path for path in existing if path.endswith(SUFFIXES) or is_archive_name(path) or os.path.isdir(path)]
    return kept, [path for path in paths if not exists(path)]


def missing_words(missing: Sequence[str]) -> str:
    """That listed paths do not exist, the first of them by name."""
    more = f" and {len(missing) - _MAX_NAMED:,} more" if len(missing) > _MAX_NAMED else ""
    return f"listed on standard input, but no such file or folder: {', '.join(missing[:_MAX_NAMED])}{more}"


def stdin_targets(report: Report) -> Iterator[Target]:
    """What came on standard input, as targets of `ls` and `show`."""
    try:
        data = read_stdin()
    except NothingRead as problem:
        report.add(str(problem), code=problem.code)
        return
    paths = listed_paths(data, exists)
    if paths is None:
        yield Target(held_root(data), STDIN, is_file=True)
        return
    kept, missing = openable(paths)
    if missing:
        report.add(missing_words(missing))
    if not kept:
        report.add("none of the paths on standard input may be a recording, by its ending")
    else:
        yield Target(root_of_paths(kept, is_list=True), "standard input")

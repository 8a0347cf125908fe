"""A TOML file as its tables, and the line on which a key stands: the parser keeps no positions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recview.config.files import read_bytes
from recview.value import Value

_AT_LINE = r" \(at (?:line (\d+), column \d+|end of document)\)"

_TOO_DEEP = r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){40}"""
"""A key of more parts than any has, for which the parser needs memory by the square of their number."""

_MOST_LINES_TRIED = 20
_LONGEST_SEARCHED = 64_000
"""Lines tried, and characters of a text searched, for the line of a key: each try parses the lines above it."""


class TomlFile(Value):
    """What a file says.

    Attributes:
        path: Its path.
        text: Its text; empty if it is not there or cannot be read.
        tables: Its values; empty if it is not there or cannot be parsed.
        problem: Why it cannot be read or parsed; empty if it can, and if it is not there.
        problem_line: The line of the problem, from 1; 0 where none is known.
        is_there: Whether there is a file.
    """

    path: str
    text: str = ""
    tables: Mapping[str, Any] = {}
    problem: str = ""
    problem_line: int = 0
    is_there: bool = True

    def table(self, keys: Sequence[str]) -> object:
        """The value at some keys, one in the other; None if there is none."""
        return _at(self.tables, keys)

    def line_of(self, keys: Sequence[str]) -> int:
        """The line, from 1, on which the value at some keys begins; 0 where none is known."""
        return line_of(self.text, keys)


def read_toml(path: str, needle: bytes = b"") -> TomlFile:
    """Read a file.

    Args:
        path: Its path.
        needle: What its bytes must hold to be parsed at all.
    """
    try:
        content = read_bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return TomlFile(path, problem=f"cannot be read: {reason.lower()}")
    if content is None:
        return TomlFile(path, is_there=False)
    if needle not in content:
        return TomlFile(path)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return TomlFile(path, problem="is no UTF-8", problem_line=line)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tables, problem, line = _parsed(text)
    return TomlFile(path, text, tables, problem, line)


def _parsed(text: str) -> tuple[dict[str, Any], str, int]:
    """The values of a text, or why it cannot be parsed and on which line."""
    import tomllib  # on use: most users have no config

    if deep := re.search(_TOO_DEEP, text):
        return {}, "has a key of too many parts", text.count("\n", 0, deep.start()) + 1
    try:
        return tomllib.loads(text), "", 0
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        at = re.search(_AT_LINE, words)
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        return {}, f"is no TOML: {re.sub(_AT_LINE, '', words)}", line
    except (RecursionError, ValueError):
        # Tables in tables without an end, a number of too many digits, a day that no calendar has.
        return {}, "cannot be parsed", 0


def line_of(text: str, keys: Sequence[str]) -> int:
    """The line of a TOML text, from 1, on which the value at some keys begins; 0 where none is found.

    It is the last line that names the key while the lines above it are TOML that does not hold it yet.
    """
    lines = text.split("\n") if len(text) <= _LONGEST_SEARCHED else []
    spelled = [keys[-1], keys[-1].rpartition(".")[2]]
    line = tried = 0
    for index, candidate in enumerate(lines):
        if tried == _MOST_LINES_TRIED or not any(name in candidate for name in spelled):
            continue
        tried += 1
        tables, problem, _ = _parsed("\n".join(lines[:index]))
        if problem:
            continue
        if _at(tables, keys) is not None:
            break
        line = index + 1
    return line


def _at(tables: object, keys: Sequence[str]) -> object:
    """The value at some keys, one in the other; None if there is none."""
    value = tables
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value

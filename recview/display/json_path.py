"""The path and size of the value on a line of a JSON document: `messages[1].content   49 characters`."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from recview.display.json_lines import JsonLines
from recview.humanize import plural

_KEY = re.compile(r'\s*"((?:[^"\\]|\\.)*)": ')
_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*\Z")


class JsonPaths:
    """The paths of a document's lines. The items of an array are counted once, so that moving there is quick."""

    def __init__(self, document: JsonLines) -> None:
        self._document = document
        self._members: dict[int, list[int]] = {}
        self._opening = {closing: opening for opening, closing in document.closes.items()}
        self._openings = sorted(document.closes)
        self._parents = _parents(self._openings, document.closes)

    def status(self, line: int) -> str:
        """The path of the value on a line and its size; empty for lines that are plain words."""
        if self._document.is_words(line):
            return ""
        line = self._opening.get(line, line)
        return "   ".join(filter(None, (self.path(line) or "all of it", self._size(line))))

    def path(self, line: int) -> str:
        """`messages[1].content`, a key that is no word in brackets; empty for the root."""
        return "".join(map(_step, self._steps(line))).removeprefix(".")

    def jq_path(self, line: int) -> str:
        """The same as jq reads it: `.messages[1].content`, `.["a key"]`; `.` for the root."""
        path = "".join(map(_jq_step, self._steps(line)))
        return path if path.startswith(".") else f".{path}"

    def keys(self, line: int) -> tuple[str | int, ...]:
        """The keys and indexes that lead to the value on a line."""
        return tuple(step if isinstance(step, int) else _unescaped(step) for step in self._steps(line))

    def _steps(self, line: int) -> list[str | int]:
        """The same, the keys as they are written between the quotes of JSON."""
        steps: list[str | int] = []
        line = self._opening.get(line, line)
        while (parent := self._parent(line)) is not None:
            key = _KEY.match(self._document.lines[line])
            steps.append(key[1] if key else self._index(parent, line))
            line = parent
        return steps[::-1]

    def _parent(self, line: int) -> int | None:
        """The line that opens what holds a line."""
        if line in self._parents:
            return self._parents[line]
        before = bisect_right(self._openings, line) - 1
        parent = self._openings[before] if before >= 0 else None
        while parent is not None and self._document.closes[parent] < line:
            parent = self._parents[parent]
        return parent

    def _index(self, parent: int, line: int) -> int:
        return bisect_right(self._lines_of(parent), line) - 1

    def _lines_of(self, parent: int) -> list[int]:
        """The lines at which the members of an object or array begin."""
        if parent not in self._members:
            starts, line, closes = [], parent + 1, self._document.closes
            while line < closes[parent]:
                starts.append(line)
                line = closes.get(line, line) + 1
            self._members[parent] = starts
        return self._members[parent]

    def _size(self, line: int) -> str:
        """The characters of a string, the keys of an object, the items of an array; nothing for other values."""
        text = self._document.lines[line]
        if line in self._document.closes:
            count = len(self._lines_of(line))
            return plural(count, "key" if text.endswith("{") else "item")
        value = _KEY.sub("", text, count=1).strip().removesuffix(",")
        if not value.startswith('"'):
            return ""
        try:
            return plural(len(json.loads(value)), "character")
        except ValueError:
            return plural(len(value) - 2, "character")


MOST_SEARCHED = 20_000
"""Lines that are looked through for a path: of more, a key would have to wait."""


def line_of(document: JsonLines, path: str) -> int | None:
    """The line of the value of a path, or of what holds it; None if nothing of the path is there.

    Args:
        document: The document.
        path: `messages[1].content`: keys as they are, with points between.
    """
    paths, best, length = JsonPaths(document), None, 0
    for line in range(document.head, min(len(document.lines), MOST_SEARCHED)):
        steps = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in paths.keys(line))
        name = "".join(steps).removeprefix(".")
        is_above = path.startswith(name) and path[len(name) : len(name) + 1] in ("", ".", "[")
        if is_above and len(name) > length:
            best, length = line, len(name)
    return best


def _parents(openings: list[int], closes: dict[int, int]) -> dict[int, int | None]:
    """For each line that opens an object or array, the line that opens what holds it."""
    parents: dict[int, int | None] = {}
    around: list[int] = []
    for line in openings:
        while around and closes[around[-1]] < line:
            around.pop()
        parents[line] = around[-1] if around else None
        around.append(line)
    return parents


def _step(step: str | int) -> str:
    """A step of a path: `[1]`, `.key`, or `["a key"]` where the key is no word."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN_KEY.match(step) else f'["{step}"]'


_JQ_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_JQ_WORDS = frozenset(
    {"and", "as", "break", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label"}
    | {"module", "or", "reduce", "then", "try"}
)
"""What jq takes for its own before version 1.7."""


def _jq_step(step: str | int) -> str:
    r"""A step as jq reads it: it knows every escape of JSON, and `\(`, which would begin an expression, is none."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _JQ_KEY.match(step) and step not in _JQ_WORDS else f'["{step}"]'


def _unescaped(key: str) -> str:
    try:
        return str(json.loads(f'"{key}"', strict=False))
    except ValueError:
        return key

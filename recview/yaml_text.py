"""YAML text → plain values: objects, arrays, strings, numbers, bytes. Total, and no object is ever made.

The events of PyYAML's C parser are put together here, since its safe loader takes twice the time, refuses the tags
that recorders write (`!!python/object/apply:multidict._multidict.istr` as a mapping's key, Ruby's `!binary`), and makes
dates of what JSON keeps as text. Unknown tags are left out: what they stand before is read as what it is.

PyYAML comes with the extra `recview[vcr]`, and is imported at the first YAML file. Source: YAML 1.1, as PyYAML's dumper
and Ruby's Psych write it; and the core schema of YAML 1.2, where a text says that it is of that version (`%YAML 1.2`)
or its reader knows it. The versions differ in what an unquoted scalar is: `no`, `on`, `1e5`, `010`, `0o17`, `0x1F`.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from recview.model import Json, Readability, ReadState
from recview.wire import integer

if TYPE_CHECKING:
    from yaml.events import CollectionStartEvent, Event, ScalarEvent

MISSING = "it is YAML; to read it: pip install 'recview[vcr]'"
"""The problem of every YAML file where PyYAML is not installed."""

DEEPEST = 500
"""Levels of nesting, half of what orjson writes."""

UNFOLDED = 20_000_000
"""Characters that aliases may stand for in all: a few lines of them can stand for more than fits in memory."""


def parse_yaml(data: bytes, *, core: bool = False) -> Json | Readability:
    """Parse the first document of a YAML text; `!!binary` becomes bytes. Never raises.

    Args:
        data: UTF-8 or UTF-16 text.
        core: Read unquoted scalars by the core schema of YAML 1.2, even if the text does not say that it is of 1.2.
    """
    return _parsed(data, lambda builder: builder.value(), core=core)


def parse_documents(data: bytes) -> list[Json] | Readability:
    """Parse every document of a YAML text, one after the other; see `parse_yaml`."""
    documents = _parsed(data, lambda builder: builder.values())
    return documents if isinstance(documents, Readability) else list(documents)


def _parsed(data: bytes, made: Callable[[_Builder], Json], *, core: bool = False) -> Json | Readability:
    try:
        import yaml
    except ImportError:
        return Readability(ReadState.FOREIGN, MISSING)
    try:
        parser: Any = yaml.CSafeLoader(data) if yaml.__with_libyaml__ else yaml.SafeLoader(data)
        return made(_Builder(parser.get_event, yaml.events, _core_plain if core else _plain))
    except _TooMuch as error:
        return Readability(ReadState.BROKEN, str(error))
    except yaml.reader.ReaderError as error:
        is_cut = "incomplete" in error.reason or "end of data" in error.reason
        return Readability(ReadState.CUT if is_cut else ReadState.BROKEN, f"not YAML: {error.reason}")
    except yaml.MarkedYAMLError as error:
        return _unparsed(error.problem, error.problem_mark, data)
    except (yaml.YAMLError, ValueError) as error:
        return Readability(ReadState.BROKEN, f"not YAML: {error}")


def _unparsed(problem: str | None, mark: Any, data: bytes) -> Readability:
    """The parser only notices at the end that a text was cut: so an error in the last line is one."""
    line, last = mark.line + 1 if mark else 1, data.rstrip().count(b"\n") + 1
    if problem and "nesting depth" in problem:
        return Readability(ReadState.BROKEN, "nested too deeply to parse")
    if line >= last:
        return Readability(ReadState.CUT, f"the YAML ends early at line {last:,}")
    return Readability(ReadState.BROKEN, f"not YAML: {problem} at line {line:,}")


class _TooMuch(Exception):
    """The text is YAML, and still not to be read; the message says why."""


class _Builder:
    """Puts events together without recursion, so that no depth is too deep."""

    def __init__(self, event: Callable[[], Event], kinds: Any, plain: Callable[[str], Json]) -> None:
        """Build nothing yet.

        Args:
            event: Returns the next event.
            kinds: The module of the events' classes.
            plain: What an unquoted scalar is, where the text does not say of which version it is.
        """
        self._event = event
        self._kinds = kinds
        self._plain = plain
        # What is open above: the container, the key that waits for its value, the event, and `_unfolded` at that time.
        self._stack: list[tuple[Any, Any, CollectionStartEvent, int]] = []
        # What each anchor stands for, and how many characters that is with all aliases in it written out.
        self._anchors: dict[str | None, tuple[Json, int]] = {}
        self._unfolded = 0
        self._ended = False

    def values(self) -> list[Json]:
        """Every document that is left."""
        documents: list[Json] = []
        while True:
            value = self.value()
            if self._ended:
                return documents
            documents.append(value)

    def value(self) -> Json:
        """The next document; None if there is none."""
        next_event, kinds, stack = self._event, self._kinds, self._stack
        scalar, mapping, alias = kinds.ScalarEvent, kinds.MappingStartEvent, kinds.AliasEvent
        starts, ends = (mapping, kinds.SequenceStartEvent), (kinds.MappingEndEvent, kinds.SequenceEndEvent)
        start, over = kinds.DocumentStartEvent, (kinds.DocumentEndEvent, kinds.StreamEndEvent)
        root: list[Json] = []
        inner: Any = root
        key = _NO_KEY
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is scalar:
                value = self._scalar(event)
            elif kind in starts:
                stack.append((inner, key, event, self._unfolded))
                inner, key = {} if kind is mapping else [], _NO_KEY
                continue
            elif kind in ends:
                value = self._closed(inner, event)
                inner, key, _, _ = stack.pop()
            elif kind is alias:
                value = self._alias(event.anchor)
            elif kind in over:
                self._ended = kind is kinds.StreamEndEvent
                return root[0] if root else None
            else:
                if kind is start and event.version == (1, 2):
                    self._plain = _core_plain
                continue
            if inner.__class__ is list:
                inner.append(value)
            elif key is _NO_KEY:
                key = value if value.__class__ is str else _name(value)
            else:
                inner[key] = value
                key = _NO_KEY

    def _scalar(self, event: ScalarEvent) -> Json:
        if event.tag is not None:
            value = _tagged(event.tag, event.value)
        else:
            value = self._plain(event.value) if event.implicit[0] else event.value
        if event.anchor is not None:
            self._anchors[event.anchor] = value, len(event.value) + 1
        return value

    def _closed(self, value: Json, end: Event) -> Json:
        """A container that is complete."""
        _, _, start, before = self._stack[-1]
        if len(self._stack) > DEEPEST:
            raise _TooMuch(f"nested too deeply to parse (over {DEEPEST} levels)")
        if start.tag is not None and isinstance(value, list) and len(value) == 1 and ":python/object" in start.tag:
            # A string of a class of its own, such as the names of headers in aiohttp.
            value = value[0]
        if start.anchor is not None and start.start_mark and end.end_mark:
            own = end.end_mark.index - start.start_mark.index
            self._anchors[start.anchor] = value, own + self._unfolded - before
        return value

    def _alias(self, anchor: str | None) -> Json:
        """What an alias stands for; one that stands inside of what it is for, or for nothing, is a word."""
        value, count = self._anchors.get(anchor, (f"*{anchor}", 1))
        self._unfolded += count
        if self._unfolded > UNFOLDED:
            raise _TooMuch("its aliases stand for more than fits in memory")
        return value


_NO_KEY: Any = object()

_CORE_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WORDS: dict[str, bool | None] = {
    **_CORE_WORDS,
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), False),
}
_FLOATS = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}
_IN_NUMBERS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,3999})\Z").match
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?\Z").match
_CORE_INTEGER = re.compile(r"[-+]?[0-9]+\Z").match
_CORE_BASES = re.compile(r"0o[0-7]{1,4000}\Z|0x[0-9a-fA-F]{1,3000}\Z").match
_CORE_FLOAT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z").match


def _plain(text: str) -> Json:
    """What an unquoted scalar of YAML 1.1 is. Dates, and numbers that no JSON has (octal, sexagesimal), stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _IN_NUMBERS:
        return text
    if _INTEGER(text):
        return int(text)
    if _FLOAT(text):
        return float(text)
    return _FLOATS.get(text.lower(), text)


def _core_plain(text: str) -> Json:
    """What an unquoted scalar of YAML 1.2 is, by its core schema."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if text[0] not in _IN_NUMBERS:
        return text
    if _CORE_INTEGER(text):
        return integer(text)
    if _CORE_BASES(text):
        return int(text, 0)
    if _CORE_FLOAT(text):
        return float(text)
    return _FLOATS.get(text.lower(), text)


def _tagged(tag: str, value: str) -> Json:
    if tag in {"!binary", "tag:yaml.org,2002:binary"}:
        try:
            return a2b_base64(value.encode("ascii", "replace"))
        except NotBase64:
            return value
    return _plain(value) if tag.rpartition(":")[2] in {"int", "float", "bool", "null"} else value


def _name(key: Json) -> str:
    """A mapping's key as JSON has it."""
    if isinstance(key, bytes):
        return key.decode("utf-8", "backslashreplace")
    if isinstance(key, list) and len(key) == 1:
        return _name(key[0])
    if isinstance(key, bool) or key is None:
        return {None: "null", True: "true", False: "false"}[key]
    return str(key) if isinstance(key, str | int | float) else f"({type(key).__name__})"

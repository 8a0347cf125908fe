"""Bytes and strings on the wire → JSON values and chunks. Total: what is not JSON stays text.

orjson is the parser. It reads integers over 64 bits as floats and refuses lone surrogates, NaN and nesting
beyond 1,024 levels, so what it cannot carry exactly goes to the standard library's parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

import orjson

from recview.coerce import as_str
from recview.json_text import compact
from recview.model import Chunk, Json

_LONG_INTEGER = re.compile(rb"[:\[,\s]-?\d{19,}\s*[,\]}\n]")


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Why bytes are not JSON.

    Attributes:
        reason: One clear clause for the screen.
        cut: True if the text ends before its JSON does, as it does while it is being written.
        absent: True if there is just no parser for it here.
    """

    reason: str
    cut: bool = False
    absent: bool = False


def parse(data: bytes, *, exact: bool = False) -> Json | Unparsed:
    """Parse JSON bytes; never raises.

    Args:
        data: UTF-8 text.
        exact: Also keep integers over 64 bits, at the cost of a scan for them.
    """
    if exact and _LONG_INTEGER.search(data):
        return _parse_slowly(data)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return _parse_slowly(data)


def parse_text(data: str) -> Json | Unparsed:
    """Parse a JSON string; never raises."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return _parse_slowly(data.encode("utf-8", "surrogatepass"))


# What may stand between a parse error and the end of a text that is merely cut: nothing, or half a token.
_HALF_TOKEN = re.compile(
    r"\s*(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|-|-?I|-?In|-?Inf|-?Infi|-?Infin|-?Infini|-?Infinit|"
    r"-?\d+\.|-?\d[\d.]*[eE][+-]?|\.|[eE][+-]?)?\s*\Z"
)
_HALF_ESCAPE = re.compile(r"\\?u?[0-9a-fA-F]{0,4}\Z")


def _is_cut(message: str, decoded: str, at: int) -> bool:
    if "escape" in message:
        return bool(_HALF_ESCAPE.match(decoded, at))
    rest = decoded[at:]
    return (not rest.strip() or "Extra data" not in message or rest.strip()[0] in ".eE") and bool(
        _HALF_TOKEN.match(rest)
    )


def integer(digits: str) -> Json:
    """An integer; one of more digits than Python makes numbers of stays text."""
    return int(digits) if len(digits) < 4_000 else digits


def _parse_slowly(data: bytes) -> Json | Unparsed:
    import json  # on use: only odd files come here

    if not data.strip():
        return Unparsed("the file is empty" if not data else "the file holds only blanks", cut=True)
    try:
        decoded = data.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"
        return Unparsed(f"not UTF-8 text: byte {error.start:,} is {data[error.start]:#04x}", cut)
    try:
        return json.loads(decoded, parse_int=integer)
    except json.JSONDecodeError as error:
        cut = "Unterminated" in error.msg or _is_cut(error.msg, decoded, error.pos)
        where = f"line {error.lineno:,}, column {error.colno:,}"
        return Unparsed(f"the JSON ends early at {where}" if cut else f"not JSON: {error.msg} at {where}", cut)
    except RecursionError:
        return Unparsed("nested too deeply to parse (over 1,000 levels)")
    except ValueError as error:
        return Unparsed(f"not JSON: {error}")


class Wrapper(NamedTuple):
    """The keys of an object in which a recorder wraps each payload.

    Attributes:
        payload: The key of the payload; an object without it is a payload itself.
        type: The key of the dotted path of the payload's class.
    """

    payload: str
    type: str


def unwrap(value: Json, wrapper: Wrapper | None = None) -> Chunk:
    """A chunk from a recorded value, of the kind of its class where it is wrapped."""
    if wrapper and isinstance(value, dict) and wrapper.payload in value:
        return Chunk(last_name(as_str(value.get(wrapper.type))), value[wrapper.payload], value)
    return Chunk("", value, value)


@lru_cache(maxsize=256)
def last_name(path: str) -> str:
    """The last part of a dotted path."""
    return path.rpartition(".")[2]


class Chunks(Sequence[Chunk]):
    """A recorded list as chunks, each made when it is asked for: a row of the list needs only the last ones."""

    __slots__ = ("_payloads", "_values", "_wrapper")

    def __init__(self, values: Sequence[Json], wrapper: Wrapper | None = None) -> None:
        self._values = values
        self._wrapper = wrapper
        self._payloads: Sequence[Json] | None = None

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> Chunk: ...
    @overload
    def __getitem__(self, index: slice) -> list[Chunk]: ...
    def __getitem__(self, index: int | slice) -> Chunk | list[Chunk]:
        if isinstance(index, slice):
            return [unwrap(value, self._wrapper) for value in self._values[index]]
        return unwrap(self._values[index], self._wrapper)

    def payloads(self) -> Sequence[Json]:
        """The payloads of all chunks, at a fraction of the cost of making the chunks."""
        if self._payloads is None:
            self._payloads = payloads_in(self._values, self._wrapper) if self._wrapper else self._values
        return self._payloads


def payloads_in(values: Sequence[Json], wrapper: Wrapper) -> Sequence[Json]:
    """The payloads in recorded values, wrapped or not."""
    key = wrapper.payload
    return [value[key] if isinstance(value, dict) and key in value else value for value in values]


def payloads(chunks: Sequence[Chunk]) -> Sequence[Json]:
    """The payloads of chunks; those of a kind that knows a cheaper way are taken by it."""
    taken: Callable[[], Sequence[Json]] | None = getattr(chunks, "payloads", None)
    return taken() if taken else [chunk.data for chunk in chunks]


def as_text(value: Json) -> str:
    """A string as it is, nothing for null, anything else as JSON on one line without blanks."""
    if value is None or isinstance(value, str):
        return value or ""
    return compact(value)

"""Bytes and strings on the wire → JSON values and chunks. Total: what is not JSON stays text.

orjson (see `json_parser`) reads integers over 64 bits as floats and refuses lone surrogates, NaN and nesting beyond
1,024 levels: what it cannot carry exactly goes to the standard library's parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from recview.json_parser import loads
from recview.json_text import compact
from recview.long_integers import holds_long_integer
from recview.model import Chunk, Json, Readability, ReadState
from recview.named_tuple import NamedTuple


def parse(data: bytes, *, exact: bool = False) -> Json | Readability:
    """Parse JSON bytes; never raises.

    Args:
        data: UTF-8 text.
        exact: Also keep integers over 64 bits, at the cost of a scan for them.
    """
    if exact and holds_long_integer(data):
        return _parse_slowly(data)
    try:
        return loads(data)
    except ValueError:
        return _parse_slowly(data)


def parse_text(data: str) -> Json | Readability:
    """Parse a JSON string; never raises."""
    try:
        return loads(data)
    except ValueError:
        return _parse_slowly(data.encode("utf-8", "surrogatepass"))


# What may stand between a parse error and the end of a text that is merely cut: nothing, or half a token.
_HALF_TOKEN = (
    r"\s*(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|-|-?I|-?In|-?Inf|-?Infi|-?Infin|-?Infini|-?Infinit|"
    r"-?\d+\.|-?\d[\d.]*[eE][+-]?|\.|[eE][+-]?)?\s*\Z"
)
_HALF_ESCAPE = r"\\?u?[0-9a-fA-F]{0,4}\Z"


def _is_cut(message: str, decoded: str, at: int) -> bool:
    if "escape" in message:
        return bool(re.compile(_HALF_ESCAPE).match(decoded, at))
    rest = decoded[at:]
    may_be_cut = not rest.strip() or "Extra data" not in message or rest.strip()[0] in ".eE"
    return may_be_cut and bool(re.match(_HALF_TOKEN, rest))


def integer(digits: str) -> Json:
    """An integer; one of more digits than Python makes numbers of stays text."""
    return int(digits) if len(digits) < 4_000 else digits


def _parse_slowly(data: bytes) -> Json | Readability:
    import json  # on use: only odd files come here

    if not data.strip():
        return Readability(ReadState.CUT, "the file is empty" if not data else "the file holds only blanks")
    try:
        decoded = data.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        state = ReadState.CUT if error.reason == "unexpected end of data" else ReadState.BROKEN
        return Readability(state, f"not UTF-8 text: byte {error.start:,} is {data[error.start]:#04x}")
    try:
        return json.loads(decoded, parse_int=integer)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        if "Unterminated" in error.msg or _is_cut(error.msg, decoded, error.pos):
            return Readability(ReadState.CUT, f"the JSON ends early at {where}")
        return Readability(ReadState.BROKEN, f"not JSON: {error.msg} at {where}")
    except RecursionError:
        return Readability(ReadState.BROKEN, "nested too deeply to parse (over 1,000 levels)")
    except ValueError as error:
        return Readability(ReadState.BROKEN, f"not JSON: {error}")


def bare(value: Json) -> Chunk:
    """A chunk whose payload is the recorded value."""
    return Chunk("", value, value)


class Unwrapping(NamedTuple):
    """How a recorder's values become chunks: the keys by which its objects wrap a payload, if they do.

    Attributes:
        type_key: The key of the payload's type, as a dotted path.
        data_key: The key of the payload; empty if nothing is wrapped.
    """

    type_key: str = ""
    data_key: str = ""

    def chunk(self, value: Json) -> Chunk:
        """The chunk in a value, wrapped or bare."""
        if isinstance(value, dict) and self.data_key and self.data_key in value:
            path = value.get(self.type_key)
            return Chunk(_last_name(path) if isinstance(path, str) else "", value[self.data_key], value)
        return bare(value)

    def payloads(self, values: Sequence[Json]) -> Sequence[Json]:
        """What values wrap, at a fraction of the cost of making each a chunk."""
        key = self.data_key
        return (
            [value[key] if isinstance(value, dict) and key in value else value for value in values] if key else values
        )


@lru_cache(maxsize=256)
def _last_name(path: str) -> str:
    return path.rpartition(".")[2]


class Chunks(Sequence[Chunk]):
    """A recorded list as chunks, each made when it is asked for: a row of the list needs only the last ones."""

    __slots__ = ("__weakref__", "_payloads", "_unwrapping", "_values")

    def __init__(self, values: Sequence[Json], unwrapping: Unwrapping = Unwrapping()) -> None:  # noqa: B008
        self._values = values
        self._unwrapping = unwrapping
        self._payloads: Sequence[Json] | None = None

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> Chunk: ...
    @overload
    def __getitem__(self, index: slice) -> list[Chunk]: ...
    def __getitem__(self, index: int | slice) -> Chunk | list[Chunk]:
        if isinstance(index, slice):
            return [self._unwrapping.chunk(value) for value in self._values[index]]
        return self._unwrapping.chunk(self._values[index])

    def __iter__(self) -> Iterator[Chunk]:
        return map(self._unwrapping.chunk, self._values)

    def payloads(self) -> Sequence[Json]:
        """The payloads of all chunks, without making them."""
        if self._payloads is None:
            self._payloads = self._unwrapping.payloads(self._values)
        return self._payloads


def payloads(chunks: Sequence[Chunk]) -> Sequence[Json]:
    """The payloads of chunks; those of a kind that knows a cheaper way are taken by it."""
    taken: Callable[[], Sequence[Json]] | None = getattr(chunks, "payloads", None)
    return taken() if taken else [chunk.data for chunk in chunks]


def first_payload(chunks: Sequence[Chunk]) -> Json:
    """The payload of the first chunk; None if there is none."""
    if isinstance(chunks, Chunks):
        # All of them are asked for later.
        return next(iter(chunks.payloads()), None)
    return chunks[0].data if chunks else None


def kinds(chunks: Sequence[Chunk]) -> Iterable[str]:
    """The kinds of chunks, each at least once; those of a long stream are known."""
    noted: Iterable[str] | None = getattr(chunks, "kinds", None)
    return (chunk.kind for chunk in chunks) if noted is None else noted


def has_notes(chunks: Sequence[Chunk]) -> bool:
    """Whether the framing of any chunk is damaged; only that of an event stream can be."""
    if isinstance(chunks, Chunks):
        return False
    noted: bool | None = getattr(chunks, "has_notes", None)
    return any(chunk.note for chunk in chunks) if noted is None else noted


def as_text(value: Json) -> str:
    """A string as it is, nothing for null, anything else as JSON on one line without blanks."""
    if value is None or isinstance(value, str):
        return value or ""
    return compact(value)

"""Files of one JSON object per line, where a line is less than a call or does not hold one (see `lines` for calls)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.formats.file import File
from recview.model import Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse


class Lines(NamedTuple):
    """The lines of a file.

    Attributes:
        objects: Those that are JSON objects, in the order of the file; a damaged line costs only itself.
        is_cut: Whether the last line is no JSON: it is being written.
    """

    objects: tuple[Mapping[str, Json], ...]
    is_cut: bool


def lines_of(file: File) -> Lines:
    """Every line of a file. Never raises."""
    values = [parse(line, exact=file.exact) for line in file.data.split(b"\n") if line.strip()]
    objects = tuple(value for value in values if isinstance(value, dict))
    return Lines(objects, bool(values) and isinstance(values[-1], Readability))


def first_objects(data: bytes, most: int) -> Iterator[Mapping[str, Json]]:
    """The JSON objects among the first `most` lines that are not blank; what cannot be parsed is passed over."""
    start = count = 0
    while start < len(data) and count < most:
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end].strip()
        start = end + 1
        if line:
            count += 1
            value = parse(line) if line.startswith(b"{") else None
            if isinstance(value, dict):
                yield value

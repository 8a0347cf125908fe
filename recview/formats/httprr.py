"""httprr traces: `httprr trace v1`, then for each call a line `<length> <length>` and the raw HTTP bytes of both sides.

Source: golang.org/x/oscar's internal/httprr, and the copy in langchaingo. The request's first line names the whole URL.
Lengths are in bytes; the calls follow one another until the file ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from recview.formats.contract import foreign, incomplete
from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded
from recview.model import Exchange, Json, Readability, ReadState

NAME = "httprr"

_MAGIC = b"httprr trace v1\n"
_LENGTHS = rb"(\d{1,9}) (\d{1,9})\r?\n"
_SIZE_OF_CHUNK = rb"([0-9a-fA-F]{1,7})(?:;[^\r\n]*)?\r\n"
_BEGUN_SIZE = rb"[0-9a-fA-F]{0,7}(?:;[^\r\n]*)?\r?"
_END_OF_HEAD = rb"\r?\n\r?\n"


def begins(head: bytes) -> bool:
    """Whether it begins as every trace does."""
    return head.startswith(_MAGIC)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its calls; one that is cut is being written."""
    calls: list[tuple[int, int, int]] = []
    exchanges = Exchanges(file, path, NAME, calls, partial(_recorded, file.data))
    at = file.data.index(_MAGIC) + len(_MAGIC)
    while at < len(file.data):
        lengths = re.compile(_LENGTHS).match(file.data, at)
        if lengths is None:
            is_cut = len(file.data) - at < 20
            return Readability(ReadState.CUT if is_cut else ReadState.BROKEN, f"no lengths at byte {at:,}")
        middle = lengths.end() + int(lengths[1])
        end = middle + int(lengths[2])
        if end > len(file.data):
            calls.append((lengths.end(), middle, len(file.data)))
            return incomplete(exchanges, "its last call is incomplete")
        calls.append((lengths.end(), middle, end))
        at = end
    return exchanges or foreign("a trace that holds no calls")


def _recorded(data: bytes, call: tuple[int, int, int]) -> Recorded:
    """A call, by where its request and its answer begin in the file, and where that ends."""
    start, middle, end = call
    sent, got = data[start:middle], data[middle:end]
    line, headers, body = _message(sent)
    method, _, rest = line.partition(" ")
    status, answer_headers, answer = _message(got)
    code = status.split(" ")[1:2]
    if any((name.lower(), value) == ("transfer-encoding", "chunked") for name, value in answer_headers.items()):
        answer = _unchunked(answer)
    return Recorded(
        method,
        rest.rpartition(" ")[0] or rest,
        headers,
        body or None,
        int(code[0]) if code and re.fullmatch(r"\d{3}", code[0]) else None,
        answer_headers,
        answer or None,
    )


def _message(data: bytes) -> tuple[str, dict[str, Json], bytes]:
    """The first line, the headers and the body of an HTTP message."""
    end = re.search(_END_OF_HEAD, data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    first, *lines = head.decode("utf-8", "backslashreplace").replace("\r\n", "\n").split("\n")
    headers: dict[str, list[str]] = {}
    for name, separator, value in (line.partition(":") for line in lines):
        if separator:
            headers.setdefault(name, []).append(value.strip())
    return first, {name: values[0] if len(values) == 1 else values for name, values in headers.items()}, body


def _unchunked(data: bytes) -> bytes:
    """A body without the lengths of its chunks on the wire, also one that is cut; as it is where they do not add up."""
    pieces: list[bytes] = []
    at = 0
    while size := re.compile(_SIZE_OF_CHUNK).match(data, at):
        length = int(size[1], 16)
        pieces.append(data[size.end() : size.end() + length])
        at = size.end() + length + 2
        if not length:
            break
    else:
        if not pieces or re.fullmatch(_BEGUN_SIZE, data[at:]) is None:
            return data
    return b"".join(pieces)

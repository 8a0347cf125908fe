"""Files of one JSON object per line: what is damaged costs only itself."""

from __future__ import annotations

import pytest

from recview.formats.file import File
from recview.formats.json_lines import first_objects, lines_of


@pytest.mark.parametrize(
    ("data", "count", "is_cut"),
    [
        (b'{"a": 1}\n{"a": 2}\n', 2, False),
        (b'{"a": 1}\n\n{"a": 2}', 2, False),
        (b'{"a": 1}\r\n{"a": 2}\r\n', 2, False),
        (b'{"a": 1}\nhalf{\n{"a": 2}\n', 2, False),
        (b'{"a": 1}\n[1]\n"b"\n', 1, False),
        (b'{"a": 1}\n{"a": ', 1, True),
        (b"", 0, False),
    ],
    ids=["lines", "no last line end", "CRLF", "damaged", "no objects", "cut", "empty"],
)
def test_lines(data: bytes, count: int, is_cut: bool) -> None:
    lines = lines_of(File(data))
    assert (len(lines.objects), lines.is_cut) == (count, is_cut)


@pytest.mark.parametrize(
    ("data", "most", "expected"),
    [
        (b'{"a": 1}\n{"a": 2}\n{"a": 3}\n', 2, [1, 2]),
        (b'\n\n%%%\n{"a": 2}\n', 2, [2]),
        (b'%%%\n%%%\n{"a": 2}\n', 2, []),
        (b'[1]\n{"a": 2', 9, []),
    ],
    ids=["bounded", "blank and damaged", "too late", "none"],
)
def test_first_objects(data: bytes, most: int, expected: list[int]) -> None:
    assert [entry["a"] for entry in first_objects(data, most)] == expected

"""When a content was written, and when that is not sure."""

from __future__ import annotations

import pytest

from recview.library import IndexedFile
from recview.sources.content_time import is_racy, with_time
from recview.sources.files import UNSEEN, Bytes, Stamp

SECOND = 1_000_000_000
NOW = 100 * SECOND
FILE = IndexedFile("a.json", ())


@pytest.mark.parametrize(
    ("modified", "changed", "expected"),
    [
        (90, 90, False),
        (98, 98, False),
        (98.1, 98.1, True),
        (99.9, 90, True),
        # Its time was set back after it was written.
        (1, 99.9, True),
        (200, 90, True),
    ],
)
def test_a_file_that_changed_just_before_it_was_read_is_racy(modified: float, changed: float, expected: bool) -> None:
    stamp = (int(modified * SECOND), int(changed * SECOND), 3, 4)
    assert is_racy((stamp,), NOW) is expected
    assert is_racy(((1, 1, 1, 1), stamp), NOW) is expected


@pytest.mark.parametrize(
    ("before", "data", "expected"),
    [
        (UNSEEN, b"{}", (5, False)),
        ((5, 1, 2, 7), b"{}", (0, False)),
        ((4, 1, 2, 7), b"{}", (5, False)),
        ((4, 1, 2, 7), b"{}\n", (5, True)),
        ((4, 1, 2, 7), b"{}x", (5, False)),
        ((4, 1, 2, 8), b"{}\n", (5, False)),
    ],
)
def test_a_file_has_the_time_of_its_content(before: Stamp, data: bytes, expected: tuple[int, bool]) -> None:
    file = with_time(FILE, Bytes(data, len(data), (5, 2, len(data), 7)), before)
    assert (file.written, file.continued) == expected

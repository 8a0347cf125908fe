"""How far some work is, in the top line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from recview.display.ascii_text import ascii_text
from recview.display.progress import progress_parts


def shown(work: str, done: int, total: int, width: int) -> str:
    return "".join(part.text for part in progress_parts(work, done, total, width))


@pytest.mark.parametrize(
    ("done", "total", "width", "expected"),
    [
        (0, 3_162, 120, "indexing ················     0 of 3,162  "),
        (812, 3_162, 120, "indexing ━━━━············   812 of 3,162  "),
        (900, 3_162, 120, "indexing ━━━━╸···········   900 of 3,162  "),
        (3_162, 3_162, 120, "indexing ━━━━━━━━━━━━━━━━ 3,162 of 3,162  "),
        (812, 3_162, 92, "indexing ━━╸·······   812 of 3,162  "),
        (812, 3_162, 80, "indexing ━━······  25 %  "),
        (3_162, 3_162, 80, "indexing ━━━━━━━━ 100 %  "),
        (1, 2, 200, "indexing ━━━━━━━━━━━━············ 1 of 2  "),
        (9, 4, 120, "indexing ━━━━━━━━━━━━━━━━ 4 of 4  "),
        (812, 0, 120, "indexing 812 …  "),
        (0, 0, 120, "indexing …  "),
    ],
)
def test_how_far_it_is(done: int, total: int, width: int, expected: str) -> None:
    assert shown("indexing", done, total, width) == expected


def test_what_stands_behind_the_counts() -> None:
    assert "".join(part.text for part in progress_parts("opening", 21, 45, 120, " MB · esc cancels")) == (
        "opening ━━━━━━━········· 21 of 45 MB · esc cancels  "
    )
    assert "esc" not in "".join(part.text for part in progress_parts("opening", 21, 45, 80, " MB · esc cancels"))


def test_done_and_left_differ_by_sign_and_by_style() -> None:
    parts = progress_parts("searching", 5, 10, 80)
    assert [(part.text, part.style) for part in parts[1:3]] == [("━━━━", "accent"), ("····", "faint")]
    assert ascii_text(shown("searching", 9, 16, 80)) == "searching ----+...  56 %  "


@given(st.integers(-5, 10_000), st.integers(1, 10_000), st.integers(20, 240))
def test_nothing_moves_while_it_goes_on(done: int, total: int, width: int) -> None:
    assert cell_len(shown("opening", done, total, width)) == cell_len(shown("opening", 0, total, width))

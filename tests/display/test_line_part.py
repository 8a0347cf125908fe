"""What is shown of a line, and that no more of it is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from recview.display import line_part as module
from recview.display.line_part import CellIndex, visible
from recview.display.sanitize import sanitize
from tests.examples import examples

PIECES = ["a", "bc ", "ö", "中文", "👍🏽", "⚠️", "👩‍🔬", "🇳🇴", "e\u0301", "\x1b", "\t", "\u202e", "x" * 300, "中" * 300]


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=20).map("".join), left=st.integers(0, 900), width=st.integers(1, 90)
)
@examples(200)
def test_it_is_the_part_between_two_cells(text: str, left: int, width: int) -> None:
    start, shown, pad = visible(CellIndex(text), left, width)
    assert pad + cell_len(shown) <= width
    assert sanitize(text)[start : start + len(shown)] == shown
    if shown:
        assert cell_len(sanitize(text)[:start]) == left + pad
        assert pad <= 1
        rest = sanitize(text)[start + len(shown) :]
        # What comes next does not fit any more.
        (_, end, cells), *_ = split_graphemes(rest)[0] or [(0, 0, 2)]
        assert not rest or (end and cells + pad + cell_len(shown) > width - 2)


@pytest.mark.parametrize(
    "line", ["x" * 1_000_000, "größe " * 200_000, "中文 👍🏽 " * 150_000], ids=["ascii", "latin", "wide"]
)
@pytest.mark.parametrize("left", [0, 700])
def test_a_long_line_is_not_looked_at_as_a_whole(line: str, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def counted(text: str) -> str:
        nonlocal measured
        measured += len(text)
        return sanitize(text)

    monkeypatch.setattr(module, "sanitize", counted)
    index = CellIndex(line)
    for _ in range(10):
        visible(index, left, 100)
    assert measured <= left + 10 * (100 + 3 * module.BLOCK) + 3 * module.BLOCK

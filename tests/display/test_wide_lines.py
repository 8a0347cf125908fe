"""Lines of one-cell and two-cell characters are wrapped by counting, as they would be one character at a time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from recview.display.sanitize import sanitize
from recview.display.wide_lines import NARROW, WIDE, wrap_two_widths, wrap_wide
from recview.display.wrap import rows
from tests.examples import examples


@pytest.mark.parametrize(("characters", "cells"), [(NARROW, 1), (WIDE, 2)], ids=["narrow", "wide"])
def test_each_character_of_a_class_takes_its_cells(characters: str, cells: int) -> None:
    members = [chr(code) for code in range(0x20, 0x11000) if code != 0x7F and re.match(f"[{characters}]", chr(code))]
    assert len(members) > 1_000
    assert {get_character_cell_size(character) for character in members} == {cells}
    assert [character for character in members if sanitize(character) != character] == []


def wrapped(wrap: object, text: str, width: int) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    wrap(text, 0, len(text), width, starts, ends)  # type: ignore[operator]
    return starts, ends


@given(st.text(st.sampled_from("aé 中文。,（…"), max_size=60), st.integers(1, 14))
@examples(300)
def test_counting_wraps_as_going_from_one_to_the_next(text: str, width: int) -> None:
    assert wrapped(wrap_two_widths, text, width) == wrapped(wrap_wide, text, width)


@given(st.text(st.sampled_from("aéß .,"), max_size=60), st.integers(1, 14))
@examples(150)
def test_narrow_text_wraps_as_going_from_one_to_the_next(text: str, width: int) -> None:
    laid = rows(text, width)
    assert (list(laid.starts), list(laid.ends)) == wrapped(wrap_wide, text, width)

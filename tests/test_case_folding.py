"""Case set aside: nothing moves, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.case_folding import fold


def width(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def test_every_character_stays_where_it_was() -> None:
    for point in range(0x110000):
        letter = chr(point)
        folded = fold(letter)
        assert (len(folded), width(folded)) == (1, width(letter)), hex(point)
        assert fold(folded) == folded, hex(point)


@given(st.text(st.characters()))
def test_a_text_is_folded_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hello", "hELLO"), ("ÉTÉ", "été"), ("ΟΔΟΣ", "οδος"), ("ПРИВЕТ", "привет"), ("µ", "μ"), ("Ǆ", "ǅ"), ("𐐀", "𐐨")],
)
def test_capital_and_small_letters_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ß", "ss"), ("İ", "i"), ("\u212a", "k"), ("é", "e"), ("é", "e\u0301"), ("ﬁ", "fi")]
)
def test_what_would_move_or_is_another_letter_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)

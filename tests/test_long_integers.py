"""The quick look for long integers finds what the expression finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview.long_integers import _LONG_INTEGER, _WINDOW, holds_long_integer
from tests.examples import examples

_NUMBER_TEXT = st.lists(
    st.sampled_from([*(bytes((byte,)) for byte in b':[,]} \n\r\x0b-.e"x7'), b"0" * 18, b"1" * 19, b"9" * 20]),
    max_size=12,
).map(b"".join)


@given(_NUMBER_TEXT, st.sampled_from([0, 1, _WINDOW - 21, _WINDOW - 20, _WINDOW - 1, _WINDOW]))
@examples(1_000)
def test_the_quick_look_misses_no_long_integer(text: bytes, before: int) -> None:
    data = b"x" * before + text
    assert holds_long_integer(data) == bool(_LONG_INTEGER.search(data))

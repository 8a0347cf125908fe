"""Two texts as one, by words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.review.word_diff import Piece, word_diff


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("the cat sat", "the dog sat", [("same", "the"), ("removed", " cat"), ("added", " dog"), ("same", " sat")]),
        ("abc", "xyz", [("removed", "abc"), ("added", "xyz")]),
        ("", "new", [("added", "new")]),
        ("", "", []),
        ("東京は晴れ", "東京は雨", [("same", "東京は"), ("removed", "晴れ"), ("added", "雨")]),
    ],
)
def test_pieces(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in word_diff(before, after)] == pieces


@given(st.text("ab c\n,é東", max_size=40), st.text("ab c\n,é東", max_size=40))
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(text for change, text in pieces if change != "added") == before
    assert "".join(text for change, text in pieces if change != "removed") == after
    assert all(isinstance(piece, Piece) and piece.text for piece in pieces)

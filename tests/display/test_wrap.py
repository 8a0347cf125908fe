"""Wrapping: no character is lost, no row is too wide, and rows are found by offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from recview.display import wrap
from recview.display.wrap import rows
from tests.examples import examples

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
ACCENTED = "e\u0301"
WIDE_BY_SELECTOR = "❤\ufe0f"

texts = st.lists(
    st.sampled_from(
        ["a", "bc", " ", "  ", "\n", "中", "文字", FAMILY, ACCENTED, "🇩🇪", "👍🏽", "x" * 9, "。", ",", WIDE_BY_SELECTOR]
    ),
    max_size=40,
).map("".join)


def laid(text: str, width: int) -> list[str]:
    found = rows(text, width)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def check(text: str, width: int) -> None:
    found = rows(text, width)
    assert len(found) == len(found.starts) == len(found.ends) > 0
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        # Between two rows is nothing, or the one blank or line feed at which they part.
        assert text[at:start] in ("", " ", "\n")
        assert start <= end
        row = text[start:end]
        assert "\n" not in row
        assert cell_len(row) <= max(width, 1) or (width <= 1 and cell_len(row) == 2)
        at = end
    assert at == len(text)
    assert found.starts[0] == 0


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("\n", 5, ["", ""]),
        ("abc", 5, ["abc"]),
        ("abc def", 7, ["abc def"]),
        ("abc def", 6, ["abc", "def"]),
        ("abc def", 3, ["abc", "def"]),
        ("abcdef", 3, ["abc", "def"]),
        ("abcdefg", 3, ["abc", "def", "g"]),
        ("a\n\nb\n", 3, ["a", "", "b", ""]),
        ("ab  cd", 3, ["ab ", "cd"]),
        ("abc", 0, ["a", "b", "c"]),
        ("中文字", 4, ["中文", "字"]),
        ("中文字", 3, ["中", "文", "字"]),
        ("中文", 1, ["中", "文"]),
        ("中文 字", 5, ["中文 ", "字"]),
        ("中文,字。", 5, ["中文,", "字。"]),
        ("abc中文 de", 6, ["abc中", "文 de"]),
        (FAMILY * 3, 4, [FAMILY * 2, FAMILY]),
        (FAMILY * 2, 3, [FAMILY, FAMILY]),
        (ACCENTED * 5, 3, [ACCENTED * 3, ACCENTED * 2]),
        ("👍🏽" * 3, 4, ["👍🏽👍🏽", "👍🏽"]),
        ("plain line\n中文字", 6, ["plain", "line", "中文字"]),
    ],
)
def test_rows(text: str, width: int, expected: list[str]) -> None:
    assert laid(text, width) == expected
    check(text, width)


def test_closing_punctuation_does_not_widen_a_row() -> None:
    assert laid("c中。。", 5) == ["c", "中。", "。"]


@given(texts, st.integers(1, 12))
@examples(150)
def test_nothing_is_lost_and_nothing_too_wide(text: str, width: int) -> None:
    check(text, width)


@given(st.text(st.sampled_from("ab \n"), max_size=60), st.integers(-1, 9))
@examples(150)
def test_plain_text_is_wrapped_alike_beside_other_lines(text: str, width: int) -> None:
    check(text, width)
    assert laid(f"{text}\n中", width)[:-1] == laid(text, width)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("abé cd", 3, ["abé", "cd"]), ("中文 字", 4, ["中文", "字"])],
    ids=["accents", "wide"],
)
def test_blank_at_a_full_row(text: str, width: int, expected: list[str]) -> None:
    assert laid(text, width) == expected


@pytest.mark.parametrize("text", [WIDE_BY_SELECTOR * 6, "1\ufe0f\u20e3" * 6], ids=["heart", "keycap"])
def test_emoji_that_are_wide_by_a_selector(text: str) -> None:
    check(text, 5)


@given(texts, st.integers(2, 12))
@examples(100)
def test_offsets_find_their_row(text: str, width: int) -> None:
    found = rows(text, width)
    for offset in range(len(text) + 1):
        row = found.row_at(offset)
        assert found.starts[row] <= offset
        assert row == len(found) - 1 or offset < found.starts[row + 1]
    counts = [found.shown(length) for length in range(len(text) + 1)]
    assert counts[0] == 1
    assert counts == sorted(counts)
    for length, count in enumerate(counts):
        # The rows that are there begin before the end of what is shown; the next one does not.
        assert count == 1 or found.starts[count - 1] < length
        assert count == len(found) or found.starts[count] >= length


@pytest.mark.parametrize(
    ("length", "count"), [(0, 1), (1, 1), (3, 1), (4, 1), (5, 2), (7, 2)], ids=lambda value: str(value)
)
def test_rows_shown(length: int, count: int) -> None:
    assert rows("abc def", 3).shown(length) == count


@given(texts, st.integers(2, 12))
def test_a_very_long_line_is_wrapped_anywhere(text: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrap, "LONG", 5)
        found = rows(text, width)
    lines = text.split("\n")
    joined = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert "".join(joined).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(cell_len(row) <= width for row in joined)
    assert len(joined) >= len(lines)


def test_a_very_long_line_takes_whole_rows_where_its_characters_are_narrow() -> None:
    text = "größe " * 20_000
    found = rows(text, 40)
    assert len(found) == len(text) // 40
    assert {end - start for start, end in zip(found.starts, found.ends, strict=True)} == {40}

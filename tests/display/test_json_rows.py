"""A JSON document's rows: wrapped at a width, without what a fold hides; where hits are, what a selection copies."""

from __future__ import annotations

import pytest

from recview.display.hits import Hit, Stretch
from recview.display.json_lines import json_lines
from recview.display.json_row import json_row
from recview.display.json_rows import JsonRows
from recview.display.json_selection import text_between

VALUE = {"a": ["one two three four five six seven", {"b": 1}], "c": "中文" * 12}


def laid_out(room: int, *folded: int, wraps: bool = True) -> JsonRows:
    rows = JsonRows(json_lines(VALUE), set(folded))
    rows.lay_out(room, wraps=wraps)
    return rows


def texts(rows: JsonRows) -> list[str]:
    return [json_row(rows, row).text for row in range(len(rows))]


def test_rows_are_wrapped_lines() -> None:
    assert texts(laid_out(30)) == [
        "{",
        '▾ "a": [',
        '    "one two three four five',
        '      six seven",',
        "  ▾ {",
        '      "b": 1',
        "    }",
        "  ],",
        '  "c": "中文中文中文中文中文',
        "    中文中文中文中文中文中文",
        '    中文"',
        "}",
    ]


def test_a_fold_is_one_row_with_a_preview() -> None:
    assert texts(laid_out(40, 1))[1].startswith('▸ "a": [ "one two')
    assert len(laid_out(40, 0)) == 1


def test_lines_that_are_not_wrapped_tell_how_wide_they_are() -> None:
    rows = laid_out(20, wraps=False)
    assert len(rows) == len(rows.document.lines)
    assert rows.widest >= 20
    assert laid_out(20).widest == 0


@pytest.mark.parametrize("room", [20, 30, 60])
def test_a_hit_is_on_its_row(room: int) -> None:
    rows = laid_out(room)
    for needle in ("six", "文中", "b"):
        hits = list(rows.search(needle))
        assert hits
        for hit in hits:
            row = rows.row_of(hit)
            anchor, start, end, shift = rows.stretch(row)
            assert anchor == hit.anchor
            assert start <= hit.start < end
            shown = json_row(rows, row).text
            assert needle.startswith(shown[hit.start + shift : min(hit.end, end) + shift])


def test_asking_for_the_row_of_a_hidden_hit_changes_nothing() -> None:
    rows = laid_out(40, 1)
    (hit,) = rows.search("six")
    before = texts(rows)
    assert rows.row_of(hit) == 1
    assert (texts(rows), rows.folded) == (before, {1})
    assert rows.stretch(1) == Stretch(1, 0, 0)
    assert rows.unfold_around(hit.anchor)
    assert rows.folded == set()


@pytest.mark.parametrize(
    ("folded", "line", "unfolds", "left"),
    [
        ({1}, 1, False, {1}),
        ({1}, 2, True, set()),
        ({0, 1}, 1, True, set()),
        ({3}, 2, False, {3}),
        ({1, 3}, 4, True, set()),
    ],
)
def test_unfolding_around_a_line(folded: set[int], line: int, unfolds: bool, left: set[int]) -> None:
    rows = laid_out(40, *folded)
    assert rows.unfold_around(line) == unfolds
    assert rows.folded == left


def test_all_of_it_is_copied_as_it_is_whatever_is_folded_and_wrapped() -> None:
    for room in (12, 20, 40):
        for folded in ((), (0,), (1,), (3,)):
            rows = laid_out(room, *folded)
            assert text_between(rows, None, None) == "\n".join(rows.document.lines)


def test_a_selection_leaves_out_the_margin() -> None:
    rows = laid_out(30)
    assert text_between(rows, (2, 19), (3, 9)) == "four five six"
    assert text_between(rows, (3, 0), (3, 9)) == "six"
    assert text_between(rows, (99, 0), None) == ""


def test_rows_before_there_is_a_document() -> None:
    rows = JsonRows(json_lines(None), set())
    assert (len(rows), rows.line_at(0), rows.stretch(0)) == (0, None, Stretch(0, 0, 0))
    assert rows.row_of(Hit(0, 0, 1)) == 0

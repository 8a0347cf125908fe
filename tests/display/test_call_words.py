"""The words that a row quotes: what a call is about, where a text was found, and the room that they take."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from recview.display.call_words import LEAST, Quote, call_words, quoted
from recview.display.tree_line import tree_line
from recview.display.tree_rows import TreeRows
from recview.library import IndexedFile, Library
from recview.model import Entry, Outline, Source, Usage

KEY = "sk-proj-abcdefghijklmnop"


@pytest.mark.parametrize(
    ("opening", "question", "expected"),
    [
        ("Say hello", "", "Say hello"),
        ("Say hello", "Say goodbye", "Say goodbye"),
        ("  Say\n\thello ", "", "Say hello"),
        ("", "", None),
        (" \n", "", None),
        (f"{'word ' * 15}and sk-proj-", "", "word " * 15 + "and"),
        ("我" * 80, "", "我" * 80),
        (f"Use {KEY}", "", "Use sk-" + "•" * 21),
    ],
    ids=["opening", "last question", "one line", "none", "blank", "a cut word is left out", "one word", "credential"],
)
def test_words(opening: str, question: str, expected: str | None) -> None:
    quote = call_words(Outline("chat", opening=opening, question=question))
    assert (quote.text if quote else None) == expected


@pytest.mark.parametrize(
    ("quote", "room", "expected"),
    [
        (Quote("Say hello"), 20, "“Say hello”"),
        (Quote("Say hello"), 11, "“Say hello”"),
        (Quote("Say hello to all"), 11, "“Say hello…"),
        (Quote("我喜欢吃苹果"), 9, "“我喜欢…"),
        (Quote("what a lovely hello this is", 14, 19), 40, "“what a lovely ›hello‹ this is”"),
        (Quote("what a lovely hello this is", 14, 19), 20, "“…ely ›hello‹ this is”"),
        (Quote("what a lovely hello", 14, 19), 14, "“…ovely ›hello‹”"),
    ],
)
def test_quoted(quote: Quote, room: int, expected: str) -> None:
    pieces = quoted(quote, room)
    assert "".join(f"›{piece}‹" if style == "hit" else piece for piece, style in pieces) == expected


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 30), st.integers(LEAST, 80))
def test_a_quote_has_the_room_that_it_is_given(text: str, start: int, length: int, room: int) -> None:
    end = min(len(text), start + length)
    for quote in (Quote(text), Quote(text, min(start, end), end)):
        assert cell_len("".join(piece for piece, _ in quoted(quote, room))) <= room


def shown(width: int, *, is_keen: bool = False, unfolded: bool = True) -> str:
    outline = Outline("chat", "tool_calls", Usage(output=41), opening="Call get_weather", finish_form="tool_calls")
    entries = [Entry(Source(f"{name}.json"), test_id="x/a.py::t", outline=outline) for name in "ab"[: 1 + unfolded]]
    library = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries)
    rows = TreeRows(library.root, unfolded=unfolded)
    rows.set_open([("x",), ("x", "a.py")], True)
    row = rows.at(len(rows) - 1)
    assert row is not None
    quote = call_words(outline)
    line = tree_line(row, width, unfolded=False, current=False, digits=2, quote=quote, is_keen=is_keen)
    text = "".join(piece for piece, _ in line)
    assert cell_len(text) == width
    return re.sub(" {3,}", "   ", text).strip()


@pytest.mark.parametrize(
    ("width", "is_keen", "expected"),
    [
        (80, False, "2 “Call get_weather”   ▲ tool_calls   41"),
        (48, False, "2 “Call get_weat…  ▲ tool_calls   41"),
        (36, False, "2 “Call get_weat…  ▲   41"),
        (32, False, "2  ▲ tool_calls   41"),
        (30, True, "2 “Call get_weathe…  ▲"),
        (22, True, "2  ▲…   41"),
    ],
    ids=["room", "cut", "the mark of the ending", "no room", "the cursor's row", "not even there"],
)
def test_words_stand_where_there_is_room(width: int, is_keen: bool, expected: str) -> None:
    assert shown(width, is_keen=is_keen) == expected


def test_a_test_of_one_recording_has_its_words_behind_its_name() -> None:
    assert shown(80, unfolded=False) == "· t   “Call get_weather”   ▲ tool_calls   41"
    assert "“" not in shown(30, unfolded=False)

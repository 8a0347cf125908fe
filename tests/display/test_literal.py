"""Recorded text on a terminal: every character is neutral, and stands where it stood."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recview.display.literal import literal, literal_text
from tests.hostile import ESCAPES, SURROGATE

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HARMFUL = frozenset(c for c in EVERYTHING if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}) | BIDI


def test_every_code_point_keeps_its_place_and_none_can_harm() -> None:
    for shown, allowed in ((literal(EVERYTHING), ""), (literal_text(EVERYTHING), "\n")):
        assert len(shown) == len(EVERYTHING)
        assert HARMFUL.intersection(shown) == set(allowed)
        assert len(shown.encode()) > 0


@pytest.mark.parametrize("character", sorted(HARMFUL, key=ord)[:200:7] + sorted(BIDI), ids=lambda c: f"U+{ord(c):04X}")
def test_one_harmful_character_becomes_one_visible_one(character: str) -> None:
    shown = literal(character)
    assert len(shown) == 1
    assert shown == " " or unicodedata.category(shown)[0] in "SP"


@pytest.mark.parametrize(
    ("recorded", "line", "text"),
    [
        ("", "", ""),
        ("plain words", "plain words", "plain words"),
        ("a\nb", "a␊b", "a\nb"),
        ("a\r\n", "a␍␊", "a␍\n"),
        ("a\tb", "a b", "a b"),
        ("\x1b[2J", "␛[2J", "␛[2J"),
        ("\x00\x7f", "␀␡", "␀␡"),
        ("\x9b31m", "�31m", "�31m"),
        ("\u202eabc", "⸱abc", "⸱abc"),
        ("a\u2028b\u2029", "a␤b␤", "a␤b␤"),
        ("\ufeff\u200b", "⸱⸱", "⸱⸱"),
        ("soft\u00adhyphen", "soft‐hyphen", "soft‐hyphen"),
        (SURROGATE, "lone � surrogate", "lone � surrogate"),
        ("é 中 👩\u200d👧 ❤\ufe0f", "é 中 👩\u200d👧 ❤\ufe0f", "é 中 👩\u200d👧 ❤\ufe0f"),
        ("[bold]x[/]", "[bold]x[/]", "[bold]x[/]"),
    ],
    ids=[
        "empty",
        "plain",
        "line feed",
        "carriage return",
        "tab",
        "escape",
        "nul and delete",
        "C1",
        "bidi",
        "separators",
        "invisible",
        "soft hyphen",
        "surrogate",
        "scripts",
        "markup is kept",
    ],
)
def test_spelling(recorded: str, line: str, text: str) -> None:
    assert literal(recorded) == line
    assert literal_text(recorded) == text


@given(st.text(st.characters() | st.sampled_from(sorted(HARMFUL))))
@settings(max_examples=100, deadline=None)
def test_any_text(recorded: str) -> None:
    for shown, allowed in ((literal(recorded), set[str]()), (literal_text(recorded), {"\n"})):
        assert len(shown) == len(recorded)
        assert HARMFUL.intersection(shown) <= allowed
        assert shown.encode().decode() == shown
    assert literal(literal(recorded)) == literal(recorded)


def test_hostile_text_is_neutral() -> None:
    assert not HARMFUL.intersection(literal(ESCAPES))

"""Recorded text on a terminal: every character is neutral, and stands where it stood."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display import sanitize as gate
from recview.display.sanitize import escaped_json, sanitize, sanitize_text
from tests.examples import examples
from tests.hostile import ESCAPES, SURROGATE

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HARMFUL = frozenset(c for c in EVERYTHING if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}) | BIDI


def test_every_code_point_keeps_its_place_and_none_can_harm() -> None:
    for shown, allowed in ((sanitize(EVERYTHING), ""), (sanitize_text(EVERYTHING), "\n")):
        assert len(shown) == len(EVERYTHING)
        assert HARMFUL.intersection(shown) == set(allowed)
        assert len(shown.encode()) > 0


@pytest.mark.parametrize("character", sorted(HARMFUL, key=ord)[:200:7] + sorted(BIDI), ids=lambda c: f"U+{ord(c):04X}")
def test_one_harmful_character_becomes_one_visible_one(character: str) -> None:
    shown = sanitize(character)
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
    assert sanitize(recorded) == line
    assert sanitize_text(recorded) == text


@given(st.text(st.characters() | st.sampled_from(sorted(HARMFUL))))
@examples(100)
def test_any_text(recorded: str) -> None:
    for shown, allowed in ((sanitize(recorded), set[str]()), (sanitize_text(recorded), {"\n"})):
        assert len(shown) == len(recorded)
        assert HARMFUL.intersection(shown) <= allowed
        assert shown.encode().decode() == shown
    assert sanitize(sanitize(recorded)) == sanitize(recorded)


def test_hostile_text_is_neutral() -> None:
    assert not HARMFUL.intersection(sanitize(ESCAPES))


@pytest.mark.parametrize(
    "unseen",
    [
        *("\u115f", "\u1160", "\u3164", "\uffa0"),  # Hangul fillers
        *("\u2061", "\u2062", "\u2063", "\u2064", "\u034f", "\u200b", "\u2060", "\u180e", "\u17b4"),
        *("\U000e0001", "\U000e0020", "\U000e0041", "\U000e007f", "\U000e0100", "\U000e01ef", "\ufe00", "\ufe0f"),
        *("\u200c", "\u200d", "\u180b", "\U000e01f0", "\ufff9", "\U0001d173"),
    ],
    ids=lambda unseen: f"U+{ord(unseen):04X}",
)
@pytest.mark.parametrize(("before", "after"), [("a", "b"), ("", ""), (" ", " "), ("é", "."), ("\u202e", "\ufe0f")])
def test_what_cannot_be_seen_is_made_visible(unseen: str, before: str, after: str) -> None:
    shown = sanitize(before + unseen + after)
    assert unseen not in shown
    assert len(shown) == len(before + unseen + after)


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 🧑\u200d⚖\ufe0f",
        "1\ufe0f\u20e3 #\ufe0f\u20e3 ⚠\ufe0f ✔\ufe0e ™\ufe0f ↔\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष क्\u200cष",
        "ක්\u200dෂ",
        "葛\U000e0100飾 芦\ufe00",
        "ᠠ\u180bᠡ",
        "e" + "\u0301" * 8,
        "Tiếng Việt, ไทย, नमस्ते, 한국어, 中文",
    ],
    ids=["families", "keycaps", "flag", "Persian", "Hindi", "Sinhala", "ideographs", "Mongolian", "marks", "scripts"],
)
def test_what_is_seen_by_its_neighbours_stays(text: str) -> None:
    assert sanitize(text) == text
    assert sanitize_text(f"{text}\n") == f"{text}\n"


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("👨\u200d", "👨⸱"),
        ("👨\u200da", "👨⸱a"),
        ("a\u200d👨", "a⸱👨"),
        ("a\ufe0f\u200d👨", "a⸱⸱👨"),
        ("م\u200c م", "م⸱ م"),
        ("1\ufe0fa", "1⸱a"),
        ("😀\ufe0f\ufe0f\ufe0f", "😀\ufe0f⸱⸱"),
        ("葛\U000e0100\U000e0101", "葛\U000e0100⸱"),
        ("🏴\U000e0067\U000e0062", "🏴⸱⸱"),
        ("🏴\U000e0067\U000e0062" + "\U000e0061" * 9 + "\U000e007f", "🏴" + "⸱" * 12),
        ("a" + "\u0301" * 10 + "b" + "\u0301" * 2, "a" + "\u0301" * 8 + "⸱⸱b" + "\u0301" * 2),
    ],
    ids=[
        "at the end",
        "beside a letter",
        "behind a letter",
        "behind a lone selector",
        "before a blank",
        "no keycap",
        "a second selector",
        "a second variant",
        "flag without its end",
        "flag with a message",
        "piled marks",
    ],
)
def test_what_joins_nothing_is_made_visible(recorded: str, shown: str) -> None:
    assert sanitize(recorded) == shown
    assert sanitize(shown) == shown


SHAPING = "a1👨🏽❤م\u064bक्葛🏴᠎ᠠ\u0301\u20e3\u200c\u200d\ufe0e\ufe0f\ufe00\u180b\U000e0067\U000e007f\U000e0100\u202e\n"


@given(st.text(st.sampled_from(SHAPING)))
@examples(300)
def test_joiners_in_any_order(recorded: str) -> None:
    shown = sanitize(recorded)
    assert len(shown) == len(recorded)
    assert sanitize(shown) == shown
    kept = [seen for seen, character in zip(shown, recorded, strict=True) if seen == character]
    assert set(shown) - set(kept) <= {"⸱", "␊"}


@given(st.text(st.characters() | st.sampled_from(sorted(HARMFUL) + list(SHAPING))))
@examples(200)
def test_json_for_programs_is_the_same_value_and_neutral(recorded: str) -> None:
    for text in (
        json.dumps({"x": recorded}),
        json.dumps({"x": recorded.encode("utf-8", "replace").decode()}, ensure_ascii=False),
    ):
        written = escaped_json(text)
        assert json.loads(written) == json.loads(text)
        assert sanitize(written) == written


def test_what_is_passed_at_a_glance_is_what_the_patterns_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = sorted(gate._HARMLESS)
    texts = [*letters, "".join(letters)]
    monkeypatch.setattr(gate, "_HARMLESS", frozenset())
    assert [sanitize(text) for text in texts] == texts

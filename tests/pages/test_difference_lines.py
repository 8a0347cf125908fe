"""One difference as lines: short values on one, texts by words, long ones cut."""

from __future__ import annotations

import pytest

from recview.display.mask import covered
from recview.model import Json
from recview.pages.difference_lines import ADDED_WORDS, LONGEST, REMOVED_WORDS, difference_lines
from recview.verdicts.comparison import MISSING, Difference, Missing

BRACKETS = {REMOVED_WORDS: "[-{}-]", ADDED_WORDS: "{{+{}+}}"}


def lines(before: Json | Missing, after: Json | Missing, *, whole: bool = False) -> list[str]:
    return [
        "".join(BRACKETS.get(style, "{}").format(text) for text, style in line)
        for line in difference_lines(Difference("text", "at", before, after), covered, whole=whole)
    ]


POEM = "The curfew tolls the knell of parting day, the lowing herd winds slowly o'er the lea"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("stop", "length", ["text  at: stop → length"]),
        (True, None, ["text  at: true → null"]),
        ("null", None, ["text  at: null → null"]),
        (MISSING, 1, ["text  at: + 1"]),
        (["a"], MISSING, ['text  at: - ["a"]']),
        (MISSING, "a\nb", ["text  at", "  + a", "  + b"]),
        ("a\nb", "c", ["text  at", "  - a", "  - b", "  + c"]),
        (
            POEM,
            POEM.replace("parting", "closing"),
            ["text  at", f"  {POEM.replace(' parting', '[- parting-]{+ closing+}')}"],
        ),
        ("a" * 40, "b c", ["text  at", f"  - {'a' * 40}", "  + b c"]),
        ({"key": "x" * 40}, 1, ["text  at", f'  - {{"key":"{"x" * 40}"}}', "  + 1"]),
    ],
)
def test_lines(before: Json | Missing, after: Json | Missing, shown: list[str]) -> None:
    assert lines(before, after) == shown


def test_what_both_have_is_cut_around_the_changes() -> None:
    filler = "same words again and again " * 40
    [_, line] = lines(f"{filler}one {filler}", f"{filler}two {filler}")
    assert line.count("…") == 2
    assert "[- one-]{+ two+}" in line
    assert len(line) < 200
    assert "…" not in lines(f"{filler}one {filler}", f"{filler}two {filler}", whole=True)[1]


def test_long_texts_are_cut_and_say_so() -> None:
    [_, old, new] = lines("x" * 5_000, "y" * 5_000)
    assert old == f"  - {'x' * LONGEST}… (3,800 more characters)"
    assert lines("x" * 5_000, "y" * 5_000, whole=True)[1] == f"  - {'x' * 5_000}"
    assert new.startswith("  + y")


def test_credentials_are_covered_before_anything_is_cut() -> None:
    key = "sk-proj-" + "a" * 40
    shown = "".join(lines(f"the key {key} is old {'x' * 3_000}", f"the key {key} is new {'x' * 3_000}"))
    assert "aaaa" not in shown
    assert "aaaa" not in "".join(lines(f"{'x ' * (LONGEST // 2 - 10)}{key}", MISSING))

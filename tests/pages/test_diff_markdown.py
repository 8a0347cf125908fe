"""Markdown of what changed: bounded, honest of what it leaves out, and code where anything was recorded."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from recview.display.mask import covered
from recview.pages.diff_lines import Detail
from recview.pages.diff_markdown import MOST, diff_markdown
from recview.verdicts.changes import Change, Changes, in_order
from recview.verdicts.comparison import MISSING, Comparison, Difference
from recview.verdicts.kinds import Class


def change(class_: Class, old: str, new: str, test: str = "tests/a.py::test_a", path: str = "a.json") -> Change:
    difference = Difference("text", "answer.choices[0].text", old, new)
    return Change(path, path, Comparison("changed", class_, (difference,)), test, "ollama")


def shown(*each: Change, detail: Detail | None = None) -> str:
    changes = Changes(in_order(each))
    return diff_markdown(changes, changes.each, detail or Detail(covered), ("before", "after"))


def test_the_document() -> None:
    assert shown(change("behaviour", "old\nlines", "new"), change("noise", "a", "b")) == (
        "**1 behaviour change in 1 test; 1 noise**\n\n`before` → `after`\n\n### behaviour\n\n"
        "#### `tests/a.py::test_a` · `ollama`\n\n`a.json`\n\n"
        "```diff\n@@ text answer.choices[0].text @@\n- old\n- lines\n+ new\n```\n\n### noise\n\n1 noise: 1 text\n"
    )


def test_it_stays_below_its_bound_and_says_what_it_left_out() -> None:
    many = [change("reworded", "x" * 900, "y" * 900, path=f"{index}.json") for index in range(100)]
    gone = Change("gone.json", None, Comparison("gone", "gone"))
    text = shown(change("behaviour", "a", "b"), *many, gone)
    assert len(text) <= MOST
    assert text.startswith("**1 behaviour change in 1 test; 100 reworded; 1 gone**")
    listed = len(re.findall(r"^`\d+\.json`$", text, re.M))
    assert listed > 20
    assert f"**Left out to stay below 60,000 characters: {100 - listed} reworded, 1 gone.**" in text
    assert text.count("```") % 2 == 0


def test_one_recording_does_not_take_all_the_room() -> None:
    differences = tuple(Difference("data", f"answer.field{index}", "x" * 500, MISSING) for index in range(400))
    text = shown(Change("a.json", "a.json", Comparison("changed", "reworded", differences)), change("new", "", ""))
    assert len(text) < 10_000
    assert re.search(r"# 3\d\d more differences", text)


HOSTILE = st.text(st.sampled_from("`~#*_[]()<>!|\\\n\r\t\x1b\x85\u2028 a-+@"), max_size=40)


@settings(max_examples=200, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_nothing_recorded_is_read_as_markup(old: str, new: str, test: str, path: str) -> None:
    text = shown(change("behaviour", old, new, test, path))
    outside = _without_code(text)
    assert re.fullmatch(r"[\w\s*;:→·,.()#-]*", outside), outside
    headings = [line.replace("(empty)", "") for line in outside.split("\n") if line.startswith("#")]
    assert headings == ["### behaviour", "####  · " if test else "#### "]


def _without_code(text: str) -> str:
    """What is left of a document without fenced code and code spans, by the rules of CommonMark."""
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opened = re.match(r"(`{3,})diff$", line)
        if fence:
            fence = "" if re.fullmatch(rf"`{{{len(fence)},}}\s*", line) else fence
        elif opened:
            fence = opened[1]
        else:
            kept.append(re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line))
    assert not fence
    return "\n".join(kept)

"""The lines of all changes: what is shown, folded, chosen."""

from __future__ import annotations

import pytest

from recview.display.mask import covered
from recview.pages.diff_lines import MOST_SHOWN, Detail, diff_lines, moved_words, stat_lines
from recview.verdicts.changes import Change
from recview.verdicts.comparison import Comparison, Difference
from recview.verdicts.kinds import CLASS_OF, gravest


def change(*kinds: str, path: str = "a.json", test: str = "t::a", ambiguity: str = "") -> Change:
    every = [Difference(kind, f"at.{kind}", 1, 2) for kind in kinds]
    comparison = Comparison(
        "changed",
        gravest(CLASS_OF[kind] for kind in kinds),
        tuple(difference for difference in every if difference.counts),
        tuple(difference for difference in every if not difference.counts),
    )
    return Change(path, path, comparison, test, "openai", ambiguity)


def text(*changes: Change, whole: bool = False, only: str = "") -> str:
    detail = Detail(covered, whole, frozenset(filter(None, only.split(","))))
    return "\n".join("".join(piece for piece, _ in line) for line in diff_lines(detail.chosen(changes), detail))


BOTH = change("tool_name", "text", "ids", "usage")


@pytest.mark.parametrize(
    ("whole", "only", "shown", "hidden"),
    [
        (False, "", ("tool_name  at.tool_name: 1 → 2", "text  at.text", "besides: ids, usage"), ("at.ids",)),
        (True, "", ("at.tool_name", "at.ids", "at.usage"), ("besides",)),
        (False, "behaviour", ("at.tool_name", "at.text", "besides: ids, usage"), ("at.ids",)),
        (False, "ids", ("at.ids",), ("at.tool_name", "at.usage", "besides")),
        (False, "text,ids", ("at.text", "at.ids"), ("at.tool_name", "besides")),
        (False, "noise", (), ("a.json",)),
    ],
)
def test_which_differences_are_shown(whole: bool, only: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    lines = text(BOTH, whole=whole, only=only)
    assert all(words in lines for words in shown)
    assert not any(words in lines for words in hidden)


def test_noise_is_one_counting_line() -> None:
    noise = [change("ids", *more, path=f"{index}.json") for index, more in enumerate((["sdk"], [], ["sdk", "seed"]))]
    assert text(*noise) == "\n3 noise: 3 ids, 2 sdk, 1 seed"
    assert "2.json" in text(*noise, whole=True)
    assert text(*noise, only="seed").splitlines()[2:] == ["  t::a · openai", "    2.json", "      seed  at.seed: 1 → 2"]


def test_calls_of_a_test_are_together() -> None:
    changes = [change("text", path="a.json"), change("text", path="b.json"), change("text", path="c.json", test="")]
    assert [line for line in text(*changes).splitlines() if "at." not in line] == [
        *["", "reworded", "  t::a · openai", "    a.json", "    b.json", "  no test named · openai", "    c.json"]
    ]


def test_what_is_ambiguous_is_said() -> None:
    assert "ambiguous: 2 calls of the test are as near" in text(
        change("text", ambiguity="2 calls of the test are as near")
    )


def test_many_differences_are_counted() -> None:
    many = change(*["data"] * (MOST_SHOWN + 7))
    assert text(many).count("at.data") == MOST_SHOWN
    assert "… 7 more differences (--all shows them)" in text(many)
    assert text(many, whole=True).count("at.data") == MOST_SHOWN + 7


def test_a_line_for_each_test() -> None:
    lines = stat_lines([BOTH, change("text", path="b.json"), change("ids", path="c.json", test="")])
    assert ["".join(piece for piece, _ in line) for line in lines] == [
        "  1 behaviour, 1 reworded  t::a · openai",
        "  1 noise  c.json · openai",
    ]


def test_both_paths_of_what_moved() -> None:
    assert moved_words(BOTH._replace(before="b\n.json")) == "b .json → a.json"

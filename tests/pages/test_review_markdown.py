"""What a review came to, as Markdown: what is named, what is counted, and hostile names."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recview.display.mask import covered
from recview.pages.review_markdown import Reviewed, review_markdown, to_take_back
from recview.verdicts.decisions import Decisions
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange, ListedFindings
from tests.examples import examples

NOTHING = Decisions()


def listed(class_: Class, name: str = "a.json", **fields: Any) -> ListedChange:
    return ListedChange(name, name, f"old {name}", "new", class_, **fields)


BEHAVIOUR = [listed("behaviour", f"{name}.json", test_id=f"t.py::{name}", words=("finish_reason",)) for name in "abc"]
OTHERS = [*(listed("reworded", f"{name}.json") for name in "de"), *(listed("noise", f"{name}.json") for name in "fgh")]
ALL = [*OTHERS, *BEHAVIOUR]


def text(changes: list[ListedChange], decisions: Decisions = NOTHING, **fields: Any) -> str:
    return review_markdown(Reviewed(changes, decisions, ("HEAD~1", "the working tree"), **fields), covered)


def test_behaviour_is_named_and_the_rest_counted_but_for_what_was_decided() -> None:
    decisions = Decisions().with_word([BEHAVIOUR[0], OTHERS[0]], "accepted").with_word([BEHAVIOUR[1]], "skipped")
    decisions = decisions.with_note([BEHAVIOUR[1]], "why\n# no heading")
    keys = [change.pair[:8] for change in (*BEHAVIOUR, OTHERS[0])]
    assert text(ALL, decisions, identical=4) == (
        "**2 of 3 behaviour changes seen**\n"
        "\n"
        "`HEAD~1` → `the working tree`: 3 behaviour changes in 3 tests; 2 reworded; 3 noise\n"
        "\n"
        "### behaviour: 1 accepted, 1 skipped, 1 not seen\n"
        "\n"
        f"- [x] `{keys[0]}` · accepted · `a.json` · `t.py::a`: `finish_reason`\n"
        f"- [ ] `{keys[1]}` · skipped · `b.json` · `t.py::b`: `finish_reason`\n"
        "  > `why`\n"
        "  > `# no heading`\n"
        f"- [ ] `{keys[2]}` · not seen · `c.json` · `t.py::c`: `finish_reason`\n"
        "\n"
        "### reworded: 1 accepted, 1 not seen\n"
        "\n"
        f"- [x] `{keys[3]}` · accepted · `d.json`\n"
        "\n"
        "### noise: 3 not seen\n"
        "\n"
    )


def test_new_findings_are_named_with_their_files() -> None:
    findings = ListedFindings(1, ("S101 provider-key: answer: `an API key`",), "error")
    lines = text([OTHERS[2]._replace(findings=findings), OTHERS[3]]).splitlines()
    assert lines[4:7] == [
        "**1 new finding**",
        "",
        "- `f.json` `` 1 new finding: S101 provider-key: answer: `an API key` ``",
    ]


def test_what_was_put_back_is_done_and_not_taken_back_again() -> None:
    decisions = Decisions().with_word(BEHAVIOUR, "skipped")
    restored = {("a.json", "a.json")}
    assert "### behaviour: 2 skipped, 1 restored" in text(BEHAVIOUR, decisions, restored=restored)
    assert to_take_back(BEHAVIOUR, decisions, restored) == BEHAVIOUR[1:]


def test_git_lines_come_last_in_a_fence() -> None:
    assert text(BEHAVIOUR, commands=["git restore a", "git rm b"]).endswith(
        "\nTo take back what was skipped:\n\n```sh\ngit restore a\ngit rm b\n```\n"
    )


def test_without_changes_it_says_so() -> None:
    assert text([], identical=7) == (
        "**nothing to review**\n\n`HEAD~1` → `the working tree`: no differences; 7 identical\n"
    )


def test_of_many_that_were_not_seen_the_first_are_named() -> None:
    changes = [listed("behaviour", f"{index:02}.json") for index in range(50)]
    lines = text(changes, NOTHING.with_word(changes[:2], "skipped")).splitlines()
    assert sum(" · not seen · " in line for line in lines) == 20
    assert sum(" · skipped · " in line for line in lines) == 2
    assert lines[-1] == "- [ ] 28 more, not seen"


def test_it_says_what_it_leaves_out() -> None:
    changes = [listed("behaviour", f"{index:04}{'x' * 100}.json") for index in range(1_000)]
    whole = text(changes, NOTHING.with_word(changes, "accepted"), commands=["git restore"])
    lines = whole.count("- [x] ")
    assert len(whole) < 61_000
    assert f"Left out to stay below 60,000 characters: {1_000 - lines} more lines." in whole
    assert "git restore" in whole


@given(st.text(alphabet="`#*<!\n\r\x1b\u202e[]() -ab\\"), st.text(alphabet="`#>*<!\n\r\x1b -ab"))
@examples(60)
def test_nothing_recorded_is_markup(name: str, note: str) -> None:
    change = listed("behaviour", f"a{name}.json", test_id=name, words=(name,))
    lines = text([change], Decisions().with_note([change], note)).split("\n")
    assert all(re.match(r"(\*\*|`HEAD|### behaviour: 1 not seen$|- \[ \] `|  > [`(]|$)", line) for line in lines)


def test_a_credential_is_covered() -> None:
    key = "sk-proj-" + "aB3dE5fG7h" * 5
    change = listed("behaviour", f"{key}.json", test_id=key, words=(key,))
    assert key not in text([change], Decisions().with_note([change], key))

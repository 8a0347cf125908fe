"""What differs as rows: classes under headings, noise folded by kind, decided rows marked and dimmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from recview.display.change_rows import ChangeRow, change_rows, row_line
from recview.display.review_words import ShownChange, change_line
from recview.verdicts.decisions import Decisions
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange, ListedFindings, listed_in_order
from tests.examples import examples


def change(
    name: str, class_: Class = "behaviour", kinds: tuple[str, ...] = ("text",), words: tuple[str, ...] = ()
) -> ListedChange:
    path = f"{name}.json"
    return ListedChange(path, path, f"old {name}", f"new {name}", class_, kinds, words, f"t.py::{name}")


NONE = Decisions()
CHANGES = listed_in_order(
    [
        change("a", words=("finish_reason stop → length",)),
        change("b"),
        change("c", "reworded"),
        *(change(f"d{number}", "noise", ("ids", "sdk")) for number in range(3)),
        change("e", "noise", ("sdk",)),
        change("f", "usage", ("usage",)),
        change("g", "new", ()),
    ]
)


def text_of(row: ChangeRow, decisions: Decisions = NONE, room: int = 76) -> str:
    return row_line(row, decisions, room).text


def test_noise_is_one_row_a_kind_until_it_is_unfolded() -> None:
    rows = change_rows(CHANGES, frozenset())
    assert [text_of(row).split()[:4] for row in rows if row.heading] == [
        ["▾", "≠", "2", "behaviour"],
        ["▾", "~", "1", "reworded"],
        ["▸", "#", "1", "usage"],
        ["▸", "≈", "3", "noise:"],
        ["▸", "≈", "1", "noise:"],
        ["▾", "+", "1", "new"],
    ]
    assert len([row for row in rows if row.change]) == 4
    rows = change_rows(CHANGES, frozenset({("noise: ids", None), ("behaviour", None)}))
    listed = [row.change.path for row in rows if row.change]
    assert listed == ["c.json", "d0.json", "d1.json", "d2.json", "g.json"]


def test_a_row_says_what_it_is_about_and_what_was_decided() -> None:
    row = change_rows(CHANGES, frozenset())[1]
    assert text_of(row).split() == ["≠", "a", "finish_reason", "stop", "→", "length"]
    decisions = Decisions().with_word(row.changes, "accepted").with_note(row.changes, "as wanted")
    line = row_line(row, decisions, 76)
    assert line.text.startswith("   ✓✎≠  a ")
    assert "as wanted · finish_reason" in line.text
    assert (8, 9, "faint") in [(start, start + 1, style) for start, end, style in line.spans]
    assert row_line(row, decisions, 76, is_restored=True).text.startswith("   ↶✎≠  a ")


def test_new_findings_mark_the_row_its_heading_and_the_line_above_the_sides() -> None:
    findings = ListedFindings(2, ("S101 provider-key: answer: an API key",), "error")
    marked = change("x", "noise", ("ids",))._replace(findings=findings)
    heading, row = change_rows([marked], frozenset({("noise: ids", None)}))
    assert text_of(heading).endswith("1 noise: ids  ◆ 2 new findings")
    line = row_line(row, NONE, 76)
    assert line.text.startswith("     ≈◆ x ")
    assert (6, 7, "error") in line.spans
    left, _ = change_line(ShownChange(marked, (), (1, 1)))
    assert "◆ 2 new findings: S101 provider-key: answer: an API key, …" in "".join(part.text for part in left)


def test_a_heading_counts_what_was_seen() -> None:
    heading, first, second, *_ = change_rows(CHANGES, frozenset())
    one = Decisions().with_word(first.changes, "skipped")
    assert text_of(heading, one).endswith("2 behaviour  1 seen")
    assert text_of(heading, one.with_word(second.changes, "accepted")).endswith("2 behaviour  all seen")


def test_calls_of_a_test_below_its_first_are_dimmed() -> None:
    same = [
        ListedChange(f"{n}.json", f"{n}.json", "", str(n), "behaviour", test_id="t.py::Class::test_x") for n in "12"
    ]
    rows = change_rows(same, frozenset())
    assert [row.has_repeated_name for row in rows] == [False, False, True]
    assert "test_x" in text_of(rows[1])
    assert "Class" not in text_of(rows[1])


@pytest.mark.parametrize("room", [8, 20, 38, 78, 200])
@given(
    name=st.text(min_size=1, max_size=60),
    words=st.text(max_size=60),
)
@examples(20)
def test_no_row_is_wider_than_the_pane_or_writes_controls(room: int, name: str, words: str) -> None:
    hostile = ListedChange(name, name, "", "x", "request", ("messages",), (words,), test_id=name)
    line = row_line(ChangeRow((name, name), "", (hostile,)), Decisions(), room)
    assert cell_len(line.text) <= max(room, 24 + 8)
    assert line.text.isprintable() or not any(ord(character) < 32 for character in line.text)


def test_credentials_are_covered() -> None:
    secret = "sk-proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0"
    row = ChangeRow(("", ""), "", (change("a", words=(f"text {secret}",)),))
    assert secret[:20] not in text_of(row, room=200)

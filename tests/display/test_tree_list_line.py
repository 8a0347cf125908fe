"""A line of the list is made again just where something in it changed."""

from __future__ import annotations

from recview.display.tree_labels import ListLabels
from recview.display.tree_list_line import ListLines, ListPlace, list_line
from recview.display.tree_rows import TreeRows
from recview.library import IndexedFile, Library, RowVerdict
from recview.model import Entry, Outline, Source

PLACE = ListPlace(None, 0, 60)


def library(*tests: str) -> Library:
    entries = [
        Entry(Source(f"{number}.json"), test_id=test, outline=Outline("chat")) for number, test in enumerate(tests)
    ]
    return Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries)


def test_lines_are_those_that_are_made_anew() -> None:
    """After each of some changes, and where it is shown otherwise."""
    lines = ListLines()
    before = library("x/a.py::t", "x/a.py::t", "x/b.py::u[1]", "y/c.py::v")
    states = (
        before,
        before.apply_verdicts({"1.json": RowVerdict("changed", ("empty answer",))}),
        before.merged([IndexedFile("3.json", ())], keep_gone=True),
        before.merged([IndexedFile("9.json", (Entry(Source("9.json"), test_id="x/a.py::t"),))]),
        before,
    )
    places = (PLACE, PLACE._replace(room=40), PLACE._replace(top=3), PLACE._replace(has_cursor=True))
    for place in (*places, PLACE._replace(current=Source("1.json"))):
        for state in states:
            for unfolded in (True, False):
                rows, labels = TreeRows(state.root, unfolded=unfolded), ListLabels.of(state.root)
                for index in range(len(rows)):
                    row = rows.at(index)
                    assert row is not None
                    assert lines.line(row, rows, labels, place) == list_line(row, rows, labels, place)


def test_a_line_that_is_the_same_is_not_made_again() -> None:
    lines, before = ListLines(), library("x/a.py::t", "x/a.py::t", "y/c.py::v", "y/c.py::v")
    after = before.apply_verdicts({"3.json": RowVerdict("same"), "2.json": RowVerdict("same")})
    after = after.merged([IndexedFile("2.json", (Entry(Source("2.json"), 7, test_id="y/c.py::v"),))])
    labels = ListLabels.of(after.root)
    made: list[dict[str, int]] = []
    for state in (after, after.apply_verdicts({"3.json": RowVerdict("changed")})):
        rows = TreeRows(state.root, unfolded=True)
        every = [row for index in range(len(rows)) if (row := rows.at(index))]
        made.append({row.key[-1]: id(lines.line(row, rows, labels, PLACE)) for row in every})
    assert {label for label in made[0] if made[0][label] != made[1][label]} == {"y", "c.py", "v", "3.json#0"}

"""A row of the tree: as wide as it was asked to be, whatever the names, and its figures in their place."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from recview.display.sanitize import sanitize
from recview.display.tree_columns import ROOMY, SUMMED, VERDICT_GLYPHS, WIDE
from recview.display.tree_line import tree_line
from recview.display.tree_rows import Row, TreeRows
from recview.library import Branch, IndexedFile, Leaf, Library
from recview.library.finding_table import FindingCount
from recview.model import WHOLE, Entry, Failure, Outline, Readability, ReadState, Source, Usage
from recview.reading.listing import index_file
from tests import hostile
from tests.builders import ended
from tests.demo_recordings import files
from tests.ogx import dumped

LIMITED = Failure("exception", "", "RateLimitError", status=429)
WIDTHS = range(10, 81)


def entry(
    path: str,
    test_id: str | None = "x/a.py::t",
    kind: str = "chat",
    *,
    problem: str = "",
    stale: str = "",
    finish: str = "stop",
    detail: str = "",
    usage: Usage | None = None,
    failure: Failure | None = None,
    calls: bool = False,
) -> Entry:
    outline = ended(Outline(kind, finish, usage, failure, detail, calls=calls))
    told = Readability(ReadState.BROKEN, problem) if problem else WHOLE
    return Entry(Source(path), test_id=test_id, readability=told, stale=stale, outline=outline)  # fmt: skip


def library(*entries: Entry) -> Library:
    return Library().merged(IndexedFile(each.source.path, (each,)) for each in entries)


def text(tree: TreeRows, row: Row, width: int, *, current: bool = False) -> str:
    line = tree_line(row, width, unfolded=tree.is_open(row.key), current=current)
    return "".join(piece for piece, _ in line)


def rows(of: Library, *, unfolded: bool = True) -> tuple[TreeRows, list[Row]]:
    tree = TreeRows(of.root, unfolded=unfolded)
    return tree, [row for place in range(len(tree)) if (row := tree.at(place))]


def check(of: Library, widths: range = WIDTHS) -> None:
    for unfolded in (True, False):
        _, every = rows(of)
        for row in every:
            for width in widths:
                for current in (True, False):
                    line = tree_line(row, width, unfolded=unfolded, current=current)
                    shown = "".join(piece for piece, _ in line)
                    assert cell_len(shown) == width, (row.key, width, shown)
                    assert sum(cell_len(piece) for piece, _ in line) == width
                    assert sanitize(shown) == shown


FAMILY = "👩\u200d👩\u200d👧\u200d👦"
CJK = "测试/非常长的文件夹名称/测试文件.py::test_非常长的测试名称_没有空格[参数一-参数二-参数三]"


@pytest.mark.parametrize(
    "of",
    [
        library(entry("a.json"), entry("b.json"), entry("c.json", "y/b.py::u[1]")),
        library(entry("a.json", CJK), entry("b.json", CJK), entry("c.json", f"{CJK}x")),
        library(entry("a.json", f"x/a.py::{FAMILY * 9}"), entry("b.json", "x/a.py::" + "e\u0301" * 50)),
        library(entry("a.json", "\u0301\u0302/\u200d.py::\u0303[\u0301]")),
        library(entry("a.json", f"{hostile.ESCAPES}/{hostile.ESCAPES}.py::{hostile.ESCAPES}[{hostile.ESCAPES}]")),
        library(*(entry(f"{place}.json", "d/" * 12 + "a.py::T::t[1]") for place in range(3))),
        library(entry("测试/坏.json", None), entry("b.json", None), entry("c.json", None, "models", finish="")),
        library(entry("a.json", finish=hostile.ESCAPES), entry("b.json", finish="", detail="很长的说明" * 9)),
    ],
    ids=["plain", "CJK", "emoji and accents", "zero width", "hostile", "deep", "no test", "endings"],
)  # fmt: skip
def test_every_row_is_as_wide_as_asked(of: Library) -> None:
    check(of)


def test_rows_of_broken_files() -> None:
    long = "not JSON: " + "很长的说明" * 9
    check(library(entry("测试/坏.json", None, problem=long), entry("b.json", None, problem="cut")), range(20, 81))


def test_every_row_of_the_demo_and_the_hostile_recording() -> None:
    texts = {**files(), "nasty.json": dumped(hostile.nasty())}
    of = Library().merged(index_file(path, content.encode()) for path, content in texts.items())
    check(of, range(30, 81))


@pytest.mark.parametrize(
    "of",
    [
        library(entry("a.json", failure=Failure("exception", "", "AVeryLongNameOfAnErrorClass" * 3, status=429))),
        library(*(
            entry(f"{place}.json", f"x/a.py::t{place}", problem="cut" if place % 3 == 0 else "",
                  finish="length" if place % 3 == 1 else "",
                  failure=Failure("exception", "", "E") if place % 3 == 2 else None)
            for place in range(9)
        )),
        library(entry("a.json", finish="tool_calls" * 9)),
        library(entry("a.json", problem="cut")),
    ],
    ids=["long error", "counts of everything", "long finish", "broken"],
)  # fmt: skip
def test_figures_are_cut_where_there_is_no_room(of: Library) -> None:
    check(of)


def test_name_that_joins_what_stands_before_it() -> None:
    check(library(entry("a.json", "x/a.py::\ufe0f")))


def test_recorded_counts_of_any_size() -> None:
    check(library(entry("a.json", usage=Usage(output=-(10**400))), entry("b.json")), range(60, 61))


def test_counts_of_any_size() -> None:
    check(library(entry("a.json", usage=Usage(output=10**400)), entry("b.json")), range(30, 81))


@pytest.mark.parametrize(
    ("one", "expected", "style"),
    [
        (entry("a.json"), "chat   stop", "dim"),
        (entry("a.json", finish="tool_calls"), "chat   ▲ tool_calls", "tool"),
        (entry("a.json", finish="function_call"), "chat   ▲ function_call", "tool"),
        (entry("a.json", finish="tool_use"), "chat   ▲ tool_use", "tool"),
        (entry("a.json", finish="STOP", calls=True), "chat   ▲ STOP", "tool"),
        (entry("a.json", finish="length", calls=True), "chat   ! length", "warning"),
        (entry("a.json", finish="", calls=True), "chat   · no finish", "warning"),
        (entry("a.json", finish="refusal"), "chat   ! refusal", "warning"),
        (entry("a.json", finish="length"), "chat   ! length", "warning"),
        (entry("a.json", finish="content_filter"), "chat   ! content_filter", "warning"),
        (entry("a.json", finish=""), "chat   · no finish", "warning"),
        (entry("a.json", kind="embed", finish="", detail="3 × 768"), "embed   3 × 768", "dim"),
        (entry("a.json", kind="models", finish=""), "models", ""),
        (entry("a.json", kind="message_batch", finish="length"), "message_batch   ! length", "warning"),
        (entry("a.json", failure=LIMITED), "✗ RateLimitError 429", "error"),
        (entry("a.json", failure=Failure("exception", "")), "✗ error", "error"),
        (entry("x/a.json", problem="the file is empty"), "✗ a.json  the file is empty", "error"),
        (entry("a.json", stale="being written"), "~", "warning"),
        (entry("a.json", stale="not JSON"), "✗", "error"),
        (entry("a.json", usage=Usage(output=1_234)), " 1.2k ", "dim"),
    ],
    ids=[
        "stop", "tool calls", "function call", "tool use", "tools, stop", "tools, length", "tools, none", "refusal",
        "length", "filtered", "none", "detail", "no ending", "long kind",
        "error", "error without words", "broken", "being written", "stale", "tokens",
    ],
)  # fmt: skip
def test_recording(one: Entry, expected: str, style: str) -> None:
    tree, every = rows(library(one))
    assert isinstance(every[-1].node, Leaf)
    # The kind, or the file's name, stands at the left, and how it ended in its column at the right.
    assert expected in re.sub(" {3,}", "   ", text(tree, every[-1], 70))
    if style:
        inks = {name for piece, name in tree_line(every[-1], 70, unfolded=True, current=False) if piece.strip()}
        assert style in inks


def test_current_recording_is_marked() -> None:
    tree, every = rows(library(entry("a.json"), entry("b.json")))
    assert text(tree, every[-1], 70, current=True).lstrip().startswith("▶ 2 chat")
    assert "▶" not in text(tree, every[-1], 70)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (ROOMY, ["▾ x", "✗1 broken ✗1 !1 ", " 11 ", " 4"]),
        (30, ["▾ x", " ✗2 !1 ", " 11 ", " 4"]),
        (26, ["▾ x", " ✗2 !1 ", " 4"]),
    ],
    ids=["roomy", "narrow", "tiny"],
)  # fmt: skip
def test_branch_counts_what_is_below(width: int, expected: list[str]) -> None:
    of = library(
        entry("a.json", usage=Usage(output=11)),
        entry("b.json", finish="length"),
        entry("c.json", failure=Failure("exception", "", "E")),
        entry("d.json", problem="cut"),
    )
    tree, every = rows(library(*(each._replace(test_id="x/a.py::t") for (each,) in of.files.values())))
    shown = text(tree, every[0], width)
    at = 0
    for piece in expected:
        assert piece in shown[at:]
        at = shown.index(piece, at) + len(piece)
    assert (" 11 " in shown) == (width >= SUMMED)
    assert shown.endswith(f"{4:>5}")


@pytest.mark.parametrize(
    ("one", "width", "expected"),
    [
        (entry("a.json", usage=Usage(output=7)), 60, ["· t", "stop ", " 7 "]),
        (entry("a.json", finish="tool_calls"), 30, ["· t", "▲"]),
        (entry("a.json", failure=LIMITED), 30, ["· t", "✗429"]),
        (entry("a.json", failure=LIMITED), 60, ["· t", "✗ RateLimitError 429"]),
        (entry("a.json", problem="cut"), 60, ["· t", "✗ broken"]),
        (entry("a.json", problem="cut"), 30, ["· t", "✗"]),
        (entry("a.json", stale="being written", usage=Usage(output=7)), 30, ["· t", " ~ ", " 7 "]),
        (entry("a.json", stale="not JSON", usage=Usage(output=7)), 60, ["· t", "stop", " ✗ ", " 7 "]),
    ],
    ids=[
        "roomy", "narrow", "error, narrow", "error, roomy", "broken, roomy", "broken, narrow", "being written", "stale",
    ],
)  # fmt: skip
def test_folded_test_with_one_recording_is_that_recording(one: Entry, width: int, expected: list[str]) -> None:
    tree, _ = rows(library(one), unfolded=False)
    row = Row(("x", "a.py", "t"), node := tree.node(("x", "a.py", "t")) or Branch(""), 2, 1)
    assert isinstance(node, Branch)
    shown = "".join(piece for piece, _ in tree_line(row, width, unfolded=False, current=False))
    assert all(piece in shown for piece in expected)
    assert "▾" not in shown
    assert "▸" not in shown


def test_a_label_may_be_given() -> None:
    _, every = rows(library(entry("a.json")))
    line = tree_line(every[0], 40, unfolded=False, current=False, label="…/short")
    assert "".join(piece for piece, _ in line).startswith("▸ …/short")


def test_what_has_no_room_ends_in_dots() -> None:
    tree, every = rows(library(entry("a.json", kind="message_batch", finish="", detail="in_progress")))
    assert text(tree, every[-1], 30).rstrip().endswith("message_batch in_p…")


@pytest.mark.parametrize(
    ("unfolded", "width", "expected"),
    [
        (True, 60, "✗ packed with brotli; to read it: pip"),
        (True, 100, "✗ packed with brotli; to read it: pip install 'recview[packed]'"),
        (False, 60, "✗ packed with brotli; to read it"),
        (False, 100, "✗ packed with brotli; to read it: pip install 'recview[packed]'"),
        (False, 30, "✗"),
    ],
)
def test_an_answer_that_cannot_be_read_says_so_on_its_row(unfolded: bool, width: int, expected: str) -> None:
    problem = "its answer is packed with brotli; to read it: pip install 'recview[packed]'"
    of = library(entry("a.json", finish="")._replace(answer_problem=problem))
    _, every = rows(of)
    row = every[-1] if unfolded else next(row for row in every if row.depth == 2)
    shown = "".join(piece for piece, _ in tree_line(row, width, unfolded=False, current=False))
    assert expected in shown
    assert (of.root.tally.errors, of.root.tally.broken) == (1, 0)
    check(of)


COLUMNS = library(
    entry("a.json", "x/a.py::one", usage=Usage(output=7)),
    entry("b.json", "x/a.py::several", usage=Usage(output=12), finish="tool_calls")._replace(verdict="changed"),
    entry("c.json", "x/a.py::several")._replace(verdict="noise", token_change="14→12"),
    entry("d.json", "x/a.py::several", finish="length", stale="not JSON")._replace(verdict="new"),
    entry("e.json", "y/b.py::failed", failure=LIMITED)._replace(verdict="noise", token_change="1.2k→1.3k"),
)


@pytest.mark.parametrize("unfolded", [True, False])
@pytest.mark.parametrize("width", [28, 32, 35, 46, 60, 100])
def test_every_row_has_the_same_columns(width: int, unfolded: bool) -> None:
    """From the right: the verdict's two cells, the number of recordings, a blank, four cells of tokens."""
    tree, every = rows(COLUMNS, unfolded=unfolded)
    for row in every:
        line = tree_line(row, width, unfolded=tree.is_open(row.key), current=False, marked=True, digits=3)
        shown = "".join(piece for piece, _ in line)
        assert shown[-2] == " "
        assert shown[-1] in {" ", *(mark for _, mark, _ in VERDICT_GLYPHS)}
        assert (shown[-5:-2].strip() == "") == (
            isinstance(row.node, Leaf) or (not tree.is_open(row.key) and row.depth > 1)
        )
        assert shown[-6] == " "
        tokens = shown[:-6].rsplit(" ", 1)[1]
        if row.node.tally.recordings == 1 and "→" not in shown:
            assert shown[-11] == " ", "flags end before the column of tokens"
        assert tokens == "" or all(part.strip("0123456789.kM") == "" for part in tokens.split("→")), shown


@pytest.mark.parametrize("unfolded", [True, False])
@pytest.mark.parametrize("width", [28, 34, 46, 60, 100])
def test_nothing_moves_when_a_mark_arrives(width: int, unfolded: bool) -> None:
    """The marks of all rows whose tokens are one number stand in one column, which is blank before."""
    _, every = rows(COLUMNS, unfolded=unfolded)
    columns = set()
    for row in every:
        before, after = (
            "".join(
                piece for piece, _ in tree_line(row, width, unfolded=unfolded, current=False, findings=count, digits=3)
            )
            for count in (FindingCount(), FindingCount(errors=1))
        )
        moved = [cell for cell, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        assert before[moved[0]] == " "
        assert after[moved[0] :].startswith("◆1 " if width >= WIDE and row.node.tally.recordings > 1 else "◆ ")
        if "→" not in before and "✗" not in after[moved[0] - 2 :]:
            columns.add(moved[0])
    assert len(columns) == 1


@pytest.mark.parametrize(
    ("width", "expected"),
    [(28, "1 ▲ tool_c…     41"), (32, "1  ▲ tool_calls     41"), (37, "1 chat  ▲ tool_calls     41")],
)
def test_the_ending_matters_more_than_that_it_is_a_chat(width: int, expected: str) -> None:
    of = library(
        entry("a.json", "x/a.py::several", usage=Usage(output=41), finish="tool_calls"),
        entry("b.json", "x/a.py::several", usage=Usage(output=7)),
    )
    _, every = rows(of)
    line = tree_line(every[-2], width, unfolded=False, current=False, digits=2)
    assert "".join(piece for piece, _ in line).strip() == expected

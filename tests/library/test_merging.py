"""A library that grew by changes is the one that would be built from scratch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.library import (
    Branch,
    IndexedFile,
    Key,
    Leaf,
    Library,
    Node,
    RowVerdict,
    Tally,
    leaves,
    merging,
    tree_key,
)
from recview.model import Entry, Failure, Outline, Readability, ReadState, Source, Usage
from tests.builders import ended
from tests.examples import examples

IDS = [None, "words", "x/a.py::t", "x/a.py::t[1]", "x/a.py::t[2]", "x/b.py::u", "y/a.py::C::t", "a.py"]
PATHS = ["1.json", "2.json", "x/1.json", "x/2.json", "x/y/3.json", f"x/{'ab' * 32}.json"]
FAILED = Outline("chat", failure=Failure("exception", "broke"))
OUTLINES = [
    Outline("chat", "stop", Usage(1, 20, 21), opening="Hi", messages=1),
    Outline("chat", "length", Usage(1, 20, 21), opening="Hi", messages=3),
    Outline("models"),
    FAILED,
]


def entry(path: str, test_id: str | None = "x/a.py::t", number: int = 0, outline: Outline = OUTLINES[0]) -> Entry:
    return Entry(Source(path, number), test_id=test_id, outline=outline)


def broken(path: str, problem: str = "not JSON", *, partial: bool = False) -> IndexedFile:
    readability = Readability(ReadState.CUT if partial else ReadState.BROKEN, problem)
    return IndexedFile(path, (Entry(Source(path), readability=readability),), readability)


def good(*entries: Entry) -> IndexedFile:
    return IndexedFile(entries[0].source.path, entries)


@st.composite
def founds(draw: st.DrawFn) -> IndexedFile:
    path = draw(st.sampled_from(PATHS))
    match draw(st.sampled_from(["gone", "broken", "partial", "good", "good", "good"])):
        case "gone":
            return IndexedFile(path, ())
        case "good":
            count = draw(st.integers(1, 3))
            return good(
                *(
                    entry(path, draw(st.sampled_from(IDS)), number, draw(st.sampled_from(OUTLINES)))
                    for number in range(count)
                )
            )
        case kind:
            return broken(path, partial=kind == "partial")


def plus(one: Tally, other: Tally) -> Tally:
    return Tally(*map(int.__add__, one, other))


def check(node: Branch) -> tuple[Tally, int]:
    """Every branch's sums are those of what is below it."""
    tally, rows = Tally(), len(node.children)
    orders = [child.order for child in node.children]
    assert orders == sorted(orders)
    assert len({child.label for child in node.children}) == len(node.children)
    for child in node.children:
        assert isinstance(child, Leaf) or child.children
        inner, below = check(child) if isinstance(child, Branch) else (child.tally, 0)
        tally, rows = plus(tally, inner), rows + below
    assert (node.tally, node.rows) == (tally, rows)
    return tally, rows


def rebuilt(library: Library) -> Library:
    return Library().merged(IndexedFile(path, entries) for path, entries in library.files.items())


@given(st.lists(st.lists(founds(), max_size=4), max_size=10))
@examples(150)
def test_merged_is_as_built_from_scratch(batches: list[list[IndexedFile]]) -> None:
    library = Library()
    for batch in batches:
        library = library.merged(batch)
        assert library.root == rebuilt(library).root
        check(library.root)
        listed = list(leaves(library.root))
        assert sorted(leaf.entry for _, leaf in listed) == sorted(e for es in library.files.values() for e in es)
        assert all(key[:-1] == tree_key(leaf.entry) for key, leaf in listed)


@given(st.lists(founds(), max_size=12))
@examples(100)
def test_one_by_one_is_as_all_at_once(batch: list[IndexedFile]) -> None:
    library = Library()
    for found in batch:
        library = library.merged([found])
    assert library == Library().merged(batch)


def nodes(root: Branch) -> dict[Key, Node]:
    found: dict[Key, Node] = {}
    stack: list[tuple[Key, Node]] = [((), root)]
    while stack:
        key, node = stack.pop()
        found[key] = node
        if isinstance(node, Branch):
            stack.extend(((*key, child.label), child) for child in node.children)
    return found


def test_what_did_not_change_is_shared() -> None:
    before = Library().merged(
        [good(entry("1.json")), good(entry("2.json", "y/b.py::u")), good(entry("3.json", "x/c.py::v"))]
    )
    old = nodes(before.root)
    after = before.merged([good(entry("1.json", outline=FAILED))])
    new = nodes(after.root)
    for key in (("y",), ("x", "c.py")):
        assert new[key] is old[key]
    assert new["x", "a.py"] != old["x", "a.py"]
    assert after.root.tally.errors == 1


def test_the_same_again_keeps_the_tree() -> None:
    library = Library().merged([good(entry("1.json"))])
    assert library.merged([good(entry("1.json"))]).root is library.root
    assert library.merged([]).root is library.root


@pytest.mark.parametrize(
    ("partial", "stale", "count"), [(True, "being written", 0), (False, "not JSON", 1)], ids=["partial", "broken"]
)
def test_what_was_good_stays_as_stale(partial: bool, stale: str, count: int) -> None:
    first = entry("1.json")
    library = Library().merged([good(first)])
    worse = library.merged([broken("1.json", partial=partial)])
    assert worse.files == {"1.json": (first._replace(stale=stale),)}
    assert worse.root.tally == library.root.tally._replace(broken=count)
    # Another reason replaces the first one; the content stays the last good one.
    other = worse.merged([broken("1.json", "the file is empty")])
    assert other.files == {"1.json": (first._replace(stale="the file is empty"),)}
    assert other.merged([good(first)]) == library


def test_all_exchanges_of_a_file_become_stale() -> None:
    entries = (entry("1.json"), entry("1.json", "x/b.py::u", 1))
    worse = Library().merged([good(*entries)]).merged([broken("1.json")])
    assert [each.stale for each in worse.files["1.json"]] == ["not JSON"] * 2
    assert worse.root.tally.broken == 2


def test_broken_the_first_time() -> None:
    library = Library().merged([broken("x/1.json", partial=True)])
    assert library.root.tally == Tally(recordings=1, broken=1, named=1)
    ((key, leaf),) = leaves(library.root)
    assert key[:-1] == ("x", "(no test id)")
    assert leaf.entry.problem == "not JSON"
    again = library.merged([broken("x/1.json", "the file is empty")])
    assert again.files["x/1.json"][0].problem == "the file is empty"
    assert again.merged([good(entry("x/1.json"))]) == Library().merged([good(entry("x/1.json"))])


def test_a_file_that_came_back_stays_though_it_was_marked_late_that_it_was_gone() -> None:
    library = Library().merged([good(entry("1.json"))])
    marked = library.apply_verdicts({"1.json": RowVerdict("gone")})
    assert marked.apply_verdicts({"1.json": None}).files == library.files


def test_a_file_that_left_the_list_may_be_gone_again() -> None:
    gone = Library().merged([good(entry("1.json"))]).merged([IndexedFile("1.json", ())], keep_gone=True)
    assert [row.verdict for row in gone.files["1.json"]] == ["gone"]
    left = gone.apply_verdicts({"1.json": None})
    assert left.files == {}
    assert left.apply_verdicts({"1.json": RowVerdict("gone")}).files == gone.files


def test_changed_test_id_moves_the_recording() -> None:
    library = Library().merged([good(entry("1.json")), good(entry("2.json"))])
    moved = library.merged([good(entry("1.json", "y/b.py::u"))])
    assert {key[:-1] for key, _ in leaves(moved.root)} == {("x", "a.py", "t"), ("y", "b.py", "u")}
    assert moved.root.tally.recordings == 2
    gone = moved.merged([IndexedFile("1.json", ())])
    assert {key[0] for key, _ in leaves(gone.root)} == {"x"}
    assert gone.merged([IndexedFile("2.json", ())]) == Library()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (entry("1.json"), Tally(1, tokens=20, named=1)),
        (entry("1.json", outline=ended(Outline("chat", "length"))), Tally(1, unusual=1, named=1)),
        (entry("1.json", outline=ended(Outline("chat", "content_filter"))), Tally(1, unusual=1, named=1)),
        (entry("1.json", outline=FAILED), Tally(1, errors=1, named=1)),
        (entry("1.json", outline=Outline("chat", usage=Usage(output=10**400))), Tally(1, tokens=10**15, named=1)),
        (entry("1.json", outline=Outline("chat", usage=Usage(input=3))), Tally(1, named=1)),
        (entry("ab" * 32 + ".json", outline=Outline("chat")), Tally(1)),
        (entry(f"x/models-{'ab' * 32}-0123abcd.json", outline=Outline("models")), Tally(1)),
        (entry("ab" * 6 + ".json", outline=Outline("chat")), Tally(1)),
        (entry("deadbeef.json", outline=Outline("chat")), Tally(1, named=1)),
    ],
    ids=["plain", "length", "filtered", "error", "many tokens", "no output", "hash", "models", "old", "short"],
)  # fmt: skip
def test_tally_of_one(one: Entry, expected: Tally) -> None:
    library = Library().merged([good(one)])
    assert library.root.tally == expected
    assert library.root.rows == 4


def test_entry_of_a_source() -> None:
    one, two = entry("1.json", outline=OUTLINES[0]), entry("2.json", outline=OUTLINES[1])
    library = Library().merged([good(two), good(one), good(entry("3.json", "y/b.py::u"))])
    assert library.entry(Source("1.json")) == one
    assert library.entry(Source("1.json", 7)) is None
    assert library.entry(Source("nope.json")) is None


def test_rows_of_earlier_contents_are_dropped_once_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SPARE_ROWS", 10)
    library = Library().merged([good(entry(f"{number}.json")) for number in range(5)])
    library = library.merged([IndexedFile("4.json", ())], keep_gone=True).apply_verdicts({"4.json": None})
    for size in range(100):
        library = library.merged([good(entry("1.json")._replace(size=size))])
        assert len(library.files.store) <= 20
    assert list(library.files) == ["0.json", "1.json", "2.json", "3.json"]
    assert library.files["1.json"] == (entry("1.json")._replace(size=99),)
    assert library.root == rebuilt(library).root
    assert library.apply_verdicts({"4.json": RowVerdict("gone")}).files["4.json"][0].verdict == "gone"

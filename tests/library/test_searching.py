"""Filters, neighbours and sole recordings, against what looking at every recording would find."""

from __future__ import annotations

from typing import TypeAlias

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
    Tally,
    leaves,
    neighbour,
    sole_leaf,
)
from recview.library.query_names import names_in
from recview.library.query_rows import named, queried
from recview.model import Entry, Failure, Outline, Readability, ReadState, Source
from recview.query.parsing import parse
from recview.query.syntax import And, QueryProblem, Word
from tests.builders import ended
from tests.examples import examples

HASH = "0123456789abcdef" + "5a" * 24
ids = st.none() | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "x/", "y/x/", "Deep/"]),
    st.sampled_from(["a.py::", "b.py::", ""]),
    st.sampled_from(["t", "Case::u", "t[x]", "t[y-2]"]),
)
paths = st.builds(
    "{}{}.json".format, st.sampled_from(["", "x/", "x/rec/"]), st.sampled_from(["one", "two", "three", "4"])
)
finishes = st.sampled_from(["stop", "stop", "length"])
Content: TypeAlias = dict[str, tuple[str | None, str]]
contents = st.dictionaries(paths, st.tuples(ids, finishes), max_size=14)
words = st.lists(
    st.sampled_from(
        ["x", "a.py", "a.py::t", "t[", "y-2", "case", "deep", "rec/", "one", "json", "zzz", "x/b", "(no", "::"]
    ),
    max_size=3,
).map(tuple)


def library(content: Content) -> Library:
    return Library().merged(
        IndexedFile(path, (Entry(Source(path), test_id=test, outline=ended(Outline("chat", finish))),))
        for path, (test, finish) in content.items()
    )


def spelled(key: Key) -> str:
    """What a filter looks through: the labels as a test id has them."""
    joints = ("", "/", "::", "[")
    return "".join(joint + label for joint, label in zip(joints, key[:-1], strict=False)).lower()


def filtered(root: Branch, wanted: tuple[str, ...]) -> Branch:
    return queried(root, And(tuple(map(Word, wanted)))).root


def brute(root: Branch, wanted: tuple[str, ...]) -> list[Key]:
    return [
        key
        for key, leaf in leaves(root)
        if all(word in spelled(key) or word in leaf.entry.source.path.lower() for word in wanted)
    ]


def plus(one: Tally, other: Tally) -> Tally:
    return Tally(*map(int.__add__, one, other))


def check(branch: Branch) -> tuple[Tally, int]:
    tally, rows = Tally(), len(branch.children)
    for child in branch.children:
        inner, below = check(child) if isinstance(child, Branch) else (child.tally, 0)
        tally, rows = plus(tally, inner), rows + below
    assert (branch.tally, branch.rows) == (tally, rows)
    return tally, rows


@given(contents, words)
@examples(200)
def test_filter_keeps_what_matches(content: Content, wanted: tuple[str, ...]) -> None:
    root = library(content).root
    found = filtered(root, wanted)
    assert [key for key, _ in leaves(found)] == brute(root, wanted)
    check(found)
    if len(brute(root, wanted)) == root.tally.recordings:
        assert found.children == root.children


def hashed(number: int, test_id: str | None, folder: str = "x/recordings/") -> Entry:
    return Entry(Source(f"{folder}{number:02x}{HASH[2:]}.json"), test_id=test_id, outline=Outline("chat"))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((), 4),
        (("b.py",), 2),
        (("b.py", "u"), 2),
        (("x/b.py::u[1",), 1),
        (("0123456789ab",), 1),
        (("0223456789ab",), 1),
        (("789abcdef5a",), 4),
        (("b.py", "789abcdef"), 2),
        ((".json",), 0),
        (("a5a5a.json",), 4),
        (("0123456789abcdee",), 0),
        (("(no test",), 1),
        (("zzz",), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_names_that_are_hashes(wanted: tuple[str, ...], expected: int) -> None:
    tests = ["x/a.py::t", "x/b.py::u[1]", "x/b.py::u[2]", None]
    entries = [hashed(number, test) for number, test in enumerate(tests, 1)]
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries).root
    assert filtered(root, wanted).tally.recordings == expected


def test_a_hashed_name_is_not_found_by_its_folder_whatever_is_beside_it() -> None:
    entries = [
        hashed(1, "x/a.py::t"),
        hashed(2, "x/b.py::u"),
        Entry(Source("x/recordings/by-hand.json"), test_id="x/b.py::u"),
    ]
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries).root
    assert [key[-1] for key, _ in leaves(filtered(root, ("recordings",)))] == ["x/recordings/by-hand.json#0"]


IDS = {
    "rec/0123456789abcdef5a.json": "tests/x.py::test_y[ollama/llama3.2:3b]",
    "rec/0123456789abcdef5b.json": "tests/x.py::test_y[ollama/llama3.2:3b-None]",
    "rec/0123456789abcdef5c.json": "tests/x.py::Case::test_z[a b [c] d]",
    "my cassettes/by hand.yaml": "tests/x.py::test_cassette",
    "deep/er/0123456789abcdef5d.json": None,
    "go/testdata/hi.yaml": "agents::TestChat/hi",
    "e.json": "root.py::t",
    "odd.json": "an id of no shape",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((test, [path]) for path, test in IDS.items() if test),
        ("tests/x.py::test_y[ollama/llama3.2:3b", [f"rec/0123456789abcdef5{last}.json" for last in "ab"]),
        *((path, [path]) for path in IDS),
        *((path.rpartition("/")[2], [path]) for path in IDS),
        *((f"./{path}", [path]) for path in IDS),
        *((f"/home/me/project/{path}", [path]) for path in IDS if "/" in path),
        ("'tests/x.py::test_cassette'", ["my cassettes/by hand.yaml"]),
        ("  E.JSON  ", ["e.json"]),
        ("rec/0123456789abcdef5", [path for path in IDS if path.startswith("rec/")]),
        ("rec", []),
        ("rec/", [path for path in IDS if path.startswith("rec/")]),
        ("hand by", ["my cassettes/by hand.yaml"]),
        ("/home/me/project/rec/none.json", []),
    ],
)
def test_what_is_pasted_finds_its_recordings(text: str, expected: list[str]) -> None:
    entries = [Entry(Source(path), test_id=test, outline=Outline("chat")) for path, test in IDS.items()]
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries).root
    query = parse(text, is_name=names_in(root))
    assert not isinstance(query, QueryProblem)
    for part in (queried(root, query).root, named(root, text)):
        shown = [leaf.entry.source.path for _, leaf in leaves(part)]
        assert sorted(shown) == sorted(expected)


def nodes(root: Branch) -> dict[Key, Node]:
    found: dict[Key, Node] = {}
    stack: list[tuple[Key, Node]] = [((), root)]
    while stack:
        key, node = stack.pop()
        found[key] = node
        if isinstance(node, Branch):
            stack.extend(((*key, child.label), child) for child in node.children)
    return found


@given(contents, st.booleans())
@examples(100)
def test_neighbours(content: Content, flagged: bool) -> None:
    root = library(content).root
    listed = [key for key, leaf in leaves(root) if not flagged or leaf.tally.unusual]
    everything = [key for key, _ in leaves(root)]
    for key, node in nodes(root).items():
        inside = [place for place, other in enumerate(everything) if other[: len(key)] == key]
        first, last = (inside[0], inside[-1]) if inside else (0, -1)
        after = everything[last + 1 :] if isinstance(node, Leaf) else everything[first:]
        before = everything[:first]
        assert neighbour(root, key, 1, flagged=flagged) == next((other for other in after if other in listed), None)
        expected = None if not key else next((other for other in reversed(before) if other in listed), None)
        assert neighbour(root, key, -1, flagged=flagged) == expected


MANY: Content = {
    "1.json": ("x/a.py::t", "stop"),
    "2.json": ("x/a.py::t", "length"),
    "3.json": ("y/b.py::u", "stop"),
}


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        (("x", "a.py", "t", "gone.json#0"), 1, "1.json"),
        (("x", "gone.py"), 1, "1.json"),
        (("y", "b.py", "u", "gone.json#0"), -1, "2.json"),
        (("gone",), 1, "1.json"),
        (("gone",), -1, None),
    ],
    ids=["recording", "file", "backwards", "folder", "folder, backwards"],
)
def test_neighbour_of_what_is_gone(key: Key, by: int, expected: str | None) -> None:
    found = neighbour(library(MANY).root, key, by)
    assert (found[-1].partition("#")[0] if found else None) == expected


def test_flagged_neighbours_are_errors_broken_files_and_unusual_ends() -> None:
    entries = [
        Entry(Source("1.json"), test_id="x/a.py::t", outline=Outline("chat", "stop")),
        Entry(Source("2.json"), test_id="x/b.py::t", outline=ended(Outline("chat", "length"))),
        Entry(Source("3.json"), test_id="x/c.py::t", outline=Outline("chat", failure=Failure("stream", ""))),
        Entry(Source("4.json"), test_id="x/d.py::t", outline=Outline("chat", "stop"), stale="not JSON"),
        Entry(Source("5.json"), test_id="x/e.py::t", outline=Outline("chat", "stop"), stale="being written"),
        Entry(Source("6.json"), readability=Readability(ReadState.BROKEN, "not JSON")),
    ]
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries).root
    found: list[str] = []
    key: Key | None = ()
    while (key := neighbour(root, key or (), 1, flagged=True)) is not None:
        found.append(key[-1])
    assert found == ["2.json#0", "3.json#0", "4.json#0", "6.json#0"]


@given(contents)
@examples(60)
def test_sole_leaf(content: Content) -> None:
    root = library(content).root
    for key, node in nodes(root).items():
        below = [leaf for other, leaf in leaves(root) if other[: len(key)] == key]
        assert sole_leaf(node) == (below[0] if len(below) == 1 else None)


def test_leaves_come_in_the_order_of_the_list() -> None:
    assert [key for key, _ in leaves(library(MANY).root)] == [
        ("x", "a.py", "t", "1.json#0"),
        ("x", "a.py", "t", "2.json#0"),
        ("y", "b.py", "u", "3.json#0"),
    ]

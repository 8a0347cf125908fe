"""Where a recording stands: folder, test file, test and parameters, read from its test id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.library import Branch, IndexedFile, Key, Library, display_name, leaves, tree_key
from recview.library.tree_keys import branch_order, leaf_label
from recview.model import Entry, Outline, Source
from tests.examples import examples

PATH = "tests/x/recordings/0a1b.json"


@pytest.mark.parametrize(
    ("test_id", "expected", "name"),
    [
        ("tests/x/test_a.py::test_one", ("tests/x", "test_a.py", "test_one"), "test_one"),
        ("tests/x/test_a.py::test_one[p-q]", ("tests/x", "test_a.py", "test_one", "p-q"), "test_one[p-q]"),
        ("tests/x/test_a.py::Class::test_one", ("tests/x", "test_a.py", "Class::test_one"), "Class::test_one"),
        ("tests/test_a.py::A::B::t[1]", ("tests", "test_a.py", "A::B::t", "1"), "A::B::t[1]"),
        ("t/a.py::t[http://h/v1::x]", ("t", "a.py", "t", "http://h/v1::x"), "t[http://h/v1::x]"),
        ("t/a.py::t[a[b]c[0]]", ("t", "a.py", "t", "a[b]c[0]"), "t[a[b]c[0]]"),
        ("t/a.py::t[a/b.py::c]", ("t", "a.py", "t", "a/b.py::c"), "t[a/b.py::c]"),
        ("t/a.py::t[]", ("t", "a.py", "t", ""), "t[]"),
        ("t/a.py::t[cut", ("t", "a.py", "t", "cut"), "t[cut]"),
        ("test_a.py::t", ("(this folder)", "test_a.py", "t"), "t"),
        ("::t", ("(this folder)", "?", "t"), "t"),
        ("t/::t", ("t", "?", "t"), "t"),
        ("t/a.py::", ("t", "a.py", "?"), "?"),
        ("p/agents::TestChat/openai/hi[a]", ("p/agents", "TestChat", "openai/hi[a]"), "TestChat/openai/hi[a]"),
        ("::TestChat/", ("(this folder)", "TestChat", "?"), "TestChat/?"),
        ("my scenario", ("tests/x/recordings", "my scenario"), "my scenario"),
        ("a/b/c", ("tests/x/recordings", "a/b/c"), "a/b/c"),
        ("scenario[a::b]", ("tests/x/recordings", "scenario[a::b]"), "scenario[a::b]"),
        (None, ("tests/x/recordings", "(no test id)"), "0a1b.json"),
    ],
    ids=[
        "plain",
        "parameters",
        "class",
        "classes and parameters",
        "URL in parameters",
        "brackets in parameters",
        "a test id in parameters",
        "empty parameters",
        "bracket not closed",
        "no folder",
        "no file",
        "folder only",
        "no test",
        "Go",
        "Go without more",
        "words",
        "slashes",
        "colons only in brackets",
        "none",
    ],
)
def test_place_and_name(test_id: str | None, expected: Key, name: str) -> None:
    entry = Entry(Source(PATH), test_id=test_id)
    assert tree_key(entry) == expected
    assert display_name(entry) == name


def test_file_at_the_top_without_a_test_stands_here() -> None:
    assert tree_key(Entry(Source("a.json"))) == ("(this folder)", "(no test id)")
    assert tree_key(Entry(Source("a.json"), test_id="words")) == ("(this folder)", "words")


@given(st.none() | st.text(st.sampled_from("ab/:[].")))
@examples(150)
def test_any_test_id_has_a_place_and_a_name(test_id: str | None) -> None:
    entry = Entry(Source(PATH), test_id=test_id)
    labels = tree_key(entry)
    assert 2 <= len(labels) <= 4
    assert isinstance(display_name(entry), str)
    library = Library().merged([IndexedFile(PATH, (entry,))])
    assert [key[:-1] for key, _ in leaves(library.root)] == [labels]


@pytest.mark.parametrize(
    "ordered",
    [
        ["test_2b", "test_10b"],
        ["a", "B", "c"],
        ["1", "2", "10", "a"],
        ["dim=3", "dim=12", "dim=768"],
        ["a", "a1", "ab"],
        ["z", "(no test id)"],
        ["z", "(this folder)"],
        ["9" * 40, "x"],
    ],
    ids=["numbers", "case", "numbers first", "parameters", "prefix", "no test last", "here last", "long numbers"],
)
def test_order_of_branches(ordered: list[str]) -> None:
    turned = ordered[::-1]
    turned.sort(key=branch_order)
    assert turned == ordered


@given(st.lists(st.text(st.characters() | st.sampled_from("0123456789٣²"))))
@examples(100)
def test_any_labels_can_be_ordered(labels: list[str]) -> None:
    ordered = sorted(labels, key=branch_order)
    turned = ordered[::-1]
    turned.sort(key=branch_order)
    assert turned == ordered


def chat(path: str, opening: str, messages: int, kind: str = "chat") -> Entry:
    return Entry(Source(path), test_id="t/a.py::t", outline=Outline(kind, messages=messages, opening=opening))


def test_order_of_recordings_follows_their_conversation() -> None:
    ordered = [
        chat("9.json", "apples", 1),
        chat("2.json", "apples", 3),
        chat("1.json", "pears", 1),
        chat("3.json", "pears", 1),
        chat("0.json", "", 0, "embed"),
        chat("00.json", "", 0, "models"),
    ]
    library = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in reversed(ordered))
    assert [node.entry for _, node in leaves(library.root)] == ordered


def test_order_of_recordings_of_one_file_is_the_files() -> None:
    ordered = [
        Entry(Source("a.yaml", number), test_id="a::t", outline=Outline(kind, opening=opening), ordered=True)
        for number, (kind, opening) in enumerate([("models", ""), ("chat", "pears"), ("embed", ""), ("chat", "apples")])
    ]
    library = Library().merged([IndexedFile("a.yaml", tuple(reversed(ordered)))])
    assert [node.entry for _, node in leaves(library.root)] == ordered


def test_recordings_stand_after_branches() -> None:
    direct = Entry(Source("t/0.json"), test_id="a.py")
    nested = Entry(Source("t/1.json"), test_id="t/a.py::t")
    library = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in (direct, nested))
    folder = library.root.children[0]
    assert isinstance(folder, Branch)
    module = folder.children[0]
    assert isinstance(module, Branch)
    assert [child.label for child in module.children] == ["t", "t/0.json#0"]


def test_leaf_labels_tell_the_exchanges_of_a_file_apart() -> None:
    assert leaf_label(Source("a.json")) != leaf_label(Source("a.json", 1))

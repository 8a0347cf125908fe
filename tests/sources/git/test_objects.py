"""What git prints, read into values."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.sources.git import objects
from recview.sources.git.objects import ObjectHead, TreeEntry

ID, ID_256 = "0f" * 20, "0f" * 32


def test_trees() -> None:
    records = (
        f"100644 blob {ID}\ta b/\nc.json",
        *(f"120000 blob {ID}\tl", f"160000 commit {ID}\tsub", f"040000 tree {ID}\tt"),
        f"100755 blob {ID_256}\t\udcff.json",
    )
    data = "".join(f"{record}\0" for record in records).encode("utf-8", "surrogateescape")
    assert list(objects.tree_entries(data)) == [
        TreeEntry("a b/\nc.json", 0o100644, ID),
        TreeEntry("l", objects.LINK_MODE, ID),
        TreeEntry("sub", objects.SUBMODULE_MODE, ID),
        TreeEntry("t", 0o040000, ID, is_folder=True),
        TreeEntry("\udcff.json", 0o100755, ID_256),
    ]


def test_the_index() -> None:
    records = (f"H 100644 {ID} 0\ta.json", f"M 100644 {ID} 2\tb.json", f"S 100644 {ID} 0\tc\td.json")
    assert list(objects.index_entries("".join(f"{record}\0" for record in records).encode())) == [
        TreeEntry("a.json", 0o100644, ID),
        TreeEntry("b.json", 0o100644, ID, stage=2),
        TreeEntry("c\td.json", 0o100644, ID, is_skipped=True),
    ]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        (f"{ID} blob 12", ObjectHead("blob", 12)),
        (f"{ID} missing", ObjectHead("missing", 0)),
        (f"{ID} ambiguous", ObjectHead("missing", 0)),
        ("", ObjectHead("missing", 0)),
        (f"{ID} blob -1", ObjectHead("missing", 0)),
    ],
)
def test_heads(line: str, head: ObjectHead) -> None:
    assert objects.object_head(line.encode()) == head


def test_absent_objects() -> None:
    assert objects.absent_ids(f"{ID}\n?{ID_256}\n?{ID}\n".encode()) == {ID, ID_256}


def test_parents() -> None:
    commit = f"tree {ID}\nparent {ID}\nparent {ID_256}\nauthor parent x\ngpgsig a\n parent b\n\nparent {ID}\n"
    assert objects.parents(commit.encode()) == [ID, ID_256]


def test_ids_of_contents() -> None:
    assert objects.content_id(b"hello\n", "sha1") == "ce013625030ba8dba906f756967f9e9ca394464a"
    assert objects.content_id(b"a", "sha256") == hashlib.sha256(b"blob 1\0a").hexdigest()
    assert [objects.algorithm_of(id_) for id_ in (ID, ID_256)] == ["sha1", "sha256"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (objects.POINTER + b"oid sha256:0\nsize 5\n", True),
        (objects.POINTER + b" " * 2_000, False),
        (b"version 1", False),
    ],
)
def test_pointers(data: bytes, expected: bool) -> None:
    assert objects.is_pointer(data, len(data)) is expected


@pytest.mark.parametrize(
    ("settings", "remote"),
    [
        ("", None),
        ("remote.origin.promisor\ntrue\0", "origin"),
        ("remote.a.b.promisor\0", "a.b"),
        ("remote.origin.promisor\nfalse\0", None),
        ("extensions.partialclone\nup\0", "up"),
        ("extensions.partialclone\n\0", "origin"),
        ("extensions.partialclone\nup\0remote.origin.promisor\ntrue\0", "origin"),
    ],
)
def test_who_promises_objects(settings: str, remote: str | None) -> None:
    assert objects.promisor(settings.encode()) == remote


@given(st.binary(max_size=200))
def test_whatever_is_printed_raises_nothing_but_is_read_or_left_out(data: bytes) -> None:
    for entry in (*objects.tree_entries(b"100644 blob x\t" + data), *objects.index_entries(b"H 100644 x 0\t" + data)):
        assert "\0" not in entry.path
    list(objects.object_heads(data))
    objects.absent_ids(data)
    objects.parents(data)
    objects.promisor(data)

"""A file as containers see it: unpacked, and each reading of it made once, when it is asked for."""

from __future__ import annotations

import gzip
import sys

import pytest

from recview.formats.file import File, has_key
from recview.model import WHOLE, Readability, ReadState


def test_it_is_unpacked() -> None:
    file = File(gzip.compress(b"\xef\xbb\xbf \n{}", mtime=0))
    assert (file.data, file.head, file.unpacking, file.is_json) == (b"\xef\xbb\xbf \n{}", b"{}", WHOLE, True)
    cut = File(gzip.compress(b"{}" * 9_000, mtime=0)[:-9])
    assert cut.unpacking == Readability(ReadState.CUT, "the packed bytes end early")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_what_windows_writes(encoding: str) -> None:
    file = File('{"a": "Gr\xfc\xdfe"}\r\n'.encode(encoding))
    assert (file.is_json, file.json) == (True, {"a": "Gr\xfc\xdfe"})


@pytest.mark.parametrize("name", ["text", "json", "yaml"])
def test_each_is_made_once(name: str) -> None:
    file = File(b'{"a": ["b"]}')
    assert getattr(file, name) is getattr(file, name)


def test_text_of_any_bytes() -> None:
    assert File(b"\xef\xbb\xbfcaf\xe9").text == "caf\\xe9"


def test_a_tree_is_json_where_it_begins_so() -> None:
    assert File(b'{"a": 1}').tree == {"a": 1}
    assert File(b"a: 1").tree == {"a": 1}
    assert isinstance(File(b'{"a": ').tree, Readability)


def test_yaml_is_not_looked_at_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "recview.yaml_text", None)
    file = File(b"{}")
    assert (file.json, file.asked_yaml) == ({}, None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"a:\n- 1", True),
        (b"---\nb: 1\na: 2", True),
        (b'{"b": 1, "a": 2}', True),
        (b"b:\n  a: 1", False),
        (b"ba: 1", False),
        (b"a", False),
        (b"", False),
    ],
)
def test_has_key(head: bytes, expected: bool) -> None:
    assert has_key(head, b"a") is expected

"""Recordings by the name of their file, and by that of their test."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.model import Source
from recview.root import Root
from recview.sources.named_recordings import called_files, recordings_of_tests
from tests.cli.piped import fill, recording


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("ab", ["x/abc.json", "x/abcd.json", "y/ab12.json"]),
        ("ab1", ["y/ab12.json"]),
        ("abc", ["x/abc.json"]),
        ("abc.json", ["x/abc.json"]),
        ("bc", []),
        ("x", []),
    ],
)
def test_called_files(tmp_path: Path, start: str, expected: list[str]) -> None:
    fill(tmp_path, dict.fromkeys(("x/abc.json", "x/abcd.json", "y/ab12.json"), "{}"))
    assert called_files(Root(tmp_path), start) == expected


def test_a_beginning_has_so_many_characters_but_a_whole_name_need_not(tmp_path: Path) -> None:
    fill(tmp_path, {"abc.json": "{}", "abcd.json": "{}"})
    assert called_files(Root(tmp_path), "ab", min_start=3) == []
    assert called_files(Root(tmp_path), "abc.", min_start=3) == ["abc.json"]
    assert called_files(Root(tmp_path), "abc", min_start=9) == ["abc.json"]


def test_recordings_of_tests(tmp_path: Path) -> None:
    tests = {"a.json": "t.py::test_one[a/b]", "b.json": "t.py::test_one[a/b]", "c.json": "t.py::test_two"}
    fill(tmp_path, {name: recording(test) for name, test in tests.items()} | {"broken_test_one.json": "{"})
    found = recordings_of_tests(Root(tmp_path), "test_one", lambda test_id: "one" in test_id)
    assert found == [("t.py::test_one[a/b]", [Source("a.json"), Source("b.json")])]
    assert recordings_of_tests(Root(tmp_path), "::", lambda test_id: True) == []


def test_the_test_of_a_cassette_is_its_path(tmp_path: Path) -> None:
    fill(tmp_path, {"cassettes/test_chat/test_hi.sse": 'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\n'})
    found = recordings_of_tests(Root(tmp_path), "test_hi", lambda test_id: test_id.endswith("::test_hi"))
    assert [sources for _, sources in found] == [[Source("cassettes/test_chat/test_hi.sse")]]

"""The door for Python programs: `recview.read`, `recview.rows`."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recview
from tests.cli.piped import fill
from tests.cli.piped import recview as run
from tests.examples import examples
from tests.ogx import chat, dumped, message, stream

HELLO = dumped(chat("tests/a.py::test_a", [message("user", "Hi")], stream("Hello there"))).encode()


def test_read_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(HELLO)
    [recording] = recview.read(tmp_path / "a.json")
    assert (recording.path, recording.index) == (str(tmp_path / "a.json"), 0)
    assert (recording.test_id, recording.protocol) == ("tests/a.py::test_a", "openai.chat")
    assert (recording.text, recording.finish_reason, recording.tool_calls) == ("Hello there", "stop", [])
    assert recording.problem is None


def test_read_equals_show_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(HELLO)
    [shown] = run("show", "--json", "a.json", folder=tmp_path).rows
    [recording] = recview.read(HELLO)
    assert recording.as_dict() == {**shown, "path": ""}


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"\xff\xfe"])
def test_what_cannot_be_read_has_a_problem(content: bytes) -> None:
    [recording] = recview.read(content)
    assert recording.problem
    assert (recording.choices, recording.text, recording.finish_reason) == ([], "", None)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        recview.read(tmp_path / "a.json")
    with pytest.raises(FileNotFoundError):
        recview.rows(tmp_path / "a.json")
    with pytest.raises(IsADirectoryError, match=r"recview\.rows"):
        recview.read(tmp_path)


def test_recordings_cross_processes() -> None:
    [recording] = recview.read(HELLO)
    assert pickle.loads(pickle.dumps(recording)) == recording


@given(st.binary(max_size=200) | st.builds(lambda cut: HELLO[:cut], st.integers(0, len(HELLO))))
@examples(200)
def test_read_never_raises(content: bytes) -> None:
    assert all(isinstance(recording.problem, str | None) for recording in recview.read(content))


def test_rows_are_those_of_ls(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"x/a.json": HELLO.decode(), "x/broken.json": '{"test_id": 1, "request": {', "x/other.json": '{"a": 1}'},
    )
    listed = run("ls", "--json", ".", folder=tmp_path).rows
    assert [row["path"] for row in listed] == ["x/a.json", "x/broken.json"]
    assert list(recview.rows(tmp_path)) == listed


def test_rows_of_one_file(tmp_path: Path) -> None:
    fill(tmp_path, {"other.json": '{"a": 1}'})
    [row] = recview.rows(tmp_path / "other.json")
    assert row["path"] == "other.json"
    assert row["problem"]


def test_rows_and_ls_agree_on_the_corpus() -> None:
    corpus = os.environ.get("RECVIEW_CORPUS")
    if not corpus:
        pytest.skip("RECVIEW_CORPUS names no recordings")
    # Real rows, some of them with numbers that Python spells otherwise than JSON.
    made: list[Any] = [json.loads(json.dumps(row)) for row in recview.rows(Path(corpus) / "rerecords")]
    assert made == run("ls", "--json", f"{corpus}/rerecords").rows
    assert made


def test_importing_the_package_imports_nothing_more() -> None:
    code = "import sys; before = set(sys.modules); import recview; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["__future__", "recview"]


def test_unknown_names_are_no_part_of_the_door() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        recview.reed  # noqa: B018

"""What comes on standard input: a recording, or a list of paths."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recview.cli.standard_input import MAX_PATHS, listed_paths, unquoted
from tests.cli.piped import Done, fill, recording
from tests.demo_recordings import FOLDER
from tests.ogx import dumped
from tests.terminal import RECVIEW

EXISTING = {"a.json", "b c.json", "d\ne.json", "café.json", "{x}.json"}


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.json\n", ["a.json"]),
        (b"a.json\r\nb c.json\r\n", ["a.json", "b c.json"]),
        (b"a.json\n\nb c.json\na.json", ["a.json", "b c.json"]),
        (b"d\ne.json\0a.json\0", ["d\ne.json", "a.json"]),
        # One that exists is enough: the others were deleted.
        (b"gone.json\na.json\n", ["gone.json", "a.json"]),
        (b'"caf\\303\\251.json"\na.json\n', ["café.json", "a.json"]),
        (b"gone.json\n", None),
        (b'{"a": 1}', None),
        (b"\n  [1]\na.json\n", None),
        (b"data: {}\n\na.jsonx\n", None),
        (b"a.json\n" + b"x" * 5_000, None),
        (b"a.json\n" * (MAX_PATHS + 1), None),
        (b"", None),
    ],
)
def test_a_list_of_paths(data: bytes, paths: list[str] | None) -> None:
    assert listed_paths(data, EXISTING.__contains__) == paths


@given(st.binary())
@example(b'"\\')
@example(b'"\\4"')
@example(b'"\xff\\"')
def test_any_bytes_are_a_list_or_not(data: bytes) -> None:
    paths = listed_paths(data, lambda name: len(name) % 2 == 0)
    assert paths is None or all(paths)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ('"a\\tb"', "a\tb"),
        ('"a\\"b\\\\"', 'a"b\\'),
        ('"\\303\\251"', "é"),
        ('"\\377"', "\udcff"),
        ("a\\tb", "a\\tb"),
        ('"', '"'),
        ('""', ""),
    ],
)
def test_the_quotes_of_git_are_taken_off(name: str, plain: str) -> None:
    assert unquoted(name) == plain


def piped(data: bytes, *arguments: str, folder: Path) -> Done:
    done = subprocess.run(
        [*RECVIEW, *arguments],
        input=data,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_recording_is_shown_as_from_its_file(tmp_path: Path) -> None:
    for file in sorted(FOLDER.rglob("*.json"))[:3]:
        from_stdin = piped(file.read_bytes(), "show", "-", folder=tmp_path)
        from_file = piped(b"", "show", str(file), folder=tmp_path)
        assert (from_stdin.code, from_stdin.err) == (0, "")
        assert from_stdin.out.splitlines()[0] == "-"
        assert from_stdin.out.splitlines()[1:] == from_file.out.splitlines()[1:]


def test_a_recording_is_listed(tmp_path: Path) -> None:
    done = piped(dumped(recording("t.py::test_1")).encode(), "ls", "-", "--json", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert [(row["path"], row["test_id"]) for row in done.rows] == [("-", "t.py::test_1")]


def test_listed_paths_are_listed_once_and_others_left_out(tmp_path: Path) -> None:
    names = ("a/x.json", "b/x.json", "café.json")
    fill(tmp_path, {name: recording(f"t.py::{name}") for name in names})
    fill(tmp_path, {"package.json": "{}", "x.py": "", "notes.txt": "hello"})
    text = 'package.json\nx.py\na/x.json\nb/x.json\na\nnotes.txt\n"caf\\303\\251.json"\n'
    done = piped(text.encode(), "ls", "-", "--json", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert [row["path"] for row in done.rows] == ["b/x.json", "a/x.json", "café.json"]


def test_a_single_path_is_called_as_it_was_listed(tmp_path: Path) -> None:
    fill(tmp_path, {"a/x.json": recording("t.py::test_1")})
    done = piped(b"a/x.json\n", "ls", "-", "--json", folder=tmp_path)
    assert [row["path"] for row in done.rows] == ["a/x.json"]


def test_what_is_listed_and_gone_is_named(tmp_path: Path) -> None:
    fill(tmp_path, {"a.json": recording("t.py::test_1")})
    done = piped(b"gone/1.json\na.json\n", "show", "-", "--json", folder=tmp_path)
    assert done.code == 1
    assert done.err == "recview: listed on standard input, but no such file or folder: gone/1.json\n"
    assert [row["path"] for row in done.rows] == ["a.json"]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", 1, "nothing came on standard input"),
        (b" \n\n", 1, "nothing came on standard input"),
        (b"x.py\n", 1, "none of the paths on standard input may be a recording"),
        (b'{"a": ', 1, "-: "),
        (b"gone.json\n", 1, "-: "),
    ],
)
def test_nothing_to_read_has_words(data: bytes, code: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").touch()
    for command in (["ls", "-"], ["show", "-"]):
        done = piped(data, *command, folder=tmp_path)
        assert done.code == code
        assert words in done.err
        assert "Traceback" not in done.err

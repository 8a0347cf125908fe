"""`recview ls`: what it lists, in which order and form, and what it says of the rest."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from recview.cli.main import run
from recview.formats import ogx
from recview.reading.records import unread_record
from tests import hostile
from tests.cli.piped import Files, Several, fill, recording, recview
from tests.demo_recordings import FOLDER
from tests.ogx import dumped
from tests.terminal import RECVIEW, Terminal

TREE: Files = {
    "a/recordings/f1.json": recording("tests/a/test_x.py::test_10", "Hello there"),
    "a/recordings/f2.json": recording("tests/a/test_x.py::test_2"),
    "a/recordings/f3.json": recording(None),
    "a/recordings/package.json": '{"name": "no recording"}',
    "b/recordings/f0.json": recording("tests/b/test_y.py::test_1"),
}


def test_table_in_a_pipe(tmp_path: Path) -> None:
    done = recview("ls", str(fill(tmp_path, TREE)))
    assert (done.code, done.err) == (0, "")
    assert done.fields == [
        [test, path, "0", "openai.chat", "llama3.2:3b-instruct-fp16", "stop", "", "", chunks, ""]
        for test, path, chunks in (
            ("", "a/recordings/f3.json", "2"),
            ("tests/a/test_x.py::test_2", "a/recordings/f2.json", "2"),
            ("tests/a/test_x.py::test_10", "a/recordings/f1.json", "3"),
            ("tests/b/test_y.py::test_1", "b/recordings/f0.json", "2"),
        )
    ]


def test_json_goes_by_path(tmp_path: Path) -> None:
    done = recview("ls", "--json", str(fill(tmp_path, TREE)))
    assert (done.code, done.err) == (0, "")
    assert [row["path"] for row in done.rows] == sorted(path for path in TREE if "package" not in path)
    assert {tuple(row) for row in done.rows} == {tuple(unread_record("", ""))}


def test_without_a_path_it_finds_recordings(tmp_path: Path) -> None:
    fill(tmp_path, {**TREE, "other/f9.json": recording("x::y")})
    assert [row["path"] for row in recview("ls", "--json", folder=tmp_path).rows] == [
        "a/recordings/f1.json",
        "a/recordings/f2.json",
        "a/recordings/f3.json",
        "b/recordings/f0.json",
    ]
    # Inside of such a folder, it is this one.
    assert len(recview("ls", "--json", folder=tmp_path / "a/recordings").rows) == 3
    assert [row["path"] for row in recview("ls", "--json", folder=tmp_path / "other").rows] == ["f9.json"]
    (tmp_path / "empty").mkdir()
    done = recview("ls", folder=tmp_path / "empty")
    assert (done.code, done.out) == (1, "")
    assert "no recordings below this folder" in done.err


def test_paths_are_below_what_was_named(tmp_path: Path) -> None:
    fill(tmp_path, TREE)
    done = recview("ls", "--json", "b", "a/recordings/f1.json", folder=tmp_path)
    assert [row["path"] for row in done.rows] == ["recordings/f0.json", "f1.json"]


def test_subcommand_wins_over_a_folder_of_its_name(tmp_path: Path) -> None:
    fill(tmp_path, {"ls/recordings/a.json": recording("in the folder")})
    assert recview("ls", "./ls", folder=tmp_path).fields[0][0] == "in the folder"
    done = recview("./ls", folder=tmp_path)
    assert (done.code, "needs a terminal" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said", "rows"),
    [
        (["none"], 1, "none: no recording\n", 0),
        (["foreign"], 1, "foreign: no recording, just 2 files of another kind", 0),
        (["foreign/x.json"], 1, "foreign/x.json: JSON, but not a recording that recview knows", 0),
        (["foreign", "good"], 1, "foreign: no recording", 1),
        (["gone", "good"], 2, "no such file or folder: gone", 1),
        (["no\0body"], 2, "", 0),
        (["broken"], 1, "broken/b.json: the file is empty", 2),
        (["broken/b.json"], 1, "broken/b.json: the file is empty", 1),
        (["--nonsense"], 2, "usage: recview ls", 0),
    ],
)
def test_exit_codes(
    arguments: list[str],
    code: int,
    said: str,
    rows: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    good = recording("x::y")
    files: Files = {"foreign/x.json": "[]", "foreign/y.json": "{}", "good/a.json": good}
    fill(tmp_path, {**files, "broken/a.json": good, "broken/b.json": ""})
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--json"]):
        try:
            found = run(["ls", *more, *arguments])
        except SystemExit as end:
            found = int(str(end.code))
        out, err = capfd.readouterr()
        assert (found, len(out.splitlines())) == (code, rows)
        assert said in err


@pytest.mark.parametrize("order", [("missing.json", "cut.json"), ("cut.json", "missing.json")])
def test_wrong_usage_counts_more_than_what_cannot_be_read(order: tuple[str, str], tmp_path: Path) -> None:
    fill(tmp_path, {"cut.json": '{"test_id": "t", "request": {'})
    done = recview("ls", *(str(tmp_path / name) for name in order))
    assert done.code == 2
    assert done.err.count("no such file") == 1


def test_what_cannot_be_read_has_a_row(tmp_path: Path) -> None:
    fill(tmp_path, {"a.json": "", "b.json": recording("x::y")})
    done = recview("ls", "--json", str(tmp_path))
    assert done.rows[0] == unread_record("a.json", "the file is empty")
    assert done.rows[1]["problem"] is None
    assert recview("ls", str(tmp_path)).fields[1] == ["", "a.json", "0", "", "", "", "", "", "0", "the file is empty"]


def test_of_a_file_that_ends_early_there_is_what_can_be_read(tmp_path: Path) -> None:
    line = '{"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "Hi"}}]}'
    fill(tmp_path, {"a.jsonl": f"{line}\n{line}\n{line[:40]}"})
    done = recview("show", "--json", str(tmp_path))
    (row,) = done.rows
    assert (row["choices"][0]["text"], row["chunks"], row["problem"]) == ("HiHi", 3, "its last line is incomplete")
    assert (done.code, done.err.count("its last line is incomplete")) == (1, 1)
    listed = recview("ls", str(tmp_path))
    assert listed.fields == [["a", "a.jsonl", "0", "openai.chat", "", "", "", "", "3", "its last line is incomplete"]]
    assert (listed.code, listed.err.count("its last line is incomplete")) == (1, 1)


def test_several_exchanges_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recview.formats._READERS", (Several(), ogx))
    fill(tmp_path, {"a.json": '{"several": ["One", "Two"]}', "b.json": '{"several": []}'})
    assert run(["ls", "--json", str(tmp_path)]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(row["path"], row["index"], row["format"], row["provider"]) for row in rows] == [
        ("a.json", 0, "several", None),
        ("a.json", 1, "several", None),
    ]
    assert run(["ls", str(tmp_path)]) == 0
    assert [line.split("\t")[1:3] for line in capfd.readouterr().out.splitlines()] == [["a.json", "0"], ["a.json", "1"]]
    # A container of nothing holds no recording.
    assert run(["ls", str(tmp_path / "b.json")]) == 1
    assert "no recording" in capfd.readouterr().err


def test_a_large_folder_is_ordered_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recview.cli.table_listing.SORTED_FILES", 2)
    fill(tmp_path, {f"{number}.json": recording(f"a.py::test_{9 - number}") for number in range(5)})
    assert run(["ls", str(tmp_path)]) == 0
    tests = [line.split("\t")[0] for line in capfd.readouterr().out.splitlines()]
    assert tests == [f"a.py::test_{number}" for number in (8, 9, 6, 7, 5)]


@pytest.mark.parametrize("arguments", [["ls"], ["ls", "--json"], ["show"], ["show", "--json"], ["show", "--chunks"]])
def test_a_reader_that_leaves_ends_it_quietly(arguments: list[str], tmp_path: Path) -> None:
    large = dumped(recording("x::y", "word " * 2_000))
    fill(tmp_path, {f"{number}.json": large for number in range(40)})
    with subprocess.Popen(
        [*RECVIEW, *arguments, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        # A short table may be written before the reader leaves.
        assert process.wait(60) in ({141} if arguments[0] == "show" else {0, 141})


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full device")
def test_a_full_disk_is_named() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*RECVIEW, "ls", str(FOLDER)], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "recview: cannot write: no space left on device\n")


def test_odd_names_and_strings_are_written(tmp_path: Path) -> None:
    hostile.write(tmp_path)
    name = os.fsencode(tmp_path) + b"/\xff\n\t.json"
    with open(name, "wb") as file:
        file.write((tmp_path / "surrogate.json").read_bytes())
    for command in (["ls", "--json"], ["show", "--json"]):
        done = recview(*command, str(tmp_path))
        assert done.code == 1
        assert "Traceback" not in done.err
        assert {"\udcff\n\t.json", "nasty.json", "pipe.json"} <= {row["path"] for row in done.rows}
    rows = {fields[1]: fields for fields in recview("ls", str(tmp_path)).fields}
    assert {len(fields) for fields in rows.values()} == {10}
    assert "\udcff  .json" in rows
    assert "\x1b[31m" in rows["nasty.json"][0]
    done = recview(b"show", b"--json", name)
    assert done.rows[0]["choices"][0]["text"] == "\ud800 there"
    assert "� there\n" in recview(b"show", name).out


@pytest.mark.parametrize("size", [(120, 30), (40, 24)])
@pytest.mark.parametrize("arguments", [["ls"], ["ls", "--json"], ["show"], ["show", "--json"], ["show", "--chunks"]])
def test_a_terminal_obeys_nothing_that_was_recorded(
    arguments: list[str], size: tuple[int, int], tmp_path: Path
) -> None:
    hostile.write(tmp_path / "x\x1b[31m")
    with Terminal([*RECVIEW, *arguments, str(tmp_path)], size=size, environment={"TERM": "dumb"}) as terminal:
        assert terminal.wait(60) == 1
        text = terminal.output.decode()
    assert {sign for sign in text if not sign.isprintable() and sign not in "\r\n"} == set()
    assert not set("‮⁦⁩\u2028\u2029\ufeff") & set(text)


def test_table_on_a_terminal_fits_and_has_colours() -> None:
    with Terminal([*RECVIEW, "ls", str(FOLDER)], size=(90, 40)) as terminal:
        assert terminal.wait() == 0
        screen = terminal.screen()
        assert b"\x1b[31m" in terminal.output
    lines = [line.rstrip() for line in screen.splitlines() if line.strip()]
    assert lines[0].split() == ["TEST", "FILE", "FINISH", "TOKENS", "CHUNKS"]
    assert len(lines) == 22
    assert any(line.startswith("test_rate_limit") and line.endswith("✗ RateLimitError 429") for line in lines)


def test_no_color() -> None:
    with Terminal(["env", "NO_COLOR=1", *RECVIEW, "ls", str(FOLDER)]) as terminal:
        assert terminal.wait() == 0
        assert b"\x1b" not in terminal.output
        assert "RateLimitError" in terminal.screen()


def test_it_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys; from recview.cli.main import run\n"
        f"assert run(['ls', '--json', {str(FOLDER)!r}]) == run(['ls', {str(FOLDER)!r}]) == 0\n"
        f"assert run(['show', {str(FOLDER)!r}]) == 0\n"
        "assert not any(name.partition('.')[0] in ('textual', 'rich', 'watchfiles', 'asyncio') for name in sys.modules)"
    )
    done = subprocess.run([*RECVIEW[:1], "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

"""The reader's process runs this very recview, wherever it comes from and however Python was called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import recview
from recview.live import spawning

PACKAGE = Path(recview.__file__).parent
TESTS = Path(__file__).parent.parent

PROGRAM = """
import queue, sys
sys.path.append({tests!r})
from recview.live.client import Reader
from tests.live.small_service import Begin, Do
events = queue.Queue()
reader = Reader(Begin, "tests.live.small_service")
assert reader.has_process
reader.listen(events.put)
reader.send(Do({deed!r}, {word!a}))
begun, done = events.get(timeout=60), events.get(timeout=60)
reader.stop()
assert done.word == {deed!r}, done
"""


def run(
    deed: str,
    after: str,
    *,
    flags: Sequence[str] = (),
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    word: str = "",
) -> str:
    """Run a program that asks a reader for one thing; returns its output."""
    program = PROGRAM.format(tests=str(TESTS.parent), deed=deed, word=word) + after
    done = subprocess.run(
        [sys.executable, *flags, "-c", program],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **(variables or {})},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


ODD_NAME = "ü\u202e\udcff"

SAME_PATH = """
path, file, is_safe = done.detail
import os, recview
assert file == recview.__file__, (file, recview.__file__)
assert path == [os.path.abspath(entry) if entry == "" else entry for entry in sys.path], (path, sys.path)
assert is_safe
"""


@pytest.mark.parametrize("flags", [[], ["-P"], ["-I"], ["-E"], ["-s"], ["-B"], ["-O"], ["-Xutf8"], ["-O", "-I", "-B"]])
def test_it_imports_from_where_the_screen_does(flags: list[str], tmp_path: Path) -> None:
    run("path", SAME_PATH, flags=flags, folder=tmp_path)


@pytest.mark.parametrize("flags", [["-P"], ["-I"]])
def test_a_folder_of_that_name_is_not_imported(flags: list[str], tmp_path: Path) -> None:
    for name in ("recview", "orjson", "json", "tests"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('a stranger was imported')")
    run("path", SAME_PATH, flags=flags, folder=tmp_path)


def test_a_copy_in_the_current_folder_is_used_if_the_screen_uses_it(tmp_path: Path) -> None:
    os.symlink(PACKAGE, tmp_path / "recview")
    run("path", SAME_PATH + "assert file.startswith(os.getcwd())", folder=tmp_path)


def test_python_path_counts(tmp_path: Path) -> None:
    os.symlink(PACKAGE, tmp_path / "recview")
    variables = {"PYTHONPATH": str(tmp_path)}
    run("path", SAME_PATH + f"assert file.startswith({str(tmp_path)!r})", flags=["-P"], variables=variables)


def test_a_zip_archive(tmp_path: Path) -> None:
    source, archive = tmp_path / "source", tmp_path / "recview.pyz"
    shutil.copytree(PACKAGE, source / "recview", ignore=shutil.ignore_patterns("__pycache__", "demo"))
    after = SAME_PATH + f"assert file.startswith({str(archive)!r}), file"
    (source / "__main__.py").write_text(PROGRAM.format(tests=str(TESTS.parent), deed="path", word="") + after)
    zipapp.create_archive(source, archive)
    done = subprocess.run([sys.executable, str(archive)], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_names_are_the_same_bytes_there(variables: Mapping[str, str]) -> None:
    after = f"assert done.detail == (sys.getfilesystemencoding(), sys.flags.utf8_mode, {ODD_NAME!a}), done"
    run("encodings", after, variables=variables, word=ODD_NAME)


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONSTARTUP": "/nowhere/startup.py"},
        {"PYTHONINSPECT": "1"},
        {"PYTHONUNBUFFERED": "1"},
        {"PYTHONSAFEPATH": "1"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONFAULTHANDLER": "1"},
        {"PYTHONDEVMODE": "1"},
    ],
)
def test_variables_of_python_harm_nothing(variables: Mapping[str, str]) -> None:
    run("answer", "", variables=variables, word="answer")


def test_no_interpreter_is_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(OSError, match="interpreter"):
        spawning.command([])


def test_nothing_else_is_inherited(tmp_path: Path) -> None:
    """Whatever the screen has open (its terminal, the file of the summary) is not held by the reader."""
    after = "print(done.detail)"
    (tmp_path / "open").touch()
    before = f"opened = open({str(tmp_path / 'open')!r})\nimport os; os.set_inheritable(0, True)\n"
    program = before + PROGRAM.format(tests=str(TESTS.parent), deed="handles", word="") + after
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['/dev/null', '/dev/null', '/memfd', '/memfd', '/memfd', 'socket']"

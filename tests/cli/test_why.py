"""`recview why` as a user runs it: with a hash, a log, a pipe, and after a replay with the plugin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recview.cli import why
from tests.checks.misses.texts import POLLY, TEXTS
from tests.checks.names import recomputed
from tests.checks.names.named import FOLDER, TEST, named, recording
from tests.cli import stand_in_recorder
from tests.cli.piped import Done, fill, recview
from tests.cli.test_schema import validator

SCORED = recording("score: 0.75")
KEY = "sk-proj-abcdefghijklmnop1234"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return fill(tmp_path, {named(SCORED, "2026-03"): SCORED, f"{FOLDER}/{'a' * 64}.json": recording("other", test="t")})


class Why:
    """The command in this process, in a folder of its own; a process of its own costs most of a test."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        self._capture = capture

    def run(self, *arguments: str) -> Done:
        code = why.run(arguments)
        written = self._capture.readouterr()
        return Done(code, written.out.decode(), written.err.decode())

    def explained(self, *arguments: str) -> tuple[int, Any]:
        """The exit code and the misses of --json."""
        done = self.run("--json", *arguments)
        record = json.loads(done.out)
        validator("why").validate(record)
        return done.code, record["misses"]


@pytest.fixture
def command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Why:
    return Why(tmp_path, capsysbinary, monkeypatch)


def test_a_hash_of_another_generation(tree: Path, command: Why) -> None:
    hash_ = recomputed.name_by(SCORED, "2026-04")
    done = command.run(hash_)
    assert (done.code, done.err) == (0, "")
    assert "is called as another generation of the recorder would call it. The hash is that of 2026-09." in done.out
    assert named(SCORED, "2026-03") in done.out
    code, [miss] = command.explained(hash_)
    assert (code, miss["cause"], miss["generation"]) == (0, "generation", "2026-09")
    assert [each["path"] for each in miss["candidates"]] == [named(SCORED, "2026-03")]


def test_a_log_without_a_body_says_so_and_names_the_recordings_of_the_test(tree: Path, command: Why) -> None:
    text = TEXTS["ogx"][0]
    (tree / "log.txt").write_text(f"\x1b[31m____ test_b[x] ____\x1b[0m\nE   RuntimeError: {text}\n")
    code, [miss] = command.explained("log.txt")
    assert (code, miss["cause"], miss["test_id"]) == (1, "body_unknown", "test_b[x]")
    assert [each["test_id"] for each in miss["candidates"]] == [TEST]
    assert "recview why --plugin" in miss["remedy"]


def test_the_whole_request_of_polly_is_covered(tree: Path, command: Why) -> None:
    (tree / "log.txt").write_text(POLLY.replace("chat/completions", f"chat?key={KEY}"))
    code, [miss] = command.explained("log.txt")
    assert (code, miss["recorder"]) == (1, "polly")
    assert KEY not in json.dumps(miss)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nothing.txt",), 2, "nothing.txt: there is no such file"),
        (("fine.txt",), 1, "fine.txt: no recorder says in it that a request was not found"),
        ((FOLDER,), 1, f"{FOLDER}: no misses are in it"),
        (("f" * 12, "--in", "nowhere"), 2, "no such file or folder: nowhere"),
    ],
)
def test_wrong_usage(tree: Path, command: Why, arguments: tuple[str, ...], code: int, words: str) -> None:
    (tree / "fine.txt").write_text("all is well")
    done = command.run(*arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_show_of_a_hash_that_is_not_there_hints_at_it(tree: Path) -> None:
    assert "recview why ffffffffffff says" in recview("show", "f" * 12, folder=tree).err
    assert "recview why" not in recview("show", "test_nothing", folder=tree).err


_TEST = """\
from pathlib import Path

from ogx.testing import api_recorder


def test_asks():
    api_recorder.test_context.append("tests/test_asks.py::test_asks")
    api_recorder.ask(api_recorder.ResponseStorage(Path("tests")), URL, BODY)
"""


def test_the_plugin_writes_what_a_replay_misses(tmp_path: Path, command: Why) -> None:
    recorded = recording("What is the boiling point of polyjuice?", test="tests/test_asks.py::test_asks")
    asked = recorded["request"]["body"] | {"temperature": 0.5}
    plugin = command.run("--plugin").out
    fill(
        tmp_path,
        {
            "ogx/__init__.py": "",
            "ogx/testing/__init__.py": "",
            "ogx/testing/api_recorder.py": Path(stand_in_recorder.__file__).read_text(),
            "tests/conftest.py": plugin,
            "tests/test_asks.py": f"URL = {recorded['request']['url']!r}\nBODY = {asked!r}\n{_TEST}",
            named(recorded, folder="tests/recordings"): recorded,
        },
    )
    replay = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        text=True,
        timeout=60,
        check=False,
    )
    assert "Recording not found for request hash" in replay.stdout
    [written] = (tmp_path / why.FOLDER).iterdir()
    assert "never-to-be-written" not in written.read_text()
    (tmp_path / "log.txt").write_text(replay.stdout)
    for source in ("log.txt", str(written), why.FOLDER):
        code, [miss] = command.explained(source)
        [nearest] = miss["candidates"]
        assert (code, miss["cause"], miss["test_id"]) == (0, "parameters_changed", "tests/test_asks.py::test_asks")
        assert (nearest["at"], nearest["recorded"], nearest["sent"]) == ("request.body.temperature", None, 0.5)
    assert "differs first at  request.body.temperature: + 0.5" in recview("why", folder=tmp_path).out


def test_a_terminal_obeys_nothing_of_a_log(tree: Path, command: Why) -> None:
    text = TEXTS["ogx rerank"][0].replace("https://ai", "https://\x9b31m\u202eai")
    (tree / "log.txt").write_text(text)
    assert "\x9b" not in command.run("log.txt", "--json").out

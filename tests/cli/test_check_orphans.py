"""`recview check --tests`: recordings and tests that are without the other, by what pytest printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from recview.cli import main
from tests.checks.orphans import printed
from tests.cli.piped import fill, recording

HI, GONE = "tests/test_a.py::test_hi[openai/gpt-4o]", "tests/test_a.py::test_gone"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Pipes a text into `recview check --tests -` in a folder with two recordings: exit code, output, errors."""
    monkeypatch.chdir(fill(tmp_path, {"recordings/a.json": recording(HI), "recordings/b.json": recording(GONE)}))

    def check(text: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))
        try:
            code = main.run(["check", ".", "--tests", "-", "--select", "O", *arguments])
        except SystemExit as end:
            code = int(str(end.code))
        written = capsys.readouterr()
        return code, written.out, written.err

    return check


def test_what_is_without_the_other(run: Run) -> None:
    code, out, _ = run(printed.QUIET, "--output-format", "json", "--fail-on", "warning")
    found = [(each["rule"], each["path"], each["at"]) for each in json.loads(out)["findings"]]
    assert (code, found) == (
        1,
        [
            ("O101", "recordings/b.json", "test_id"),
            ("O103", "tests/test_a.py", "TestChat::test_x"),
            ("O103", "tests/test_a.py", "U::test_u"),
            ("O103", "tests/test_a.py", "test_hi[a::b c]"),
        ],
    )


def test_a_baseline_tells_the_tests_of_a_file_apart(run: Run) -> None:
    assert run(printed.QUIET, "--write-baseline", "known.json")[0] == 0
    more = printed.QUIET.replace("\n\n", "\ntests/test_a.py::test_new\n\n")
    _, out, _ = run(more, "--baseline", "known.json", "--output-format", "json")
    assert [each["at"] for each in json.loads(out)["findings"]] == ["test_new"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (printed.BROKEN, "pytest met 1 error while it collected: mend that first"),
        (printed.NONE, "it holds no tests: it is to be what `pytest --collect-only -q` prints"),
        (
            "tests/unit/test_u.py::test_u\n",
            "it shares no test file with this tree: collect the tests that these recordings are of",
        ),
    ],
)
def test_a_collection_that_says_nothing_is_refused(run: Run, text: str, reason: str) -> None:
    assert run(text) == (2, "", f"recview: --tests: {reason}\n")

"""`--where` asks for findings: the same recordings as `recview check` names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recview.cli import check, ls, show
from tests.cli.piped import Files, fill, recording, recview

KEY = "sk-" + "z6MYslBix7uackWwsg8AmddkPjcEp9hGVz9DozcAp3ZEbppm"  # made at random, and no key

TREE: Files = {
    "a/recordings/secret.json": recording("tests/a/test_x.py::test_1", f"The key is {KEY}."),
    "a/recordings/clean.json": recording("tests/a/test_x.py::test_2", "Hello"),
    "a/recordings/cut.json": '{"test_id": ',
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return str(fill(tmp_path / "tree", TREE))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("rule:S101", ["secret"]),
        ("rule:s", ["secret"]),
        ("-rule:S", ["clean", "cut"]),
        ("is:unreachable", ["clean", "secret"]),
        ("has:finding -rule:N", ["cut"]),
        ("severity:error -is:unreachable", ["cut"]),
        ("rule:S answer:hello", []),
    ],
)
def test_ls_leaves_what_the_checks_say(
    tree: str, query: str, names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ls.run(["--json", f"--where={query}", tree])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(Path(row["path"]).stem for row in rows) == names
    ls.run([f"--where={query}", tree])
    assert len(capsys.readouterr().out.splitlines()) == len(names)


def test_show_and_check_leave_the_same(tree: str, capsys: pytest.CaptureFixture[str]) -> None:
    show.run(["--json", "--where", "rule:S", tree])
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["path"] == "a/recordings/secret.json"
    check.run(["--output-format", "json", "--where", "rule:S", tree])
    summary = json.loads(capsys.readouterr().out)
    assert summary["summary"]["recordings"] == 1
    # A file that cannot be read is named whatever is asked.
    assert {Path(finding["path"]).stem for finding in summary["findings"]} == {"secret", "cut"}


def test_what_was_checked_is_kept_for_the_next_run(
    tree: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recview.cache.finding_store.is_racy", lambda *_: False)
    ls.run(["--json", "--where", "rule:S", tree])
    before = capsys.readouterr().out
    monkeypatch.setattr("recview.sources.checked_files.check_file", lambda *_: pytest.fail("it is checked again"))
    ls.run(["--json", "--where", "rule:S", tree])
    assert capsys.readouterr().out == before != ""


def test_a_comparison_says_that_it_knows_none(tree: str) -> None:
    done = recview("diff", "--where", "rule:S", tree, f"{tree}/a")
    assert (done.code, done.out) == (2, "")
    assert "knows no findings" in done.err

"""`recview check`: what it says, in each of its forms, and its exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from recview.cli import main
from recview.cli.schema import schema
from recview.sources import content_time
from tests.cli.piped import Files, fill
from tests.cli.sarif_schema import SARIF
from tests.ogx import Value, chat, message, usage
from tests.sources.git.made import Repository, needs_git


def call(finish: str) -> Value:
    """A call of a chat, kept as HTTP: no rule about names or tests speaks of it."""
    body = {"model": "m", "messages": [message("user", "Hi")]}
    choice = {"index": 0, "finish_reason": finish, "message": message("assistant", f"Hello, {finish}")}
    answer = {"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage(3, 5)}
    url = "https://api.openai.com/v1/chat/completions"
    headers = {"content-type": "application/json"}
    return {
        "request": {"method": "POST", "url": url, "body": body},
        "response": {"status": 200, "headers": headers, "body": answer},
    }


WHOLE, CUT_OFF = call("stop"), call("length")
FILES: Files = {"recordings/whole.json": WHOLE, "recordings/cut.json": CUT_OFF, "recordings/broken.json": "{"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `recview check` in a folder with `FILES`: its exit code, its output and its errors."""
    monkeypatch.chdir(fill(tmp_path, FILES))

    def check(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main.run(["check", *arguments])
        except SystemExit as end:
            code = int(str(end.code))
        written = capsys.readouterr()
        return code, written.out, written.err

    return check


def rules_and_files(run: Run, *arguments: str) -> list[str]:
    """The rules of what is found, and the names of the files."""
    output = json.loads(run("--output-format", "json", *arguments)[1])
    return [f"{finding['rule']} {finding['path'].rpartition('/')[2]}" for finding in output["findings"]]


def test_counts_come_first_then_where(run: Run) -> None:
    assert run() == (
        1,
        "1 error, 1 note in 2 recordings\n"
        "\n"
        "1  error    F101  unreadable     A file cannot be read, or not to its end\n"
        "1  info     T102  cut-by-length  A choice ends because it reached its limit of tokens\n"
        "\n"
        "F101 unreadable  1\n"
        "  recordings/broken.json: the JSON ends early at line 1, column 2\n"
        "\n"
        "T102 cut-by-length  1\n"
        "  recordings/cut.json: answer: it ends with length\n",
        "",
    )


def test_a_clean_tree(run: Run) -> None:
    assert run("recordings/whole.json") == (0, "1 recording, nothing to report\n", "")


def test_ten_of_a_rule_are_listed(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, {f"many/recordings/{number:02}.json": CUT_OFF for number in range(12)})
    lines = run("many")[1].splitlines()
    assert lines[-3:] == [
        "  many/recordings/08.json: answer: it ends with length",
        "  many/recordings/09.json: answer: it ends with length",
        "  2 more: --select T102 --all",
    ]
    assert "  many/recordings/11.json: answer: it ends with length" in run("many", "--all")[1].splitlines()
    fill(tmp_path, {"many/recordings/broken.json": "{"})
    assert [line.split()[:3] for line in run("many", "--statistics")[1].splitlines()[2:]] == [
        ["1", "error", "F101"],
        ["12", "info", "T102"],
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["F101 broken.json", "T102 cut.json"]),
        (("--select", "T"), ["F101 broken.json", "T102 cut.json"]),
        (("--select", "unreadable"), ["F101 broken.json"]),
        (("--ignore", "T1"), ["F101 broken.json"]),
        (("--ignore", "T1,F101", "--extend-select", "T102"), ["T102 cut.json"]),
        (("--select", "T102", "--ignore", "T102"), ["F101 broken.json"]),
        (("--select", "ALL", "--ignore", "F,cut-by-length"), []),
        (("--where", "text:stop"), ["F101 broken.json"]),
        (("--where", "text:Hello"), ["F101 broken.json", "T102 cut.json"]),
    ],
)
def test_which_rules_and_recordings_count(run: Run, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert rules_and_files(run, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("recordings/cut.json",), 0),
        (("recordings/broken.json", "--exit-zero"), 0),
        (("recordings/cut.json", "--fail-on", "warning"), 0),
        (("recordings/cut.json", "--fail-on", "info"), 1),
        (("recordings/broken.json",), 1),
        (("recordings/broken.json", "--select", "T"), 1),
        (("recordings", "--ignore", "ALL"), 0),
        (("nowhere/",), 2),
        (("nowhere/", "--exit-zero"), 2),
        (("recordings", "--tests", "-", "-"), 2),
        (("recordings", "--tests", "nowhere.txt"), 2),
        (("recordings", "--baseline", "nowhere.json"), 2),
        (("recordings", "--baseline", "recordings/whole.json"), 2),
        (("recordings", "--since", "nothing"), 2),
        (("--generation", "2025-11"), 2),
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments)[0] == code


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_a_rule_that_there_is_not_is_named_with_the_nearest(run: Run, option: str) -> None:
    assert run(option, "T1,FF101") == (2, "", f"recview: {option}: no rule is called 'FF101': did you mean F101?\n")
    assert "did you mean cut-by-length?" in run(option, "cut-by-lenght")[2]


def test_a_folder_without_recordings_is_an_error(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, {"other/notes.txt": "a"})
    code, out, err = run("other")
    assert (code, err) == (2, "recview: other: no recording, just 1 file of another kind: 1 .txt\n")
    assert out == "0 recordings, nothing to report\n"


def test_a_file_that_is_no_recording_is_passed_over(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, {"recordings/package.json": '{"name": "a"}'})
    code, out, err = run("recordings/package.json", "recordings/whole.json")
    assert (code, out) == (0, "1 recording, nothing to report\n")
    assert err == "recview: recordings/package.json: JSON, but not a recording that recview knows\n"
    assert rules_and_files(run, "recordings") == ["F101 broken.json", "T102 cut.json"]


def test_json_is_as_its_schema_says(run: Run) -> None:
    output = json.loads(run("--output-format", "json")[1])
    Draft202012Validator(schema("check")).validate(output)
    assert output["summary"] == {"recordings": 2, "reachable": 0, "unreachable": {}, "generation": None}
    assert output["findings"][0] == {
        "rule": "F101",
        "severity": "error",
        "path": "recordings/broken.json",
        "index": None,
        "at": None,
        "message": "the JSON ends early at line 1, column 2",
    }


HOSTILE: Files = {"recordings/a:b,c%\n::d.json": CUT_OFF, "recordings/ü `|.json": "{"}


def test_annotations_are_escaped(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, HOSTILE)
    lines = run("--output-format", "github")[1].splitlines()
    place = "file=recordings/a%3Ab%2Cc%25%0A%3A%3Ad.json,line=15"
    assert f"::notice {place},title=T102 cut-by-length::answer: it ends with length" in lines
    assert all(line.startswith(("::error file=recordings/", "::notice file=recordings/")) for line in lines)


def test_sarif_is_as_the_standard_says(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, HOSTILE)
    output = json.loads(run("--output-format", "sarif")[1])
    Draft202012Validator.check_schema(SARIF)
    Draft202012Validator(SARIF).validate(output)
    [log] = output["runs"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["results"]]
    assert "recordings/%C3%BC%20%60%7C.json" in places
    assert [log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] for result in log["results"]] == [
        result["ruleId"] for result in log["results"]
    ]


def test_code_hosts_are_told_the_lines(run: Run, tmp_path: Path) -> None:
    text = (tmp_path / "recordings/cut.json").read_text().splitlines()
    [log] = json.loads(run("--output-format", "sarif")[1])["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in log["results"]]
    lines = {place["artifactLocation"]["uri"]: place["region"]["startLine"] for place in places}
    assert lines == {"recordings/broken.json": 1, "recordings/cut.json": text.index('  "response": {') + 1}


def test_sarif_names_files_below_this_folder_relative_to_it(run: Run, tmp_path: Path) -> None:
    for named in (str(tmp_path), "."):
        [log] = json.loads(run(named, "--output-format", "sarif", "--select", "T")[1])["runs"]
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in log["results"]]
        assert {"uri": "recordings/cut.json"} in places


def test_sarif_names_other_files_by_their_uri(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"a b/recordings/c d.json": "{", "here/recordings/e.json": "{"})
    monkeypatch.chdir(tmp_path / "here")
    [log] = json.loads(run(str(tmp_path / "a b"), "--output-format", "sarif")[1])["runs"]
    [place] = (result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["results"])
    assert place == f"file://{tmp_path}/a%20b/recordings/c%20d.json"


def test_markdown_holds_recorded_text_in_code(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, HOSTILE)
    text = run("--output-format", "markdown")[1]
    assert text.startswith("**2 errors, 2 notes in 3 recordings**\n\n| findings | severity | rule | what it is |\n")
    assert "- ``recordings/ü `|.json`` `the JSON ends early at line 1, column 2`\n" in text


def test_a_baseline_knows_old_debts(run: Run, tmp_path: Path) -> None:
    assert run("--write-baseline", "debts.json") == (0, "", "recview: debts.json knows 2 findings from now on\n")
    assert run("--baseline", "debts.json")[:2] == (
        0,
        "2 recordings, nothing to report; 2 findings of the baseline left out\n",
    )
    # A new name is no new debt; one more of it is, and so is another file that cannot be read.
    (tmp_path / "recordings" / "cut.json").rename(tmp_path / "recordings" / "moved.json")
    assert rules_and_files(run, "--baseline", "debts.json") == []
    fill(tmp_path, {"recordings/other.json": CUT_OFF, "recordings/broken2.json": "{"})
    assert rules_and_files(run, "--baseline", "debts.json") == ["F101 broken2.json", "T102 other.json"]


def test_a_baseline_holds_digests_only(run: Run, tmp_path: Path) -> None:
    run("--write-baseline", "debts.json")
    debts = json.loads((tmp_path / "debts.json").read_text())
    assert [(rule, list(digests.values())) for rule, digests in debts["findings"].items()] == [
        ("F101", [1]),
        ("T102", [1]),
    ]
    assert all(len(digest) == 32 for digests in debts["findings"].values() for digest in digests)


def test_a_baseline_replaces_nothing_else(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--write-baseline", "recordings/whole.json")
    assert (code, err) == (2, "recview: recordings/whole.json: it is no baseline of recview check\n")


def test_settings_of_a_project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("--write-baseline", "debts.json", "--ignore", "F101")
    project = tmp_path / "pyproject.toml"
    project.write_text('[tool.recview.check]\nselect = ["T"]\nignore_in = {"*/broken.json" = ["F101"]}\n')
    assert rules_and_files(run) == ["T102 cut.json"]
    assert rules_and_files(run, "--select", "F") == []
    project.write_text('[tool.recview.check]\nbaseline = "debts.json"\nselct = ["T"]\n')
    code, out, err = run("recordings")
    assert (code, out.splitlines()[0]) == (1, "1 error in 2 recordings; 1 finding of the baseline left out")
    assert err == f"recview: {project}:3: no setting is called check.selct (is it check.select?); it is ignored\n"
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert rules_and_files(run, "../recordings") == ["F101 broken.json"]
    monkeypatch.chdir(tmp_path)
    project.write_text('[tool.recview.check]\nfail_on = "fatal"\n')
    assert run() == (2, "", f"recview: {project}:2: fail_on is one of error, warning, info\n")
    project.write_text('[tool.recview.check]\nignore = ["X"]\n')
    assert run()[2].startswith(f"recview: {project}:2: no rule is called 'X': did you mean ")


def test_unchanged_files_are_not_read_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # All files were written just now.
    monkeypatch.setattr(content_time, "RACY_NS", 0)
    first = run("recordings")
    read: list[str] = []

    def check_file(path: str, *_: Any) -> Any:
        read.append(path)
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("recview.sources.checked_files.check_file", check_file)
        assert (run("recordings"), read) == (first, [])
        with pytest.raises(AssertionError):
            run("recordings", "--no-cache")
    (tmp_path / "recordings" / "cut.json").write_text((tmp_path / "recordings" / "whole.json").read_text())
    assert rules_and_files(run, "recordings") == ["F101 broken.json"]


@needs_git
def test_since_a_revision(run: Run, tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit({})
    assert run("--since", "HEAD")[:2] == (0, "0 recordings, nothing to report\n")
    fill(tmp_path, {"recordings/new.json": CUT_OFF})
    assert rules_and_files(run, "--since", "HEAD") == ["T102 new.json"]
    assert rules_and_files(run, "HEAD") == ["F101 broken.json", "T102 cut.json"]
    assert run("HEAD", "--since", "HEAD")[0] == 0


def test_rule(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["rule", "T102"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("T102 cut-by-length  info\n\nA choice ends because it reached its limit of tokens.\n")
    assert "\nWhy: " in text
    assert "\nWhat to do: " in text
    main.run(["rule"])
    assert "T102\tinfo\tcut-by-length\tA choice ends" in capsys.readouterr().out
    assert main.run(["rule", "t"]) == 0
    assert main.run(["rule", "cut-by-lenght"]) == 2
    assert "did you mean cut-by-length?" in capsys.readouterr().err


def test_the_hook_is_a_command_over_recordings(run: Run) -> None:
    root = Path(__file__).parents[2]
    [hook] = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    program, command, *options = hook["entry"].split()
    assert (program, command, hook["language"]) == ("recview", "check", "python")
    assert run(*options, "recordings/whole.json")[0] == 0
    wanted = ("recordings/a.json", "tests/x/cassettes/b.yaml", "spec/vcr_cassettes/c.yml", "a/__recordings__/d/e.har")
    assert all(re.search(hook["files"], path) for path in wanted)
    assert not any(re.search(hook["files"], path) for path in ("package.json", "src/recordings.py", "my-recordings/a"))


def test_what_needs_the_tree_is_not_said_of_files(run: Run, tmp_path: Path) -> None:
    twins = fill(tmp_path, {"twins/recordings/a.json": chat("t", [], []), "twins/recordings/b.json": chat("t", [], [])})
    assert "D101 a.json" in rules_and_files(run, str(twins / "twins"))
    files = [str(path) for path in sorted((tmp_path / "twins" / "recordings").iterdir())]
    assert "D101 a.json" not in rules_and_files(run, *files)

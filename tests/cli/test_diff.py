"""`recview diff` as a user runs it: sources, verdict, forms, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from random import Random
from string import ascii_letters
from typing import Any

import pytest

from recview.cli.schema import schema
from tests.cli.piped import Done, Files, fill, recview
from tests.hostile import ESCAPES, nasty
from tests.ogx import Value, chat, message, stream
from tests.review.test_second_comparison import CLASSES
from tests.sources.git.made import Repository, needs_git
from tests.terminal import RECVIEW

SERIOUS = ("behaviour", "request", "reworded", "new", "gone", "unreadable")


def said(text: str, test: str | None = "tests/a.py::test_a", ask: str = "Hi", **more: Any) -> Value:
    return chat(test, [message("user", ask)], stream(text, **more))


def with_id(recording: Value, name: str) -> Value:
    renamed: Value = json.loads(json.dumps(recording).replace("rec-000000000000", name))
    return renamed


BEFORE: Files = {
    "same.json": said("the same"),
    "reworded.json": said("The quick brown fox jumps over the lazy dog", "tests/b.py::test_b", "tell"),
    "noise.json": with_id(said("hello", "tests/c.py::test_c", "greet"), "rec-aaaaaaaaaaaa"),
    "behaviour.json": said("stopped", "tests/d.py::test_d", "go on"),
    "gone.json": said("alone", "tests/e.py::test_e", "who"),
    "package.json": '{"name": "before", "version": 1}',
}
AFTER: Files = {
    "same.json": BEFORE["same.json"],
    "reworded.json": said("The quick red fox jumps over the lazy dog", "tests/b.py::test_b", "tell"),
    "noise.json": with_id(said("hello", "tests/c.py::test_c", "greet"), "rec-bbbbbbbbbbbb"),
    "behaviour.json": said("stopped", "tests/d.py::test_d", "go on", finish="length"),
    "new.json": said("someone", "tests/f.py::test_f", "else"),
    "package.json": '{"name": "after", "version": 2}',
}
VERDICT = "1 behaviour change in 1 test; 1 reworded; 1 noise; 1 new; 1 gone"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    fill(tmp_path / "before", BEFORE)
    fill(tmp_path / "after", AFTER)
    return tmp_path


def diff(folder: Path, *arguments: str) -> Done:
    return recview("diff", *arguments, folder=folder)


def test_the_verdict_is_the_first_line_and_behaviour_comes_first(folders: Path) -> None:
    done = diff(folders, "before", "after")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[:4] == [VERDICT, "before → after", "", "behaviour"]
    assert lines[4:8] == [
        "  tests/d.py::test_d · ollama",
        "    behaviour.json",
        "      finish_reason  answer.choices[0].finish_reason: stop → length",
        "",
    ]
    assert "        The quick[- brown-]{+ red+} fox jumps over the lazy dog" in lines
    assert "1 noise: 1 ids" in lines
    assert "  new.json  tests/f.py::test_f · ollama" in lines
    assert "package.json" not in done.out
    assert "same.json" not in done.out


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        (("--all",), ("noise.json", "ids  answer.id: rec-aaaaaaaaaaaa → rec-bbbbbbbbbbbb"), ("1 noise:",)),
        (("--only", "noise"), ("noise.json", "rec-aaaaaaaaaaaa", "4 other changes not shown"), ("behaviour.json",)),
        (("--only", "text"), ("reworded.json", "4 other changes not shown"), ("new.json", "finish_reason")),
        (("--only", "finish_reason,new"), ("behaviour.json", "new.json"), ("reworded.json",)),
        (("--where", "finish:length"), ("1 behaviour change in 1 test\n", "behaviour.json"), ("reworded", "new.json")),
        (("--stat",), ("  1 behaviour  tests/d.py::test_d · ollama\n",), ("finish_reason",)),
        (("--stat", "--only", "new"), ("  1 new  tests/f.py::test_f · ollama\n",), ("tests/d.py",)),
    ],
)
def test_options_choose_what_is_shown(
    folders: Path, options: tuple[str, ...], shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    done = diff(folders, "before", "after", *options)
    assert done.code == 0
    for text in shown:
        assert text in done.out
    for text in hidden:
        assert text not in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("before", "after"), 0),
        (("before", "after", "--exit-code"), 1),
        (("before", "after", "--exit-code", "--only", "noise"), 0),
        (("before", "after", "--exit-code", "--only", "new"), 1),
        (("before", "before", "--exit-code"), 0),
        (("before/noise.json", "after/noise.json", "--exit-code"), 0),
        (("before/reworded.json", "after/reworded.json", "--exit-code"), 1),
        (("before/same.json", "after/noise.json", "--exit-code"), 1),
        (("before", "nosuch"), 2),
        (("before", "after", "before"), 2),
        (("before", "after", "--only", "behavior"), 2),
        (("before", "after", "--where", "is:nosuch"), 2),
        (("before", "after", "--json", "--stat"), 2),
        (("before", "after", "--", "x"), 2),
        (("before",), 2),
        ((), 2),
    ],
)
def test_exit_codes(folders: Path, arguments: tuple[str, ...], code: int) -> None:
    done = diff(folders, *arguments)
    assert done.code == code
    assert bool(done.err) is (code == 2)
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        ("same.json", "same.json", "no differences; 1 identical"),
        ("noise.json", "noise.json", "no behaviour changes; 1 noise"),
        ("package.json", "package.json", "no differences"),
    ],
)
def test_what_is_held_back_is_said(folders: Path, before: str, after: str, first: str) -> None:
    assert diff(folders, f"before/{before}", f"after/{after}").out.splitlines()[0] == first


def test_that_nothing_was_compared_is_said(tmp_path: Path) -> None:
    done = diff(tmp_path, ".", ".")
    assert (done.code, done.out, done.err) == (
        0,
        "no differences\n. → .\n",
        "recview: neither side holds a recording\n",
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
def test_what_cannot_be_written_is_an_error_and_no_difference(folders: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*RECVIEW, "diff", "before", "after", "--exit-code"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folders,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"recview: cannot write: no space left on device\n")


def test_both_problems_of_an_unreadable_pair_are_said(tmp_path: Path) -> None:
    fill(tmp_path, {"before.json": '{"request": ', "after.json": '{"request": {"a'})
    out = diff(tmp_path, "before.json", "after.json").out
    assert out.startswith("1 unreadable; no behaviour changes\n")
    assert "readable →" not in out
    assert "- readable" not in out


def test_a_near_word_is_named(folders: Path) -> None:
    assert "did you mean behaviour?" in diff(folders, "before", "after", "--only", "behavior").err


def test_a_query_that_matches_nothing_says_so(folders: Path) -> None:
    done = diff(folders, "before", "after", "--where", "finish:lenght")
    assert (done.code, done.out.splitlines()[0]) == (0, "no differences")
    assert "no recording matches --where finish:lenght" in done.err


def test_json_has_every_change_with_its_differences(folders: Path) -> None:
    from jsonschema import Draft202012Validator

    [record] = diff(folders, "before", "after", "--json").rows
    Draft202012Validator(schema("diff")).validate(record)
    expected = {"behaviour": 1, "reworded": 1, "noise": 1, "new": 1, "gone": 1, "identical": 1}
    assert {name: count for name, count in record["counts"].items() if count} == expected
    assert [change["class"] for change in record["changes"]] == ["behaviour", "reworded", "noise", "new", "gone"]
    first = record["changes"][0]
    assert (first["before"], first["after"]) == ("behaviour.json", "behaviour.json")
    assert (first["test_id"], first["kinds"]) == ("tests/d.py::test_d", ["finish_reason"])
    at = "answer.choices[0].finish_reason"
    assert first["differences"] == [{"kind": "finish_reason", "at": at, "before": "stop", "after": "length"}]
    assert [change["before"] for change in record["changes"][3:]] == [None, "gone.json"]
    assert [(new["rule"], new["path"]) for new in record["findings"]["new"]] == [("N106", "new.json")]
    assert record["findings"]["gone"] == 1


@pytest.mark.parametrize("form", [(), ("--stat",), ("--markdown",)])
def test_new_findings_are_said_at_the_end_in_every_form(tmp_path: Path, form: tuple[str, ...]) -> None:
    key = f"sk-proj-{''.join(Random(14).choices(ascii_letters, k=48))}"
    fill(tmp_path, {"before/a.json": said("It is none"), "after/a.json": said(f"It is {key} now")})
    lines = diff(tmp_path, "before", "after", *form).out.strip().splitlines()
    assert "1 new finding" in lines[-2] + lines[-3]
    for word in ("S101 provider-key", "a.json", "answer, chunk", "sk-p…"):
        assert word in lines[-1]
    assert key not in lines[-1]


def test_credentials_are_covered_but_in_json(tmp_path: Path) -> None:
    keys = ["sk-proj-" + letter * 40 for letter in "ab"]
    fill(tmp_path / "before", {"a.json": said(f"Your key is {keys[0]} and more of it")})
    fill(tmp_path / "after", {"a.json": said(f"Your key was {keys[1]} and more of it")})
    for options in ((), ("--markdown",), ("--stat",)):
        out = diff(tmp_path, "before", "after", *options).out
        assert not any(key in out or key[-20:] in out for key in keys)
    for options in (("--secrets",), ("--json",)):
        out = diff(tmp_path, "before", "after", *options).out
        assert all(letter * 40 in out for letter in "ab")


def test_hostile_content_stays_in_its_lines(tmp_path: Path) -> None:
    changed = nasty()
    changed["response"]["body"] = stream(f"{ESCAPES}\nbehaviour\n```\n# heading\n| x", finish="stop")
    changed["test_id"] = "tests/a.py::test_a\nbehaviour"
    fill(tmp_path / "before", {"a\nbehaviour.json": nasty(), "b.json": "{", "c.json": nasty()})
    fill(tmp_path / "after", {"a\nbehaviour.json": changed, "b.json": "[", "c.json": "{"})
    for options in ((), ("--all",), ("--stat",), ("--markdown",), ("--json",)):
        done = diff(tmp_path, "before", "after", *options)
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines().count("behaviour") == (1 if options in ((), ("--all",)) else 0)


@pytest.mark.corpus
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus")
@pytest.mark.parametrize("pair", CLASSES)
def test_real_re_records(pair: str) -> None:
    done = recview("diff", "before", "after", "--json", folder=Path(os.environ["RECVIEW_CORPUS"], "rerecords", pair))
    [record] = done.rows
    assert {name: count for name, count in record["counts"].items() if count} == CLASSES[pair]
    assert Counter(change["class"] for change in record["changes"]) == CLASSES[pair]


@needs_git
def test_git_sources(folders: Path) -> None:
    repository = Repository(folders / "work")
    fill(repository.path, {f"t/{name}": content for name, content in BEFORE.items()})
    repository.commit({".gitignore": b"ignored.json\n"})
    repository.git("checkout", "-q", "-b", "topic")
    for path in (repository.path / "t").iterdir():
        path.unlink()
    fill(repository.path, {f"t/{name}": content for name, content in AFTER.items()})
    fill(repository.path, {"t/ignored.json": said("ignored", "tests/g.py::test_g")})

    def verdict(*arguments: str) -> str:
        done = diff(repository.path, *arguments)
        assert (done.code, done.err) == (0, "")
        return done.out.splitlines()[0]

    # New files are not known to git yet.
    assert verdict() == verdict("main") == verdict("HEAD") == verdict("t") == verdict("HEAD", "t") == VERDICT
    assert verdict("t/noise.json") == verdict("main", "--", "t/noise.json") == "no behaviour changes; 1 noise"
    assert verdict("--", "t/new.json") == "no behaviour changes; 1 new"
    assert verdict("--staged") == "no differences; 6 identical"
    repository.git("add", "-A")
    assert verdict("--staged") == verdict("--staged", "main") == VERDICT
    assert verdict("--staged", "--", "t/noise.json", "t/gone.json") == "no behaviour changes; 1 noise; 1 gone"
    repository.git("commit", "-q", "-m", "more")
    assert verdict("main...topic") == verdict("main...") == verdict("main", "topic") == VERDICT
    assert verdict("topic", "main") == "1 behaviour change in 1 test; 1 reworded; 1 noise; 1 new; 1 gone"
    assert verdict("main:t", "HEAD:t") == verdict("main:t", "../after") == VERDICT
    # A folder is all that is in it.
    assert verdict("HEAD:t", "t") == "no behaviour changes; 1 new"
    assert verdict("HEAD:t", "../after") == "no differences; 6 identical"
    assert verdict("main:t/reworded.json", "t/reworded.json") == "no behaviour changes; 1 reworded"
    assert diff(repository.path, "nosuch...main").err == "recview: no such revision: nosuch\n"
    assert diff(repository.path, "main", "--", "nosuch").code == 2

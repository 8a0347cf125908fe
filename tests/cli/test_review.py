"""`recview review` without a screen: list, show, accept, skip, words and exit codes.

Called in this process, as each run of the program costs half a second; some tests run it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from recview.cli.review import run
from tests.cli.piped import Done, Files, fill, recview
from tests.cli.test_schema import validator
from tests.hostile import ESCAPES, nasty
from tests.ogx import Value, chat, dumped, message, stream
from tests.sources.git.made import Repository, needs_git
from tests.terminal import RECVIEW, Terminal
from tests.test_terminal import leftovers


def said(test: str, text: str, ask: str, **more: Any) -> Value:
    return chat(test, [message("user", ask)], stream(text, **more))


ENDS, GREETS = said("t::ends", "stopped", "go on"), said("t::noise", "hello", "greet")
BEFORE: Files = {
    "same.json": said("t::same", "the same", "Hi"),
    "words.json": said("t::words", "The quick brown fox", "tell"),
    "ends.json": ENDS,
    "noise.json": dumped(GREETS).replace("rec-000000000000", "rec-aaaaaaaaaaaa"),
}
AFTER: Files = {
    **BEFORE,
    "words.json": said("t::words", "The quick red fox", "tell"),
    "ends.json": said("t::ends", "stopped", "go on", finish="length"),
    "noise.json": GREETS,
    "new.json": said("t::new", "someone", "else"),
}
VERDICT = "1 behaviour change in 1 test; 1 reworded; 1 noise; 1 new"


class Reviewer:
    """Runs `recview review` in a folder with a state folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        monkeypatch.setenv("RECVIEW_STATE_DIR", str(folder / "state"))
        monkeypatch.setenv("COLUMNS", "200")

    def __call__(self, *arguments: str, sides: tuple[str, ...] = ("before", "after"), within: str = "") -> Done:
        self._monkeypatch.chdir(self.folder / within)
        try:
            code = run([*sides, *arguments])
        except SystemExit as wrong:
            code = int(wrong.code or 0)
        return Done(code, *self._capsys.readouterr())

    def keys(self) -> dict[str, str]:
        """The key of each file that is listed."""
        lines = self("--list", "--all").out.splitlines()
        return {re.findall(r"\S+\.json", line)[-1]: line.split()[0] for line in lines}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reviewer:
    return Reviewer(tmp_path, monkeypatch, capsys)


@pytest.fixture
def review(empty: Reviewer) -> Reviewer:
    fill(empty.folder / "before", BEFORE)
    fill(empty.folder / "after", AFTER)
    return empty


def test_a_line_for_each_change_its_key_first(review: Reviewer) -> None:
    done = review("--list")
    assert done.code == 0
    assert [re.sub("^[0-9a-f]{8}", "KEY", line) for line in done.out.splitlines()] == [
        "KEY  behaviour   -         finish_reason stop → length  t::ends  ends.json",
        "KEY  reworded    -         text The quick brown fox → The quick red fox  t::words  words.json",
        "KEY  new         -         t::new  new.json  1 new finding: "
        "N106 renamed-file: name: renamed or copied: its name is not a hash",
    ]
    assert done.err == (
        f"recview: 0 of 1 behaviour change seen ({VERDICT})\n"
        "recview: 1 change of noise or counts of tokens not listed; --all lists them\n"
    )
    assert len(review("--list", "--all").out.splitlines()) == 4
    assert len(review("--list", "--only", "noise").out.splitlines()) == 1


def test_as_json(review: Reviewer) -> None:
    review("--accept", review.keys()["ends.json"], "--note", "as it should be")
    (record,) = review("--list", "--json", "--only", "behaviour").rows
    validator("review").validate(record)
    assert record == {
        "counts": {
            **dict.fromkeys(("unreadable", "request", "usage", "gone"), 0),
            **dict.fromkeys(("behaviour", "reworded", "noise", "identical", "new"), 1),
        },
        "progress": {"class": "behaviour", "seen": 1, "total": 1},
        "changes": [
            {
                "key": review.keys()["ends.json"],
                "before": "ends.json",
                "after": "ends.json",
                "test_id": "t::ends",
                "provider": "ollama",
                "class": "behaviour",
                "kinds": ["finish_reason"],
                "words": ["finish_reason stop → length"],
                "findings": [],
                "ambiguity": None,
                "decision": "accepted",
                "note": "as it should be",
            }
        ],
    }


def test_what_is_decided_is_there_next_time_until_a_content_changes(review: Reviewer) -> None:
    every = review.keys()
    done = review("--accept", every["ends.json"], every["new.json"][:6].upper())
    assert (done.code, done.err) == (0, f"recview: 1 of 1 behaviour change seen ({VERDICT})\n")
    assert [line.split()[2] for line in done.out.splitlines()] == ["accepted", "accepted"]
    review("--skip", every["words.json"], "--note", "why?")
    states = {line.split()[0]: line.split()[2] for line in review("--list").out.splitlines()}
    assert states == {every["ends.json"]: "accepted", every["words.json"]: "skipped", every["new.json"]: "accepted"}
    assert review("--list", sides=("after", "before")).out.count("  -  ") == 3
    fill(review.folder / "after", {"ends.json": said("t::ends", "stopped", "go on", finish="content_filter")})
    assert review.keys()["ends.json"] != every["ends.json"]
    assert "0 of 1 behaviour change seen" in review("--list").err
    fill(review.folder / "after", {"ends.json": AFTER["ends.json"]})
    assert "1 of 1 behaviour change seen" in review("--list").err


def test_only_the_state_folder_is_written(review: Reviewer) -> None:
    before = {path: path.read_bytes() for path in review.folder.rglob("*.json")}
    review("--accept", review.keys()["ends.json"])
    assert {path: path.read_bytes() for path in review.folder.rglob("*.json")} == before
    assert sorted(path.name for path in review.folder.iterdir()) == ["after", "before", "state"]
    assert os.listdir(review.folder / "state") == ["decisions.txt"]


def test_a_change_is_shown_whole(review: Reviewer) -> None:
    key = review.keys()["words.json"]
    review("--skip", key, "--note", "red?")
    done = review("--show", key)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [f"{key}  skipped", "note: red?", ""]
    assert "words.json" in done.out
    assert "The quick brown fox → The quick red fox" in done.out


def ambiguous(review: Reviewer) -> str:
    """The beginning of two keys."""
    starts = [key[0] for key in review.keys().values()]
    return next(start for start in starts if starts.count(start) > 1)


@pytest.mark.parametrize("option", ["--show", "--accept", "--skip"])
def test_a_key_of_no_change_or_of_several(empty: Reviewer, option: str) -> None:
    # Of seventeen hexadecimal digits two are the same.
    fill(empty.folder / "before", {"k.json": "{}"})
    fill(empty.folder / "after", {f"{index}.json": said("t::a", str(index), str(index)) for index in range(17)})
    wrong = empty(option, "zz\x1b[2J")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("recview: no change has the key zz␛[2J; --list prints them")
    several = empty(option, ambiguous(empty))
    assert (several.code, several.out) == (1, "")
    assert re.match(r"recview: . stands for several changes: \w{8}, \w{8}", several.err)
    assert not (empty.folder / "state").exists()


def test_if_one_key_is_wrong_nothing_is_decided(review: Reviewer) -> None:
    done = review("--accept", review.keys()["ends.json"], "none")
    assert (done.code, done.out) == (1, "")
    assert "0 of 1 behaviour change seen" in review("--list").err


WORDS: list[tuple[tuple[str, ...], tuple[str, ...], int, str]] = [
    (("--list",), ("before", "before"), 0, "nothing to review (no differences; 4 identical)"),
    (("--list", "--only", "request"), ("before", "after"), 1, f"nothing that changed is request: {VERDICT}"),
    (("--list", "--where", "model:none"), ("before", "after"), 1, "no recording matches --where model:none"),
    (("--list",), ("before", "nowhere"), 2, "no such file or folder: nowhere"),
]


@pytest.mark.parametrize(("arguments", "sides", "code", "words"), WORDS)
def test_words_and_exit_codes(
    review: Reviewer, arguments: tuple[str, ...], sides: tuple[str, ...], code: int, words: str
) -> None:
    done = review(*arguments, sides=sides)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--note", "x"), "--note goes with --accept or --skip"),
        (("--json",), "--json goes with --list"),
        (("--show", "a", "--all"), "--all goes with --list"),
        (("--list", "--accept", "a"), "not allowed with argument"),
        (("--list", "--only", "behavior"), "did you mean behaviour?"),
        (("c", "--list"), "there are two sides at most"),
    ],
)
def test_wrong_usage(review: Reviewer, arguments: tuple[str, ...], words: str) -> None:
    done = review(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_what_cannot_be_kept_is_said(review: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    key = review.keys()["ends.json"]
    (review.folder / "state/decisions.txt").mkdir(parents=True)
    (review.folder / "state").chmod(0o700)
    done = review("--accept", key)
    assert (done.code, done.out) == (1, "")
    assert "not kept:" in done.err
    monkeypatch.setenv("RECVIEW_STATE_DIR", str(review.folder / "after/state"))
    inside = review("--accept", key)
    assert (inside.code, inside.out) == (1, "")
    assert "recview never writes to what it has open" in inside.err
    assert not (review.folder / "after/state").exists()


def test_into_a_full_disk_and_without_a_terminal(review: Reviewer) -> None:
    """By the program itself."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*RECVIEW, "review", "before", "after", "--list"],
            cwd=review.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"cannot write: no space left on device" in done.stderr
    bare = recview("review", "before", "after", folder=review.folder)
    assert (bare.code, bare.out) == (2, "")
    assert bare.err.startswith("recview: it needs a terminal; without one:\n  recview review --list ")
    assert all(f"recview review {option}" in bare.err for option in ("--list", "--show KEY", "--accept KEY…"))


def test_hostile_contents_are_lines(empty: Reviewer) -> None:
    before, after = nasty(), nasty()
    after["response"]["body"] = stream(f"other {ESCAPES}")
    fill(empty.folder / "before", {"a\nb.json": dumped(before), "c.json": said("t::a", "x", "ask")})
    fill(empty.folder / "after", {"a\nb.json": dumped(after), "c.json": said("t::a", ESCAPES, "ask")})
    done = empty("--list")
    assert done.code == 0
    assert len(done.out.splitlines()) == 2
    assert empty("--show", done.out.split()[0]).code == 0


@needs_git
def test_the_sides_are_those_of_diff(empty: Reviewer) -> None:
    repository = Repository(empty.folder / "work")
    repository.commit({"a.json": dumped(ENDS).encode()})
    fill(repository.path, {"a.json": AFTER["ends.json"], "new.json": AFTER["new.json"]})
    for sides in ((), ("HEAD",), ("HEAD", "a.json")):
        done = empty("--list", sides=sides, within="work")
        assert done.code == 0, done.err
        assert done.out.splitlines()[0].endswith("finish_reason stop → length  t::ends  a.json")


@needs_git
def test_in_a_terminal_what_was_decided_is_summed_up_as_it_is_left(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    calls = {
        f"{name}.json": (said(f"t::{name}", ESCAPES, name), said(f"t::{name}", ESCAPES, name, finish="length"))
        for name in "ab"
    }
    repository.commit({name: dumped(before).encode() for name, (before, _) in calls.items()})
    fill(repository.path, {name: after for name, (_, after) in calls.items()})
    state = {"RECVIEW_STATE_DIR": str(tmp_path / "state"), "GIT_CONFIG_GLOBAL": os.devnull}
    with Terminal([*RECVIEW, "review"], folder=str(repository.path), environment=state) as terminal:
        terminal.until(lambda screen: "0 of 2 behaviour changes seen" in screen and "■ end" in screen)
        terminal.send("s")
        terminal.until(lambda screen: "1 of 2 behaviour changes seen" in screen)
        terminal.send("r")
        terminal.until(lambda screen: "enter restores it" in screen)
        terminal.send("\r")
        terminal.until(lambda screen: "↶" in screen)
        terminal.send("q")
        assert terminal.wait() == 0
    output = bytes(terminal.output)
    assert leftovers(output) == set()
    left = output.decode().rpartition("\x1b[?1006l")[2].replace("\r\n", "\n")
    assert "### behaviour: 1 skipped, 1 restored" in left
    assert re.search(r"```sh\ngit restore --source=[0-9a-f]{10} -- a\.json\n```\n$", left)
    assert repository.git("status", "--short") == "M a.json"
    done = recview("review", "--list", folder=repository.path, environment=state)
    assert [line.split()[1:3] for line in done.out.splitlines()] == [["behaviour", "skipped"]]

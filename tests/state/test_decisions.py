"""The file of decisions: what it keeps, what of it counts, and who else writes it."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.git_source import TREE, WORK_TREE, GitSource
from recview.root import Root
from recview.state import decisions as module
from recview.state.decisions import file_of_decisions, read_decisions, save_decisions
from recview.verdicts.decisions import Decision, Decisions
from tests.examples import examples

NOTHING = Decisions()
PAIRS = [letter * 64 for letter in "abcdef"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "new" / "recview" / "decisions.txt")


def decided(**words: str) -> Decisions:
    """Decisions about pairs that are called by their letter."""
    return Decisions({name * 64: Decision("accepted", note) for name, note in words.items()})


def test_they_are_there_at_the_next_review_and_nobody_else_may_read_them(path: str) -> None:
    every = Decisions(
        {PAIRS[0]: Decision("accepted"), PAIRS[1]: Decision("skipped", "why?"), PAIRS[2]: Decision("", "é")}
    )
    assert save_decisions(path, NOTHING, every) == ""
    assert read_decisions(path) == (every, "", ())
    assert [stat.S_IMODE(os.stat(name).st_mode) for name in (os.path.dirname(path), path)] == [0o700, 0o600]
    assert os.listdir(os.path.dirname(path)) == ["decisions.txt"]


@given(st.text(max_size=60))
@examples(30)
def test_any_note_is_kept_on_its_line(tmp_path_factory: pytest.TempPathFactory, note: str) -> None:
    path = str(tmp_path_factory.mktemp("notes") / "recview" / "decisions.txt")
    assert save_decisions(path, NOTHING, decided(a=note, b="b")) == ""
    assert read_decisions(path).decisions == decided(a=note, b="b")


def test_a_credential_in_a_note_is_covered_and_a_long_note_cut(path: str) -> None:
    key = "sk-proj-" + "aB3dE5fG7h" * 5
    save_decisions(path, NOTHING, decided(a=f"it has {key}", b="x" * 10_000))
    assert key.encode() not in Path(path).read_bytes()
    assert len(read_decisions(path).decisions.by_pair[PAIRS[1]].note) == module.MOST_NOTE


def test_two_reviews_at_once_lose_nothing(path: str) -> None:
    save_decisions(path, NOTHING, decided(a="", b=""))
    mine, other = decided(a="", b="", c=""), decided(a="", b="", d="")
    assert save_decisions(path, decided(a="", b=""), mine) == ""
    without_b = Decisions({pair: each for pair, each in other.by_pair.items() if pair != PAIRS[1]})
    assert save_decisions(path, decided(a="", b=""), without_b) == ""
    assert read_decisions(path).decisions == decided(a="", c="", d="")


def test_many_at_once_lose_nothing(path: str) -> None:
    threads = [
        threading.Thread(target=save_decisions, args=(path, NOTHING, decided(**{name: ""}))) for name in "abcdef"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_decisions(path).decisions == decided(a="", b="", c="", d="", e="", f="")


def test_what_is_not_decided_otherwise_is_not_written(path: str) -> None:
    assert save_decisions(path, decided(a=""), decided(a="")) == ""
    assert not os.path.exists(path)


DAMAGED = [
    b"\xff\xfe\x00 not text\n",
    b"accepted\n",
    b"a" * 64 + b' accepted "unended\n',
    b"b" * 64 + b' deferred "by a later version"\n',
    b"c" * 63 + b' accepted ""\n',
]


@pytest.mark.parametrize("line", DAMAGED)
def test_a_line_that_means_nothing_is_named_and_stays(path: str, line: bytes) -> None:
    save_decisions(path, NOTHING, decided(a=""))
    with open(path, "ab") as file:
        file.write(line)
    kept = read_decisions(path)
    assert kept.decisions == decided(a="")
    assert kept.problem == f"{path}: 1 of its lines mean nothing and are left alone"
    assert save_decisions(path, kept.decisions, decided(a="", d="")) == ""
    assert line in Path(path).read_bytes()
    assert read_decisions(path).decisions == decided(a="", d="")


def test_beyond_the_limit_the_oldest_go(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 200)
    for index, pair in enumerate(PAIRS):
        save_decisions(path, NOTHING, Decisions({pair: Decision("accepted", str(index))}))
    assert list(read_decisions(path).decisions.by_pair) == PAIRS[-2:]


def make_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.chmod(0o666), "others may write to it, so it is not read"),
        (lambda path: path.parent.chmod(0o777), "others may write to it, so it is not read"),
        (make_link, ""),
        (make_folder, ""),
    ],
)
def test_what_may_be_anyones_is_neither_read_nor_written(path: str, damage: Callable[[Path], None], words: str) -> None:
    save_decisions(path, NOTHING, decided(a=""))
    damage(Path(path))
    kept = read_decisions(path)
    assert kept.decisions == NOTHING
    assert words in kept.problem
    assert kept.problem
    assert save_decisions(path, NOTHING, decided(b=""))
    assert b"b" * 64 not in (Path(path).read_bytes() if Path(path).is_file() else b"")


def test_what_cannot_be_written_is_a_clause(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    save_decisions(path, NOTHING, decided(a=""))

    def refuse(*arguments: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    assert save_decisions(path, decided(a=""), decided(b="")) == f"{path}: read-only file system"
    assert read_decisions(path).decisions == decided(a="")
    assert os.listdir(os.path.dirname(path)) == ["decisions.txt"]


def test_nothing_is_kept_inside_of_what_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECVIEW_STATE_DIR", str(tmp_path / "work/state"))
    outside = str(tmp_path / "work/state/decisions.txt")
    work = str(tmp_path / "work")
    for root in (Root(tmp_path), Root(tmp_path / "x", git=GitSource(work, WORK_TREE))):
        assert file_of_decisions([Root(tmp_path / "other"), root])[0] == ""
        assert "never writes to what it has open" in file_of_decisions([root])[1]
    narrowed = Root(tmp_path / "x", ("tests",), git=GitSource(work, WORK_TREE))
    commit = Root(tmp_path / "x", git=GitSource(work, TREE))
    assert file_of_decisions([narrowed, commit]) == (outside, "")


def test_without_a_folder_there_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "decisions_file", lambda: "")
    assert file_of_decisions([]) == ("", "there is no home folder; RECVIEW_STATE_DIR names one")
    assert read_decisions("") == (NOTHING, "", ())

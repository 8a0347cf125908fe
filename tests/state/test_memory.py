"""The file of what is remembered: whose it is, what of it counts, and who else writes it."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.root import Root
from recview.state.memory import Memory, memory_of_user, read_state

NOTHING: tuple[dict[str, object], tuple[str, ...]] = ({}, ())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir(mode=0o700)
    return folder / "state.txt"


def remembering(path: Path, *queries: str, **choices: object) -> None:
    memory = Memory(str(path))
    for name, value in choices.items():
        memory.choose(name, value)
    for query in queries:
        memory.history.add(query)
    memory.save()


def test_it_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "recview" / "state.txt"
    remembering(path, "finish:length", "é", theme="nord", speed=2.0)
    again = Memory(str(path))
    assert again.choices == {"theme": "nord", "speed": 2.0}
    assert again.history.queries == ("finish:length", "é")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["state.txt"]


def test_nothing_new_writes_nothing(path: Path) -> None:
    remembering(path)
    assert not path.exists()


def test_two_at_once_keep_what_both_chose(path: Path) -> None:
    first, second = Memory(str(path)), Memory(str(path))
    first.choose("theme", "nord")
    first.history.add("a")
    second.choose("ghost", True)
    second.history.add("b")
    first.save()
    second.save()
    assert read_state(str(path)) == ({"theme": "nord", "ghost": True}, ("a", "b"))


def test_it_waits_for_the_other_to_have_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)

    def other_writes(_: float) -> None:
        path.write_text("ghost true\n/theirs\n")
        path.chmod(0o600)
        fcntl.flock(handle, fcntl.LOCK_UN)

    monkeypatch.setattr("time.sleep", other_writes)
    remembering(path, "mine", theme="nord")
    os.close(handle)
    assert read_state(str(path)) == ({"ghost": True, "theme": "nord"}, ("theirs", "mine"))


def test_one_that_never_ends_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    remembering(path, "mine")
    os.close(handle)
    assert (read_state(str(path))[1], len(waits)) == (("mine",), 20)


def test_a_credential_is_not_kept(path: Path) -> None:
    remembering(path, "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH", "\ud800", "a\nspeed 2", "plain")
    assert read_state(str(path))[1] == ("plain",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", NOTHING),
        (b"{", NOTHING),
        (b"/a\n/\xff", NOTHING),
        (b"\n" * 100_000, NOTHING),
        (b"theme\nspeed fast\nghost maybe\nkeys app.quit\ncache_limit 0\nspeed 1e9\nkeep 1", NOTHING),
        (b"ghost true\ntheme \n/a\n/a\n/ \n/\nb\n/" + b"c" * 1_001, ({"ghost": True}, ("a",))),
        (b"tree_width 40\ntree_width x\n", ({"tree_width": 40}, ())),
        (b" " * 256_001, NOTHING),
    ],
)
def test_content(path: Path, content: bytes, expected: object) -> None:
    path.write_bytes(content)
    path.chmod(0o600)
    assert read_state(str(path)) == expected
    remembering(path, "more")
    assert read_state(str(path))[1][-1] == "more"


LINES = st.lists(
    st.text(max_size=9) | st.sampled_from(["/a", "theme nord", "speed", "speed 2", "tree_width 9", "ghost on"])
)


@given(content=st.binary(max_size=60) | LINES.map(lambda lines: "\n".join(lines).encode(errors="replace")))
def test_no_content_raises(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "state.txt"
    path.write_bytes(content)
    path.chmod(0o600)
    choices, queries = read_state(str(path))
    assert choices.keys() <= {"theme", "speed", "tree_width", "ghost"}
    assert all(isinstance(query, str) for query in queries)


def test_what_is_not_the_users_alone_is_not_read(path: Path, tmp_path: Path) -> None:
    remembering(path, "mine")
    path.chmod(0o666)
    assert read_state(str(path)) == NOTHING
    other = tmp_path / "other.json"
    other.write_text("/theirs")
    other.chmod(0o600)
    path.unlink()
    path.symlink_to(other)
    assert read_state(str(path)) == NOTHING
    remembering(path, "mine")
    assert other.read_text() == "/theirs"
    assert not path.is_symlink()
    assert read_state(str(path))[1] == ("mine",)
    path.parent.chmod(0o777)
    assert read_state(str(path)) == NOTHING
    remembering(path, "lost")
    path.parent.chmod(0o700)
    assert read_state(str(path))[1] == ("mine",)


def test_a_disk_that_takes_nothing_is_no_matter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(path, "before")

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("os.replace", full)
    remembering(path, "after")
    assert read_state(str(path))[1] == ("before",)
    assert os.listdir(path.parent) == ["state.txt"]


def test_nothing_is_written_into_what_is_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECVIEW_STATE_DIR", str(path.parent))
    memory = memory_of_user(Root(path.parent.parent))
    memory.history.add("query")
    memory.save()
    assert not path.exists()
    memory_of_user(Root(Path("/usr"))).save()
    other = memory_of_user(Root(Path("/usr")))
    other.history.add("query")
    other.save()
    assert path.exists()

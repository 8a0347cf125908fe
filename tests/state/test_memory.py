"""The file of what is remembered: whose it is, what of it counts, and who else writes it."""

from __future__ import annotations

import json
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
    return folder / "state.json"


def remembering(path: Path, *queries: str, **choices: object) -> None:
    memory = Memory(str(path))
    for name, value in choices.items():
        memory.choose(name, value)
    for query in queries:
        memory.history.add(query)
    memory.save()


def test_it_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "recview" / "state.json"
    remembering(path, "finish:length", "é", theme="nord", speed=2.0)
    again = Memory(str(path))
    assert again.choices == {"theme": "nord", "speed": 2.0}
    assert again.history.queries == ("finish:length", "é")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["state.json"]


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


def test_a_credential_is_not_kept(path: Path) -> None:
    remembering(path, "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH", "\ud800", "plain")
    assert read_state(str(path))[1] == ("plain",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", NOTHING),
        (b"{", NOTHING),
        (b"[]", NOTHING),
        (b"\xff", NOTHING),
        (b"[" * 100_000, NOTHING),
        (b'{"choices": 3, "queries": {"a": 1}}', NOTHING),
        (b'{"choices": {"keys": {"app.quit": "q"}, "theme": 3, "speed": 1e9, "cache_limit": 0}}', NOTHING),
        (b'{"choices": {"ghost": true, "theme": ""}, "queries": [1, "a", "a", " ", null]}', ({"ghost": True}, ("a",))),
        (b" " * 256_001, NOTHING),
    ],
)
def test_content(path: Path, content: bytes, expected: object) -> None:
    path.write_bytes(content)
    path.chmod(0o600)
    assert read_state(str(path)) == expected
    remembering(path, "more")
    assert read_state(str(path))[1][-1] == "more"


JSON = st.recursive(
    st.text(max_size=4) | st.integers() | st.none(),
    lambda inner: st.dictionaries(st.sampled_from(["choices", "queries", "theme", "speed"]), inner) | st.lists(inner),
)


@given(content=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_content_raises(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "state.json"
    path.write_bytes(content)
    path.chmod(0o600)
    choices, queries = read_state(str(path))
    assert choices.keys() <= {"theme", "speed"}
    assert all(isinstance(query, str) for query in queries)


def test_what_is_not_the_users_alone_is_not_read(path: Path, tmp_path: Path) -> None:
    remembering(path, "mine")
    path.chmod(0o666)
    assert read_state(str(path)) == NOTHING
    other = tmp_path / "other.json"
    other.write_text('{"queries": ["theirs"]}')
    other.chmod(0o600)
    path.unlink()
    path.symlink_to(other)
    assert read_state(str(path)) == NOTHING
    remembering(path, "mine")
    assert other.read_text() == '{"queries": ["theirs"]}'
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
    assert os.listdir(path.parent) == ["state.json"]


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

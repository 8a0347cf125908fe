"""Reading one file: what is no plain file is refused at once, what is too large is read in part."""

from __future__ import annotations

import gzip
import os
import socket
from pathlib import Path

import pytest

from recview.model import Source
from recview.reading.held_recording import HeldRecording
from recview.reading.recording_view import RAW_WINDOW, Unopened
from recview.root import Root
from recview.sources import files
from recview.sources.files import UNSEEN, IsLink, NotRead, read_bytes, stamp_on_disk
from recview.sources.loading import load, window
from tests.formats.fixtures import fixture
from tests.ogx import chat, message, stream, write


def test_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"abc" * 100_000)
    content = read_bytes(str(path))
    assert content.data == path.read_bytes()
    assert (content.size, content.whole) == (300_000, True)
    assert content.stamp == stamp_on_disk(str(path))


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [(0, 2, b"ab"), (4, 10, b"efghij"), (4, None, b"efghij"), (10, 5, b""), (99, 5, b"")],
)
def test_part_of_a_file(tmp_path: Path, offset: int, limit: int | None, expected: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"abcdefghij")
    assert read_bytes(str(path), offset, limit).data == expected


def make(path: Path, kind: str) -> None:
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path.name)
        case "socket":
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(path.name)
        case "device":
            path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("pipe", "not a file but a pipe"),
        ("folder", "not a file but a folder"),
        ("device", "not a file but a device"),
        ("loop", "too many levels"),
        ("socket", "cannot be read"),
    ],
)
def test_what_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "odd.json", kind)
    with pytest.raises(NotRead, match=words):
        read_bytes(str(tmp_path / "odd.json"))
    result = load(Root(tmp_path, ("odd.json",)), Source("odd.json"))
    assert isinstance(result, Unopened)
    assert words in result.problem
    assert window(Root(tmp_path), "odd.json", 0) is None


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, for whom there are no permissions.
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(NotRead, match="cannot be read: permission denied"):
        read_bytes(str(tmp_path / "a.json"))


def test_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_bytes(str(tmp_path / "gone.json"))
    assert load(Root(tmp_path), Source("gone.json")) is None
    assert window(Root(tmp_path), "gone.json", 0) is None
    assert stamp_on_disk(str(tmp_path / "gone.json")) == UNSEEN


def test_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("gone.json")
    result = load(Root(tmp_path), Source("a.json"))
    assert isinstance(result, Unopened)
    assert "a link to a file that does not exist" in result.problem


def test_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    path = write(tmp_path / "real", chat("t", [message("user", "Hi")], stream("ok")))
    (tmp_path / "a.json").symlink_to(path)
    assert isinstance(load(Root(tmp_path), Source("a.json")), HeldRecording)


def test_a_link_is_told_from_a_file_by_opening_it(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"{}")
    (tmp_path / "a.json").symlink_to("real.json")
    assert read_bytes(str(tmp_path / "a.json")).data == b"{}"
    assert read_bytes(str(tmp_path / "real.json"), follow=False).data == b"{}"
    with pytest.raises(IsLink):
        read_bytes(str(tmp_path / "a.json"), follow=False)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 1_000_000)
    path = tmp_path / "a.json"
    path.write_bytes(b"x" * 999_999 + b"yz")
    content = read_bytes(str(path))
    assert (len(content.data), content.size, content.whole) == (RAW_WINDOW, 1_000_001, False)
    result = load(Root(tmp_path), Source("a.json"))
    assert isinstance(result, Unopened)
    assert (result.size, result.raw.end, result.raw.size) == (1_000_001, RAW_WINDOW, 1_000_001)
    assert "larger than" in result.problem
    last = window(Root(tmp_path), "a.json", 999_999)
    assert last is not None
    assert (last.lines, last.offset, last.end) == (("yz",), 999_999, 1_000_001)


@pytest.mark.parametrize("offset", [-5, 0])
def test_window_begins_in_the_file(tmp_path: Path, offset: int) -> None:
    (tmp_path / "a.json").write_bytes(b"abc")
    found = window(Root(tmp_path), "a.json", offset)
    assert found is not None
    assert (found.offset, found.lines) == (0, ("abc",))


def test_windows_on_a_packed_file_are_those_of_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml.gz").write_bytes(gzip.compress(fixture("vcrpy")))
    result = load(Root(tmp_path), Source("a.yaml.gz", 1))
    assert isinstance(result, HeldRecording)
    assert result.view.raw.lines[0] == "interactions:"
    found = window(Root(tmp_path), "a.yaml.gz", 14)
    assert found is not None
    assert (found.lines[0], found.offset, found.size) == ("- request:", 14, len(fixture("vcrpy")))


def test_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"abc")
    real = os.read

    def slowly(handle: int, count: int) -> bytes:
        return real(handle, min(count, 2))

    monkeypatch.setattr("os.read", slowly)
    assert read_bytes(str(path)).data == b"abc"

"""A cache file on the disk: written whole or not at all, and not read if anything about it is odd."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.cache.container import NewPart, new_part
from recview.cache.file import CacheFile, open_cache_file, write_cache_file
from recview.digests import content_digest

ROOT = ("/a", "/a", "")


def write(path: Path, *parts: NewPart) -> bool:
    return write_cache_file(str(path), "1.0", ROOT, 5, parts or (new_part("rows", b"some rows"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path / f"{'0' * 32}.index"


def opened(path: Path) -> CacheFile:
    file = open_cache_file(str(path))
    assert file is not None
    return file


def test_what_was_written_is_read(path: Path) -> None:
    contents = NewPart("contents", 6, iter((b"abc", b"def")), content_digest(b"abcdef").hex())
    assert write(path, new_part("rows", b"some rows"), contents)
    file = opened(path)
    assert (path.stat().st_mode & 0o777, os.listdir(path.parent)) == (0o600, [path.name])
    assert (file.part("rows"), file.part("nothing"), file.part("contents")) == (b"some rows", None, b"abcdef")
    part = file.head.parts["contents"]
    assert file.is_sound(part)
    assert [file.piece(part, *at) for at in ((2, 3), (0, 6), (4, 3), (-1, 2), (0, -1))] == [
        *(b"cde", b"abcdef", None, None, None)
    ]


def test_a_part_whose_bytes_changed_is_none(path: Path) -> None:
    write(path, new_part("rows", b"some rows"), new_part("texts", b"texts"))
    path.write_bytes(path.read_bytes().replace(b"some rows", b"other row"))
    file = opened(path)
    assert (file.part("rows"), file.part("texts")) == (None, b"texts")


@given(data=st.data())
def test_a_damaged_file_gives_what_was_written_or_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    folder.chmod(0o700)
    path = folder / f"{'0' * 32}.index"
    write(path)
    content = bytearray(path.read_bytes())
    for index in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[index] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    file = open_cache_file(str(path))
    assert file is None or file.part("rows") in (None, b"some rows")


def linked(path: Path) -> None:
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


def folder_linked(path: Path) -> None:
    path.parent.rename(path.parent.with_name("other"))
    path.parent.symlink_to(path.parent.with_name("other"))


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


ODD: dict[str, Callable[[Path], object]] = {
    "absent": lambda path: path.unlink(),
    "a link": linked,
    "in a folder that is a link": folder_linked,
    "in a folder that others may write to": lambda path: path.parent.chmod(0o770),
    "in a folder that everyone may write to": lambda path: path.parent.chmod(0o777),
    "others may write to it": lambda path: path.chmod(0o660),
    "a pipe": piped,
    "a folder": a_folder,
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
}


@pytest.mark.parametrize("make_odd", ODD.values(), ids=ODD)
def test_what_is_odd_is_no_cache(make_odd: Callable[[Path], object], path: Path) -> None:
    write(path)
    make_odd(path)
    assert open_cache_file(str(path)) is None


def test_what_is_another_users_is_no_cache(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert open_cache_file(str(path)) is None


def test_a_file_that_is_replaced_stays_as_it_was_opened(path: Path) -> None:
    write(path, new_part("contents", b"old"))
    file = opened(path)
    write(path, new_part("contents", b"new"))
    assert file.piece(file.head.parts["contents"], 0, 3) == b"old"
    again = opened(path)
    assert again.piece(again.head.parts["contents"], 0, 3) == b"new"


def test_a_file_that_is_cut_off_while_it_is_open_gives_nothing(path: Path) -> None:
    write(path)
    file = opened(path)
    os.truncate(path, 60)
    assert file.part("rows") is None


def endless(count: int) -> Iterator[bytes]:
    yield b"x" * count
    raise OSError(errno.EIO, "no more of it")


def test_a_file_that_cannot_be_written_leaves_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path)
    before = path.read_bytes()
    assert not write(path, NewPart("contents", 9_000_000, endless(4_000_000), ""))
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError(errno.EPERM, "locked")))
        assert not write(path)
    assert (path.read_bytes(), os.listdir(path.parent)) == (before, [path.name])


def test_a_disk_that_takes_no_more_leaves_the_old_one(path: Path) -> None:
    write(path)
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        assert not write(path, new_part("rows", bytes(20_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (path.read_bytes(), os.listdir(path.parent)) == (before, [path.name])


@pytest.mark.parametrize("name", ["nowhere/at.all", "at\0all"])
def test_a_path_that_there_cannot_be_is_no_error(name: str, tmp_path: Path) -> None:
    assert not write_cache_file(str(tmp_path / name), "1.0", ROOT, 5, ())
    assert open_cache_file(str(tmp_path / name)) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_write_protected_is_no_error(path: Path) -> None:
    path.parent.chmod(0o500)
    assert not write(path)
    path.parent.chmod(0o700)

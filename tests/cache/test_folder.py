"""The cache folder: the user's alone, and nothing in it is touched that recview did not write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.cache.container import new_part
from recview.cache.file import write_cache_file
from recview.cache.folder import cache_path, cached_files, clear, evict, is_usable
from recview.private_folder import make_folder
from recview.root import Root

NAME = f"{'a' * 32}.index"


def test_it_is_made_for_the_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "caches" / "recview"
    before = os.umask(0)
    try:
        assert make_folder(str(folder))
    finally:
        os.umask(before)
    assert (folder.stat().st_mode & 0o777, folder.parent.stat().st_mode & 0o777) == (0o700, 0o700)
    assert make_folder(str(folder))


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(mode: int, tmp_path: Path) -> None:
    folder = tmp_path / "recview"
    folder.mkdir()
    folder.chmod(mode)
    assert not make_folder(str(folder))
    assert not is_usable(str(folder), Root(tmp_path / "tree"))
    (folder / NAME).write_bytes(b"")
    assert list(cached_files(str(folder))) == []


def test_a_link_or_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("")
    assert [make_folder(str(tmp_path / name)) for name in ("link", "file", "file/below", "real")] == [
        *(False, False, False, True)
    ]


def test_nothing_is_written_to_what_is_open(tmp_path: Path) -> None:
    root = Root(tmp_path / "tree")
    (tmp_path / "tree").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "tree")
    usable = [is_usable(str(tmp_path / name), root) for name in ("tree", "tree/below", "link/below", "beside")]
    assert usable == [False, False, False, True]
    assert not is_usable("", root)


def test_every_root_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    roots = [
        *(Root(tmp_path / "a"), Root(tmp_path / "b"), Root(tmp_path / "link"), Root(tmp_path / "a", ("x",))),
        Root(tmp_path / "a", ("x", "y")),
    ]
    paths = {cache_path("/c", root) for root in roots}
    assert len(paths) == len(roots)
    assert cache_path("/c", roots[0]) == cache_path("/c", Root(tmp_path / "x" / ".." / "a"))
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to(tmp_path / "b")
    assert cache_path("/c", roots[2]) not in paths


def fill(folder: Path, sizes: dict[str, int]) -> None:
    """Caches of these sizes, each used a second after the one before."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for at, (name, size) in enumerate(sizes.items()):
        write_cache_file(str(folder / name), "1.0", (), 0, [new_part("rows", bytes(size))])
        os.utime(folder / name, (at, at))


def name(letter: str) -> str:
    return f"{letter * 32}.index"


@pytest.mark.parametrize(
    ("limit", "newest", "expected"),
    [
        (10_000_000, "c", "abc"),
        (2_500_000, "c", "bc"),
        (2_500_000, "a", "ac"),
        (1_500_000, "b", "b"),
        (0, "b", "b"),
    ],
)
def test_those_that_were_used_longest_ago_go_first(limit: int, newest: str, expected: str, tmp_path: Path) -> None:
    folder = tmp_path / "recview"
    fill(folder, {name(letter): 1_000_000 for letter in "abc"})
    evict(str(folder), limit, str(folder / name(newest)), 10.0)
    assert sorted(os.listdir(folder)) == [name(letter) for letter in expected]


FOREIGN = ["notes.txt", "a.index", f"{'A' * 32}.index", f"{'a' * 32}.index.bak", ".a.tmp"]


def test_only_what_recview_wrote_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "recview"
    unfinished = f".{name('b')}.{'0' * 12}.tmp"
    fill(folder, {name("a"): 10, unfinished: 10})
    for other in FOREIGN:
        (folder / other).write_text("mine")
    (folder / name("c")).mkdir()
    (folder / name("d")).symlink_to(folder / "notes.txt")
    deleted, kept = clear(str(folder))
    assert ({Path(file.path).name for file in deleted}, kept) == ({name("a"), unfinished}, [])
    assert sorted(os.listdir(folder)) == sorted([*FOREIGN, name("c"), name("d")])


def test_what_was_never_finished_goes_after_an_hour(tmp_path: Path) -> None:
    folder = tmp_path / "recview"
    unfinished = [f".{name('b')}.{letter * 12}.tmp" for letter in "01"]
    fill(folder, {name("a"): 10, unfinished[0]: 10, unfinished[1]: 10})
    os.utime(folder / unfinished[1], (5_000, 5_000))
    evict(str(folder), 1_000_000, str(folder / name("a")), 5_001.0)
    assert sorted(os.listdir(folder)) == sorted([name("a"), unfinished[1]])

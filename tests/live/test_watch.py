"""What happens on disk is told, in time, by the paths to look at again."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

import pytest

from recview.live.file_events import FileEvents, file_events
from recview.live.watch import EVERYTHING, Changes, _relative, _sort_paths, watch_changes
from recview.live.watched_folders import folders_to_watch
from recview.root import Root

LIMIT = 60.0
"""Seconds after which something is held not to have been told."""


class Watch:
    """Collects what is told in a thread."""

    def __init__(self, place: Root) -> None:
        self.stop = Event()
        self.told: Queue[Changes] = Queue()
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self.polling = ""
        self.thread = Thread(target=self._collect, args=(place,), daemon=True)

    def _collect(self, place: Root) -> None:
        for happened in watch_changes(place, self.stop):
            self.told.put(happened)

    def until(self, enough: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait for batches until there is enough; `meanwhile` is called before each."""
        end = time.monotonic() + LIMIT
        while not enough():
            meanwhile()
            try:
                happened = self.told.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                pytest.fail(f"not told in {LIMIT} s; files {self.files}, folders {self.folders}")
            self.files |= happened.files
            self.folders |= happened.folders
            self.polling = happened.polling or self.polling

    def armed(self) -> None:
        """Wait until everything is to be scanned, and forget what was told before."""
        self.folders.discard("")
        self.until(lambda: "" in self.folders)
        self.forget()

    def forget(self) -> None:
        self.files.clear()
        self.folders.clear()

    def told_of(self, path: str) -> bool:
        """Whether the path, or a folder that holds it, is to be looked at again."""
        parts = path.split("/")
        return path in self.files or any("/".join(parts[:depth]) in self.folders for depth in range(len(parts)))


@contextmanager
def watching(place: Root) -> Iterator[Watch]:
    watch = Watch(place)
    watch.thread.start()
    try:
        watch.armed()
        yield watch
    finally:
        watch.stop.set()
        watch.thread.join(LIMIT)
        assert not watch.thread.is_alive()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base = tmp_path / "root"
    (base / "sub").mkdir(parents=True)
    (base / "old.json").write_text("old")
    (base / "sub/inner.json").write_text("old")
    return base


@pytest.fixture(params=["all of it", "but for some folders"])
def tree(request: pytest.FixtureRequest, root: Path) -> Path:
    """The same, watched as a whole, or with folders to leave out."""
    if request.param != "all of it":
        (root / "node_modules/deep").mkdir(parents=True)
    return root


def write_in_place(root: Path) -> None:
    (root / "old.json").write_text("new")


def write_new(root: Path) -> None:
    (root / "sub/new.json").write_text("new")


def replace(root: Path) -> None:
    (root.parent / "temporary").write_text("new")
    os.replace(root.parent / "temporary", root / "old.json")


def delete(root: Path) -> None:
    (root / "old.json").unlink()


def touch(root: Path) -> None:
    os.utime(root / "old.json", (1, 1))


def rename(root: Path) -> None:
    (root / "old.json").rename(root / "new.json")


def make_folder(root: Path) -> None:
    (root / "new").mkdir()
    (root / "new/a.json").write_text("new")


def move_folder_in(root: Path) -> None:
    (root.parent / "moved").mkdir()
    (root.parent / "moved/a.json").write_text("new")
    (root.parent / "moved").rename(root / "new")


def rename_folder(root: Path) -> None:
    (root / "sub").rename(root / "new")


def move_folder_out(root: Path) -> None:
    (root / "sub").rename(root.parent / "away")


def delete_folder(root: Path) -> None:
    shutil.rmtree(root / "sub")


@pytest.mark.parametrize(
    ("happen", "told"),
    [
        (write_in_place, ["old.json"]),
        (write_new, ["sub/new.json"]),
        (replace, ["old.json"]),
        (delete, ["old.json"]),
        (touch, ["old.json"]),
        (rename, ["old.json", "new.json"]),
        (make_folder, ["new/a.json"]),
        (move_folder_in, ["new/a.json"]),
        (rename_folder, ["sub/inner.json", "new/inner.json"]),
        (move_folder_out, ["sub/inner.json"]),
        (delete_folder, ["sub/inner.json"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_change_is_told(tree: Path, happen: Callable[[Path], None], told: list[str]) -> None:
    with watching(Root(tree)) as watch:
        happen(tree)
        watch.until(lambda: all(map(watch.told_of, told)))
        # Where watchfiles watches folders one by one, a new one makes a new set.
        assert "" not in watch.folders or (tree / "node_modules").exists()


def test_many_files_at_once(root: Path) -> None:
    names = {f"{number}.json" for number in range(200)}
    with watching(Root(root)) as watch:
        for name in names:
            (root / name).write_text("new")
        watch.until(lambda: names <= watch.files)


def test_what_is_no_recording_is_not_told(root: Path) -> None:
    (root / "node_modules").mkdir()
    with watching(Root(root)) as watch:
        (root / "notes.md").write_text("new")
        (root / "node_modules/a.json").write_text("new")
        (root / "last.json").write_text("new")
        watch.until(lambda: "last.json" in watch.files)
        assert (watch.files, watch.folders) == ({"last.json"}, set())


def test_relative_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    with watching(Root(Path("root"))) as watch:
        write_in_place(root)
        watch.until(lambda: "old.json" in watch.files)


def test_linked_root(root: Path) -> None:
    (root.parent / "link").symlink_to(root, target_is_directory=True)
    with watching(Root(root.parent / "link")) as watch:
        write_in_place(root)
        watch.until(lambda: "old.json" in watch.files)


def test_root_that_is_removed_and_made_again(root: Path) -> None:
    with watching(Root(root)) as watch:
        shutil.rmtree(root)
        watch.armed()
        root.mkdir()
        watch.until(lambda: "a.json" in watch.files, lambda: (root / "a.json").write_text("new"))


@pytest.mark.parametrize("way", ["absolute", "relative", "linked"])
def test_root_that_is_removed_and_made_again_at_once(root: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """The new folder mostly gets the number of the old one: only its deletion tells that the watch is dead."""
    monkeypatch.chdir(root.parent)
    (root.parent / "link").symlink_to(root, target_is_directory=True)
    places = {"absolute": root, "relative": Path("root"), "linked": root.parent / "link"}
    with watching(Root(places[way])) as watch:
        shutil.rmtree(root)
        root.mkdir()
        watch.armed()
        watch.until(lambda: "a.json" in watch.files, lambda: (root / "a.json").write_text("new"))


def test_root_that_is_replaced_by_another(root: Path) -> None:
    with watching(Root(root)) as watch:
        root.rename(root.parent / "before")
        shutil.copytree(root.parent / "before", root)
        watch.until(lambda: "" in watch.folders)
        watch.until(lambda: "old.json" in watch.files, lambda: write_in_place(root))


def test_place_that_comes_later(tmp_path: Path) -> None:
    with watching(Root(tmp_path / "later")) as watch:
        (tmp_path / "later").mkdir()
        watch.armed()
        watch.until(lambda: "a.json" in watch.files, lambda: (tmp_path / "later/a.json").write_text("new"))


@pytest.mark.parametrize("happen", [write_in_place, replace, delete, touch], ids=lambda value: value.__name__)
def test_single_file(root: Path, happen: Callable[[Path], None]) -> None:
    with watching(Root(root, ("old.json",))) as watch:
        (root / "other.json").write_text("new")
        (root / "sub/inner.json").write_text("new")
        happen(root)
        watch.until(lambda: "old.json" in watch.files)
        assert (watch.files, watch.folders) == ({"old.json"}, set())


def test_single_file_that_is_deleted_and_written_again(root: Path) -> None:
    with watching(Root(root, ("old.json",))) as watch:
        delete(root)
        watch.until(lambda: "old.json" in watch.files)
        watch.forget()
        (root / "old.json").write_text("new")
        watch.until(lambda: "old.json" in watch.files)


def test_several_tops(root: Path) -> None:
    (root / "third").mkdir()
    (root / "second").mkdir()
    with watching(Root(root, ("sub", "second"))) as watch:
        (root / "third/a.json").write_text("new")
        (root / "second/a.json").write_text("new")
        (root / "sub/a.json").write_text("new")
        watch.until(lambda: {"sub/a.json", "second/a.json"} <= watch.files)
        assert watch.files == {"sub/a.json", "second/a.json"}


def test_several_tops_of_which_one_is_gone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.live.test_watch.LIMIT", 1.0)
    with watching(Root(root, ("sub", "gone"))) as watch:
        (root / "sub/a.json").write_text("new")
        watch.until(lambda: watch.told_of("sub/a.json"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "no file watches left (fs.inotify.max_user_watches)"),
        (OSError('OS file watch limit reached. about ["/a"] (Error …)'), "no file watches left (fs.inotify"),
        (OSError(24, "Too many open files"), "too many programs watch files (fs.inotify.max_user_instances)"),
        (OSError("Too many open files (os error 24)"), "too many programs watch files (fs.inotify"),
        (OSError('something else about ["/a"]'), "something else"),
        (RuntimeError("something else"), "something else"),
    ],
)
def test_polling_where_the_system_gives_no_events(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise error

    monkeypatch.setattr("recview.live.watch.file_events", refuse)
    with watching(Root(root)) as watch:
        watch.armed()
        watch.armed()
        assert watch.polling.startswith(told)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are text")
def test_a_root_whose_name_is_no_text_is_polled(tmp_path: Path) -> None:
    root = tmp_path / "caf\udce9"
    root.mkdir()
    with watching(Root(root)) as watch:
        watch.armed()
        watch.armed()
        assert watch.polling == "the path is not UTF-8"


def test_quiet_is_told_by_an_empty_batch(root: Path) -> None:
    with watching(Root(root)) as watch:
        assert watch.told.get(timeout=LIMIT) == Changes()


def test_the_first_batch_asks_for_everything(root: Path) -> None:
    stop = Event()
    told = watch_changes(Root(root), stop)
    assert next(told) == Changes(folders=EVERYTHING)
    stop.set()
    assert list(told) == []


@pytest.mark.parametrize("name", ["root", "gone"])
def test_it_stops_at_once(root: Path, name: str) -> None:
    with watching(Root(root.parent / name)) as watch:
        watch.stop.set()
        watch.thread.join(LIMIT)
        assert not watch.thread.is_alive()


def test_a_folder_that_cannot_be_looked_into_costs_no_events(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = file_events
    asked: list[bool] = []

    def refusing(*arguments: Any, is_lenient: bool, **options: Any) -> Iterator[FileEvents]:
        asked.append(is_lenient)
        if not is_lenient:
            raise PermissionError("Permission denied (os error 13)")
        yield from real(*arguments, is_lenient=is_lenient, **options)

    monkeypatch.setattr("recview.live.watch.file_events", refusing)
    with watching(Root(root)) as watch:
        write_in_place(root)
        watch.until(lambda: "old.json" in watch.files)
        assert not watch.polling
    assert asked == [False, True]


# What is not watched --------------------------------------------------------------------------------------------------


def watched_folders(root: Path) -> set[str]:
    """The folders below a root that this process has a watch on, as the system tells."""
    watches: set[int] = set()
    for entry in Path("/proc/self/fdinfo").iterdir():
        with contextlib.suppress(OSError):
            watches |= {int(number, 16) for number in re.findall(r"inotify wd:\w+ ino:(\w+)", entry.read_text())}
    folders = [root, *(Path(path) / name for path, names, _ in os.walk(root) for name in names)]
    return {str(path.relative_to(root)) for path in folders if path.stat().st_ino in watches}


needs_proc = pytest.mark.skipif(not os.path.exists("/proc/self/fdinfo"), reason="needs Linux")


def make_environment(folder: Path) -> None:
    (folder / "lib/site-packages").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin")


def make_tools(root: Path) -> None:
    """What stands in a project beside its recordings."""
    for name in (".git/objects", "node_modules/a/b", "sub/__pycache__", ".venv/lib", ".mypy_cache/3.11"):
        (root / name).mkdir(parents=True)
    make_environment(root / "sub/env")
    (root.parent / "out/deep").mkdir(parents=True)
    (root / "outward").symlink_to("../out")


@needs_proc
def test_tools_environments_and_links_out_are_not_watched(root: Path) -> None:
    make_tools(root)
    with watching(Root(root)) as watch:
        assert watched_folders(root) == {".", "sub"}
        assert watched_folders(root.parent / "out") == set()
        (root / ".git/objects/a.json").write_text("new")
        (root / "sub/env/lib/a.json").write_text("new")
        (root.parent / "out/a.json").write_text("new")
        write_in_place(root)
        watch.until(lambda: "old.json" in watch.files)
        assert watch.files == {"old.json"}


@needs_proc
def test_those_that_are_made_later_are_not_watched_for_long(root: Path) -> None:
    with watching(Root(root)) as watch:
        make_tools(root)
        watch.until(lambda: watched_folders(root) == {".", "sub"})
        (root / "sub/more").mkdir()
        watch.until(lambda: watched_folders(root) == {".", "sub", "sub/more"})
        watch.forget()
        (root / "sub/more/a.json").write_text("new")
        watch.until(lambda: "sub/more/a.json" in watch.files)


@needs_proc
@pytest.mark.parametrize("opened", ["node_modules", ".git/objects", "sub/env", "sub/env/lib"])
def test_what_the_user_opened_is_watched(root: Path, opened: str) -> None:
    make_tools(root)
    with watching(Root(root / opened)) as watch:
        assert "." in watched_folders(root / opened)
        (root / opened / "a.json").write_text("new")
        watch.until(lambda: "a.json" in watch.files)


@needs_proc
def test_a_folder_that_was_closed_is_watched_once_it_is_open(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir
    refused = {str(root / "sub")}

    def scandir(path: str) -> Any:
        if str(path) in refused:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with watching(Root(root)) as watch:
        monkeypatch.setattr(os, "scandir", real)
        assert watched_folders(root) == {"."}
        monkeypatch.setattr(os, "scandir", scandir)
        refused.clear()
        (root / "sub").chmod(0o700)
        watch.until(lambda: watched_folders(root) == {".", "sub"})


@pytest.mark.parametrize(
    ("value", "polling"),
    [
        ("1", True),
        ("true", True),
        ("yes", True),
        ("", False),
        ("false", False),
        ("Disabled", False),
        ("disable", False),
    ],
)
def test_polling_that_the_user_asked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch, value: str, polling: bool
) -> None:
    (root / "node_modules").mkdir()
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", value)
    with watching(Root(root)) as watch:
        if os.path.exists("/proc/self/fdinfo"):
            assert bool(watched_folders(root)) is not polling
        write_new(root)
        watch.until(lambda: "" in watch.folders if polling else "sub/new.json" in watch.files)
        assert watch.polling == ("WATCHFILES_FORCE_POLLING is set" if polling else "")


def test_files_beside_folders_are_watched_each(tmp_path: Path) -> None:
    for name in ("a/x.json", "b/y.json", "a/other.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / "c").mkdir()
    (tmp_path / "c/z.zip").write_bytes(b"")
    root = Root(tmp_path, ("a/x.json", "b", "c/z.zip"), archives=("c/z.zip",))
    watched = folders_to_watch(root)
    assert watched.folders == tuple(str(tmp_path / name) for name in "abc")
    assert not watched.is_recursive
    changed = {str(tmp_path / name) for name in ("a/x.json", "a/other.json", "b/new.json", "c/z.zip", "c/w.json")}
    changes = _sort_paths(root, {path: _relative(root, path) for path in changed})
    assert changes == Changes(frozenset({"a/x.json", "b/new.json"}), frozenset({"c/z.zip"}))


def test_an_archive_that_is_all_there_is_is_watched_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(b"")
    root = Root(tmp_path / "z.zip", archives=("",))
    assert folders_to_watch(root).folders == (str(tmp_path),)
    path = str(tmp_path / "z.zip")
    assert _sort_paths(root, {path: _relative(root, path)}).folders == {""}
    other = str(tmp_path / "other.json")
    assert _sort_paths(root, {other: _relative(root, other)}) == Changes()

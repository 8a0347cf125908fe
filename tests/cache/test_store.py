"""The cache of a root: loaded only where it can be trusted, and within its limit."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.cache import store as module
from recview.cache.folder import cache_path
from recview.cache.settings import CacheSettings
from recview.cache.store import CacheStore
from recview.library import FileColumns, IndexedFile
from recview.root import Root
from recview.sources.kept_files import NOTHING_KEPT, KeptFiles

FILES = KeptFiles(
    FileColumns.of([IndexedFile("a.json", ()), IndexedFile("b.json", ())]), [(1, 2, 3, 4)] * 2, [b"x" * 16, b""], {}
)
TEXTS = [b"text of a", b"text of b"]
CONTENTS = [zlib.compress(b"content of a"), b""]


@pytest.fixture
def root(tmp_path: Path) -> Root:
    (tmp_path / "tree").mkdir()
    return Root(tmp_path / "tree")


@pytest.fixture
def settings(tmp_path: Path) -> CacheSettings:
    return CacheSettings(str(tmp_path / "cache"), 1_000_000)


def save(root: Root, settings: CacheSettings, files: KeptFiles = FILES) -> CacheStore:
    store = CacheStore(root, settings)
    store.load()
    store.save(files, TEXTS, CONTENTS)
    return store


def test_what_was_kept_is_loaded(root: Root, settings: CacheSettings) -> None:
    saved = save(root, settings)
    loaded = CacheStore(root, settings)
    assert loaded.load() == FILES
    for store in (saved, loaded):
        assert [store.content(path) for path in ("a.json", "b.json", "c.json")] == [CONTENTS[0], None, None]
        assert [store.texts.get(path) for path in ("a.json", "b.json", "c.json")] == [*TEXTS, None]


def test_texts_are_none_if_a_byte_of_them_changed(root: Root, settings: CacheSettings) -> None:
    save(root, settings)
    (path,) = Path(settings.folder).iterdir()
    path.write_bytes(path.read_bytes().replace(TEXTS[1], b"TEXT of b"))
    store = CacheStore(root, settings)
    assert store.load() == FILES
    assert ("a.json" in store.texts, store.texts.get("a.json"), store.content("a.json")) == (False, None, CONTENTS[0])


def test_contents_stay_those_that_were_loaded(root: Root, settings: CacheSettings) -> None:
    loaded = save(root, settings)
    other = CacheStore(root, settings)
    other.load()
    other.save(FILES, TEXTS, [b"another", b"content"])
    assert loaded.content("a.json") == CONTENTS[0]
    assert (other.content("a.json"), other.content("b.json")) == (b"another", b"content")


def another_reader(root: Root, settings: CacheSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "reader_version", lambda: "another")


def another_root(root: Root, settings: CacheSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of another root under the name of this one."""
    os.mkdir(root.base / "below")
    save(Root(root.base / "below"), settings)
    path = cache_path(settings.folder, root)
    os.replace(cache_path(settings.folder, Root(root.base / "below")), path)


def writable_by_others(root: Root, settings: CacheSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(settings.folder, 0o777)


@pytest.mark.parametrize("make_odd", [another_reader, another_root, writable_by_others])
def test_a_cache_that_cannot_be_trusted_is_none(
    make_odd: Callable[..., None], root: Root, settings: CacheSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(root, settings)
    make_odd(root, settings, monkeypatch)
    assert CacheStore(root, settings).load() is NOTHING_KEPT


def test_nothing_is_kept_without_settings_of_one_file_or_inside_of_what_is_open(root: Root, tmp_path: Path) -> None:
    (root.base / "a.json").write_text("{}")
    for where, folder in ((root, ""), (Root(root.base, ("a.json",)), "cache"), (root, "tree/cache")):
        store = CacheStore(where, CacheSettings(str(tmp_path / folder) if folder else ""))
        assert store.load() is NOTHING_KEPT
        assert not store.save(FILES, TEXTS, CONTENTS)
    assert not CacheStore(root, None).save(FILES, TEXTS, CONTENTS)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.json", "tree"]


def test_contents_are_left_out_where_there_is_no_room(root: Root, settings: CacheSettings) -> None:
    save(root, settings)
    (path,) = Path(settings.folder).iterdir()
    smaller = settings._replace(limit=path.stat().st_size - 1)
    store = save(root, smaller)
    assert (CacheStore(root, smaller).load(), store.content("a.json")) == (FILES, None)
    assert path.stat().st_size <= smaller.limit


def test_what_is_over_the_limit_is_not_kept(root: Root, settings: CacheSettings) -> None:
    store = CacheStore(root, settings._replace(limit=100))
    store.load()
    assert not store.save(FILES, TEXTS, CONTENTS)
    assert list(Path(settings.folder).iterdir()) == []


def test_other_roots_go_where_there_is_no_room(root: Root, settings: CacheSettings) -> None:
    other = Root(root.base.parent)
    folder = root.base.parent.parent / f"{root.base.parent.name}-cache"
    settings = CacheSettings(str(folder), 1_000_000)
    save(other, settings)
    (first,) = folder.iterdir()
    os.utime(first, (1, 1))
    save(root, settings._replace(limit=first.stat().st_size + 300))
    assert first not in folder.iterdir()
    assert len(list(folder.iterdir())) == 1

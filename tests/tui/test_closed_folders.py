"""A folder that loses its rights for a while: what is in it is not known meanwhile, and nothing became of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from recview.cli.main import run
from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.tui.app import RecviewApp
from tests.cli.piped import fill, recording
from tests.tui.screens import opened, screen_text, until

REAL = os.scandir, os.access, os.open, os.stat


@pytest.fixture
def root(tmp_path: Path) -> Path:
    names = ("a.json", "sub/b.json", "sub/c.json", "sub/deep/d.json")
    return fill(tmp_path / "root", {name: recording(f"t/a.py::{name}") for name in names})


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Without rights, also for root, who has them all."""
    real_list, real_access, real_open, real_stat = REAL

    def refuses(path: object) -> bool:
        return str(path) == str(folder) or str(path).startswith(f"{folder}/")

    def scandir(path: str) -> object:
        if refuses(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real_list(path)

    def access(path: str, mode: int) -> bool:
        return not refuses(path) and real_access(path, mode)

    def open_file(path: str, *arguments: int) -> int:
        if refuses(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real_open(path, *arguments)

    def stat(path: str, **options: bool) -> os.stat_result:
        if refuses(path) and str(path) != str(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real_stat(path, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "stat", stat)
        patch.setattr(os, "open", open_file)
        patch.setattr(os, "scandir", scandir)
        patch.setattr(os, "access", access)
        folder.chmod(0)
        try:
            yield
        finally:
            folder.chmod(0o755)


def stale(app: RecviewApp) -> dict[str, str]:
    return {path: entries[0].stale for path, entries in app.session.library.files.items() if entries[0].stale}


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        ("sub", {"sub/b.json", "sub/c.json", "sub/deep/d.json"}),
        ("sub/deep", {"sub/deep/d.json"}),
        ("", {"a.json", "sub/b.json", "sub/c.json", "sub/deep/d.json"}),
    ],
)
async def test_it_comes_back_as_it_was(root: Path, folder: str, files: set[str]) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        before = app.session.library.files
        for _ in range(2):
            with closed(root / folder):
                await until(pilot, lambda: set(stale(app)) == files)
                assert set(stale(app).values()) == {"its folder cannot be read: permission denied"}
                assert "4 recordings" in screen_text(app)
            await until(pilot, lambda: not stale(app))
            assert app.session.library.files == before
        assert not app.session.journal.touched
    assert not app.final_session().journal.touched


async def test_on_leaving_meanwhile_nothing_is_gone_or_broken(root: Path) -> None:
    with ExitStack() as until_left:
        async with opened(root, watching=True, play=False) as (app, pilot):
            await until(pilot, lambda: app.session.baseline_ready)
            fill(root, {"sub/c.json": recording("t/a.py::sub/c.json", "other words")})
            await until(pilot, lambda: app.session.journal.counts()["changed"] == 1)
            until_left.enter_context(closed(root / "sub"))
            await until(pilot, lambda: len(stale(app)) == 3)
        counts = app.final_session().journal.counts()
    assert {verdict: count for verdict, count in counts.items() if count} == {"changed": 1}


async def test_what_happened_behind_the_door_is_seen_afterwards(root: Path) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        with closed(root / "sub"):
            await until(pilot, lambda: len(stale(app)) == 3)
            (root / "sub").chmod(0o755)
            fill(root, {"sub/b.json": recording("t/a.py::sub/b.json", "other words")})
            (root / "sub/c.json").unlink()
        await until(pilot, lambda: app.session.journal.counts()["gone"] == 1)
        await until(pilot, lambda: app.session.journal.counts()["changed"] == 1)
        assert sorted(app.session.journal.touched) == ["sub/b.json", "sub/c.json"]


async def test_one_that_was_closed_from_the_start_says_so_until_it_opens(root: Path) -> None:
    with closed(root / "sub"):
        app = RecviewApp(Root(root), ticking=False, watching=True, play=False)
        async with app.run_test(size=(120, 36)) as pilot:
            await until(pilot, lambda: app.session.baseline_ready)
            assert app.session.library.files["sub"][0].problem == "cannot be read: permission denied"
            assert app.session.library.root.tally.broken == 0
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(os, "scandir", REAL[0])
                patch.setattr(os, "access", REAL[1])
                patch.setattr(os, "open", REAL[2])
                patch.setattr(os, "stat", REAL[3])
                (root / "sub").chmod(0o755)
                await until(pilot, lambda: len(app.session.library.files) == 4)
                assert "sub" not in app.session.library.files
                fill(root, {"sub/b.json": recording("t/a.py::sub/b.json", "other words")})
                await until(pilot, lambda: app.session.journal.counts()["changed"] == 1)
                # They were there before: that they could not be read does not make them new.
                assert app.session.journal.counts()["new"] == 0


def test_deeper_ones_and_those_that_are_deleted(root: Path) -> None:
    catalog = FileIndex(Root(root))
    for path in list(catalog.everything()):
        catalog.read(path)
    with closed(root / "sub"):
        changed, missing = catalog.scan()
        assert (sorted(changed), missing) == (["sub", "sub/b.json", "sub/c.json", "sub/deep/d.json"], [])
        assert [path for path in changed if (file := catalog.read(path)) and not file.hidden] == []
        assert catalog.scan() == ({}, [])
        assert catalog.scan("sub/deep")[1] == []
    with closed(root / "sub/deep"):
        changed, missing = catalog.scan()
        assert (sorted(changed), missing) == (["sub/b.json", "sub/c.json", "sub/deep"], ["sub"])
        for path in [*changed, *missing]:
            catalog.read(path)
    (root / "sub/deep").rename(root.parent / "deep")
    changed, missing = catalog.scan()
    assert "sub/deep/d.json" in missing
    for path in [*changed, *missing]:
        catalog.read(path)
    assert catalog.scan() == ({}, [])


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_ls_names_it_and_goes_on(root: Path, capfdbinary: pytest.CaptureFixture[bytes], options: list[str]) -> None:
    with closed(root / "sub"):
        code = run(["ls", str(root), *options])
    out, err = capfdbinary.readouterr()
    assert (code, out.count(b"\n")) == (1, 1)
    assert err.decode() == f"recview: {root}/sub: cannot be read: permission denied\n"

"""Links are followed inside of what was opened, and never out of it; environments and tools' folders are left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.model import Source
from recview.reading.recording_view import Unopened
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.comparing import compare_with_baseline
from recview.sources.discovery import discover, root_of
from recview.sources.file_index import FileIndex
from recview.sources.loading import load, window
from tests.cli.piped import fill, recording, recview
from tests.tui.screens import opened, until

INSIDE = recording("t/a.py::inside")
OUTSIDE = recording("t/a.py::outside")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    fill(tmp_path, {"root/sub/b.json": INSIDE, "out/a.json": OUTSIDE, "root.json": OUTSIDE})
    return tmp_path


def link(path: str, target: str) -> Callable[[Path], None]:
    def make(base: Path) -> None:
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).symlink_to(target if not target.startswith("/") else base / target[1:])

    return make


@pytest.mark.parametrize(
    ("make", "listed"),
    [
        (link("root/c.json", "../out/a.json"), []),
        (link("root/c.json", "/out/a.json"), []),
        (link("root/c.json", "../root.json"), []),
        (link("root/linked", "../out"), []),
        (link("root/linked", "/out"), []),
        (link("root/up", ".."), []),
        (link("root/sub/up", "../.."), []),
        (link("root/c.json", "../out/nowhere.json"), []),
        (link("root/c.json", "sub/b.json"), ["c.json"]),
        (link("root/c.json", "../root/sub/b.json"), ["c.json"]),
        (link("root/c.json", "/root/sub/b.json"), ["c.json"]),
        (link("root/again", "sub"), []),
        (link("root/loop", "."), []),
        (link("root/sub/loop", ".."), []),
        (link("root/dangling.json", "nowhere.json"), ["dangling.json"]),
        (link("root/self.json", "self.json"), ["self.json"]),
    ],
)
def test_what_links_lead_to(base: Path, make: Callable[[Path], None], listed: list[str]) -> None:
    make(base)
    catalog = FileIndex(Root(base / "root"))
    changed, _ = catalog.scan()
    # A folder with two names is looked into once, under either.
    assert {path for path in changed if not path.endswith("/b.json")} == set(listed)
    assert len(changed) == len(listed) + 1
    done = recview("ls", str(base / "root"))
    assert "outside" not in done.out
    assert done.out.count("t/a.py::inside") == 1 + ("c.json" in listed)


@pytest.mark.parametrize("folder", ["linked", "linked/deep", "node_modules", "node_modules/deep", "sub/env"])
def test_a_folder_that_is_told_of_is_left_out_just_so(base: Path, folder: str) -> None:
    """What the system tells of a folder that is watched no more must not bring in what a scan leaves out."""
    fill(base, {"out/deep/c.json": OUTSIDE, "root/node_modules/deep/d.json": OUTSIDE, "root/sub/env/e.json": OUTSIDE})
    (base / "root/sub/env/pyvenv.cfg").touch()
    link("root/linked", "../out")(base)
    catalog = FileIndex(Root(base / "root"))
    for path in list(catalog.everything()):
        catalog.read(path)
    assert catalog.scan(folder) == ({}, [])


def test_chains_of_links_count_by_their_end(base: Path) -> None:
    link("root/one.json", "two.json")(base)
    link("root/two.json", "../out/a.json")(base)
    link("out/back.json", "../root/sub/b.json")(base)
    link("root/three.json", "../out/back.json")(base)
    assert sorted(FileIndex(Root(base / "root")).everything()) == ["sub/b.json", "three.json"]


@pytest.mark.parametrize("opened_as", ["alias", "alias/", "link.json", "out/to_root/sub"])
def test_what_the_user_opens_may_be_a_link(base: Path, opened_as: str) -> None:
    link("alias", "root")(base)
    link("link.json", "root/sub/b.json")(base)
    link("out/to_root", "../root")(base)
    done = recview("ls", str(base / opened_as))
    assert (done.code, len(done.fields)) == (0, 1)
    place = root_of(str(base / opened_as))
    assert not place.leads_out(next(iter(FileIndex(place).everything())))


def test_links_between_what_was_opened_are_followed(base: Path) -> None:
    fill(base, {"root/other/c.json": INSIDE})
    link("root/other/linked.json", "../sub/b.json")(base)
    place = Root(base / "root", ("sub", "other"))
    assert sorted(FileIndex(place).everything()) == ["other/c.json", "other/linked.json", "sub/b.json"]


def test_a_file_that_becomes_a_link_out_is_gone(base: Path) -> None:
    place = Root(base / "root")
    catalog = FileIndex(place)
    catalog.read("sub/b.json")
    (base / "root/sub/b.json").unlink()
    link("root/sub/b.json", "/out/a.json")(base)
    file = catalog.read("sub/b.json")
    assert file is not None
    assert not file.entries
    assert catalog.read("sub/b.json") is None
    baseline = Baseline()
    baseline.keep("sub/b.json", b"{}")
    judged = compare_with_baseline(place, "sub/b.json", baseline, is_final=True)
    assert judged is not None
    assert judged.review is not None
    assert judged.review.verdict == "gone"
    result = load(place, Source("sub/b.json"))
    assert isinstance(result, Unopened)
    assert "leads out" in result.problem
    assert window(place, "sub/b.json", 0) is None


async def test_the_app_follows_no_link_out_while_it_watches(base: Path) -> None:
    link("root/linked", "../out")(base)
    async with opened(base / "root", watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        link("root/later", "../out")(base)
        link("root/later.json", "../out/a.json")(base)
        fill(base, {"out/b.json": OUTSIDE, "root/sub/last.json": INSIDE})
        await until(pilot, lambda: "sub/last.json" in app.session.library.files)
        assert sorted(app.session.library.files) == ["sub/b.json", "sub/last.json"]


LEFT_OUT = [".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".mypy_cache", "env", "conda"]


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A project with an environment called `env`, one of conda, and what else is left out."""
    (tmp_path / "conda/conda-meta").mkdir(parents=True)
    files = {f"{folder}/lib/recordings/a.json": OUTSIDE for folder in LEFT_OUT}
    return fill(tmp_path, {"env/pyvenv.cfg": "home = /usr", "recordings/b.json": INSIDE, **files})


def test_environments_and_tools_are_left_out(tools: Path) -> None:
    assert list(FileIndex(Root(tools)).everything()) == ["recordings/b.json"]
    assert discover(tools) == ("recordings",)


@pytest.mark.parametrize("folder", LEFT_OUT)
@pytest.mark.parametrize("below", ["", "/lib", "/lib/recordings", "/lib/recordings/a.json"])
def test_what_is_named_is_opened(tools: Path, folder: str, below: str) -> None:
    place = root_of(str(tools / f"{folder}{below}"))
    assert [os.path.basename(path) for path in FileIndex(place).everything()] == ["a.json"]

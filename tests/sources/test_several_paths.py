"""Several paths as one root."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.contents import contents
from recview.sources.several_paths import root_of_paths
from tests.archives.made import zipped
from tests.cli.piped import fill, recording


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {name: recording(f"t.py::{name}") for name in ("a/x.json", "a/deep/y.json", "b/x.json", "c.json")})
    fill(tmp_path, {"a/node_modules/z.json": recording("t.py::z"), "a/other.weird": "{}", "package.json": "{}"})
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "d.zip").write_bytes(zipped({"x.json": b"{}"}))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("paths", "tops"),
    [
        (["a", "b"], ("a", "b")),
        (["b", "a", "c.json"], ("b", "a", "c.json")),
        # Each once: the same, by another name, below another.
        (["a", "a/", "./a"], ("",)),
        (["a", "link", "b"], ("a", "b")),
        (["a/x.json", "a", "b"], ("a", "b")),
        (["a/deep", "b", "a/deep/y.json"], ("a/deep", "b")),
        ([".", "a"], ("",)),
        # What a folder does not list is not in it.
        (["a", "a/node_modules/z.json", "a/other.weird"], ("a", "a/node_modules/z.json", "a/other.weird")),
    ],
)
def test_each_path_once(paths: list[str], tops: tuple[str, ...]) -> None:
    assert root_of_paths(paths).tops == tops


def test_same_names_are_kept_apart_by_their_folders() -> None:
    root = root_of_paths(["a", "b"])
    assert [content.path for content in contents(root)] == ["a/x.json", "a/deep/y.json", "b/x.json"]
    assert (root.label, root.archives) == ("a, b", ())


def test_paths_of_several_folders_are_below_what_holds_them_all(tmp_path: Path) -> None:
    root = root_of_paths([str(tmp_path / "a"), "b", "link/../c.json"])
    assert (root.base, root.tops) == (tmp_path, ("a", "b", "c.json"))
    outside = root_of_paths([str(tmp_path / "a"), os.path.join("/", "proc")])
    assert (str(outside.base), outside.tops[1]) == ("/", "proc")
    assert [content.path for content in contents(outside._replace(tops=outside.tops[:1]))] == [
        f"{tmp_path}/a/x.json"[1:],
        f"{tmp_path}/a/deep/y.json"[1:],
    ]


def test_an_archive_among_others_is_a_folder_of_its_name() -> None:
    root = root_of_paths(["d.zip", "b"])
    assert root == Root(Path(), ("d.zip", "b"), "d.zip, b", ("d.zip",))
    assert [content.path for content in contents(root)] == ["d.zip/x.json", "b/x.json"]


def test_a_list_leaves_out_what_is_no_recording() -> None:
    root = root_of_paths(["package.json"], is_list=True)
    assert (root.base, root.tops, root.is_list) == (Path(), ("package.json",), True)


def test_a_long_list_is_named_by_its_first() -> None:
    assert root_of_paths(["a", "b", "c.json", "d.zip"]).label == "a and 3 more"


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        root_of_paths(["a/gone"])

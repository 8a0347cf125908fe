"""Going through a tree once."""

from __future__ import annotations

import os
from pathlib import Path

from recview.root import Root
from recview.sources.contents import contents


def fill(base: Path, *paths: str) -> None:
    for path in paths:
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text("{}")


def test_folder_by_folder_in_the_order_of_the_list(tmp_path: Path) -> None:
    fill(tmp_path, "t10/a.json", "t2/b.json", "t2/a.json", "t2/x/c.json", "T3/a.json", "b.json", "a.json", "a.txt")
    found = [content.path for content in contents(Root(tmp_path))]
    assert found == ["a.json", "b.json", "t2/a.json", "t2/b.json", "t2/x/c.json", "T3/a.json", "t10/a.json"]


def test_only_below_the_tops(tmp_path: Path) -> None:
    fill(tmp_path, "a/1.json", "b/1.json", "c/1.json")
    assert [content.path for content in contents(Root(tmp_path, ("c", "a")))] == ["c/1.json", "a/1.json"]
    assert [content.path for content in contents(Root(tmp_path / "b", ("1.json",)))] == ["1.json"]


def test_what_cannot_be_read_has_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, "good.json")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "dangling.json").symlink_to("nowhere")
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(90_000_000)
    found = {content.path: (content.data, content.problem) for content in contents(Root(tmp_path))}
    assert found == {
        "good.json": (b"{}", ""),
        "pipe.json": (b"", "not a file but a pipe, so it is not read"),
        "dangling.json": (b"", "a link to a file that does not exist"),
        "large.json": (b"", "90.0 MB: larger than 80.0 MB, so it is not parsed"),
    }


def test_a_file_that_goes_meanwhile_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path, "a.json", "b.json")
    walk = contents(Root(tmp_path))
    assert next(walk).path == "a.json"
    (tmp_path / "b.json").unlink()
    assert list(walk) == []

"""Where the files of a root are on the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.root import Root


@pytest.mark.parametrize("base", ["", ".", "..", "/", "//", "a", "/a/b", "a/.."])
@pytest.mark.parametrize("relative", ["", "x", "x/y", "x/", "..", "/z"])
def test_a_path_is_joined_as_the_system_joins_it(base: str, relative: str) -> None:
    assert Root(Path(base)).path(relative) == os.path.join(Path(base), relative)


def test_the_size_of_a_file_that_is_opened_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("12345")
    (tmp_path / "b.json").write_text("1")
    roots = {tops: Root(tmp_path, tops) for tops in (("a.json",), ("a.json", "b.json"), ("",), ("missing.json",))}
    assert [root.size_of_sole_file() for root in roots.values()] == [5, 0, 0, 0]

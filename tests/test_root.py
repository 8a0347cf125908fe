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

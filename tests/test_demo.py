"""The sample recordings that come with the package are what `tests.demo_recordings` writes, under true names."""

from __future__ import annotations

import json

from recview.reading.listing import index_file
from tests.demo_recordings import FOLDER, files
from tests.hashing import file_name


def test_package_holds_what_is_written() -> None:
    assert {path.name: path.read_text() for path in FOLDER.iterdir()} == files()


def test_names_are_the_hashes_of_the_requests() -> None:
    for path in FOLDER.iterdir():
        assert path.name == file_name(json.loads(path.read_text()))


def test_every_kind_that_the_screen_can_show_is_there() -> None:
    outlines = [index_file(path.name, path.read_bytes()).entries[0].outline for path in FOLDER.iterdir()]
    assert {outline.kind for outline in outlines} == {"chat", "text", "embed", "models", "ps", "tool", "error"}
    assert {outline.finish for outline in outlines} == {"", "stop", "length", "tool_calls"}
    assert sum(1 for outline in outlines if outline.failure) == 3

"""What comes back as it was counts as touched only if it was written as well."""

from __future__ import annotations

from recview.library import IndexedFile
from recview.live.touched_files import TouchedFiles
from tests.library.test_merging import entry, good


def test_only_what_was_deleted_and_never_written_is_untouched() -> None:
    files = TouchedFiles()
    files.add(good(entry("written")))
    for path in ("written", "deleted", "deleted and written", "away"):
        files.add(IndexedFile(path, ()))
    files.add(good(entry("deleted and written")))
    files.add(IndexedFile("deleted and written", ()))
    assert files.take_untouched(["written", "deleted", "deleted and written"]) == ["deleted"]
    assert files.paths == {"written", "deleted and written", "away"}
    assert files.take_untouched(["deleted"]) == []

"""The file that an editor opens: the one on the disk, else a copy that says what it is."""

from __future__ import annotations

import gzip
import os
import stat
import tempfile
from pathlib import Path

import pytest

from recview.destination import remove_copy
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.editable import editable_file
from recview.sources.files import NotRead


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Root:
    base = tmp_path / "root"
    base.mkdir()
    (base / "a.json").write_bytes(b"now")
    (base / "b.json.gz").write_bytes(gzip.compress(b"packed"))
    return Root(base)


def kept(root: Root, **contents: bytes) -> Baseline:
    baseline = Baseline()
    for name, data in contents.items():
        baseline.keep(f"{name}.json", data)
    return baseline


def test_a_file_on_the_disk_is_opened_itself(root: Root, temporary: Path) -> None:
    file = editable_file(root, "a.json", Baseline())
    assert file == (str(root.base / "a.json"), b"now", "")
    assert os.path.isabs(file.path)
    assert not list(temporary.iterdir())


def test_what_is_not_there_is_a_copy_that_cannot_be_written(root: Root, temporary: Path) -> None:
    file = editable_file(root, "gone.json", kept(root, gone=b"before"))
    path = Path(file.path)
    assert file.copied == "the file is gone: this is what it held at the start"
    assert (path.name, path.read_bytes()) == ("gone.json", b"before")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.parent.parent == temporary
    remove_copy(file.path)
    assert not list(temporary.iterdir())
    remove_copy(file.path)


def test_the_other_side_is_what_the_file_held_at_the_start(root: Root) -> None:
    file = editable_file(root, "a.json", kept(root, a=b"before"), is_before=True)
    assert file.data == Path(file.path).read_bytes() == b"before"
    assert "at the start" in file.copied


def test_a_packed_file_is_opened_unpacked(root: Root) -> None:
    file = editable_file(root, "b.json.gz", Baseline())
    assert (Path(file.path).name, file.data, file.copied) == ("b.json", b"packed", "the file is packed")


def test_a_copy_is_never_inside_what_is_open(tmp_path: Path) -> None:
    root = Root(tmp_path)
    file = editable_file(root, "gone.json", kept(root, gone=b"before"))
    assert not file.path.startswith(str(tmp_path))
    remove_copy(file.path)


@pytest.mark.parametrize("name", ["x/..", "x/.", ""])
def test_a_name_that_is_none(root: Root, name: str) -> None:
    baseline = Baseline()
    baseline.keep(name, b"before")
    file = editable_file(root, name, baseline, is_before=True)
    assert Path(file.path).read_bytes() == b"before"


def test_what_was_never_there(root: Root) -> None:
    with pytest.raises(NotRead):
        editable_file(root, "never.json", Baseline())

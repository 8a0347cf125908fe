"""The version of the reader: another one as soon as a module changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import recview
from recview.cache.version import reader_version


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that stands in for recview."""
    for path in ("__init__.py", "wire.py", "formats/ogx.py", "tui/app.py", "formats/__pycache__/ogx.cpython.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("pass\n")
    monkeypatch.setattr(recview, "__file__", str(tmp_path / "__init__.py"))
    return tmp_path


def touch(path: Path) -> None:
    os.utime(path, (1, 1))


@pytest.mark.parametrize(
    ("change", "is_another"),
    [
        (lambda package: None, False),
        (lambda package: (package / "wire.py").write_text("pass  #\n"), True),
        (lambda package: touch(package / "formats" / "ogx.py"), True),
        (lambda package: (package / "formats" / "new.py").write_text(""), True),
        (lambda package: (package / "wire.py").unlink(), True),
        (lambda package: touch(package / "tui" / "app.py"), False),
        (lambda package: (package / "formats" / "__pycache__" / "new.py").write_text(""), False),
        (lambda package: (package / "README.md").write_text(""), False),
    ],
)
def test_it_follows_the_modules_that_read(change: Callable[[Path], object], is_another: bool, package: Path) -> None:
    before = reader_version()
    change(package)
    assert (reader_version() != before) is is_another


def test_it_follows_the_number(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = reader_version()
    monkeypatch.setattr(recview, "__version__", "99")
    assert reader_version() != before


def test_a_package_that_is_no_folder_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recview, "__file__", "/nowhere/recview.zip/recview/__init__.py")
    assert len(reader_version()) == 32

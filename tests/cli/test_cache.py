"""`recview cache`: what is kept, of which trees, and how it is deleted."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from recview.cache.container import new_part
from recview.cache.file import write_cache_file
from recview.cache.folder import CachedFile, cached_files
from recview.cache.settings import CacheSettings
from recview.cli.kept_options import cache_settings
from recview.cli.main import run
from recview.cli.screen_arguments import parser
from recview.config.reading import read_settings

NAMES = [f"{letter * 32}.index" for letter in "abc"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "caches"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("RECVIEW_CACHE_DIR", str(folder))
    return folder


def test_it_lists_what_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [new_part("rows", bytes(1_000_000))]
    write_cache_file(str(folder / NAMES[0]), "1.0", ("/a", "/a", "x", "y"), 0, rows)
    write_cache_file(str(folder / NAMES[1]), "1.0", ("/b\x1b[31m", "/b", ""), 0, rows)
    (folder / NAMES[2]).write_bytes(b"something else")
    write_cache_file(str(folder / f"{'d' * 32}.index"), "1.0", ("/a", "/a", ""), 0, [new_part("findings", b"[]")])
    assert run(["cache"]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert first == f"{folder}\t2.0 MB"
    today = time.strftime("%Y-%m-%d")
    sizes = [line.partition("\t")[0] for line in others]
    assert sorted(line.split("\t")[1:] for line in others) == [
        ["/a", today, "findings"],
        ["/a/x, /a/y", today, "recordings"],
        ["/b\x1b[31m", today, "recordings"],
        ["cannot be read", today],
    ]
    assert sorted(sizes)[:3] == ["1.0 MB", "1.0 MB", "14 bytes"]


def test_what_no_recview_wrote_is_listed_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cache_file(str(folder / NAMES[0]), "1.0", ("/a",), 0, [])
    late = CachedFile(str(folder / NAMES[1]), 7, 1e17, is_finished=True)
    monkeypatch.setattr("recview.cli.cache.cached_files", lambda folder: [*cached_files(folder), late])
    assert run(["cache"]) == 0
    lines = [line.split("\t")[1:] for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == ["cannot be read", "no date"]
    assert lines[2][0] == "cannot be read"


def test_it_is_empty_before_anything_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECVIEW_CACHE_DIR", str(tmp_path / "nothing"))
    assert run(["cache"]) == 0
    assert run(["cache", "--clear"]) == 0
    path = tmp_path / "nothing"
    assert capsys.readouterr().out.splitlines() == [f"{path}\t0 bytes", f"deleted 0 files, 0 bytes, from {path}"]
    assert not path.exists()


def test_clear_empties_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES:
        (folder / name).write_bytes(bytes(1_000))
    (folder / "mine").write_text("mine")
    assert run(["cache", "--clear"]) == 0
    assert capsys.readouterr().out == f"deleted 3 files, 3.0 KB, from {folder}\n"
    assert [path.name for path in folder.iterdir()] == ["mine"]


def test_a_folder_that_is_not_used_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / NAMES[0]).write_bytes(bytes(1_000))
    folder.chmod(0o777)
    assert run(["cache"]) == 0
    assert run(["cache", "--clear"]) == 0
    output = capsys.readouterr()
    assert "others than you may write to it" in output.err
    assert (folder / NAMES[0]).exists()


@pytest.mark.parametrize(
    ("arguments", "limit"), [([], 500_000_000), (["--cache-limit", "3"], 3_000_000), (["--no-cache"], None)]
)
def test_what_is_kept_can_be_bounded(arguments: list[str], limit: int | None, folder: Path) -> None:
    settings = cache_settings(read_settings("/", vars(parser().parse_args(arguments)), {}, {}))
    assert settings == (None if limit is None else CacheSettings(str(folder), limit))

"""Files that recordings name: read inside of what was opened, never out of it, and anew when they change."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from recview.model import Source
from recview.reading.held_recording import HeldRecording
from recview.root import Root
from recview.sources import beside as module
from recview.sources.beside import FilesBeside
from recview.sources.file_index import FileIndex
from recview.sources.loading import load


def fill(base: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text)
    return base


def mapping(name: str) -> str:
    sent = {"method": "POST", "url": "/v1/chat/completions", "bodyPatterns": [{"equalToJson": '{"messages": []}'}]}
    return json.dumps({"request": sent, "response": {"status": 200, "bodyFileName": name}})


def answer(text: str) -> str:
    return json.dumps({"choices": [{"index": 0, "message": {"content": text}, "finish_reason": "stop"}]})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {"root/__files/a.json": "inside", "root/mappings/m.json": mapping("a.json"), "secret.txt": "secret"}
    fill(tmp_path, files)
    (tmp_path / "root/__files/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "root/__files/folder").symlink_to(tmp_path)
    (tmp_path / "root/__files/in.txt").symlink_to("a.json")
    os.mkfifo(tmp_path / "root/__files/pipe")
    return tmp_path


OUTSIDE = "it is outside of what was opened"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("__files/a.json", b"inside"),
        ("__files/in.txt", b"inside"),
        ("__files/out.txt", OUTSIDE),
        ("__files/folder/secret.txt", OUTSIDE),
        ("../secret.txt", OUTSIDE),
        ("/etc/passwd", OUTSIDE),
        ("__files/none", "there is no such file in what was opened"),
        ("__files/\0", "its name is none of a file"),
        ("__files/" + "n" * 5_000, "cannot be read: file name too long"),
        ("__files/pipe", "not a file but a pipe, so it is not read"),
        ("__files", "not a file but a folder, so it is not read"),
    ],
)
def test_only_what_is_inside_is_read(tree: Path, path: str, expected: bytes | str) -> None:
    assert FilesBeside(Root(tree / "root"))(path) == expected


def test_what_was_opened_may_be_a_link_or_several_folders(tree: Path) -> None:
    (tree / "link").symlink_to(tree / "root")
    assert FilesBeside(Root(tree / "link"))("__files/a.json") == b"inside"
    place = Root(tree, ("root", "other"))
    assert FilesBeside(place)("root/__files/a.json") == b"inside"
    assert FilesBeside(place)("secret.txt") == OUTSIDE


def test_large_files_and_many_of_them_are_not_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tree / "root/__files/large").open("wb") as file:
        file.truncate(90_000_000)
    assert "larger than" in str(FilesBeside(Root(tree / "root"))("__files/large"))
    monkeypatch.setattr(module, "_ROOM", 10)
    beside = FilesBeside(Root(tree / "root"))
    assert [beside("__files/a.json") for _ in range(2)] == [b"inside", "too much was read for this recording before"]


def test_a_change_of_the_file_has_its_recording_read_anew(tmp_path: Path) -> None:
    fill(tmp_path, {"__files/a.bin": answer("one"), "mappings/m.json": mapping("a.bin")})
    catalog = FileIndex(Root(tmp_path))
    assert scanned(catalog) == [("mappings/m.json", "stop", "")]
    assert scanned(catalog) == []
    fill(tmp_path, {"__files/a.bin": answer("other").replace("stop", "length")})
    assert scanned(catalog) == [("mappings/m.json", "length", "")]
    (tmp_path / "__files/a.bin").unlink()
    assert [(path, problem.partition(", ")[0]) for path, _, problem in scanned(catalog)] == [
        ("mappings/m.json", "its answer is in __files/a.bin")
    ]
    assert scanned(catalog) == []
    fill(tmp_path, {"__files/a.bin": answer("one")})
    assert scanned(catalog) == [("mappings/m.json", "stop", "")]
    (tmp_path / "mappings/m.json").unlink()
    scanned(catalog)
    fill(tmp_path, {"__files/a.bin": answer("more")})
    assert scanned(catalog) == []


def scanned(catalog: FileIndex) -> list[tuple[str, str, str]]:
    """(path, finish, problem) of what a scan reads anew."""
    changed, gone = catalog.scan()
    entries = [entry for batch in catalog.batches(changed, gone) for file in batch for entry in file.entries]
    return [(entry.source.path, entry.outline.finish, entry.answer_problem) for entry in entries]


def test_a_change_that_is_told_of_does_so_as_well(tmp_path: Path) -> None:
    fill(tmp_path, {"__files/a.json": answer("one"), "mappings/m.json": mapping("a.json")})
    catalog = FileIndex(Root(tmp_path))
    paths = list(catalog.everything())
    assert [file.path for batch in catalog.batches(paths) for file in batch] == ["mappings/m.json"]
    fill(tmp_path, {"__files/a.json": answer("another")})
    read = [file.path for batch in catalog.batches(["__files/a.json"]) for file in batch]
    assert read == ["mappings/m.json"]


@pytest.mark.parametrize(
    ("place", "path", "text"),
    [("", "mappings/m.json", "one"), ("mappings", "m.json", ""), ("mappings/m.json", "m.json", "")],
)
def test_opened_with_its_answer(tmp_path: Path, place: str, path: str, text: str) -> None:
    fill(tmp_path, {"__files/a.json": answer("one"), "mappings/m.json": mapping("a.json")})
    where = tmp_path / place
    result = load(Root(where) if where.is_dir() else Root(where.parent, (where.name,)), Source(path))
    assert isinstance(result, HeldRecording)
    assert result.view.transcript.text() == text
    said = [section.text for section in result.page.sections if section.kind == "error"]
    assert said == ([] if text else [result.view.entry.answer_problem])

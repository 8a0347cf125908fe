"""Finding recordings: from an argument, or below a folder that may be huge."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.discovery import discover, root_of


def fill(base: Path, *paths: str) -> None:
    for path in paths:
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text("{}")


def test_place_of_a_tree(tmp_path: Path) -> None:
    assert root_of(str(tmp_path)) == Root(tmp_path)
    assert root_of(str(tmp_path)).label == str(tmp_path)


def test_place_of_a_file(tmp_path: Path) -> None:
    fill(tmp_path, "x/a.json")
    place = root_of(str(tmp_path / "x/a.json"))
    assert place == Root(tmp_path / "x", ("a.json",))
    assert place.label == place.path("a.json") == str(tmp_path / "x/a.json")


def test_place_of_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "x/a.json")
    monkeypatch.chdir(tmp_path)
    assert root_of("x") == Root(Path("x"))
    assert root_of("x/a.json") == Root(Path("x"), ("a.json",))
    assert root_of(".") == Root(Path())


def test_place_of_links(tmp_path: Path) -> None:
    fill(tmp_path, "x/a.json")
    (tmp_path / "tree").symlink_to("x", target_is_directory=True)
    (tmp_path / "dangling.json").symlink_to("nowhere")
    assert root_of(str(tmp_path / "tree")) == Root(tmp_path / "tree")
    assert root_of(str(tmp_path / "dangling.json")) == Root(tmp_path, ("dangling.json",))


@pytest.mark.parametrize("name", ["gone", "gone/a.json", "x/a.json/b"])
def test_place_of_nothing(tmp_path: Path, name: str) -> None:
    fill(tmp_path, "x/a.json")
    with pytest.raises(FileNotFoundError):
        root_of(str(tmp_path / name))


def test_label_of_a_place_with_a_name() -> None:
    assert Root(Path("x"), ("a", "b"), "the demo").label == "the demo"
    assert Root(Path("x"), ("a", "b")).label == "x"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["recordings/a.json"], ("recordings",)),
        (["tests/x/recordings/a.json", "recordings/b.json"], ("recordings", "tests/x/recordings")),
        (["tests/cassettes/a.json"], ("tests/cassettes",)),
        (["spec/fixtures/vcr_cassettes/a.yml"], ("spec/fixtures/vcr_cassettes",)),
        (["src/__recordings__/s_1/t_2/a.har", "x/SessionRecords/A/b.json"], ("src/__recordings__", "x/SessionRecords")),
        (["recordings/inner/a.json"], ("recordings",)),
        (["recordings/recordings/a.json"], ("recordings",)),
        (["recordings/a.txt"], ()),
        (["recordings/1/2/a.json"], ()),
        (["recordings/notes.txt", "recordings/1/recordings/a.json"], ("recordings/1/recordings",)),
        (["node_modules/p/recordings/a.json", ".venv/recordings/a.json", ".hidden/recordings/a.json"], ()),
        (["x/node_modules/recordings/a.json", "x/recordings/a.json"], ("x/recordings",)),
        (["other/a.json"], ()),
        (["a/b/c/d/e/recordings/a.json"], ("a/b/c/d/e/recordings",)),
        (["a/b/c/d/e/f/recordings/a.json"], ()),
        ([], ()),
    ],
    ids=[
        "here",
        "nearest first",
        "cassettes",
        "Ruby's",
        "Polly.js's and Azure's",
        "one level below",
        "nested once",
        "no known suffix",
        "too far below",
        "below one without",
        "skipped folders",
        "skipped inside",
        "other names",
        "depth",
        "too deep",
        "empty",
    ],
)
def test_discover(tmp_path: Path, paths: list[str], expected: tuple[str, ...]) -> None:
    fill(tmp_path, *paths)
    assert discover(tmp_path) == expected


def test_discover_to_a_depth(tmp_path: Path) -> None:
    fill(tmp_path, "recordings/a.json", "x/recordings/a.json", "x/y/recordings/a.json")
    assert discover(tmp_path, depth=2) == ("recordings", "x/recordings")
    assert discover(tmp_path, depth=0) == ()


def test_discover_stops_in_time(tmp_path: Path) -> None:
    fill(tmp_path, "recordings/a.json", *(f"{name}/recordings/a.json" for name in "abcdefgh"))
    ticks = count()
    assert discover(tmp_path, seconds=3, clock=lambda: next(ticks)) == ("recordings", "a/recordings", "b/recordings")


def test_discover_follows_no_links(tmp_path: Path) -> None:
    fill(tmp_path, "outside/recordings/a.json")
    place = tmp_path / "place"
    place.mkdir()
    (place / "loop").symlink_to(place, target_is_directory=True)
    (place / "linked").symlink_to("../outside", target_is_directory=True)
    assert discover(place) == ()


def test_discover_in_what_is_no_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a.json")
    assert discover(tmp_path / "gone") == discover(tmp_path / "a.json") == ()

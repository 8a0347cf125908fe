"""Output goes nowhere near what is open, replaces nothing of somebody else's, and is whole or not there at all."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.destination import STDOUT, Destination, NotWritten, enclosing_root

OWN = b"own: 1"


def destination(path: object, *roots: object, force: bool = False) -> Destination:
    return Destination(str(path), tuple(map(str, roots)), lambda data: data.startswith(b"own"), force)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder that is open, `root`, and what leads into it and out of it from `out`."""
    (tmp_path / "root/sub").mkdir(parents=True)
    (tmp_path / "out/there").mkdir(parents=True)
    (tmp_path / "rooted").mkdir()
    (tmp_path / "root/a.json").write_text("recorded")
    (tmp_path / "root/outward").symlink_to(tmp_path / "out/there")
    (tmp_path / "root/outward.json").symlink_to(tmp_path / "out/of.json")
    (tmp_path / "out/folder").symlink_to(tmp_path / "root/sub")
    (tmp_path / "out/file.json").symlink_to(tmp_path / "root/a.json")
    (tmp_path / "out/later.json").symlink_to(tmp_path / "root/later.json")
    (tmp_path / "out/link").symlink_to("file.json")
    (tmp_path / "alias").symlink_to("root")
    return tmp_path


INSIDE = [
    "root",
    "root/",
    "root/new.json",
    "root/a.json",
    "root/sub/new.json",
    "root/no/such/folder.json",
    "root/../root/new.json",
    "out/../root/new.json",
    "out/folder/new.json",
    "out/folder/../new.json",
    "out/file.json",
    "out/later.json",
    "out/link",
    "alias/new.json",
    # What a link in the tree is replaced by would stand in the tree.
    "root/outward.json",
    "root/outward/new.json",
]


@pytest.mark.parametrize("root", ["root", "root/", "alias", "out/../root", "./root"])
@pytest.mark.parametrize("path", INSIDE)
def test_nothing_goes_into_what_is_open(base: Path, monkeypatch: pytest.MonkeyPatch, path: str, root: str) -> None:
    monkeypatch.chdir(base)
    for name in (path, f"{base}/{path}"):
        for folder in (root, f"{base}/{root}"):
            assert "never writes to what it has open" in destination(name, folder, force=True).refusal()
            with pytest.raises(NotWritten):
                destination(name, folder, force=True).write(b"own")
    assert (base / "root/a.json").read_text() == "recorded"
    assert not (base / "root/new.json").exists()


@pytest.mark.parametrize("path", ["new.json", "sub/new.json", "../root/new.json", "../out/folder/new.json"])
def test_the_current_folder_is_open(base: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(base / "root")
    for root in (".", "./", "../root", base / "root"):
        assert "has open" in destination(path, root).refusal()


@pytest.mark.parametrize("path", ["out/new.json", "rooted/new.json", "new.json", "root/../new.json", "root.json"])
def test_beside_what_is_open(base: Path, path: str) -> None:
    assert destination(base / path, base / "root").refusal() == ""
    destination(base / path, base / "root").write(OWN)
    assert (base / path).read_bytes() == OWN


def test_one_open_file(base: Path) -> None:
    assert "has open" in destination(base / "root/a.json", base / "root/a.json").refusal()
    assert "has open" in destination(base / "out/file.json", base / "root/a.json").refusal()
    assert destination(base / "root/b.json", base / "root/a.json").refusal() == ""


def test_the_folder_of_an_open_link(base: Path) -> None:
    """A link that the user opened is what it leads to."""
    assert "has open" in destination(base / "out/there/new.json", base / "root/outward").refusal()


def test_several_roots(base: Path) -> None:
    assert enclosing_root(f"{base}/out/x", [f"{base}/root", f"{base}/out"]) == f"{base}/out"


def test_an_open_folder_that_is_not_there_any_more(base: Path) -> None:
    assert "has open" in destination(base / "later/new.json", base / "later").refusal()


def test_an_open_link_to_a_folder_that_is_not_there_yet(base: Path) -> None:
    (base / "early").symlink_to("later")
    assert "has open" in destination(base / "later/new.json", base / "early").refusal()


def test_an_open_folder_under_another_name(base: Path) -> None:
    """The same folder mounted a second time has no link that tells so."""
    mounted = subprocess.run(["mount", "--bind", base / "root", base / "rooted"], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting is not allowed")
    try:
        for path in ("rooted/new.json", "rooted/sub/new.json"):
            assert "has open" in destination(base / path, base / "root").refusal()
    finally:
        subprocess.run(["umount", base / "rooted"], check=True)


def folder(path: Path) -> None:
    path.mkdir()


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def loop(path: Path) -> None:
    path.symlink_to(path)


def written(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(text)

    return write


@pytest.mark.parametrize(
    ("make", "refusal", "with_force"),
    [
        (written("own: 0"), "", ""),
        (written(""), "", ""),
        (written("a letter"), "recview did not write it", ""),
        (folder, "it is a folder", "it is a folder"),
        (bound, "a socket", "a socket"),
        (loop, "too many levels", "too many levels"),
    ],
    ids=["own", "empty", "foreign", "folder", "socket", "loop"],
)
def test_what_is_there_already(
    base: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], refusal: str, with_force: str
) -> None:
    monkeypatch.chdir(base)
    make(Path("x"))
    for force, expected in ((False, refusal), (True, with_force)):
        said = destination("x", "root", force=force).refusal()
        assert expected in said
        assert bool(said) == bool(expected)
    if not with_force:
        destination("x", "root", force=True).write(OWN)
        assert Path("x").read_bytes() == OWN


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("", "no folder"),
        ("nowhere/x", "there is no folder"),
        ("out/new/", "it names no file"),
        ("root/a.json/x", "not a directory"),
    ],
)
def test_what_cannot_be_made(base: Path, monkeypatch: pytest.MonkeyPatch, path: str, refusal: str) -> None:
    monkeypatch.chdir(base)
    assert destination(path, "rooted").refusal()
    with pytest.raises(NotWritten):
        destination(path, "rooted").write(OWN)


def test_a_link_to_a_file_elsewhere_stays_a_link(base: Path) -> None:
    (base / "out/real").write_bytes(b"own: 0")
    (base / "link").symlink_to("out/real")
    (base / "to come").symlink_to("out/new")
    for name, target in (("link", "out/real"), ("to come", "out/new")):
        destination(base / name, base / "root").write(OWN)
        assert (base / name).is_symlink()
        assert (base / target).read_bytes() == OWN


def test_a_hard_link_does_not_reach_the_recording(base: Path) -> None:
    os.link(base / "root/a.json", base / "same")
    assert destination(base / "same", base / "root").refusal()
    destination(base / "same", base / "root", force=True).write(OWN)
    assert (base / "root/a.json").read_text() == "recorded"


def test_modes(base: Path) -> None:
    before = os.umask(0o027)
    try:
        destination(base / "new", base / "root").write(OWN)
    finally:
        os.umask(before)
    assert stat.S_IMODE((base / "new").stat().st_mode) == 0o640
    (base / "new").chmod(0o604)
    destination(base / "new", base / "root").write(OWN)
    assert stat.S_IMODE((base / "new").stat().st_mode) == 0o604


def test_a_pipe_takes_it(base: Path) -> None:
    os.mkfifo(base / "pipe")
    with pytest.raises(NotWritten):
        # Nobody reads it: this must not wait.
        destination(base / "pipe", base / "root").write(OWN)
    reader = os.open(base / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    destination(base / "pipe", base / "root").write(OWN)
    assert os.read(reader, 100) == OWN
    os.close(reader)
    assert stat.S_ISFIFO((base / "pipe").stat().st_mode)


def test_devices_are_never_replaced(base: Path) -> None:
    destination("/dev/null", base).write(OWN)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    with pytest.raises(NotWritten, match="no space left"):
        destination("/dev/full", base).write(OWN)


def test_standard_output(base: Path, capfd: pytest.CaptureFixture[str]) -> None:
    destination(STDOUT, base).write(OWN)
    assert capfd.readouterr().out == OWN.decode()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(base: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    (base / "out/x").write_bytes(b"own: 0")
    there = sorted(os.listdir(base / "out"))

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    for name in ("x", "new"):
        with pytest.raises(NotWritten, match="no space left on device"):
            destination(base / "out" / name, base / "root").write(OWN)
    assert (base / "out/x").read_bytes() == b"own: 0"
    assert sorted(os.listdir(base / "out")) == there


def test_it_looks_again_when_it_writes(base: Path) -> None:
    later = destination(base / "out/new", base / "root")
    assert not later.refusal()
    (base / "out/new").symlink_to(base / "root/new.json")
    with pytest.raises(NotWritten, match="has open"):
        later.write(OWN)
    (base / "out/new").unlink()
    (base / "out/new").write_text("somebody else's")
    with pytest.raises(NotWritten, match="did not write it"):
        later.write(OWN)

"""Archives on the disk: what is in them, and what is refused."""

from __future__ import annotations

import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recview.archives import archive as module
from recview.archives import member as bounds
from recview.archives.archive import Archive
from recview.archives.member import ENCRYPTED, LINK, NESTED, OUTSIDE, ArchiveProblem, Members, member_path
from recview.archives.tar_members import tar_members
from recview.archives.zip_members import zip_members
from tests.archives.made import SOUND, member, tar_with, tarred, written, zipped


def contents(path: str) -> dict[str, bytes]:
    archive = Archive(path)
    assert archive.problem == ""
    return {name: archive.read(found) for name, found in archive.members.items()}


def zstd(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(SOUND)),
        ("a.ZIP", zipped(SOUND, method=zipfile.ZIP_STORED)),
        ("comment.zip", zipped(SOUND, comment=b"PK\5\6 is no end " * 99)),
        ("prepended.zip", b"#!/bin/sh\n" * 99 + zipped(SOUND)),
        ("pax.tar", tarred(SOUND)),
        ("gnu.tar", tarred(SOUND, form=tarfile.GNU_FORMAT)),
        ("a.tar.gz", tarred(SOUND, packing="gz")),
        ("a.tgz", tarred(SOUND, packing="gz")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sound_archives_hold_what_was_put_in(name: str, data: bytes, tmp_path: Path) -> None:
    assert contents(written(tmp_path, name, data)) == SOUND


def test_zstd_is_read_with_the_extra_and_named_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.tar.zst", zstd(tarred(SOUND)))
    assert contents(path) == SOUND
    monkeypatch.setattr(module, "zstd_maker", lambda: None)
    with pytest.raises(ArchiveProblem, match=r"pip install 'recview\[packed\]'"):
        Archive(path)


def test_packed_streams_one_behind_the_other_are_one(tmp_path: Path) -> None:
    data = tarred(SOUND)
    pieces = [data[:1_000], data[1_000:7_000], data[7_000:]]
    gzipped = b"".join(zlib.compress(piece, wbits=31) for piece in pieces) + b"\0" * 512
    assert contents(written(tmp_path, "a.tar.gz", gzipped)) == SOUND
    assert contents(written(tmp_path, "a.tar.zst", b"".join(map(zstd, pieces)))) == SOUND


def test_a_part_is_read_from_its_offset(tmp_path: Path) -> None:
    for name, data in (("a.zip", zipped(SOUND)), ("a.tar", tarred(SOUND))):
        archive = Archive(written(tmp_path, name, data))
        found = archive.members["folder/b c.json"]
        assert archive.read(found, 2_990, 100) == b"x" * 10
        assert archive.read(found, 10, 5) == b"x" * 5
        assert archive.read(found, 4_000, 5) == b""


@pytest.mark.parametrize(
    ("name", "path", "is_inside"),
    [
        ("a/b.json", "a/b.json", True),
        ("./a//b.json", "a/b.json", True),
        ("a/..b/c", "a/..b/c", True),
        ("/etc/passwd", "etc/passwd", False),
        ("../a", "‥/a", False),
        ("a/../../b", "a/‥/‥/b", False),
        ("a/..", "a/‥", False),
        ("..\\a", "..\\a", False),
        ("\\a", "\\a", False),
        ("C:\\a", "C:\\a", False),
        ("C:/a", "C:/a", False),
        ("c:a", "c:a", True),
        ("a\0b", "a␀b", False),
        ("x" * 5_000, "x" * 4_096, False),
        ("", "", True),
        ("/", "", False),
    ],
)
def test_the_path_of_a_member(name: str, path: str, is_inside: bool) -> None:
    assert member_path(name) == (path, is_inside)


@given(st.text())
def test_no_path_of_a_member_leads_out(name: str) -> None:
    path, is_inside = member_path(name)
    assert ".." not in path.split("/")
    assert not path.startswith("/")
    if is_inside and path:
        assert os.path.normpath(os.path.join("/base", name)) == os.path.join("/base", path)


@pytest.mark.parametrize(
    ("name", "data", "problems"),
    [
        (
            "a.zip",
            zipped({"../x.json": b"", "/y.json": b"", "z.json": b""}),
            {"‥/x.json": OUTSIDE, "y.json": OUTSIDE, "z.json": ""},
        ),
        ("a.zip", zipped({"b.zip": b"", "c.tar.xz": b""}), {"b.zip": NESTED, "c.tar.xz": NESTED}),
        (
            "a.tar",
            tar_with(
                member("s.json", tarfile.SYMTYPE, "/etc/passwd"),
                member("h.json", tarfile.LNKTYPE, "x"),
                member("p.json", tarfile.FIFOTYPE),
                member("folder", tarfile.DIRTYPE),
                member("../out.json"),
                member("in.tgz"),
            ),
            {
                "s.json": LINK,
                "h.json": LINK,
                "p.json": "no file but something else in an archive, so it is not read",
                "‥/out.json": OUTSIDE,
                "in.tgz": NESTED,
            },
        ),
        # A member that is not read hides none that is.
        ("a.tar", tar_with(member("a.json"), member("a.json", tarfile.SYMTYPE, "b")), {"a.json": ""}),
        ("a.tar", tar_with(member("a.json", tarfile.SYMTYPE, "b"), member("a.json")), {"a.json": ""}),
    ],
    ids=["outside", "nested", "no files", "link behind", "link before"],
)
def test_members_that_are_not_read_have_a_problem(
    name: str, data: bytes, problems: dict[str, str], tmp_path: Path
) -> None:
    archive = Archive(written(tmp_path, name, data))
    assert {path: found.problem for path, found in archive.members.items()} == problems
    for found in archive.members.values():
        if found.problem:
            with pytest.raises(ArchiveProblem, match=found.problem[:12]):
                archive.read(found)


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """An archive with other bytes in the first record of a kind."""
    at = data.index(signature) + offset
    return data[:at] + value + data[at + len(value) :]


def test_what_is_encrypted_linked_or_packed_otherwise_in_a_zip(tmp_path: Path) -> None:
    one = zipped({"a.json": b"hello"})
    entry = b"PK\1\2"
    for data, problem in (
        (patched(one, entry, 8, b"\1\0"), ENCRYPTED),
        (patched(one, entry, 10, struct.pack("<H", 99)), ENCRYPTED),
        (patched(one, entry, 10, struct.pack("<H", 14)), "packed in a way that recview does not read: lzma"),
        (patched(one, entry, 10, struct.pack("<H", 77)), "packed in a way that recview does not read: method 77"),
        (patched(one, entry, 38, struct.pack("<L", 0o120777 << 16)), LINK),
    ):
        archive = Archive(written(tmp_path, "a.zip", data))
        assert archive.members["a.json"].problem == problem


@pytest.mark.parametrize(
    ("signature", "offset", "value"),
    [
        # It is larger, and smaller, than it declares; its checksum is another; it stands elsewhere; it is no deflate.
        (b"PK\1\2", 24, struct.pack("<L", 2_999)),
        (b"PK\1\2", 24, struct.pack("<L", 3_001)),
        (b"PK\1\2", 16, b"\0\0\0\0"),
        (b"PK\1\2", 42, struct.pack("<L", 7)),
        (b"PK\3\4", 60, b"\xff\xff\xff\xff"),
    ],
)
def test_a_member_that_is_not_what_it_declares_is_damaged(
    signature: bytes, offset: int, value: bytes, tmp_path: Path
) -> None:
    data = patched(zipped({"folder/b c.json": bytes(range(250)) * 12}), signature, offset, value)
    archive = Archive(written(tmp_path, "a.zip", data))
    with pytest.raises(ArchiveProblem, match="damaged"):
        archive.read(archive.members["folder/b c.json"])


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 10_000)
    for name, data in (
        ("a.zip", zipped({"a": b"\0" * 6_000, "b": b"\0" * 6_000})),
        ("a.tar", tarred({"a": b"\0" * 12_000})),
    ):
        with pytest.raises(ArchiveProblem, match="unpacks to more than"):
            Archive(written(tmp_path, name, data))


def test_a_bomb_that_lies_gives_no_more_than_it_declares(tmp_path: Path) -> None:
    data = patched(zipped({"a.json": b"\0" * 50_000_000}), b"PK\1\2", 24, struct.pack("<L", 10))
    archive = Archive(written(tmp_path, "a.zip", data))
    with pytest.raises(ArchiveProblem, match="damaged"):
        archive.read(archive.members["a.json"])
    assert len(archive.read(archive.members["a.json"], 0, 5)) == 5
    assert len(archive.read(archive.members["a.json"], 4, 1_000)) == 6


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_packed_bomb_is_refused_while_it_is_unpacked(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 2_000_000)
    data = tarred({"a.json": b"\0" * 40_000_000})
    packed = zlib.compress(data, wbits=31) if ending == "gz" else zstd(data)
    with pytest.raises(ArchiveProblem, match="unpacks to more than"):
        Archive(written(tmp_path, f"a.tar.{ending}", packed))


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_MEMBERS", 3)
    for name, data in (("a.zip", zipped(SOUND)), ("a.tar", tarred(SOUND))):
        with pytest.raises(ArchiveProblem, match="more than 3 members"):
            Archive(written(tmp_path, name, data))


def test_an_archive_that_ends_early_holds_what_comes_before(tmp_path: Path) -> None:
    files = {"a.json": b"a" * 600, "b.json": b"b" * 600}
    cut = tarred(files, form=tarfile.GNU_FORMAT)[: 512 + 1_024 + 512 + 300]
    for name, data in (("a.tar", cut), ("a.tar.gz", zlib.compress(cut, wbits=31)[:-6])):
        archive = Archive(written(tmp_path, name, data))
        assert archive.read(archive.members["a.json"]) == files["a.json"]
        assert "ends early" in archive.problem + archive.members["b.json"].problem


def test_a_header_that_is_damaged_is_named(tmp_path: Path) -> None:
    data = bytearray(tarred({"a.json": b"a", "b.json": b"b"}, form=tarfile.GNU_FORMAT))
    data[1_024] ^= 1
    archive = Archive(written(tmp_path, "a.tar", bytes(data)))
    assert (list(archive.members), archive.problem) == (["a.json"], "the archive is damaged at byte 1,024")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.zst"])
@pytest.mark.parametrize(
    "data", [b"", b"{}", b"PK\5\6", b"\x1f\x8b\x08" + b"\0" * 9, b"\x28\xb5\x2f\xfd\0", b"x" * 600]
)
def test_what_is_no_archive_has_a_problem(name: str, data: bytes, tmp_path: Path) -> None:
    if name.endswith("zst"):
        pytest.importorskip("zstandard")
    with pytest.raises(ArchiveProblem):
        Archive(written(tmp_path, name, data))


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(0, 4_000), st.sampled_from(["zip", "pax", "gnu"]))
def test_no_damage_raises_anything_else(noise: bytes, at: int, kind: str) -> None:
    data = bytearray(
        zipped(SOUND)
        if kind == "zip"
        else tarred(SOUND, form=tarfile.PAX_FORMAT if kind == "pax" else tarfile.GNU_FORMAT)
    )
    at %= len(data)
    data[at : at + len(noise)] = noise

    def read(offset: int, count: int) -> bytes:
        assert 0 <= count <= 100_000_000
        return bytes(data[offset : offset + count]) if offset >= 0 else b""

    members: Members | tuple[Members, str]
    try:
        members = zip_members(read, len(data)) if kind == "zip" else tar_members(read, len(data))[0]
        for found in members.values():
            if kind == "zip" and not found.problem:
                from recview.archives.zip_members import read_zip_member

                read_zip_member(read, found, 0, found.size + 1)
    except ArchiveProblem:
        pass


@given(
    st.dictionaries(
        st.from_regex(r"[a-zé][a-zA-Z0-9 é]{0,30}(/[a-z]{1,9}){0,3}", fullmatch=True),
        st.binary(max_size=2_000),
        max_size=6,
    )
)
def test_python_and_recview_read_the_same(files: dict[str, bytes]) -> None:
    # A file that is another one's folder can be in an archive, and not on a disk: both keep it.
    for data, members_of in (
        (zipped(files), zip_members),
        (tarred(files), lambda read, size: tar_members(read, size)[0]),
    ):

        def read(offset: int, count: int, data: bytes = data) -> bytes:
            return data[offset : offset + count]

        assert {path: found.size for path, found in members_of(read, len(data)).items()} == {
            path: len(content) for path, content in files.items()
        }


def test_no_file_is_left_and_none_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    archive = Archive(written(tmp_path, "a.tar.gz", tarred(SOUND, packing="gz")))
    assert os.listdir(tmp_path / "temporary") == []
    handles = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    archive.close()
    assert not handles or len(os.listdir("/proc/self/fd")) == handles - 1

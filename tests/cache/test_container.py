"""The head of a cache file: what was written comes back, and whatever else is there is no head."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview.cache.container import (
    PREFIX_BYTES,
    Head,
    NewPart,
    head_bytes,
    head_length,
    new_part,
    parse_head,
)
from recview.digests import content_digest

NAMES = st.text(max_size=8)
PATHS = st.binary(max_size=12).map(lambda data: data.decode("utf-8", "surrogateescape"))


def parse(data: bytes) -> Head | None:
    prefix = data[:PREFIX_BYTES]
    return parse_head(prefix, data[PREFIX_BYTES : PREFIX_BYTES + head_length(prefix)], len(data))


def written(parts: list[tuple[str, bytes]], root: tuple[str, ...] = ("/a", "/b", "")) -> bytes:
    return head_bytes("1.0", root, 17, [new_part(*part) for part in parts]) + b"".join(data for _, data in parts)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=40)), unique_by=lambda part: part[0]), st.lists(PATHS, min_size=3))
def test_what_was_written_comes_back(parts: list[tuple[str, bytes]], root: list[str]) -> None:
    data = written(parts, tuple(root))
    head = parse(data)
    assert head is not None
    assert (head.reader, head.root, head.written_ns) == ("1.0", tuple(root), 17)
    assert {name: data[part.offset : part.offset + part.length] for name, part in head.parts.items()} == dict(parts)
    assert all(head.parts[name].digest == content_digest(content).hex() for name, content in parts)


DATA = written([("rows", b"some rows"), ("texts", b"")])


@given(st.binary(max_size=300))
def test_other_bytes_are_no_head(data: bytes) -> None:
    assert parse(data) is None


@given(st.integers(0, len(DATA) - 1))
def test_a_file_that_is_cut_off_has_no_head(end: int) -> None:
    assert parse(DATA[:end]) is None
    assert parse(DATA + DATA[: end + 1]) is None


@given(st.integers(0, len(DATA) - len(b"some rows") - 1), st.integers(1, 255))
def test_a_changed_byte_of_the_head_shows(index: int, flip: int) -> None:
    changed = bytearray(DATA)
    changed[index] ^= flip
    assert parse(bytes(changed)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "reader": JSON,
            "root": JSON | st.lists(st.text(max_size=3)) | st.lists(JSON, min_size=3),
            "written_ns": JSON,
            "parts": JSON | st.lists(st.lists(JSON, max_size=4)),
        },
    )
)
def test_a_head_of_other_values_never_raises(head: dict[str, object]) -> None:
    import orjson

    from recview.cache.container import MAGIC

    content = orjson.dumps(head)
    data = MAGIC + len(content).to_bytes(8, "little") + content_digest(content) + content
    parsed = parse(data)
    if parsed is not None:
        assert isinstance(parsed.reader, str)
        assert all(isinstance(name, str) for name in parsed.root)
        assert all(part.offset + part.length <= len(data) for part in parsed.parts.values())


def test_a_length_that_is_none_is_refused() -> None:
    parts = [NewPart("rows", -1, (b"",), ""), NewPart("texts", 1, (b"",), "")]
    assert parse(head_bytes("1.0", (), 0, parts)) is None
    assert parse(head_bytes("1.0", (), 0, [NewPart("rows", True, (b"x",), "")]) + b"x") is None

"""Bytes on the wire: what is JSON is parsed exactly, what is not stays text, and nothing raises."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.formats.ogx import TYPED, typed
from recview.model import Chunk, Json, Readability
from recview.wire import Chunks, as_text, parse, parse_text
from tests.examples import examples

BOM = b"\xef\xbb\xbf"
LONG = 123_456_789_012_345_678_901_234_567_890
EVERY_TOKEN = '{"a": [true, false, null, -1.5e+10, "x\\u00e9\\"y €"], "b": {}}'.encode()


def nested(depth: int) -> Json:
    return parse(b"[" * depth + b"]" * depth)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}),
        (b" \n 42 \n", 42),
        (b'"\\u00e9"', "é"),
        (BOM + b'{"a": 1}', {"a": 1}),
        (b'{"a": "\\ud800"}', {"a": "\ud800"}),
        (b'{"a": "\xed\xa0\x80"}', {"a": "\ud800"}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b"[Infinity, -Infinity]", [math.inf, -math.inf]),
        (b"[18446744073709551615]", [2**64 - 1]),
    ],
    ids=["object", "blanks around", "escape", "BOM", "lone surrogate", "raw surrogate", "twice", "infinity", "64 bits"],
)
def test_parse(data: bytes, expected: Json) -> None:
    assert parse(data) == expected


def test_parse_nan() -> None:
    found = parse(b'{"a": NaN}')
    assert isinstance(found, dict)
    assert math.isnan(found["a"])


@pytest.mark.parametrize(
    ("data", "clause", "cut"),
    [
        (b"", "the file is empty", True),
        (b" \n\t ", "the file holds only blanks", True),
        (BOM, "ends early", True),
        (b'{"a": [1, 2', "the JSON ends early at line 1, column 12", True),
        (b'{\n"a": "hal', "the JSON ends early at line 2", True),
        (b'{"a": "\xe2\x82', "not UTF-8 text: byte 7 is 0xe2", True),
        (b"{'a': 1}", "not JSON", False),
        (b'{"a": 1} {"b": 2}', "not JSON: Extra data at line 1, column 10", False),
        (b"hello: world\n", "not JSON", False),
        (bytes(range(256)), "not UTF-8 text: byte 128 is 0x80", False),
        (b"\x1f\x8b\x08\x00rest", "not UTF-8 text: byte 1 is 0x8b", False),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8 text: byte 0 is 0xff", False),
        (b"[" * 10_000 + b"]" * 10_000, "nested too deeply", False),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "nested too deeply", False),
        (BOM + b'{"a": "\xff"}', "byte 10 is 0xff", False),
        (b"[1] 2", "not JSON: Extra data", False),
    ],
    ids=[
        "empty",
        "blanks",
        "only a BOM",
        "cut list",
        "cut string",
        "cut character",
        "not JSON",
        "two values",
        "YAML",
        "binary",
        "gzip",
        "UTF-16",
        "10,000 lists",
        "10,000 objects",
        "bad byte behind a BOM",
        "a number behind the end",
    ],
)
def test_unparsed(data: bytes, clause: str, cut: bool) -> None:
    found = parse(data)
    assert isinstance(found, Readability)
    assert clause in found.reason
    assert found.is_half_written is cut


def test_every_start_of_a_file_is_cut() -> None:
    starts = [EVERY_TOKEN[:end] for end in range(len(EVERY_TOKEN))]
    assert [start for start in starts if not getattr(parse(start), "is_half_written", False)] == []


@pytest.mark.parametrize("shape", ["[%d]", '{"a": %d}', '{"a":%d}', '{"a": [1,%d,2]}', '{"a": %d\n}'])
@pytest.mark.parametrize("integer", [LONG, -LONG, 2**64, -(2**63) - 1], ids=["large", "negative", "2^64", "-2^63-1"])
def test_exact_keeps_integers_over_64_bits(shape: str, integer: int) -> None:
    data = (shape % integer).encode()
    assert repr(parse(data, exact=True)) == repr(json.loads(data))


@given(st.one_of(st.integers(-(2**70), 2**70), st.integers(2**64 - 2, 2**64 + 2), st.integers(-(2**63) - 2, -(2**63))))
@examples(500)
def test_exact_reads_integers_as_the_standard_library_does(integer: int) -> None:
    for data in (b'{"a": %d}' % integer, b"[%d]" % integer, b"[1,\n%d\n]" % integer):
        assert parse(data, exact=True) == json.loads(data)


def test_exact_keeps_the_digits_that_python_would_refuse() -> None:
    assert parse(b"[" + b"9" * 5000 + b"]", exact=True) == ["9" * 5000]


@given(st.binary())
@examples(100)
def test_no_bytes_make_parse_raise(data: bytes) -> None:
    parse(data)
    parse(data, exact=True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [('{"a": 1}', {"a": 1}), ('"\ud800"', "\ud800"), ("[DONE]", None), ("", None)],
    ids=["object", "surrogate", "not JSON", "empty"],
)
def test_parse_text(data: str, expected: Json) -> None:
    found = parse_text(data)
    assert found == expected if expected else isinstance(found, Readability)


@pytest.mark.parametrize(
    ("value", "kind", "data"),
    [
        ({"__type__": "openai.types.chat.ChatCompletion", "__data__": {"a": 1}}, "ChatCompletion", {"a": 1}),
        ({"__type__": "Bare", "__data__": None}, "Bare", None),
        ({"__type__": 9, "__data__": 5}, "", 5),
        ({"__data__": 5}, "", 5),
        ({"__type__": "a.B"}, "", {"__type__": "a.B"}),
        ({"a": 1}, "", {"a": 1}),
        (None, "", None),
        ("text", "", "text"),
        ([1], "", [1]),
    ],
    ids=["typed", "no dots", "odd type", "no type", "no data", "bare", "null", "string", "list"],
)
def test_typed(value: Json, kind: str, data: Json) -> None:
    assert typed(value) == Chunk(kind, data, value)


def test_chunks_unwrap_when_asked() -> None:
    values = [{"__type__": "a.B", "__data__": place} for place in range(4)]
    chunks = Chunks(values, TYPED)
    assert len(chunks) == 4
    assert chunks[0] == Chunk("B", 0, values[0])
    assert chunks[-1].data == 3
    assert [chunk.data for chunk in chunks[1:3]] == [1, 2]
    assert [chunk.data for chunk in chunks] == [0, 1, 2, 3]
    with pytest.raises(IndexError):
        chunks[4]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("", ""),
        ("as it is\n", "as it is\n"),
        (True, "true"),
        (1.5, "1.5"),
        ({"a": [1, None, "é"]}, '{"a":[1,null,"é"]}'),
        ({"a": [LONG, True, None]}, f'{{"a":[{LONG},true,null]}}'),
    ],
    ids=["null", "empty", "string", "bool", "float", "object", "over 64 bits"],
)
def test_as_text(value: Json, expected: str) -> None:
    assert as_text(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"a": "\ud800"}, id="lone surrogate"),
        pytest.param([{"a": nested(300), "b": None}], id="300 levels"),
    ],
)
def test_as_text_is_json_on_one_line(value: Json) -> None:
    found = as_text(value)
    assert "\n" not in found
    assert json.loads(found) == value


def test_as_text_of_the_deepest_that_parses() -> None:
    assert as_text(nested(1_000))

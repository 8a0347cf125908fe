"""Files of a call per line: what is damaged costs its own row and no other."""

from __future__ import annotations

import json

import pytest

from recview.formats import is_listed, read
from recview.model import Json, Readability
from tests.formats.seen import HELLO, brief, completion, lines, records
from tests.ogx import Value


def line(name: str) -> Value:
    return {"custom_id": name, "response": {"status_code": 200, "body": completion()}}


ONE, TWO = (json.dumps(line(name)).encode() for name in ("one", "two"))
NAMES = ["batch::one", "batch::two"]


@pytest.mark.parametrize(
    "data",
    [
        ONE + b"\n" + TWO + b"\n",
        ONE + b"\n" + TWO,
        ONE + b"\r\n\r\n" + TWO + b"\r\n\r\n",
        b"\xef\xbb\xbf" + ONE + b"\n" + TWO + b"\n",
        b"[" + ONE + b",\n " + TWO + b"]",
        (ONE + b"\n" + TWO).decode().encode("utf-16"),
    ],
    ids=["lines", "no last line end", "blank lines", "byte order mark", "array", "UTF-16"],
)
def test_a_row_per_value(data: bytes) -> None:
    assert [(one["test_id"], brief(one)) for one in records(data, "batch.jsonl")] == [(name, HELLO) for name in NAMES]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (ONE + b"\n{broken\n" + TWO + b"\n", [None, "line 2: not JSON", None]),
        (b"{broken\n\n" + ONE + b"\n", ["line 1: not JSON", None]),
        (
            ONE + b"\n" + TWO + b"\n" + TWO[:40],
            [None, None, "its last line is incomplete; line 3: the JSON ends early"],
        ),
        (ONE + b"\n" + TWO[:40] + b"\n" + TWO + b"\n", [None, "line 2: the JSON ends early", None]),
        (ONE + b"\n\xff\xfe\n", [None, "line 2: not UTF-8"]),
    ],
    ids=["in between", "the first", "cut", "cut in between", "bytes"],
)
def test_a_broken_line_has_a_row_that_says_so(data: bytes, problems: list[str | None]) -> None:
    found = records(data, "batch.jsonl")
    assert len(found) == len(problems)
    for one, problem in zip(found, problems, strict=True):
        assert (one["problem"] or "").startswith(problem or "")
        assert bool(one["problem"]) is bool(problem)
        assert brief(one)[1] == ("" if problem else "Hello")


@pytest.mark.parametrize("exact", [False, True])
def test_long_integers(exact: bool) -> None:
    values = read(ONE + b"\n" + ONE.replace(b'"Hello"', b"123456789012345678901") + b"\n", "a.jsonl", exact=exact)
    assert not isinstance(values, Readability)
    content = values[1].response.chunks[0].data["choices"][0]["message"]["content"]
    assert isinstance(content, int) is exact


def test_a_cut_file_is_being_written() -> None:
    cut = read(ONE + b"\n" + TWO[:40], "batch.jsonl")
    assert isinstance(cut, Readability)
    assert (cut.is_half_written, len(cut.recovered)) == (True, 2)


@pytest.mark.parametrize("value", [5, "words", {"note": "ends here"}], ids=json.dumps)
def test_a_line_that_is_no_call_is_shown_as_it_stands(value: Json) -> None:
    first, other = records(lines([line("one"), value]), "batch.jsonl")
    assert brief(first) == HELLO
    assert (other["protocol"], other["test_id"], other["problem"]) == ("raw", "batch", None)
    assert other["chunks"] == 1


@pytest.mark.parametrize(
    ("path", "name", "test_id"),
    [
        ("batch.jsonl", "question 1", "batch::question 1"),
        ("data/batch.jsonl", "question 1", "data::batch[question 1]"),
        ("a/data/batch.jsonl.gz", "HumanEval/3", "a/data::batch[HumanEval/3]"),
        ("data/batch.jsonl.out", "1", "data::batch[1]"),
    ],
)
def test_a_call_is_named_below_its_file(path: str, name: str, test_id: str) -> None:
    (found,) = records(lines([line(name)]), path)
    assert found["test_id"] == test_id


@pytest.mark.parametrize(
    "value",
    [
        {"custom_id": "a"},
        {"custom_id": "a", "score": 1},
        {"request": {"url": "https://x.test"}, "response": {"text": "yes"}},
        {"key": "a", "response": "yes"},
        {"modelInput": "text"},
        {"turn": 1, "request": "words", "response": "words"},
        {"status": 200, "body": "words"},
        {"scope": "a", "method": "b", "path": "c"},
    ],
    ids=lambda value: ",".join(value),
)
def test_other_lines_are_left_alone(value: Value) -> None:
    data = lines([value] * 9)
    found = read(data, "data.jsonl")
    assert isinstance(found, Readability)
    assert (found.is_sound, is_listed(found, data, "data.jsonl")) == (True, False)

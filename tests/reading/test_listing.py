"""From a file's bytes to rows of the list: whatever they are, there is a row, and it says what it can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.decompressing import SIZE_LIMIT
from recview.library import IndexedFile
from recview.model import Entry, Json, Readability, ReadState, Source, Usage
from recview.reading.listing import index_file, too_large, unread_file
from tests import hostile
from tests.examples import examples
from tests.formats.fixtures import fixture
from tests.json_values import json_values
from tests.ogx import MODEL, chat, dumped, failed, message, stream, usage

ASK = [message("user", "Hi there")]
PLAIN = dumped(chat("tests/a.py::t", ASK, stream("Hello", counts=usage(3, 5)))).encode()


def one(data: bytes) -> Entry:
    entries = index_file("x/a.json", data).entries
    assert len(entries) == 1
    return entries[0]


def test_recording() -> None:
    entry = one(PLAIN)
    assert entry.source == Source("x/a.json")
    assert (entry.size, entry.format, entry.test_id, entry.model) == (len(PLAIN), "ogx", "tests/a.py::t", MODEL)
    assert (entry.endpoint, entry.streaming, entry.chunks) == ("/v1/chat/completions", True, 3)
    outline = entry.outline
    assert (outline.kind, outline.finish, outline.messages, outline.opening) == ("chat", "stop", 1, "Hi there")
    assert outline.usage == Usage(3, 5, 8)
    assert (entry.problem, entry.stale) == ("", "")


def test_exception() -> None:
    recording = failed(chat(None, ASK, None, streaming=False), "RateLimitError", "Slow down", 429)
    entry = one(dumped(recording).encode())
    assert entry.test_id is None
    assert entry.outline.failure is not None
    assert (entry.outline.failure.type, entry.outline.failure.status) == ("RateLimitError", 429)


@pytest.mark.parametrize(
    ("data", "problem", "partial"),
    [
        (b"", "the file is empty", True),
        (b" \n", "only blanks", True),
        (PLAIN[:100], "ends early", True),
        (b"{]", "not JSON", False),
        (b"\xff\xfd", "not UTF-8", False),
        (b"[" * 5_000 + b"]" * 5_000, "nested too deeply", False),
        (b"{}", "not a recording", False),
        (b"[1]", "not a recording", False),
        (b"42", "not a recording", False),
    ],
    ids=["empty", "blanks", "cut", "not JSON", "not UTF-8", "deep", "object", "list", "number"],
)
def test_problems(data: bytes, problem: str, partial: bool) -> None:
    result = index_file("x/a.json", data)
    (entry,) = result.entries
    assert problem in entry.problem
    assert (entry.size, result.readability.is_half_written) == (len(data), partial)


@pytest.mark.parametrize(
    ("path", "test_id"),
    [("t/cassettes/test_m/test_a.yaml", "t/test_m::test_a"), ("t/0a1b.json", None), ("t/locked", None)],
)
def test_a_cassette_that_cannot_be_read_stands_where_its_test_does(path: str, test_id: str | None) -> None:
    assert unread_file(path, Readability(ReadState.BROKEN, "why")).entries[0].test_id == test_id


def test_the_exchanges_of_a_cassette() -> None:
    entries = index_file("t/cassettes/test_m/test_a[x].yaml", fixture("vcrpy")).entries
    assert {entry.test_id for entry in entries} == {"t/test_m::test_a[x]"}
    assert [(entry.source.number, entry.outline.kind, entry.ordered) for entry in entries] == [
        (0, "chat", True),
        (1, "embed", True),
        (2, "raw", True),
    ]


def test_of_a_file_that_ends_early_the_last_exchange_has_the_problem() -> None:
    result = index_file("t/a.httprr", fixture("httprr")[:-3])
    assert [entry.problem for entry in result.entries] == ["", "its last call is incomplete"]
    assert [entry.test_id for entry in result.entries] == ["t::a", "t::a"]
    assert result.readability.is_half_written


def test_the_readers_own_mistakes_become_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(data: bytes, path: str, **options: object) -> Json:
        raise KeyError("oops")

    monkeypatch.setattr("recview.reading.listing.read", mistaken)
    assert "recview failed on it: KeyError('oops')" in one(PLAIN).problem


def test_unfound_and_too_large() -> None:
    cut = Readability(ReadState.CUT, "why")
    assert unread_file("a.json", cut, 3) == IndexedFile("a.json", (Entry(Source("a.json"), 3, readability=cut),), cut)
    assert too_large(SIZE_LIMIT + 20_000_000) == "100.0 MB: larger than 80.0 MB, so it is not parsed"


def test_hostile_folder(tmp_path: Path) -> None:
    for path in hostile.write(tmp_path / "hostile"):
        if path.is_file():
            for entry in index_file(path.name, path.read_bytes()).entries:
                assert "recview failed" not in entry.problem, path.name


@given(st.binary(max_size=200) | st.integers(0, len(PLAIN)).map(lambda cut: PLAIN[:cut]))
@examples(150)
def test_any_bytes_are_one_row_with_or_without_a_problem(data: bytes) -> None:
    entry = one(data)
    assert entry.source == Source("x/a.json")
    assert entry.size == len(data)
    assert "recview failed" not in entry.problem


KEYS = """
choices delta message content role tool_calls function usage error index text type name arguments __type__ __data__ data
object model messages logprobs finish_reason embedding prompt_tokens reasoning_content output models image_url url
"""
odd = json_values(*KEYS.split(), strings=("", "x", "stop", "user", "data: {}"))
endpoints = st.sampled_from(["/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/api/x"])


@given(odd, odd, odd, st.booleans(), endpoints)
@examples(200)
def test_recordings_of_any_shape(sent: Json, body: Json, extra: Json, streaming: bool, endpoint: str) -> None:
    recording = {
        "test_id": "t",
        "request": {
            "method": "POST",
            "url": f"http://h{endpoint}",
            "headers": extra,
            "body": sent,
            "endpoint": endpoint,
        },
        "response": {"body": body, "is_streaming": streaming, "is_exception": extra, "exception_data": extra},
    }
    entry = one(json.dumps(recording).encode())
    assert entry.problem == ""
    assert isinstance(entry.outline.finish, str)
    assert isinstance(entry.outline.opening, str)

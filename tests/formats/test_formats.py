"""File bytes to exchanges: what is read, why the rest is not, and that nothing raises."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.formats import FORMATS, HEAD, SUFFIXES, is_listed, is_promising, may_be_recording, read
from recview.formats.contract import Format
from recview.model import Exchange, Json, Readability, ReadState
from tests.bounded import cost
from tests.examples import examples
from tests.formats.fixtures import FILES, exchanges, fixture
from tests.json_values import json_values
from tests.ogx import Value, chat, dumped, message, stream

HI = chat("t", [message("user", "Hi")], stream("Hello"))
TEXT = dumped(HI).encode()

ANY_JSON = json_values(
    *("__type__", "__data__", "body", "model", "error"), strings=("data: 1", "event: x", ""), any_key=True
)
REQUEST_KEYS = ("method", "url", "headers", "body", "payload", "kwargs", "endpoint", "model", "test_id", "tool_name")
RESPONSE_KEYS = ("body", "is_streaming", "status", "is_exception", "exception_data", "exception_message")


def objects(keys: Sequence[str]) -> st.SearchStrategy[Value]:
    return st.dictionaries(st.sampled_from(keys), ANY_JSON)


def test_a_recording_is_read() -> None:
    found = read(TEXT, "a/b.json")
    assert not isinstance(found, Readability)
    assert [exchange.source for exchange in found] == [("a/b.json", 0)]
    assert found[0].format in {known.NAME for known in FORMATS}
    assert ".json" in SUFFIXES


@pytest.mark.parametrize("exact", [False, True])
def test_exact(exact: bool) -> None:
    found = read(TEXT.replace(b'"created": 0', b'"created": 123456789012345678901'), "a.json", exact=exact)
    assert not isinstance(found, Readability)
    assert isinstance(found[0].response.chunks[0].data["created"], int) is exact


@pytest.mark.parametrize(
    ("data", "partial", "foreign"),
    [
        (b"", True, False),
        (b"\n ", True, False),
        (TEXT[: len(TEXT) // 2], True, False),
        (b"[" * 10_000 + b"]" * 10_000, False, False),
        (bytes(range(256)), False, False),
        (b"name: recview\non: [push, pull]\njobs: {test: {steps: [checkout, install, pytest]}}\n", False, False),
        (b"null", False, True),
        (b"42", False, True),
        (b'"text"', False, True),
        (b"[1, 2, 3]", False, True),
        (b"{}", False, True),
        (b'{"name": "x", "version": "1.0.0"}', False, True),
        (b'{"request": 1, "response": 2}', False, True),
        (b'{"request": {"id": 1}, "response": {"ok": true}}', False, True),
    ],
    ids=[
        "empty",
        "blanks",
        "half-written",
        "deep",
        "binary",
        "YAML",
        "null",
        "number",
        "string",
        "list",
        "empty object",
        "package",
        "wrong types",
        "other keys",
    ],
)
def test_unread(data: bytes, partial: bool, foreign: bool) -> None:
    found = read(data, "a.json")
    assert isinstance(found, Readability)
    assert found.reason
    assert (found.is_half_written, found.is_sound) == (partial, foreign)


@given(st.binary() | st.text().map(str.encode) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
@examples(100)
def test_no_bytes_make_read_raise(data: bytes) -> None:
    for exact in (False, True):
        found = read(data, "a.json", exact=exact)
        assert isinstance(found, Readability) or all(isinstance(one, Exchange) for one in found)


@given(st.integers(0, len(TEXT)), st.binary(max_size=4))
@examples(100)
def test_no_damage_makes_read_raise(place: int, damage: bytes) -> None:
    read(TEXT[:place] + damage + TEXT[place + len(damage) :], "a.json", exact=True)


@given(objects(REQUEST_KEYS), objects(RESPONSE_KEYS), ANY_JSON, ANY_JSON)
@examples(100)
def test_no_recording_makes_read_raise(request: Value, response: Value, test_id: Json, ids: Json) -> None:
    value = {"test_id": test_id, "request": request, "response": response, "id_normalization_mapping": ids}
    found = read(json.dumps(value).encode(), "a.json", exact=True)
    if isinstance(found, Readability):
        assert found.is_sound
    else:
        assert all(chunk is not None for one in found for chunk in one.response.chunks)


def told(found: list[Exchange]) -> list[tuple[object, ...]]:
    return [(one.request, list(one.response.chunks), one.response.fields, one.test_id) for one in found]


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.NAME)
def test_every_container_has_a_fixture_that_it_reads(known: Format) -> None:
    found = exchanges(fixture(known.NAME), FILES[known.NAME].name)
    assert {exchange.format for exchange in found} == {known.NAME}
    assert [exchange.source.number for exchange in found] == list(range(len(found)))
    assert FILES[known.NAME].name.endswith(known.SUFFIXES)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.NAME)
def test_every_container_is_read_packed(known: Format) -> None:
    path = FILES[known.NAME].name
    packed = gzip.compress(fixture(known.NAME), mtime=0)
    assert told(exchanges(packed, path)) == told(exchanges(fixture(known.NAME), path))
    assert may_be_recording(packed[:HEAD], f"{path}.gz")
    cut = read(packed[:-20], f"{path}.gz")
    assert isinstance(cut, Readability)
    assert cut.is_half_written


@pytest.mark.parametrize("name", FILES)
def test_what_is_cut_while_it_is_written_says_so(name: str) -> None:
    """Or is read as far as it goes, where it happens to be cut between two interactions or behind the last line."""
    data, path = fixture(name), FILES[name].name
    cuts = [read(data[:end], path) for end in range(len(data))]
    broken = [
        found for found in cuts if isinstance(found, Readability) and not found.is_half_written and not found.is_sound
    ]
    assert broken == []
    assert (
        sum(not isinstance(found, Readability) or not found.is_half_written for found in cuts) <= 0.05 * len(data) + 120
    )


LINES = ["claude-tap", "openai-batch", "anthropic-batch", "gemini-batch", "bedrock-batch"]


@pytest.mark.parametrize("name", ["answers", "httprr", "go-vcr", "vcrpy-lists", "vcrpy", "vcr-ruby", *LINES])
def test_of_what_is_cut_there_is_what_came(name: str) -> None:
    """And no more is read of a shorter file."""
    data, path = fixture(name), FILES[name].name
    whole = exchanges(data, path)
    counts = []
    for end in range(len(data)):
        found = read(data[:end], path)
        if isinstance(found, Readability) and found.recovered:
            assert found.is_half_written
            assert told(list(found.recovered[:-1])) == told(whole[: len(found.recovered) - 1])
            counts.append(sum(len(one.response.chunks) for one in found.recovered))
    assert counts
    assert max(counts) <= sum(len(one.response.chunks) for one in whole)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@examples(25)
def test_no_damaged_file_makes_read_raise(name: str, data: st.DataObject) -> None:
    content = bytearray(fixture(name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    for exact in (False, True):
        found = read(bytes(content), FILES[name].name, exact=exact)
        assert isinstance(found, Readability) or all(isinstance(one, Exchange) for one in found)


FOREIGN = [
    pytest.param("compose.yaml", b"version: 3\nservices:\n  web:\n    image: nginx\n" * 9, id="another YAML"),
    pytest.param("chart.yaml", b"{{- if .Values }}\ninteractions\n{{- end }}\n" * 9, id="a template"),
    pytest.param("broken.yml", b"a: [\nb: }\n" * 20, id="broken YAML"),
    pytest.param("events.yaml", b"data: {a: 1}\nevent: push\n" * 9, id="YAML like events"),
    pytest.param("notes.txt", b"data: I should look at this\n" * 9, id="a text"),
    pytest.param("log.txt", bytes(range(256)) * 9, id="binary"),
    pytest.param("train.jsonl", b'{"messages": [{"role": "user"}]}\n' * 9, id="training data"),
    pytest.param("archive.tar.gz", gzip.compress(b"x" * 9_000, mtime=0), id="an archive"),
]


@pytest.mark.parametrize(("path", "data"), FOREIGN)
def test_other_files_of_common_endings_have_no_row(path: str, data: bytes) -> None:
    found = read(data, path)
    assert isinstance(found, Readability)
    assert (is_listed(found, data[:HEAD], path), found.is_sound) == (False, True)
    assert not is_promising(path)
    assert not may_be_recording(data[:HEAD], path)


@pytest.mark.parametrize(
    ("data", "is_foreign"),
    [
        (b'{\n  // as TypeScript has it\n  "compilerOptions": {}\n}', True),
        (b'/* a container */ {"image": "x"}', True),
        (b'{"rules": {"semi": 2,},}', True),
        (b'{"url": "http://a//b", "rules": nope}', False),
        (b'{"request": {"body": {}}, "response": {"status": 200,},}', False),
    ],
    ids=["a comment", "a comment first", "commas", "a URL", "a recording that was edited"],
)
def test_settings_in_relaxed_json_have_no_row(data: bytes, is_foreign: bool) -> None:
    found = read(data, "a.json")
    assert isinstance(found, Readability)
    assert (found.is_sound, is_listed(found, data, "a.json")) == (is_foreign, not is_foreign)


def test_a_look_alike_has_no_row_either() -> None:
    data = b'{"question": 1, "choices": ["a", "b"]}\n' * 9
    found = read(data, "quiz.jsonl")
    assert isinstance(found, Readability)
    assert not is_listed(found, data, "quiz.jsonl")


@pytest.mark.parametrize("path", ["a.yaml", "a.jsonl", "a.json"])
def test_empty_files_are_being_written(path: str) -> None:
    found = read(b"", path)
    assert isinstance(found, Readability)
    assert (found.is_half_written, is_listed(found, b"", path)) == (True, path == "a.json")


def test_a_broken_cassette_has_its_row() -> None:
    data = fixture("vcrpy").replace(b"  response:\n    body:\n", b"  response: [\n    body:\n", 1)
    found = read(data, "a.yaml")
    assert isinstance(found, Readability)
    assert "not YAML" in found.reason
    assert (is_listed(found, data[:HEAD], "a.yaml"), found.is_sound, found.is_half_written) == (True, False, False)


def test_without_pyyaml_cassettes_have_a_row_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    found = read(fixture("vcrpy"), "a.yaml")
    assert found == Readability(ReadState.FOREIGN, "it is YAML; to read it: pip install 'recview[vcr]'")
    assert len(exchanges(fixture("httprr"), "a.httprr")) == 2


HOSTILE = {
    "a bomb": gzip.compress(b"interactions:\n" + b"\0" * 200_000_000, 1, mtime=0),
    "deep YAML": b"interactions:\n- request: " + b"[" * 200_000,
    "aliases": b"interactions: &a [x, x]\n"
    + b"".join(b"k%d: &%d [*%d, *%d]\n" % (n, n, n - 1, n - 1) for n in range(40)),
    "dashes": b"interactions:\n" + b"- " * 200_000,
    "long line": b'{"choices": "' + b"x" * 9_000_000,
    "many objects": b'{"choices": []}' * 100_000,
    "cut objects": b'{"choices": [' * 100_000,
    "many lengths": b"httprr trace v1\n" + b"0 0\n" * 40_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["a.yaml", "a.json", "a.txt"])
def test_hostile_files_take_bounded_time(name: str, path: str) -> None:
    assert cost(lambda: read(HOSTILE[name], path)) < 200

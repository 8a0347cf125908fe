"""One HTTP call a JSON file."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from recview.model import Exchange, Json
from tests.formats.fixtures import exchanges, fixture, of
from tests.frames import frame
from tests.ogx import Value


def test_the_fixture() -> None:
    (found,) = of("http-json")
    assert found.request.model == "tiny-6"
    assert found.request.body == {"messages": [{"role": "user", "content": "Hi"}]}
    # The header says gzip, the body is not.
    assert found.response.chunks[0].data["choices"][0]["message"]["content"] == "Hello"


def test_a_list_of_calls() -> None:
    call = json.loads(fixture("http-json"))
    found = exchanges(json.dumps([call, call]).encode(), "a.json")
    assert [one.source.number for one in found] == [0, 1]


SENT = {"method": "post", "url": "https://api.test/v1/messages"}
HEADERS = {"headers": {"Content-Type": "text/event-stream"}, "status": 200}
STREAM = 'data: {"type": "message_start"}\n\ndata: {"type": "message_stop"}\n\n'


def packed(text: str) -> str:
    return b64encode(text.encode()).decode()


def call(request: Value, response: Value, **beside: Json) -> Value:
    return {"request": {**SENT, **request}, "response": {**HEADERS, **response}, **beside}


@pytest.mark.parametrize(
    "content",
    [
        {"version": 1, "interactions": [call({"body": '{"model": "m"}'}, {"body": STREAM})]},
        {"interactions": [call({"body": {"model": "m"}}, {"body": packed(STREAM), "bodyEncoding": "base64"})]},
        {"interactions": [call({"body": {"model": "m"}}, {"body": packed(STREAM), "encoding": "base64"})]},
        {"interactions": [call({"body": {"model": "m"}}, {"body": packed(STREAM), "isBase64Encoded": True})]},
        {"meta": {}, "recordings": [call({"body": {"model": "m"}}, {"chunks": [STREAM[:40], STREAM[40:]]})]},
        call(
            {"body": {"b64": packed('{"model": "m"}')}},
            {"body": None},
            chunks=[{"b64": packed(STREAM[:9])}, {"b64": packed(STREAM[9:])}],
        ),
    ],
    ids=["interactions", "base64", "base64, another word", "base64, a flag", "pieces", "pieces in base64"],
)
def test_calls_as_other_recorders_keep_them(content: Value) -> None:
    (found,) = exchanges(json.dumps(content).encode(), "a.json")
    assert (found.request.method, found.request.body, found.request.model) == ("POST", {"model": "m"}, "m")
    assert [chunk.kind for chunk in found.response.chunks] == ["message_start", "message_stop"]
    assert found.response.streaming


@pytest.mark.parametrize(
    ("path", "meta", "test_id"),
    [
        ("p/__recordings__/x/a.json", {"testFile": "src/a.test.ts", "testName": "A > b"}, "p/src/a.test.ts::A > b"),
        ("a.json", {"testFile": "src/a.test.ts", "testName": "A"}, "src/a.test.ts::A"),
        ("p/a.json", {"testFile": "src/a.test.ts"}, "p::a"),
        ("p/a.json", 5, "p::a"),
    ],
    ids=["below the package", "no folder of recordings", "no test", "odd"],
)
def test_the_test_that_a_recorder_names(path: str, meta: Json, test_id: str) -> None:
    content = {"meta": meta, "recordings": [call({}, {})]}
    (found,) = exchanges(json.dumps(content).encode(), path)
    assert found.test_id == test_id


def test_odd_pieces() -> None:
    def data(pieces: list[Json]) -> Json:
        found: list[Exchange] = exchanges(json.dumps(call({}, {}, chunks=pieces)).encode(), "a.json")
        return [chunk.data for chunk in found[0].response.chunks]

    assert data([]) == []
    assert data(["data: 1\n\n", 5]) == [["data: 1\n\n", 5]]
    assert data([{"b64": "no base64!"}]) == ["no base64!"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("base64:" + packed('{"a": 1}'), {"a": 1}),
        ("base64:" + b64encode(frame({"a": 1}, event_type="x")).decode(), {"a": 1}),
        ("base64: is a code, too", "base64: is a code, too"),
        ("base64:", None),
    ],
    ids=["JSON", "AWS event stream", "not base64", "empty"],
)
def test_bodies_behind_a_word_for_base64(body: str, expected: Json) -> None:
    (found,) = exchanges(json.dumps(call({"body": body}, {"body": body})).encode(), "a.json")
    assert [chunk.data for chunk in found.response.chunks] == ([] if expected is None else [expected])

"""Stubs that WireMock recorded: what is matched is what was sent."""

from __future__ import annotations

import json

import pytest

from recview.formats import read
from recview.model import Json, Readability
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    (found,) = of("wiremock")
    assert (found.request.method, found.request.endpoint) == ("POST", "/v1/chat/completions")
    assert (found.request.model, found.request.headers) == ("tiny-12", {"Accept": "application/json"})
    assert found.request.body["messages"] == [{"content": "Hi", "role": "user"}]
    assert found.response.chunks[0].data["choices"][0]["message"]["content"] == "Hello"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"jsonBody": {"a": 1}}, {"a": 1}),
        ({"base64Body": "eyJhIjogMX0="}, {"a": 1}),
    ],
    ids=["tree", "base64"],
)
def test_answers_of_a_list_in_json(answer: Json, expected: Json) -> None:
    stub = {"request": {"method": "POST", "urlPath": "/v1/x"}, "response": {"status": 201, **answer}}
    found = exchanges(json.dumps({"mappings": [stub, stub]}).encode(), "a.json")
    assert [(one.request.endpoint, one.response.status) for one in found] == [("/v1/x", 201)] * 2
    assert found[0].response.chunks[0].data == expected


@pytest.mark.parametrize(
    "data",
    [b'{"request": {"urlPath": 5, "bodyPatterns": 5}, "response": 5}', b"mappings: 5\n", b"request:\n  url: /a\n"],
)
def test_odd_stubs(data: bytes) -> None:
    assert isinstance(read(data, "a.json"), Readability)


def test_a_recording_that_speaks_of_urlpath_is_none() -> None:
    said = {
        "method": "POST",
        "url": "https://h.test/v1/chat/completions",
        "body": {"messages": [], "x": {"urlPath": 1}},
    }
    data = json.dumps({"request": said, "response": {"body": {"choices": []}, "is_streaming": False}}).encode()
    assert [one.format for one in exchanges(data, "a.json")] == ["ogx"]


def stub(**answer: Json) -> bytes:
    return json.dumps({"request": {"method": "POST", "url": "/v1/x"}, "response": {"status": 200, **answer}}).encode()


@pytest.mark.parametrize("path", ["mappings/a.json", "mappings/sub/a.json"])
def test_an_answer_in_a_file_of_its_own(path: str) -> None:
    asked: list[str] = []

    def beside(name: str) -> bytes:
        asked.append(name)
        return b'{"a": 1}'

    found = read(stub(bodyFileName="sub/a.json"), f"x/{path}", beside=beside)
    assert not isinstance(found, Readability)
    assert (found[0].response.chunks[0].data, found[0].response.problem) == ({"a": 1}, "")
    assert set(asked) == {"x/__files/sub/a.json"}


@pytest.mark.parametrize(
    ("name", "path", "why"),
    [
        ("a.json", "mappings/a.json", ": gone"),
        ("a.json", "a.json", ": open the folder that holds mappings and __files"),
        ("../a.json", "mappings/a.json", ": its name leads out of that folder"),
        ("/etc/passwd", "mappings/a.json", ": its name leads out of that folder"),
        ("a/./../../b", "mappings/a.json", ": its name leads out of that folder"),
        ("", "mappings/a.json", ": its name leads out of that folder"),
    ],
)
def test_an_answer_in_a_file_that_is_not_read(name: str, path: str, why: str) -> None:
    found = read(stub(bodyFileName=name), path, beside=lambda path: "gone")
    assert not isinstance(found, Readability)
    assert found[0].response.problem == f"its answer is in __files/{name}, which is not read{why}"
    assert found[0].response.chunks == ()
    assert found[0].request.endpoint == "/v1/x"


def test_without_a_way_to_read_it_an_answer_is_named() -> None:
    (found,) = exchanges(stub(bodyFileName="n" * 5_000), "mappings/a.json")
    assert found.response.problem == f"its answer is in __files/{'n' * 200}…, which is not read"


@pytest.mark.parametrize("name", [None, 7, ["a"], {}])
def test_odd_names_of_files(name: Json) -> None:
    (found,) = exchanges(stub(bodyFileName=name, body="x"), "mappings/a.json")
    assert found.response.chunks[0].data == "x"

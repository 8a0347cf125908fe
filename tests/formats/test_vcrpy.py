"""vcrpy cassettes: every shape that a body, a status and a header was ever kept in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recview.formats import read
from recview.model import Exchange, Json, Readability, ReadState
from tests.formats.fixtures import exchanges, fixture, of


def one(request: Any = None, response: Any = None) -> Exchange:
    """An interaction, through the JSON serializer."""
    sent = {"method": "POST", "uri": "https://api.test/x", "headers": {}, "body": None, **(request or {})}
    got = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": "{}"}, **(response or {})}
    kept = {"version": 1, "interactions": [{"request": sent, "response": got}]}
    return exchanges(json.dumps(kept).encode(), "a.json")[0]


def test_the_fixture() -> None:
    chat, embeddings, image = of("vcrpy")
    assert chat.request.body["messages"] == [{"role": "user", "content": "Say it's fine"}]
    assert chat.request.headers == {"Content-Type": ["application/json"], "authorization": ["Bearer of-secrets"]}
    assert [chunk.data["choices"][0]["delta"] for chunk in chat.response.chunks] == [{"content": "Fine"}, {}]
    assert chat.response.fields["headers"]["date"] == ["Mon, 05 Jan 2026 10:00:00 GMT"]
    assert embeddings.request.body == {"input": "hello", "model": "tiny-embed"}
    assert embeddings.response.chunks[0].data["data"][0]["embedding"] == [0.25, -1.5e-05]
    assert (image.request.method, image.request.body, image.request.endpoint) == ("GET", None, "/cat.png")
    assert image.response.chunks[0].data == "(image/png, 13 bytes)"
    assert all(exchange.ordered for exchange in (chat, embeddings, image))


@pytest.mark.parametrize(
    ("response", "status", "data"),
    [
        ({"body": {"string": '{"a": 1}'}}, 200, {"a": 1}),
        ({"body": '{"a": 1}'}, 200, {"a": 1}),
        ({"body": None, "content": '{"a": 1}', "status": None, "status_code": 404}, None, {"a": 1}),
        ({"body": {}, "parsed_body": {"a": 1}}, 200, {"a": 1}),
        ({"status": 201}, 201, {}),
        ({"status": "no"}, None, {}),
    ],
    ids=["string", "text", "httpx", "parsed", "status as a number", "odd status"],
)
def test_responses(response: Json, status: int | None, data: Json) -> None:
    found = one(response=response).response
    assert (found.status, found.chunks[0].data) == (status, data)


def test_httpx_of_old() -> None:
    kept = {"content": "hello", "http_version": "HTTP/1.1", "status_code": 503, "headers": {}}
    pair = {"request": {"method": "GET", "uri": "https://api.test"}, "response": kept}
    (found,) = exchanges(json.dumps({"interactions": [pair]}).encode(), "a.json")
    assert (found.response.status, found.response.chunks[0].data) == (503, "hello")


@pytest.mark.parametrize(
    "interaction",
    [1, None, {}, {"request": 5, "response": 6}, {"request": {"headers": [], "uri": 4}, "response": {"headers": 3}}],
)
def test_odd_interactions_are_exchanges_all_the_same(interaction: Json) -> None:
    kept = {"version": 1, "interactions": [{"request": {}, "response": {}}, interaction]}
    assert len(exchanges(json.dumps(kept).encode(), "a.json")) == 2


@pytest.mark.parametrize("text", [b"interactions: []\nversion: 1\n", b'{"version": 1, "interactions": []}'])
def test_an_empty_cassette_says_so(text: bytes) -> None:
    found = read(text, "a.yaml")
    assert found == Readability(ReadState.FOREIGN, "a cassette that holds no interactions")


def test_without_a_version_at_the_end() -> None:
    data = fixture("vcrpy").replace(b"version: 1\n", b"")
    assert len(exchanges(data, "a.yaml")) == 3


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_interaction_that_is_none_costs_itself(place: int) -> None:
    kept = [{"request": {"uri": f"https://api.test/{n}"}, "response": {"status": 200}} for n in range(3)]
    odd: list[Json] = [*kept[:place], None, *kept[place:]]
    found = exchanges(json.dumps({"interactions": odd, "version": 1}).encode(), "a.json")
    assert [one.request.endpoint for one in found if one.request.url] == ["/0", "/1", "/2"]
    assert len(found) == 4

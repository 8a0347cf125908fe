"""What all HTTP containers share: the model that was asked for, the endpoint, headers."""

from __future__ import annotations

import pytest

from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded
from recview.model import Exchange


def one(recorded: Recorded, data: bytes = b"") -> Exchange:
    return Exchanges(File(data), "a.yaml", "x", [recorded], lambda kept: kept)[0]


@pytest.mark.parametrize(
    ("url", "body", "model"),
    [
        ("https://a.test/v1/chat/completions", '{"model": "m"}', "m"),
        ("https://a.test/x", '{"modelId": "m"}', "m"),
        ("https://a.test/x", '{"model_id": "m"}', "m"),
        ("https://a.test/v1/models/other:generateContent", '{"model": "m"}', "m"),
        ("https://a.test/v1beta/models/gem-2:generateContent?key=k", "{}", "gem-2"),
        ("https://a.test/v1/projects/<P>/publishers/google/models/gem-2:streamGenerateContent", None, "gem-2"),
        ("https://a.<REGION>.test/model/us.maker.m-v1%3A0/converse", None, "us.maker.m-v1:0"),
        ("https://a.test/openai/deployments/mine/chat/completions?api-version=1", None, "mine"),
        ("https://a.test/client/v4/accounts/1/ai/run/@cf/maker/m-3b", "{}", "@cf/maker/m-3b"),
        ("https://a.test/v1/engines/ada/completions", '{"prompt": "x"}', "ada"),
        ("https://a.test/models/maker/m-7b", '{"inputs": "x"}', "maker/m-7b"),
        ("https://a.test/v1/models", None, ""),
        ("https://[bad/v1/models/x", None, "x"),
        (7, 8, ""),
    ],
)
def test_model(url: object, body: object, model: str) -> None:
    assert one(Recorded("POST", url, {}, body)).request.model == model


def test_the_model_that_answered_where_none_was_asked_for() -> None:
    answer = '{"object": "chat.completion", "model": "m-2", "choices": []}'
    assert one(Recorded("POST", "https://a.test/x", body='{"messages": []}', answer=answer)).request.model == "m-2"
    assert one(Recorded("POST", "https://a.test/x", body='{"model": "m"}', answer=answer)).request.model == "m"


def test_model_of_a_form() -> None:
    body = b'--b42\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper\r\n--b42--\r\n'
    headers = {"Content-Type": ["multipart/form-data; boundary=b42"]}
    assert one(Recorded("POST", "https://a.test/x", headers, body)).request.model == "whisper"


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [("https://a.test/v1/x?y=1", "/v1/x"), ("https://[bad/v1", ""), ("", ""), ("<HOST>/v1", "<HOST>/v1")],
)
def test_endpoint(url: str, endpoint: str) -> None:
    assert one(Recorded("GET", url)).request.endpoint == endpoint


def test_headers_keep_their_names_and_hold_no_bytes() -> None:
    headers = {"X-One": b"caf\xe9", "x-two": ["a", b"b"], "Content-Type": [b"application/json"]}
    found = one(Recorded("GET", "u", headers, b"{}", 200, headers, b'{"a": 1}'), b"x: !binary y")
    told = {"X-One": "café", "x-two": ["a", "b"], "Content-Type": ["application/json"]}
    assert found.request.headers == told
    assert found.response.fields["headers"] == told


@pytest.mark.parametrize("name", ["Content-Type", "content-type", "CONTENT-TYPE"])
@pytest.mark.parametrize("value", ["application/x-www-form-urlencoded", ["application/x-www-form-urlencoded"]])
def test_the_content_type_is_found_however_it_is_spelled(name: str, value: object) -> None:
    assert one(Recorded("POST", "u", {name: value}, "a=1")).request.body == {"a": "1"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, 200),
        ("200", 200),
        (429.0, 429),
        ("200 OK", None),
        ("", None),
        (None, None),
        (True, None),
        ("9" * 5_000, None),
    ],
)
def test_status(status: object, expected: int | None) -> None:
    assert one(Recorded(status=status)).response.status == expected

"""Cassettes of cassetter: bodies that say their type, in YAML 1.2 or TOML."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from tests.formats.fixtures import fixture
from tests.formats.seen import records
from tests.formats.shown import has_row, problem, said, sent

PATH = "cassettes/test_chat/test_hi.yaml"
SENT = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
ANSWER = {"object": "chat.completion", "choices": [{"message": {"role": "assistant", "content": "Hey"}}]}


def cassette(answer: str, sent: str = json.dumps({"type": "json", "content": SENT})) -> bytes:
    return f"""version: 1
interactions:
- request: {{method: POST, uri: "https://a.test/v1/chat/completions", headers: {{}}, body: {sent}}}
  response:
    status: 200
    headers: {{content-type: [application/json]}}
    body: {answer}
""".encode()


def test_the_fixture() -> None:
    plain, streamed, binary = records(fixture("cassetter"), PATH)
    assert (plain["format"], plain["test_id"]) == ("cassetter", "test_chat::test_hi")
    assert (plain["protocol"], plain["provider"], plain["status"]) == ("openai.chat", "openai", 200)
    assert (said(plain), sent(plain)) == (("stop", "Yes.", "", []), [("user", "no")])
    assert plain["request"]["temperature"] == 0.1
    assert (plain["usage"]["input"], plain["usage"]["output"]) == (3, 2)
    assert (said(streamed), streamed["streaming"], streamed["chunks"]) == (("stop", "Hello", "", []), True, 2)
    assert (binary["request"], binary["chunks"], binary["problem"]) == (None, 1, None)


def body(kind: str, content: Any) -> str:
    return json.dumps({"type": kind, "content": content})


@pytest.mark.parametrize(
    "answer",
    [
        body("json", ANSWER),
        body("text", json.dumps(ANSWER)),
        body("binary", json.dumps(ANSWER).encode().hex()),
        body("binary", gzip.compress(json.dumps(ANSWER).encode(), mtime=0).hex()),
        "\n      type: json\n      content:\n        choices:\n        - message: {role: assistant, content: Hey}",
        '\n      type: text\n      content: |-\n        data: {"choices": [{"delta": {"content": "Hey"}}]}',
    ],
    ids=["json", "text", "binary", "packed", "block", "stream"],
)
def test_bodies(answer: str) -> None:
    (record,) = records(cassette(answer), PATH)
    assert (record["protocol"], said(record)[1]) == ("openai.chat", "Hey")


@pytest.mark.parametrize("answer", ["{type: none}", body("binary", ""), body("none", None)])
def test_no_body(answer: str) -> None:
    (record,) = records(cassette(answer), PATH)
    assert (record["chunks"], sent(record)) == (0, [("user", "Hi")])


def test_what_is_no_hex_stays_text() -> None:
    (record,) = records(cassette(body("text", "x"), sent='{type: binary, content: "no hex"}'), PATH)
    assert record["request"] == "no hex"


def test_words_of_yaml_1_2() -> None:
    answer = "\n      type: json\n      content: {on: yes, tiny: 1e-7, old: 010, eight: 0o17, no: ~}"
    (record,) = records(
        cassette("{type: none}", sent="{type: json, content: {on: yes, tiny: 1e-7, old: 010, no: ~}}"), PATH
    )
    assert record["request"] == {"on": "yes", "tiny": 1e-7, "old": 10, "no": None}
    assert records(cassette(answer), PATH)[0]["chunks"] == 1


def test_a_tree_that_has_a_type_and_more_is_no_body_of_cassetter() -> None:
    tree = {"type": "text", "content": "x", "model": "m"}
    data = cassette(json.dumps({"string": json.dumps(ANSWER)}), sent=json.dumps(tree))
    (record,) = records(data, PATH)
    assert (record["format"], record["request"]) == ("vcrpy", tree)


def test_a_tree_of_vcrpy_that_has_a_body_of_its_own_is_not_taken_for_one() -> None:
    data = b"""interactions:
- request:
    method: POST
    uri: https://a.test/v1/chat/completions
    parsed_body:
      model: m
      body:
        type: text
      messages: [{role: user, content: no}]
  response:
    status: {code: 200, message: OK}
    parsed_body: {choices: [{message: {role: assistant, content: Hey}}]}
version: 1
"""
    (record,) = records(data, PATH)
    assert (record["format"], record["request"]["messages"][0]["content"]) == ("vcrpy", False)


TOML = f"""version = 1

[[interactions]]
recorded_at = "2026-02-01T00:00:00Z"

[interactions.request]
method = "POST"
uri = "https://a.test/v1/chat/completions"
body_type = "json"
body_content = '{json.dumps(SENT)}'

[interactions.request.headers]
content-type = ["application/json"]

[interactions.response]
status = 200
body_type = "json"
body_content = '{json.dumps(ANSWER)}'

[interactions.response.headers]
"""


def test_toml() -> None:
    (record,) = records(TOML.encode(), "cassettes/test_chat/test_hi.toml")
    assert (record["format"], record["test_id"]) == ("cassetter", "test_chat::test_hi")
    assert (said(record)[1], sent(record)) == ("Hey", [("user", "Hi")])
    assert not has_row(b"[project]\nname = 'x'\n# a project of some kind, and no cassette of any\n", "a.toml")


@pytest.mark.parametrize(("key", "word"), [("ws_interactions", "websocket"), ("grpc_interactions", "gRPC")])
def test_what_else_it_keeps_is_named(key: str, word: str) -> None:
    data = f"version: 1\ninteractions: []\n{key}:\n- uri: wss://a.test\n".encode()
    found = problem(data, PATH)
    assert word in found.reason
    assert (found.is_sound, has_row(data, PATH)) == (True, True)

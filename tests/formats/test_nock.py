"""Calls that nock recorded: trees, texts, and bytes as hex."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from recview.formats import read
from recview.model import Json, Readability
from tests.formats.fixtures import fixture
from tests.formats.seen import ASKED, HELLO, brief, completion, records, streamed
from tests.frames import frame
from tests.ogx import Value

STREAM = streamed("Hel", "lo")
PLAIN = json.dumps(completion()).encode()
PACKED = gzip.compress(PLAIN, mtime=0)


def test_the_fixture() -> None:
    call, models = records(fixture("nock"), "a.json")
    assert (brief(call), call["url"], call["model"]) == (HELLO, "https://api.test/v1/chat/completions", "tiny-26")
    assert (call["problem"], call["messages"][0]["parts"][0]["text"]) == (None, "Hi")
    assert (models["protocol"], models["url"], models["request"]) == ("card", "http://localhost/v1/models", None)


def call(response: Json, *headers: str, **more: Json) -> Value:
    sent = {"scope": "https://api.test:8443", "method": "POST", "path": "/v1/chat/completions", "body": ASKED}
    return {**sent, "status": 200, "response": response, "rawHeaders": list(headers), **more}


GZIP = ("Content-Encoding", "gzip", "Content-Type", "application/json")
KIND = ("Content-Type", "text/event-stream")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (call(completion()), HELLO),
        (call(json.dumps(completion())), HELLO),
        (call(STREAM, *KIND, responseIsBinary=False), HELLO),
        (call([PACKED.hex()], *GZIP), HELLO),
        (call([PACKED[:9].hex(), PACKED[9:].hex()], *GZIP), HELLO),
        (call([PACKED.hex()]), HELLO),
        (call([gzip.compress(STREAM.encode()).hex()], "content-encoding", "gzip", *KIND), HELLO),
        (call([zlib.compress(PLAIN).hex()], "content-encoding", "deflate"), HELLO),
        (call([PLAIN.hex()], "content-encoding", "identity"), HELLO),
        (call(completion(), *GZIP), HELLO),
        (call(PACKED.hex(), responseIsBinary=True), HELLO),
        (call([PACKED.hex()], rawHeaders={"content-encoding": "gzip"}), HELLO),
        (call([PLAIN.hex()], rawHeaders=None, headers={"content-encoding": "identity"}), HELLO),
        (call({"error": {"message": "slow", "type": "limit"}}, status=429), ("exception", "", "", "limit 429: slow")),
        (call({"error": {"message": "slow", "type": "limit"}}, status="429"), ("exception", "", "", "limit 429: slow")),
        (call(""), ("openai.chat", "", "", "")),
        (call(["no hex"], *GZIP), ("openai.chat", "", "", "")),
        (call(PACKED.hex(), *GZIP), HELLO),
        (call(STREAM.strip().split("\n\n"), *KIND), HELLO),
    ],
    ids=[
        *(
            "tree",
            "text",
            "stream",
            "gzip",
            "pieces",
            "no header",
            "packed stream",
            "deflate",
            "not packed",
            "unpacked",
        ),
        *(
            "one text",
            "headers by name",
            "headers of old",
            "error",
            "status as text",
            "empty",
            "odd",
            "hex of old",
            "events",
        ),
    ],
)
def test_answers(content: Value, expected: tuple[str, ...]) -> None:
    for value in ([content], content):
        (found,) = records(json.dumps(value).encode(), "fixtures/a.json")
        assert (brief(found), found["url"]) == (expected, "https://api.test:8443/v1/chat/completions")


def test_bytes_as_hex() -> None:
    data = frame({"bytes": "eyJhIjogMX0="}, event_type="chunk").hex()
    aws = call(
        data, "Content-Type", "application/vnd.amazon.eventstream", path="/model/a.b/invoke-with-response-stream"
    )
    (found,) = records(json.dumps([aws]).encode(), "a.json")
    assert (found["protocol"], found["chunks"], found["streaming"]) == ("bedrock.invoke", 1, True)


def test_a_packed_answer_that_is_cut() -> None:
    (found,) = records(json.dumps([call([PACKED[:60].hex()], *GZIP)]).encode(), "a.json")
    assert "end early" in found["problem"]
    assert found["messages"]


@pytest.mark.parametrize(
    "content",
    [[], [5], [{"scope": "a"}], [call(""), {"scope": "a"}], call("", status="ok"), call("", scope="read")],
    ids=str,
)
def test_other_json_is_left_alone(content: Json) -> None:
    found = read(json.dumps(content).encode(), "a.json")
    assert isinstance(found, Readability)
    assert found.is_sound

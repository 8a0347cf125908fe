"""Calls of xAI's SDK are rows that show what was recorded, and say why it is not decoded."""

from __future__ import annotations

import pytest

from recview.model import Json
from tests.formats.seen import recordings, records
from tests.formats.shown import problem

BYTES = "!!binary |\n      CgEx\n"
SAMPLE = f"""version: 1
interactions:
- request_sample:
    json: {{model: grok-9, messages: [{{role: ROLE_USER, content: [{{text: Hi}}]}}]}}
    raw: {BYTES}
  response_sample:
    json: {{id: '1', outputs: [{{finish_reason: REASON_STOP, message: {{content: Hello}}}}]}}
    raw: {BYTES}"""
STREAM = f"""version: 1
interactions:
- request_stream:
    json: {{model: grok-9}}
    raw: {BYTES}
  response_stream:
    chunks_json:
    - {{chunk: {{outputs: [{{delta: {{content: Hel}}}}]}}}}
    - {{chunk: {{outputs: [{{delta: {{content: lo}}}}]}}}}
    chunks_raw:
    - {BYTES}    - {BYTES}"""
COLLECTION = """version: 1
interactions:
- collections_method:
    method: create
    request_json: {name: a}
    response_json: {collection_id: c}
"""


@pytest.mark.parametrize(
    ("text", "endpoint", "model", "count", "part"),
    [
        (SAMPLE, "chat.sample", "grok-9", 1, {"json": "Hello"}),
        (STREAM, "chat.stream", "grok-9", 2, {"json": "Hel"}),
        (COLLECTION, "collections.create", None, 1, {"response_json": "c"}),
    ],
    ids=["sample", "stream", "collection"],
)
def test_a_row_raw_with_the_reason(text: str, endpoint: str, model: str | None, count: int, part: Json) -> None:
    [record] = records(text.encode(), "tests/cassettes/a.xai.yaml")
    assert (record["format"], record["protocol"], record["endpoint"]) == ("xai-sdk", "raw", endpoint)
    assert (record["model"], record["chunks"], record["error"]) == (model, count, None)
    assert "protobuf" in record["problem"]
    [recording] = recordings(text.encode(), "a.xai.yaml")
    shown = recording.exchange.response.chunks[0].raw
    assert all(value in str(shown[key]) for key, value in part.items())


def test_bytes_are_described() -> None:
    [recording] = recordings(STREAM.encode(), "a.xai.yaml")
    assert [chunk.raw["raw"] for chunk in recording.exchange.response.chunks] == ["(protobuf, 3 bytes)"] * 2


def test_a_cassette_that_is_being_written_says_so() -> None:
    cut = problem(SAMPLE.split("  response_sample:")[0].encode(), "a.xai.yaml")
    assert (cut.is_half_written, len(cut.recovered)) == (True, 1)

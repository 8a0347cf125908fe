"""A recorded body → chunks: told by its own bytes, whatever the headers say."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.framing import Framing
from recview.model import Json
from tests.examples import examples
from tests.frames import frame
from tests.json_values import json_values

JSON = {"a": 1, "text": "Grüße"}
TEXT = json.dumps(JSON)
LINES = '{"a": 1}\n{"a": 2}\n'
EVENTS = 'event: start\ndata: {"a": 1}\n\ndata: {"a": 2}\n\ndata: [DONE]\n\n'
AWS = frame({"a": 1}, event_type="x") + frame({"a": 2}, event_type="y")
GEMINI = '[{"candidates": [1]},\n{"candidates": [2]}]'
TWO = [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("body", "content_type", "streaming", "expected"),
    [
        (None, "", False, []),
        ("", "application/json", False, []),
        (" \n", "", False, []),
        (TEXT, "", False, [JSON]),
        (TEXT.encode(), "text/plain", False, [JSON]),
        (b"\xef\xbb\xbf" + TEXT.encode(), "", False, [JSON]),
        (JSON, "", False, [JSON]),
        ([1, 2], "", False, [[1, 2]]),
        ("[1, 2]", "", False, [[1, 2]]),
        ('"ok"', "application/json", False, ["ok"]),
        ('"ok"', "text/plain", False, ['"ok"']),
        ("ok: it is\n", "text/plain", False, ["ok: it is\n"]),
        ("{not JSON", "application/json", False, ["{not JSON"]),
        ("<html>", "text/html", False, ["<html>"]),
        (gzip.compress(TEXT.encode(), mtime=0), "", False, [JSON]),
        (zlib.compress(TEXT.encode()), "", False, [JSON]),
        (gzip.compress(EVENTS.encode(), mtime=0), "", True, TWO),
        (EVENTS, "", True, TWO),
        (EVENTS.replace("\n", "\r\n"), "", True, TWO),
        (f"\n\n: comment\n\n{EVENTS}", "", True, TWO),
        (f": comment\n\n{EVENTS}", "text/event-stream; charset=utf-8", True, TWO),
        (EVENTS.replace("data: [DONE]\n\n", ""), "", True, TWO),
        (EVENTS.encode(), "application/json", True, TWO),
        ('data: {"a": 1}\n\ndata: {"a": 2', "", True, [{"a": 1}, '{"a": 2']),
        ('{"error": 1}', "text/event-stream", False, [{"error": 1}]),
        ("[1, 2, 3", "", False, ["[1, 2, 3"]),
        (LINES, "", True, TWO),
        (LINES, "application/x-ndjson", True, TWO),
        ('{"a": 1}\n', "application/x-ndjson", True, [{"a": 1}]),
        (LINES + '{"a": 3', "", True, [*TWO, '{"a": 3']),
        (LINES.replace("\n", "\nlog\n", 1), "", True, [{"a": 1}, "log", {"a": 2}]),
        (f"log\n{LINES}", "application/x-ndjson", True, ["log", *TWO]),
        (f"log\n{LINES}", "text/plain", False, [f"log\n{LINES}"]),
        (f'{{"error": 1}}\n\n{EVENTS}', "text/event-stream", True, [{"error": 1}, *TWO]),
        ("\x1e" + LINES.replace("\n", "\n\x1e", 1), "", True, TWO),
        ((EVENTS + 'data: {"a": "Gr\xfc').encode()[:-1], "application/json", True, [*TWO, '{"a": "Gr\ufffd']),
        ((LINES + '{"a": "Gr\xfc').encode()[:-1], "", True, [*TWO, '{"a": "Gr\ufffd']),
        (f"{EVENTS}data: caf\xe9".encode("latin-1"), "text/event-stream", True, [*TWO, "caf\ufffd"]),
        (LINES.replace("\n", "\0\n", 1).encode(), "", True, [{"a": 1}, "\0", {"a": 2}]),
        (gzip.compress(gzip.compress(TEXT.encode(), mtime=0), mtime=0), "application/json", False, [JSON]),
        (GEMINI, "application/json", True, [{"candidates": [1]}, {"candidates": [2]}]),
        (GEMINI[:-5], "application/json", True, [{"candidates": [1]}, '{"candidates": ']),
        (json.loads(GEMINI), "", True, [{"candidates": [1]}, {"candidates": [2]}]),
        ('[{"id": "a"}, {"id": "b"}]', "", False, [[{"id": "a"}, {"id": "b"}]]),
        (AWS, "", True, TWO),
        (AWS, "application/json", True, TWO),
        (gzip.compress(AWS, mtime=0), "", True, TWO),
        (AWS[:-3], "", True, [{"a": 1}, "(the stream is cut: 37 bytes of a frame are left)"]),
        (b"\x89PNG\r\n\x1a\n\xff", "image/png", False, ["(image/png, 9 bytes)"]),
    ],
)
def test_answer(body: Json, content_type: str, streaming: bool, expected: list[Json]) -> None:
    found = Framing().answer(body, content_type)
    assert ([chunk.data for chunk in found.chunks], found.streaming) == (expected, streaming)


def test_names_of_events() -> None:
    assert [chunk.kind for chunk in Framing().answer(EVENTS).chunks] == ["start", ""]
    assert [chunk.kind for chunk in Framing().answer(AWS).chunks] == ["x", "y"]


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (None, "", None),
        ("", "application/json", None),
        (b"", "", None),
        (TEXT, "", JSON),
        (TEXT.encode(), "", JSON),
        (f" {TEXT}", "", JSON),
        (gzip.compress(TEXT.encode(), mtime=0), "application/json", JSON),
        (JSON, "", JSON),
        ("{cut", "", "{cut"),
        ("a=1&b=2", "application/x-www-form-urlencoded", {"a": "1", "b": "2"}),
        ("a=1&b=2", "", "a=1&b=2"),
        ('--b\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n--b--', "multipart/form-data; boundary=b", [
            {"name": "x", "content": "1"}
        ]),
        (b"\xff\xfb\x90", "audio/mpeg", "(audio/mpeg, 3 bytes)"),
    ],
)  # fmt: skip
def test_sent(body: Json, content_type: str, expected: Json) -> None:
    assert Framing().sent(body, content_type) == expected


def test_exact() -> None:
    body = '{"a": 123456789012345678901}'
    assert Framing(exact=True).answer(body).chunks[0].data == {"a": 123456789012345678901}
    assert Framing(exact=True).sent(body) == {"a": 123456789012345678901}


@given(
    st.binary(max_size=60) | st.text(max_size=60) | json_values("data", "event", strings=("data: 1", "event: x", "")),
    st.sampled_from(["", "application/json", "text/event-stream", "multipart/x", "application/x-www-form-urlencoded"]),
    st.booleans(),
)
@examples(200)
def test_nothing_raises(body: Json, content_type: str, packed: bool) -> None:
    body = gzip.compress(body, mtime=0) if packed and isinstance(body, bytes) else body
    framing = Framing(bytes_in_trees=True)
    json.dumps([chunk.raw for chunk in framing.answer(body, content_type, "br").chunks])
    framing.sent(body, content_type)

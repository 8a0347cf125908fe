"""Known protocols in an envelope: as they read without it, and recorded as they are."""

from __future__ import annotations

import json

import pytest

from recview.formats import read
from recview.model import Json, Readability
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from tests.formats.seen import ASKED, HELLO, brief, completion, generated, message, records, streamed
from tests.ogx import Value

GEMINI = ("gemini.generate_content", "Hello", "stop", "")
ASSIST = {"model": "gemini-x", "project": "p", "request": {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}}
PIECES = [{"response": generated("Hel", ""), "traceId": "t"}, {"response": generated("lo"), "credits": [1]}]
DOWN = {"error": {"code": 503, "message": "down", "status": "UNAVAILABLE"}}


def events(values: list[Json]) -> str:
    return "".join(f"data: {json.dumps(value)}\r\n\r\n" for value in values)


def recorded(answer: Json, *, asked: Value = ASSIST, status: int = 200, kind: str = "application/json") -> bytes:
    url = "https://cloudcode-pa.googleapis.com/v1internal:streamGenerateContent"
    return json.dumps(
        {
            "request": {"method": "POST", "url": url, "headers": {}, "body": asked},
            "response": {"status": status, "headers": {"content-type": kind}, "body": answer},
        }
    ).encode()


CHUNKS = [json.loads(chunk[6:]) for chunk in streamed("Hel", "lo").split("\n\n")[:3]]
STREAM = "text/event-stream"


@pytest.mark.parametrize(
    ("answer", "expected", "chunks"),
    [
        (events(PIECES), GEMINI, 2),
        (PIECES, GEMINI, 2),
        ("".join(f"{json.dumps(piece)}\n" for piece in PIECES), GEMINI, 2),
        ({"response": generated(), "traceId": "t"}, GEMINI, 1),
        (events([*PIECES[:1], DOWN]), (*GEMINI[:1], "Hel", "", "UNAVAILABLE 503: down"), 2),
        (events([DOWN, *PIECES]), (*GEMINI[:3], "UNAVAILABLE 503: down"), 3),
        ({"code": 0, "msg": "ok", "data": completion()}, HELLO, 1),
        ({"error": None, "data": completion()}, HELLO, 1),
        ({"result": completion(), "success": True, "errors": [], "messages": []}, HELLO, 1),
        ({"request_id": "r", "module_results": {"llm": {}}, "orchestration_result": completion()}, HELLO, 1),
        ({"payload": message()}, ("anthropic.messages", "Hello", "stop", ""), 1),
        (events([{"type": "chunk", "chunk": chunk} for chunk in CHUNKS]), HELLO, 3),
        (events([{"ok": True}, *({"data": chunk} for chunk in CHUNKS)]), HELLO, 4),
    ],
    ids=[
        *("Code Assist, streamed", "as an array", "as lines", "plain", "an error in it", "an error before it"),
        *("data", "no error", "Cloudflare", "SAP", "Anthropic", "with a type", "after another event"),
    ],
)
def test_what_is_inside_is_read(answer: Json, expected: tuple[str, ...], chunks: int) -> None:
    kind = STREAM if isinstance(answer, str) and answer.startswith("data") else "application/json"
    data = recorded(answer, kind=kind)
    (found,) = records(data, "a.json")
    assert (brief(found), found["chunks"]) == (expected, chunks)
    assert found["request"] == ASSIST
    said = [part["text"] for sent in found["messages"] for part in sent["parts"]]
    assert said == (["Hi"] if expected[0] == GEMINI[0] else [])


@pytest.mark.parametrize("answer", [DOWN, [DOWN]], ids=["object", "array"])
def test_an_error_has_no_envelope_but_its_request_has(answer: Json) -> None:
    (found,) = records(recorded(answer, status=503), "a.json")
    assert brief(found) == ("exception", "", "", "UNAVAILABLE 503 503: down")
    assert found["messages"][0]["parts"][0]["text"] == "Hi"


def test_chunks_stay_as_recorded_and_rows_agree() -> None:
    exchanges = read(recorded(events(PIECES), kind=STREAM), "a.json")
    assert not isinstance(exchanges, Readability)
    assert [chunk.raw for chunk in exchanges[0].response.chunks] == PIECES
    assert exchanges[0].request.body == ASSIST
    row = outline(exchanges[0])
    assert (row.kind, row.finish, row.messages, row.opening) == ("chat", "STOP", 1, "Hi")
    assert decode(exchanges[0]).protocol == "gemini.generate_content"


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"id": 1, "name": "x"}},
        {"response": {"text": "Hello"}},
        {"response": {}, "data": None},
        {"a": {}, "b": [], "c": {"choices": 5}},
        {"type": "x", "response": {"text": "Hello"}},
    ],
    ids=lambda value: ",".join(value),
)
def test_other_objects_stay_raw(answer: Json) -> None:
    (found,) = records(recorded(answer, asked={"a": 1}), "a.json")
    assert brief(found) == ("raw", "", "", "")


def test_what_is_read_without_is_not_opened() -> None:
    answer = {"generated_text": "Hello", "details": {}, "data": completion("inside")}
    (found,) = records(recorded(answer, asked={"inputs": "Hi"}), "a.json")
    assert brief(found)[:2] == ("tgi", "Hello")


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ({"request": ASKED}, ["Hi"]),
        ({"request": {**ASKED, "messages": []}, **ASKED}, ["Hi"]),
        ({"request": "words"}, []),
        ({"request": {"contents": 5}}, []),
    ],
    ids=["wrapped", "not wrapped", "words", "odd"],
)
def test_requests(body: Value, texts: list[str]) -> None:
    (found,) = records(recorded(completion(), asked=body), "a.json")
    assert [part["text"] for sent in found["messages"] for part in sent["parts"]] == texts
    assert brief(found) == HELLO

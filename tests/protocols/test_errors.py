"""Errors inside an answer: in every shape and in every API's answer one is told, at its chunk and on the row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import Failed, Finished, TextDelta, Unknown
from recview.formats.ogx import TYPED
from recview.framing import Framing
from recview.framing.server_sent_events import events
from recview.model import Exchange, Failure, Json, Request, Response, Source
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.wire import Chunks, as_text
from tests.examples import examples

ASKED: dict[str, Any] = {"messages": [{"role": "user", "content": "Hello"}]}


def request(path: str, **body: Json) -> Request:
    return Request("POST", f"https://llm.test{path}", path, body=body or ASKED)


CHAT = request("/v1/chat/completions")


def streamed(text: str, sent: Request = CHAT) -> Exchange:
    return Exchange(Source("a"), "", sent, Response(tuple(events((text,))), streaming=True))


def listed(datas: list[Json], sent: Request = CHAT) -> Exchange:
    return Exchange(Source("a"), "ogx", sent, Response(Chunks(datas, TYPED), streaming=True))


def plain(body: Json, sent: Request = CHAT) -> Exchange:
    return Exchange(Source("a"), "", sent, Response(Chunks([body]), status=200))


def failed(exchange: Exchange) -> list[tuple[int, Failure]]:
    """The errors of an answer and the chunks they stand at; the row tells the last of them."""
    found = [(event.chunk, event.failure) for event in decode(exchange).events if isinstance(event, Failed)]
    assert outline(exchange).failure == (found[-1][1] if found else None)
    return found


def told(exchange: Exchange) -> list[tuple[int, str, str, str]]:
    return [(chunk, error.message, error.type, error.code) for chunk, error in failed(exchange)]


def piece(words: str = "Once", finish: str | None = None, **choice: Json) -> dict[str, Json]:
    said: dict[str, Json] = {"index": 0, "delta": {"content": words}, "finish_reason": finish, **choice}
    return {"id": "c", "object": "chat.completion.chunk", "choices": [said]}


def event(data: Json) -> str:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n"


FULL = {"message": "Full.", "type": "overloaded", "code": 503}

SHAPES: dict[str, tuple[Json, tuple[str, str, str]]] = {
    "object": ({"error": FULL}, ("Full.", "overloaded", "503")),
    "object: error": ({"object": "error", **FULL}, ("Full.", "overloaded", "503")),
    "type: error": ({"type": "error", "error": FULL}, ("Full.", "overloaded", "503")),
    "event: error": ({"event": "error", "code": "full", "message": "Full."}, ("Full.", "", "full")),
    "words": ({"error": "Full."}, ("Full.", "", "")),
    "words and their type": ({"error": "Full.", "error_type": "overloaded"}, ("Full.", "overloaded", "")),
    "a title and words": ({"error": "Gone", "message": "Full.", "status": 503}, ("Gone: Full.", "", "503")),
    "a flag": ({"error": True, "message": "Full.", "code": "f"}, ("Full.", "", "f")),
    "problem details": ({"title": "Gone", "status": 503, "detail": "Full."}, ("Full.", "", "503")),
    "detail": ({"error": {"detail": "Full."}}, ("Full.", "", "")),
    "msg": ({"error": {"msg": "Full."}}, ("Full.", "", "")),
    "Message": ({"error": {"Message": "Full."}}, ("Full.", "", "")),
    "nested": ({"error": {"error": FULL}}, ("Full.", "overloaded", "503")),
    "no words": ({"error": {"code": 503}}, ("(no message)", "", "503")),
    "FastChat": ({"text": "Full.", "error_code": 50004}, ("Full.", "", "50004")),
    "Baidu": ({"error_msg": "Full.", "error_code": 18}, ("Full.", "", "18")),
    "MiniMax": ({"base_resp": {"status_code": 1008, "status_msg": "Full."}}, ("Full.", "", "1008")),
    "Cloudflare": ({"errors": [{"message": "Full.", "code": 3040}], "success": False}, ("Full.", "", "3040")),
    "Gemini": ([{"error": {"code": 429, "message": "Full.", "status": "QUOTA"}}], ("Full.", "QUOTA", "429")),
    "OpenRouter, wrapped": (
        {"error": {"message": "Provider returned error", "metadata": {"raw": '{"error": {"message": "Full."}}'}}},
        ("Provider returned error: Full.", "", ""),
    ),
    "OpenRouter, wrapped words": (
        {"error": {"message": "Provider returned error", "metadata": {"raw": "Full."}}},
        ("Provider returned error: Full.", "", ""),
    ),
}


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("index", [0, 1, 2])
def test_every_shape_in_a_stream(data: Json, expected: tuple[str, str, str], index: int) -> None:
    datas: list[Json] = [piece("a"), piece("b")]
    datas.insert(index, data)
    typed = [{"__type__": "a.Chunk", "__data__": one} for one in datas]
    for sent in (listed(datas), listed(typed), streamed("".join(map(event, datas)))):
        assert protocol_of(sent).name == "openai.chat"
        assert told(sent) == [(index, *expected)]
        assert [error.source for _, error in failed(sent)] == ["stream"]
        assert not any(isinstance(one, Unknown) for one in decode(sent).events)


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_as_a_plain_body(data: Json, expected: tuple[str, str, str]) -> None:
    assert told(plain(data)) == [(0, *expected)]
    assert [error.source for _, error in failed(plain(data))] == ["response"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("event: error\ndata: gone after 60 s\n\n", ("gone after 60 s", "", "")),
        ('event: error\ndata: "gone"\n\n', ("gone", "", "")),
        ("event: error\ndata: <h1>Bad\ndata: Gateway</h1>\n\n", ("<h1>Bad\nGateway</h1>", "", "")),
        ("event: error\ndata: 503\n\n", ("503", "", "")),
        ("event: error\ndata: null\n\n", ("(no message)", "", "")),
        ("event: error\ndata: {}\n\n", ("(no message)", "", "")),
        ("event: error\ndata:\n\n", ("(no message)", "", "")),
        (f"event: error\n{event(FULL)}", ("Full.", "overloaded", "503")),
        (f"event: error\n{event({'error': FULL})}", ("Full.", "overloaded", "503")),
        (f"event: error\n{event([{'error': FULL}])}", ("Full.", "overloaded", "503")),
        (f"error: {json.dumps(FULL)}\n\n", ("Full.", "overloaded", "503")),
        ("error: gone\n\n", ("gone", "", "")),
        ("data: gone\nevent: error\n\n", ("gone", "", "")),
    ],
    ids=[
        *("words", "a JSON string", "a page", "a number", "null", "empty", "nothing", "object", "wrapped", "in a list"),
        *("field", "field of words", "name last"),
    ],
)
@pytest.mark.parametrize(
    ("protocol", "said", "sent"),
    [
        ("openai.chat", event(piece()), CHAT),
        ("openai.chat", "", CHAT),
        ("openai.completions", event({"object": "text_completion", "choices": [{"text": "Once"}]}), request("/x")),
        ("anthropic.messages", event({"type": "message_start", "message": {"content": []}}), request("/v1/messages")),
        ("anthropic.messages", "", request("/v1/messages")),
        ("anthropic.completions", event({"completion": "Once", "stop_reason": None}), request("/v1/complete")),
        ("openai.responses", event({"type": "response.created", "response": {"id": "r"}}), request("/v1/responses")),
        ("openai.responses", "", request("/v1/responses", input="Hi")),
        ("gemini.generate_content", event({"candidates": [{"content": {"parts": [{"text": "a"}]}}]}), request("/x")),
        ("gemini.generate_content", "", request("/m:streamGenerateContent", contents=[])),
        ("gemini.interactions", event({"event_type": "interaction.created"}), request("/v1/interactions")),
        ("ollama", event({"message": {"content": "a"}, "done": False}), request("/api/chat")),
        ("cohere.chat", event({"type": "message-start"}), request("/v2/chat")),
        ("cohere.chat", event({"event_type": "stream-start", "is_finished": False}), request("/v1/chat")),
        ("cloudflare", event({"response": "Once", "p": "ab"}), request("/ai/run/@cf/m")),
        ("tgi", event({"token": {"text": "Once"}}), request("/generate_stream", inputs="Hi")),
        ("watsonx", event({"results": [{"generated_text": "Once"}]}), request("/x")),
        ("replicate", "event: output\ndata: Once\n\n", request("/x")),
        ("bedrock.converse", event({"messageStart": {"role": "assistant"}}), request("/model/m/converse-stream")),
        ("raw", event({"shape": 1}), request("/x")),
    ],
)
def test_an_event_or_field_named_error_in_every_protocol(
    protocol: str, said: str, sent: Request, lines: str, expected: tuple[str, str, str]
) -> None:
    exchange = streamed(said + lines, sent)
    assert protocol == protocol_of(exchange).name
    assert told(exchange) == [(1 if said else 0, *expected)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (piece("Once", "error", error=FULL), [("Full.", "overloaded", "503")]),
        (piece("Once", "error", error="Full."), [("Full.", "", "")]),
        ({**piece("Once", "error", error=FULL), "error": FULL}, [("Full.", "overloaded", "503")]),
        (
            {**piece("Once", "error", error="Full."), "error": "Never."},
            [("Never.", "", ""), ("Full.", "", "")],
        ),
        ({**piece("Once", "error"), "error": FULL}, [("Full.", "overloaded", "503")]),
        ({**piece("Once", "error"), "base_resp": {"status_code": 7, "status_msg": "Full."}}, [("Full.", "", "7")]),
    ],
    ids=["in a choice", "words in a choice", "said twice", "two", "beside a choice", "MiniMax, beside a choice"],
)
def test_an_error_beside_what_was_said_leaves_both(data: Json, expected: list[tuple[str, str, str]]) -> None:
    for sent in (listed([data]), streamed(event(data))):
        assert told(sent) == [(0, *error) for error in expected]
        said = [one for one in decode(sent).events if not isinstance(one, Failed)]
        assert said == [TextDelta(0, 0, "Once"), Finished(0, 0, "error")]


EMPTY: list[Json] = [None, "", " ", {}, [], False, {"message": None, "code": None}, {"code": 0}]


@pytest.mark.parametrize(
    "fields",
    [
        *({"error": empty} for empty in EMPTY),
        {"errors": []},
        {"errors": None},
        {"error_code": 0},
        {"error_code": ""},
        {"base_resp": {"status_code": 0, "status_msg": "success"}},
        {"base_resp": None},
    ],
    ids=as_text,
)
def test_what_is_no_error(fields: dict[str, Json]) -> None:
    said: dict[str, Json] = {"role": "assistant", "content": "Once"}
    whole = {"object": "chat.completion", "choices": [{"index": 0, "message": said, "finish_reason": "stop"}], **fields}
    assert failed(listed([piece(), {**piece("", "stop"), **fields}])) == []
    assert failed(streamed(event({**piece(), **fields}))) == []
    assert failed(streamed(event({**piece(error=fields.get("error")), **fields}))) == []
    assert failed(plain(whole)) == []


def test_words_about_errors_are_none() -> None:
    talk = '{"error": {"message": "No."}} error: event: error'
    call = {"index": 0, "id": "x", "function": {"name": "error", "arguments": '{"error": "No."}'}}
    said = [piece(talk), piece("", delta={"tool_calls": [call]}), piece("", "stop")]
    assert failed(listed([*said])) == failed(streamed("".join(map(event, said)))) == []
    result = {"role": "tool", "tool_call_id": "x", "content": '{"error": "No."}'}
    assert (
        failed(plain({"object": "chat.completion", "choices": []}, request("/v1/chat/completions", messages=[result])))
        == []
    )


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("gone after 60 s", "this chunk is not a JSON object: gone after 60 s"),
        ("one\n\n  two", "this chunk is not a JSON object: one two"),
        ("x" * 200, f"this chunk is not a JSON object: {'x' * 80}…"),
        ({"shape": "round"}, 'no choices, usage or error in this chunk: {"shape":"round"}'),
        (None, "this chunk is not a JSON object"),
        ({}, "an empty object"),
    ],
    ids=["words", "over lines", "long", "object", "null", "empty"],
)
def test_an_unknown_chunk_shows_its_first_words(chunk: Json, expected: str) -> None:
    assert [one.why for one in decode(listed([piece(), chunk])).events if isinstance(one, Unknown)] == [expected]


def test_an_array_of_gemini_may_end_with_an_error() -> None:
    said = {"candidates": [{"content": {"parts": [{"text": "Once"}]}}]}
    framed = Framing().answer(json.dumps([said, {"error": FULL}]).encode(), "application/json")
    sent = Exchange(
        Source("a"), "", request("/m:streamGenerateContent", contents=[]), Response(framed.chunks, framed.streaming)
    )
    assert told(sent) == [(1, "Full.", "overloaded", "503")]
    assert TextDelta(0, 0, "Once") in decode(sent).events


def test_a_card_of_a_stream_tells_of_its_error() -> None:
    sent = listed([{"status": "pulling manifest"}, {"error": "no such model"}], request("/api/pull", model="m"))
    assert protocol_of(sent).name == "card"
    assert told(sent) == [(1, "no such model", "", "")]


OTHERS = st.sampled_from([piece(), piece("", "stop"), {"shape": 1}, {}, None, "words", {"type": "ping"}, [], [1]])
CHUNKS = st.lists(st.one_of(OTHERS, st.sampled_from([data for data, _ in SHAPES.values()])), max_size=8)


@given(CHUNKS, st.sampled_from([CHAT, request("/v1/messages"), request("/v1/responses"), request("/x"), Request()]))
@examples(150)
def test_the_row_tells_the_last_error_of_the_answer(datas: list[Json], sent: Request) -> None:
    for exchange in (listed(datas, sent), streamed("".join(map(event, datas)), sent)):
        failed(exchange)
        positions = [one.chunk for one in decode(exchange).events]
        assert positions == sorted(positions)

"""The messages of a websocket, in every container that keeps some: turns, chunks, requests, and what nobody decodes."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.formats import read
from recview.model import Json
from tests.examples import examples
from tests.formats.fixtures import exchanges, of
from tests.formats.seen import brief, recordings, records
from tests.formats.shown import problem, sent
from tests.formats.sockets import (
    CREATED,
    RESPONSES,
    Kept,
    archive,
    archived,
    asked,
    delta,
    ended,
    logged,
)
from tests.json_values import PLAIN_SCALARS, json_values
from tests.ogx import Value

COUNTED = ("openai.responses", "1 2", "stop", "")


def framed(messages: tuple[Kept, ...] = tuple(RESPONSES)) -> bytes:
    """A cassette of agentic-api."""
    frames = [
        {"ordinal": number, "direction": sender, "opcode": 1, "fin": True, "text": json.dumps(data)}
        for number, (sender, data) in enumerate(messages)
    ]
    handshake = {"request": {"method": "GET", "url": "ws://a.test/v1/responses"}, "response": {"status_code": 101}}
    session = {"handshake": handshake, "frames": frames, "close_outcome": {"kind": "completed"}}
    return f"format: responses-websocket-v1\nsessions:\n  - {json.dumps(session)}\n".encode()


def cassette(messages: tuple[Kept, ...] = tuple(RESPONSES), calls: str = "[]") -> bytes:
    """A cassette of cassetter."""
    frames = [
        {"direction": sender[:4], "frame_type": "text", "body": {"type": "json", "content": data}, "offset_ms": 1}
        for sender, data in messages
    ]
    socket = {"uri": "wss://a.test/v1/responses", "headers": {}, "frames": frames, "recorded_at": "2026-01-05"}
    return f"version: 1\ninteractions: {calls}\nws_interactions:\n  - {json.dumps(socket)}\n".encode()


def handshake(url: str, **beside: Json) -> Value:
    """An interaction of vcrpy that opens a websocket."""
    return {"request": {"method": "GET", "uri": url}, "response": {"status": {"code": 101}}, **beside}


def interactions(*calls: Value) -> bytes:
    """A cassette in the layout of vcrpy."""
    return f"interactions: {json.dumps(calls)}\nversion: 1\n".encode()


TEXTS: Json = [{"type": sender, "message": json.dumps(data)} for sender, data in RESPONSES]
BINARIES: Json = [
    {"direction": sender, "opcode": 2, "payload": b64encode(json.dumps(data).encode()).decode()}
    for sender, data in RESPONSES
]
SOCKET = "wss://a.test/v1/responses"


@pytest.mark.parametrize(
    ("data", "path", "name", "url", "status"),
    [
        (archived(RESPONSES), "a.har", "har", "wss://api.test/v1/responses", 101),
        (logged(RESPONSES), "a.yaml", "websocket", None, None),
        (framed(), "a.yaml", "agentic-api", "ws://a.test/v1/responses", 101),
        (cassette(), "a.yaml", "cassetter", SOCKET, None),
        (interactions(handshake(SOCKET, frames=TEXTS)), "a.yaml", "websocket", SOCKET, 101),
        (
            interactions(handshake("https://a.test/v1/x", messages=BINARIES)),
            "a.yaml",
            "websocket",
            "https://a.test/v1/x",
            101,
        ),
    ],
    ids=["HTTP archive", "log", "agentic-api", "cassetter", "beside a handshake", "beside a handshake, as base64"],
)
def test_responses_over_a_websocket_read_as_responses(
    data: bytes, path: str, name: str, url: str | None, status: int | None
) -> None:
    [record] = records(data, path)
    assert brief(record) == COUNTED
    assert (record["format"], record["url"], record["status"], record["model"]) == (name, url, status, "m-1")
    assert (record["chunks"], record["streaming"], record["usage"]["total"]) == (4, True, 9)
    assert sent(record) == [("user", "count")]
    assert record["problem"] is None


TOOL: Json = {"type": "conversation.item.create", "item": {"type": "function_call_output", "output": "12 degrees"}}
LATE: Json = {"type": "rate_limits.updated", "rate_limits": []}

TURNS: dict[str, tuple[tuple[Kept, ...], list[int]]] = {
    "one": (tuple(RESPONSES), [4]),
    "two": ((*RESPONSES, *RESPONSES), [4, 4]),
    "what comes after an answer and is about it": ((*RESPONSES, ("receive", LATE), *RESPONSES), [5, 4]),
    "what comes after the last answer": ((*RESPONSES, ("receive", LATE), ("send", {"type": "session.update"})), [6]),
    "a request that was not answered": ((*RESPONSES, asked("again")), [4, 1]),
    "an answer that was cut off": ((*RESPONSES, asked("again"), ("receive", CREATED), delta("3")), [4, 3]),
    "a failed answer": ((*RESPONSES[:3], ended("failed"), *RESPONSES), [4, 4]),
    "a tool's result that was sent early": (
        (*RESPONSES[:3], ("send", TOOL), ended(), ("send", {"type": "response.create"}), delta("3"), ended()),
        [4, 4],
    ),
    "a tool's result that nothing came after": ((*RESPONSES[:3], ("send", TOOL), ended()), [5]),
    "two answers at once": (
        (
            *RESPONSES[:2],
            ("receive", {"type": "response.created", "response": {"id": "r2"}}),
            ended(),
            delta("3"),
            ended(response="r2"),
        ),
        [6],
    ),
    "nothing of a language model": ((("send", "a"), ("receive", "b"), ("send", "c")), [3]),
    "Gemini's turns": (
        (
            ("send", {"setup": {"model": "models/g"}}),
            ("receive", {"setupComplete": {}}),
            ("send", {"clientContent": {"turns": []}}),
            ("receive", {"serverContent": {"turnComplete": True}}),
            ("receive", {"usageMetadata": {"promptTokenCount": 1}}),
            ("send", {"client_content": {"turns": []}}),
            ("receive", {"server_content": {"turn_complete": True}}),
        ),
        [5, 2],
    ),
    "Gemini's calls": (
        (
            ("send", {"clientContent": {"turns": []}}),
            ("receive", {"toolCall": {"functionCalls": [{"name": "f"}]}}),
            ("send", {"toolResponse": {"functionResponses": []}}),
            ("receive", {"serverContent": {"turnComplete": True}}),
        ),
        [2, 2],
    ),
}


@pytest.mark.parametrize(("messages", "counts"), TURNS.values(), ids=TURNS)
def test_each_answer_is_an_exchange_with_the_messages_before_it(messages: tuple[Kept, ...], counts: list[int]) -> None:
    assert [record["chunks"] for record in records(archived(messages), "a.har")] == counts
    assert [record["chunks"] for record in records(logged(messages), "a.yaml")] == counts


def test_a_result_that_was_sent_early_is_of_the_next_turn() -> None:
    messages, _ = TURNS["a tool's result that was sent early"]
    first, second = records(archived(messages), "a.har")
    assert "12 degrees" not in json.dumps(first["request"])
    assert "12 degrees" in json.dumps(second["request"])


def test_the_model_that_a_session_names_is_that_of_its_later_turns() -> None:
    session = ("receive", {"type": "session.created", "session": {"model": "m-2"}})
    answer = ("receive", {"type": "response.done", "event_id": "e", "response": {"status": "completed"}})
    first, second = records(logged([session, ("send", {"type": "response.create"}), answer] * 2), "a.yaml")
    assert (first["model"], second["model"]) == ("m-2", "m-2")
    url = "wss://a.test/v1/realtime?model=m-3"
    [record] = records(archived([answer], url), "a.har")
    assert record["model"] == "m-3"


BYTES = bytes(range(160))

UNDECODED: dict[str, tuple[list[Json], list[Json]]] = {
    "texts": (
        [
            {"type": "send", "opcode": 1, "data": "hello"},
            {"type": "receive", "opcode": 1, "data": "world"},
        ],
        ["hello", "world"],
    ),
    "bytes": ([{"type": "receive", "opcode": 2, "data": b64encode(BYTES).decode()}], ["(binary, 160 bytes)"]),
    "bytes that are JSON": ([{"type": "receive", "opcode": 2, "data": b64encode(b'{"a": 1}').decode()}], [{"a": 1}]),
    "no base64": ([{"type": "receive", "opcode": 2, "data": "no base64!"}], ["no base64!"]),
    "signs of life": (
        [
            {"type": "receive", "opcode": 9, "data": ""},
            {"type": "send", "opcode": 10, "data": ""},
            {"type": "receive", "opcode": 8, "data": ""},
        ],
        ["", "", ""],
    ),
    "JSON that no protocol knows": ([{"type": "receive", "opcode": 1, "data": '{"price": 3}'}], [{"price": 3}]),
    "odd messages": ([3, {"type": [], "opcode": [], "data": None}, {}], [None, None, None]),
}


@pytest.mark.parametrize(("kept", "datas"), UNDECODED.values(), ids=UNDECODED)
def test_what_nothing_decodes_is_shown_message_by_message(kept: list[Json], datas: list[Json]) -> None:
    data = archive(kept)
    [record] = records(data, "a.har")
    assert (record["protocol"], record["chunks"]) == ("raw", len(kept))
    [recording] = recordings(data, "a.har")
    assert "the messages of this websocket" in recording.conversation.why
    assert [chunk.raw["data"] for chunk in recording.exchange.response.chunks] == datas


def test_a_socket_without_messages_is_empty() -> None:
    [record] = records(archive([]), "a.har")
    assert (record["protocol"], record["chunks"], record["status"]) == ("raw", 0, 101)


def test_event_streams_whose_body_the_browser_did_not_keep() -> None:
    chunk = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "Hi"}}]}
    kept = [{"time": 1, "eventName": "message", "eventId": "", "data": json.dumps(chunk)}]
    more: Value = {"_webSocketMessages": [], "_eventSourceMessages": kept}
    [record] = records(archive([], **more), "a.har")
    assert brief(record) == ("openai.chat", "Hi", "", "")


def test_the_log_of_pydantic_ai() -> None:
    [exchange] = of("websocket")
    assert [chunk.direction for chunk in exchange.response.chunks] == [
        "received",
        "sent",
        "sent",
        "received",
        "received",
    ]
    closed = logged([*RESPONSES, ("closed", {"code": 1011, "reason": "gone"})])
    [record] = records(closed, "a.yaml")
    assert (brief(record), record["chunks"]) == (COUNTED, 5)
    assert records(logged(RESPONSES).replace(b"version: 1", b"version: 1\nsynthetic: true"), "a.yaml")[0]["chunks"] == 4


def test_a_log_that_is_being_written_says_so() -> None:
    cut = problem(logged(RESPONSES)[:-1], "a.yaml")
    assert (cut.is_half_written, len(cut.recovered)) == (True, 1)
    cut = problem(framed().replace(b'"close_outcome"', b'"other"'), "a.yaml")
    assert (cut.is_half_written, len(cut.recovered)) == (True, 1)


def test_a_message_in_several_frames_is_one_chunk() -> None:
    whole = json.dumps(RESPONSES[3][1]).encode()
    frames: list[Json] = [
        {"direction": "sent", "opcode": 1, "fin": True, "text": json.dumps(RESPONSES[0][1])},
        {"direction": "received", "opcode": 1, "fin": False, "text": whole[:9].decode()},
        {"direction": "received", "opcode": 9, "fin": True, "payload_base64": ""},
        {"direction": "received", "opcode": 0, "fin": True, "payload_base64": b64encode(whole[9:]).decode()},
        {"direction": "received", "opcode": 1, "fin": False, "text": "cut"},
    ]
    sessions = json.dumps([{"handshake": {}, "frames": frames, "close_outcome": {}}])
    [record] = records(f"format: responses-websocket-v1\nsessions: {sessions}\n".encode(), "a.yaml")
    assert (record["chunks"], record["choices"][0]["finish_reason"]) == (4, "stop")


def test_calls_and_sockets_of_one_cassette() -> None:
    call = '[{request: {method: GET, uri: "https://a.test/v1/models", body: {type: none}}, response: {status: 200}}]'
    first, second = records(cassette(calls=call), "a.yaml")
    assert (first["endpoint"], second["protocol"]) == ("/v1/models", "openai.responses")


def test_calls_and_sockets_in_the_layout_of_vcrpy() -> None:
    call: Value = {
        "request": {"method": "GET", "uri": "https://a.test/v1/models"},
        "response": {"status": {"code": 200}},
    }
    names: Json = [{"direction": "north"}, {"direction": "sent"}]
    first, second, third = records(interactions(call, handshake(SOCKET, frames=[*TEXTS, *TEXTS])), "a.yaml")
    assert [record["endpoint"] for record in (first, second, third)] == ["/v1/models", *["/v1/responses"] * 2]
    assert [brief(record) for record in (second, third)] == [COUNTED] * 2
    for other in (interactions(call, handshake(SOCKET, tags=names)), interactions({**call, "frames": BINARIES})):
        assert {record["format"] for record in records(other, "a.yaml")} == {"vcrpy"}


@pytest.mark.parametrize(
    "name", ["version: 1\ninteractions: []\nws_interactions:\n- {uri: wss://a.test, frames: []}\n"]
)
def test_a_cassette_whose_sockets_are_empty_says_so(name: str) -> None:
    empty = problem(name.encode(), "a.yaml")
    assert (empty.is_sound, "websocket" in empty.reason) == (True, True)


def test_no_messages_break_it() -> None:
    directions = st.sampled_from(["send", "receive", "sent", "received", "closed", 3])
    kept = st.fixed_dictionaries(
        {}, optional={"type": directions, "opcode": json_values(), "data": json_values(leaves=PLAIN_SCALARS)}
    )

    @examples(80)
    @given(st.lists(kept, min_size=1, max_size=6))
    def check(messages: list[Json]) -> None:
        found = exchanges(archive(messages), "a.har")
        assert sum(len(exchange.response.chunks) for exchange in found) == len(messages)
        frames = [{**message, "direction": message.get("type")} for message in messages]
        sessions = json.dumps([{"handshake": messages[0], "frames": frames}])
        read(f"format: responses-websocket-v1\nsessions: {sessions}\n".encode(), "a.yaml")

    check()

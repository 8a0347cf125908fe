"""OpenAI's Realtime API: what the user sent and said, transcripts as text, audio as sizes, calls, endings."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Json
from tests.formats.seen import recordings, records
from tests.formats.sockets import Kept, archived, logged
from tests.ogx import Value

URL = "wss://api.test/v1/realtime?model=gpt-realtime"


def got(kind: str, **fields: Json) -> Kept:
    """An event of the server."""
    return "receive", {"type": kind, "event_id": "e", **fields}


def of_item(kind: str, item: str = "a1", **fields: Json) -> Kept:
    """An event about an item of a response."""
    return got(f"response.{kind}", response_id="r1", item_id=item, output_index=0, content_index=0, **fields)


def done(status: str = "completed", *output: Json, response: str = "r1", details: Json = None, **more: Json) -> Kept:
    answer = {"object": "realtime.response", "id": response, "status": status, "status_details": details}
    return got("response.done", response={**answer, "output": [*output], **more})


def spoken(text: str | None, kind: str = "output_audio", item: str = "a1", role: str = "assistant") -> Json:
    return {"id": item, "type": "message", "role": role, "content": [{"type": kind, "transcript": text}]}


def call(arguments: str = "{}") -> Json:
    return {"id": "a2", "type": "function_call", "name": "look_up", "call_id": "c1", "arguments": arguments}


def create(role: str, **part: Json) -> Kept:
    """An item of one part that the client adds to the conversation."""
    item = {"type": "message", "role": role, "content": [{**part}]}
    return "send", {"type": "conversation.item.create", "item": item}


def typed(text: str) -> Kept:
    """A message that the user wrote."""
    return create("user", type="input_text", text=text)


RESULT: Json = {"type": "function_call_output", "call_id": "c1", "output": "3"}


SESSION = got("session.created", session={"object": "realtime.session", "model": "m-1"})
CREATE: Kept = ("send", {"type": "response.create"})
USAGE: Value = {
    "input_tokens": 7,
    "output_tokens": 3,
    "total_tokens": 10,
    "input_token_details": {"cached_tokens": 2, "audio_tokens": 1},
}

SAID: dict[str, tuple[list[Kept], str]] = {
    "a transcript": (
        [
            of_item("output_audio_transcript.delta", delta="Hel"),
            of_item("output_audio_transcript.delta", delta="lo"),
            of_item("output_audio_transcript.done", transcript="Hello"),
            of_item("content_part.done", part={"type": "audio", "transcript": "Hello"}),
            got("response.output_item.done", response_id="r1", item=spoken("Hello")),
            done("completed", spoken("Hello")),
        ],
        "Hello",
    ),
    "a transcript of the beta": (
        [of_item("audio_transcript.delta", delta="Hello"), done("completed", spoken("Hello", "audio"))],
        "Hello",
    ),
    "text": ([of_item("output_text.delta", delta="Hello"), of_item("output_text.done", text="Hello"), done()], "Hello"),
    "text of the beta": ([of_item("text.delta", delta="Hello"), done()], "Hello"),
    "a whole transcript without pieces": (
        [of_item("output_audio_transcript.done", transcript="Hello"), done()],
        "Hello",
    ),
    "a whole part without pieces": (
        [of_item("content_part.done", part={"type": "text", "text": "Hello"}), done()],
        "Hello",
    ),
    "a whole item without pieces": (
        [got("response.output_item.done", response_id="r1", item=spoken("Hello")), done()],
        "Hello",
    ),
    "nothing but the end": ([done("completed", spoken("Hello"))], "Hello"),
    "without an end": ([of_item("output_text.delta", delta="Hel")], "Hel"),
    "audio alone": ([of_item("output_audio.delta", delta="AAAA"), done()], ""),
}


@pytest.mark.parametrize(("messages", "text"), SAID.values(), ids=SAID)
def test_what_the_assistant_says_is_said_once(messages: list[Kept], text: str) -> None:
    [record] = records(logged([SESSION, typed("Hi"), CREATE, *messages]), "a.yaml")
    assert (record["protocol"], record["chunks"], record["model"]) == ("openai.realtime", 3 + len(messages), "m-1")
    assert [choice["text"] for choice in record["choices"]] == [text]
    assert [message["role"] for message in record["messages"]] == ["user"]


ENDS: dict[str, tuple[Kept, str, str]] = {
    "completed": (done(), "stop", "completed"),
    "too long": (done("incomplete", details={"reason": "max_output_tokens"}), "length", "incomplete:max_output_tokens"),
    "withheld": (
        done("incomplete", details={"reason": "content_filter"}),
        "content_filter",
        "incomplete:content_filter",
    ),
    "interrupted": (done("cancelled", details={"reason": "turn_detected"}), "other", "cancelled:turn_detected"),
    "cancelled": (done("cancelled"), "other", "cancelled"),
    "failed": (
        done("failed", details={"type": "failed", "error": {"type": "server_error", "message": "Broken"}}),
        "error",
        "failed",
    ),
    "details that are none": (done("completed", details="unimplemented"), "stop", "completed"),
}


@pytest.mark.parametrize(("end", "finish", "native"), ENDS.values(), ids=ENDS)
def test_endings(end: Kept, finish: str, native: str) -> None:
    [record] = records(archived([SESSION, of_item("output_text.delta", delta="a"), end], URL), "a.har")
    [choice] = record["choices"]
    assert (choice["finish_reason"], choice["native_finish_reason"]) == (finish, native)
    assert (record["error"] and record["error"]["message"]) == ("Broken" if finish == "error" else None)


@pytest.mark.parametrize(
    "end",
    [done(usage=USAGE), ("receive", {**dict(done(usage={})[1]), "usage": USAGE})],
    ids=["of the response", "beside it, as xAI has it"],
)
def test_usage(end: Kept) -> None:
    [record] = records(logged([SESSION, of_item("text.delta", delta="a"), end]), "a.yaml")
    assert record["usage"] == {**dict.fromkeys(record["usage"]), "input": 7, "output": 3, "total": 10, "cached": 2}


BEGUN = got("response.output_item.added", response_id="r1", item=call(""))
PIECE = of_item("function_call_arguments.delta", "a2", call_id="c1", delta='{"a":')
REST = of_item("function_call_arguments.delta", "a2", call_id="c1", delta=" 1}")
ALL = of_item("function_call_arguments.done", "a2", call_id="c1", name="look_up", arguments='{"a": 1}')


@pytest.mark.parametrize(
    "messages",
    [
        [BEGUN, PIECE, REST, ALL, done("completed", call('{"a": 1}'))],
        [BEGUN, ALL, done()],
        [ALL, done()],
        [got("response.output_item.done", response_id="r1", item=call('{"a": 1}')), done()],
        [done("completed", call('{"a": 1}'))],
    ],
    ids=["pieces", "whole", "whole without an item", "an item", "the end alone"],
)
def test_calls(messages: list[Kept]) -> None:
    [record] = records(logged([SESSION, *messages]), "a.yaml")
    [choice] = record["choices"]
    expected = {"id": "c1", "name": "look_up", "arguments": '{"a": 1}', "runs": "client"}
    assert choice["tool_calls"] == [expected]


AUDIO: Kept = ("send", {"type": "input_audio_buffer.append", "audio": "A" * 2_000})
ADDED = got("conversation.item.added", item=spoken(None, "input_audio", "u1", "user"))
HEARD = "conversation.item.input_audio_transcription"

SENT: dict[str, tuple[list[Kept], list[tuple[str, str]]]] = {
    "instructions": (
        [("send", {"type": "session.update", "session": {"instructions": "Be brief."}}), typed("Hi")],
        [("system", "Be brief."), ("user", "Hi")],
    ),
    "instructions of a response": (
        [("send", {"type": "response.create", "response": {"instructions": "Be kind."}})],
        [("system", "Be kind.")],
    ),
    "input of a response": (
        [("send", {"type": "response.create", "response": {"input": [{"role": "user", "content": "Hi"}]}})],
        [("user", "Hi")],
    ),
    "items that the server repeats": (
        [typed("Hi"), got("conversation.item.created", item={**dict(typed("Hi")[1])["item"], "id": "u1"})],
        [("user", "Hi")],
    ),
    "audio": ([AUDIO, AUDIO, ADDED], [("user", "3.0 KB")]),
    "audio and its transcript": (
        [AUDIO, ADDED, got(f"{HEARD}.completed", item_id="u1", transcript=" Hi there\n")],
        [("user", "Hi there|1.5 KB")],
    ),
    "pieces of a transcript": (
        [ADDED, got(f"{HEARD}.delta", item_id="u1", delta=" Hi"), got(f"{HEARD}.delta", item_id="u1", delta=" there")],
        [("user", "Hi there")],
    ),
    "audio of which no item came": (
        [AUDIO, got(f"{HEARD}.completed", item_id="u1", transcript="Hi")],
        [("user", "Hi|1.5 KB")],
    ),
    "a tool's result": ([("send", {"type": "conversation.item.create", "item": RESULT})], [("tool", "3")]),
    "a picture": (
        [create("user", type="input_image", image_url="data:image/png;base64,AAAA")],
        [("user", "image/png, 3 bytes")],
    ),
    "audio in an item": ([create("user", type="input_audio", audio="AAAA")], [("user", "3 bytes")]),
    "what the assistant is to have said": (
        [create("assistant", type="output_text", text="Yes")],
        [("assistant", "Yes")],
    ),
}


@pytest.mark.parametrize(("messages", "expected"), SENT.values(), ids=SENT)
def test_what_was_sent(messages: list[Kept], expected: list[tuple[str, str]]) -> None:
    answer = [got("response.output_item.added", response_id="r1", item=spoken(None)), of_item("text.delta", delta="a")]
    repeated = got("conversation.item.added", item=spoken(None))
    [record] = records(logged([SESSION, *messages, *answer, repeated, done()]), "a.yaml")
    assert _shown(record["messages"]) == expected


def _shown(messages: list[Any]) -> list[tuple[str, str]]:
    return [(message["role"], "|".join(part["text"] for part in message["parts"])) for message in messages]


def test_audio_is_noted_by_its_size() -> None:
    messages = [SESSION, *[of_item("output_audio.delta", delta="A" * 4_000)] * 3, of_item("output_audio.done"), done()]
    [recording] = recordings(logged(messages), "a.yaml")
    [block] = recording.transcript.blocks
    assert (block.kind, block.name, block.text) == ("note", "audio", "9.0 KB, in 3 pieces")
    cut = [SESSION, of_item("audio.delta", delta="AAAA")]
    [recording] = recordings(logged(cut), "a.yaml")
    assert [block.text for block in recording.transcript.blocks] == ["3 bytes, in 1 piece"]


def test_responses_beside_the_conversation_are_choices() -> None:
    begun = [got("response.created", response={"object": "realtime.response", "id": name}) for name in ("r1", "r2")]
    pieces = [
        got("response.text.delta", response_id=name, item_id=name, content_index=0, delta=f"text of {name}")
        for name in ("r1", "r2")
    ]
    [record] = records(logged([SESSION, *begun, *pieces, done(), done("cancelled", response="r2")]), "a.yaml")
    choices = [(choice["text"], choice["native_finish_reason"]) for choice in record["choices"]]
    assert choices == [("text of r1", "completed"), ("text of r2", "cancelled")]


def test_an_error_in_the_place_of_an_answer() -> None:
    error = got("error", error={"type": "invalid_request_error", "code": "c", "message": "Bad voice"})
    update: Kept = ("send", {"type": "session.update", "session": {"instructions": "Be brief.", "voice": "nobody"}})
    [record] = records(archived([update, error], URL), "a.har")
    assert (record["protocol"], record["error"]["message"]) == ("openai.realtime", "Bad voice")
    assert _shown(record["messages"]) == [("system", "Be brief.")]


def test_what_it_does_not_know_is_unknown() -> None:
    [recording] = recordings(logged([SESSION, got("response.new.kind"), ("receive", "words"), done()]), "a.yaml")
    [unknown] = [block.text for block in recording.transcript.blocks if block.kind == "unknown"]
    assert ("response.new.kind" in unknown, "words" in unknown) == (True, True)

"""Gemini's Live API: setup, what was sent and said, transcripts as text, audio as sizes, calls, endings."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Json
from tests.formats.seen import recordings, records
from tests.formats.sockets import Kept, archived, logged

URL = "wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.BidiGenerateContent"

SETUP: Kept = ("send", {"setup": {"model": "models/g-1", "systemInstruction": {"parts": [{"text": "Be brief."}]}}})
READY: Kept = ("receive", {"setupComplete": {}})
OVER: Kept = ("receive", {"serverContent": {"turnComplete": True}})


def content(**fields: Json) -> Kept:
    return "receive", {"serverContent": fields}


def said(*parts: Json) -> Kept:
    return content(modelTurn={"parts": [*parts]})


SOUND: Json = {"inlineData": {"mimeType": "audio/pcm;rate=24000", "data": "A" * 4_000}}

ANSWERS: dict[str, tuple[list[Kept], tuple[str, str, str | None]]] = {
    "text": ([said({"text": "Hel"}), said({"text": "lo"}), OVER], ("Hello", "", "stop")),
    "a transcript": ([content(outputTranscription={"text": "Hello"}), said(SOUND), OVER], ("Hello", "", "stop")),
    "thoughts": ([said({"text": "Hm.", "thought": True}, {"text": "Hello"}), OVER], ("Hello", "Hm.", "stop")),
    "in snake case": (
        [("receive", {"server_content": {"model_turn": {"parts": [{"text": "Hello"}]}, "turn_complete": True}})],
        ("Hello", "", "stop"),
    ),
    "interrupted": ([said({"text": "Hel"}), content(interrupted=True), OVER], ("Hel", "", "stop")),
    "cut off": ([said({"text": "Hel"})], ("Hel", "", None)),
}


@pytest.mark.parametrize(("messages", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_answers(messages: list[Kept], expected: tuple[str, str, str | None]) -> None:
    for data, path in (
        (logged([SETUP, READY, *messages]), "a.yaml"),
        (archived([SETUP, READY, *messages], URL), "a.har"),
    ):
        [record] = records(data, path)
        [choice] = record["choices"]
        assert (choice["text"], choice["reasoning"], choice["finish_reason"]) == expected
        assert (record["protocol"], record["model"], record["provider"]) == (
            "gemini.live",
            "models/g-1",
            "google" if path == "a.har" else None,
        )


def test_calls_end_a_turn_and_their_results_begin_another() -> None:
    call: Kept = ("receive", {"toolCall": {"functionCalls": [{"id": "c1", "name": "look_up", "args": {"a": 1}}]}})
    result = {"functionResponses": [{"id": "c1", "name": "look_up", "response": {"b": 2}}]}
    first, second = records(
        logged([SETUP, READY, call, ("send", {"toolResponse": result}), said({"text": "Two"}), OVER]), "a.yaml"
    )
    assert first["choices"][0]["tool_calls"] == [
        {"id": "c1", "name": "look_up", "arguments": '{"a":1}', "runs": "client"}
    ]
    assert (first["choices"][0]["finish_reason"], second["choices"][0]["finish_reason"]) == ("tool_calls", "stop")
    assert _shown(second["messages"]) == [("tool", '{"b":2}')]


def test_usage_names_the_tokens_of_the_answer_as_this_api_does() -> None:
    counts = {"promptTokenCount": 4, "responseTokenCount": 3, "totalTokenCount": 9, "thoughtsTokenCount": 2}
    over: Kept = ("receive", {"serverContent": {"turnComplete": True}, "usageMetadata": counts})
    [record] = records(logged([SETUP, READY, said({"text": "a"}), over]), "a.yaml")
    assert record["usage"] == {**dict.fromkeys(record["usage"]), "input": 4, "output": 3, "total": 9, "reasoning": 2}


BLOB: Json = {"mimeType": "audio/pcm;rate=16000", "data": "A" * 4_000}

SENT: dict[str, tuple[list[Kept], list[tuple[str, str]]]] = {
    "turns": (
        [("send", {"clientContent": {"turns": [{"role": "user", "parts": [{"text": "Hi"}]}], "turnComplete": True}})],
        [("user", "Hi")],
    ),
    "turns in snake case": (
        [("send", {"client_content": {"turns": [{"role": "model", "parts": [{"text": "Yes"}]}]}})],
        [("assistant", "Yes")],
    ),
    "text while it goes on": ([("send", {"realtimeInput": {"text": "Hi"}})], [("user", "Hi")]),
    "audio": ([("send", {"realtime_input": {"audio": BLOB}})] * 2, [("user", "6.0 KB")]),
    "audio of the first version": ([("send", {"realtimeInput": {"mediaChunks": [BLOB]}})], [("user", "3.0 KB")]),
    "audio and its transcript": (
        [
            ("send", {"realtimeInput": {"audio": BLOB}}),
            content(inputTranscription={"text": " Hi"}),
            content(inputTranscription={"text": " there"}),
        ],
        [("user", "Hi there|3.0 KB")],
    ),
}


@pytest.mark.parametrize(("messages", "expected"), SENT.values(), ids=SENT)
def test_what_was_sent(messages: list[Kept], expected: list[tuple[str, str]]) -> None:
    [record] = records(logged([SETUP, READY, *messages, said({"text": "a"}), OVER]), "a.yaml")
    assert _shown(record["messages"]) == [("system", "Be brief."), *expected]


def _shown(messages: list[Any]) -> list[tuple[str, str]]:
    return [(message["role"], "|".join(part["text"] for part in message["parts"])) for message in messages]


def test_audio_is_noted_by_its_size() -> None:
    [recording] = recordings(logged([SETUP, READY, said(SOUND), said(SOUND, SOUND), OVER]), "a.yaml")
    [block] = recording.transcript.blocks
    assert (block.kind, block.name, block.text) == ("note", "audio", "9.0 KB, in 3 pieces")


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ({"toolCallCancellation": {"ids": ["c1"]}}, "calls cancelled"),
        ({"serverContent": {"interrupted": True}}, "interrupted"),
        ({"goAway": {"timeLeft": "9s"}}, None),
        ({"sessionResumptionUpdate": {"newHandle": "h"}}, None),
        ({"newField": {}}, "unknown"),
    ],
)
def test_asides(message: Json, label: str | None) -> None:
    [recording] = recordings(logged([SETUP, READY, ("receive", message), said({"text": "a"}), OVER]), "a.yaml")
    asides = [block.name or block.kind for block in recording.transcript.blocks if block.kind != "text"]
    assert asides == ([label] if label else [])

"""The request side of chat.completions: each shape of a message, and what opens a conversation."""

from __future__ import annotations

import pytest

from recview.model import Json, Message, Part
from recview.protocols.shared.messages import brief, messages
from tests.ogx import message

PNG = "data:image/png;base64,AAAA"


def text(said: str) -> Part:
    return Part("text", said)


MESSAGES: dict[str, tuple[Json, Message]] = {
    "string": (message("user", "Hi"), Message("user", (text("Hi"),))),
    "named": (message("user", "Hi", name="Ada"), Message("user", (text("Hi"),), "Ada")),
    "empty": (message("user", ""), Message("user", ())),
    "null": (message("assistant"), Message("assistant", ())),
    "text parts": (
        message(
            "user",
            [{"type": f"{kind}text", "text": kind} for kind in ("", "input_", "output_")],
        ),
        Message("user", (text(""), text("input_"), text("output_"))),
    ),
    "image": (
        message("user", [{"type": "image_url", "image_url": {"url": PNG, "detail": "low"}}]),
        Message("user", (Part("image", "image/png, 3 bytes"),)),
    ),
    "image as a string": (
        message("user", [{"type": "image_url", "image_url": "https://h.test/a.png"}]),
        Message("user", (Part("image", "https://h.test/a.png"),)),
    ),
    "image without data": (
        message("user", [{"type": "image_url"}]),
        Message("user", (Part("image", "no data"),)),
    ),
    "images of Ollama": (
        message("user", "Hi", images=["AAAA"]),
        Message("user", (text("Hi"), Part("image", "base64, 3 bytes"))),
    ),
    "audio": (
        message("user", [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]),
        Message("user", (Part("audio", "audio/wav, 3 bytes"),)),
    ),
    "audio without a format": (
        message("user", [{"type": "input_audio", "input_audio": {"data": "AAAA"}}]),
        Message("user", (Part("audio", "audio/?, 3 bytes"),)),
    ),
    "file": (
        message(
            "user", [{"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,AAAA"}}]
        ),
        Message("user", (Part("file", "application/pdf, 3 bytes", "a.pdf"),)),
    ),
    "file by its id": (
        message("user", [{"type": "file", "file": {"file_id": "file-1"}}]),
        Message("user", (Part("file", "file-1", "file-1"),)),
    ),
    "refusal part": (
        message("assistant", [{"type": "refusal", "refusal": "No"}]),
        Message("assistant", (Part("refusal", "No"),)),
    ),
    "refusal": (message("assistant", None, refusal="No"), Message("assistant", (Part("refusal", "No"),))),
    "thinking part": (
        message("assistant", [{"type": "thinking", "thinking": "hm"}]),
        Message("assistant", (Part("reasoning", "hm"),)),
    ),
    "reasoning": (
        message("assistant", "Hi", reasoning_content="hm", reasoning="hm"),
        Message("assistant", (Part("reasoning", "hm"), text("Hi"))),
    ),
    "tool calls": (
        message(
            "assistant",
            tool_calls=[
                {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}},
                {"id": "c2", "type": "function", "function": {"name": "g", "arguments": {"a": 1}}},
                {"id": "c3", "type": "custom", "custom": {"name": "h", "input": "x"}},
                None,
            ],
        ),
        Message(
            "assistant",
            (
                Part("tool_call", '{"a": 1}', "f", "c1"),
                Part("tool_call", '{"a":1}', "g", "c2"),
                Part("tool_call", "x", "h", "c3"),
                Part("tool_call", ""),
            ),
        ),
    ),
    "function_call": (
        message("assistant", function_call={"name": "f", "arguments": "{}"}),
        Message("assistant", (Part("tool_call", "{}", "f"),)),
    ),
    "tool result": (
        message("tool", "21.5", tool_call_id="c1"),
        Message("tool", (Part("tool_result", "21.5", "", "c1"),)),
    ),
    "tool result in parts": (
        message("tool", [{"type": "text", "text": "21.5"}], tool_call_id="c1", name="f"),
        Message("tool", (Part("tool_result", "21.5", "f", "c1"),), "f"),
    ),
    "tool result that is an object": (
        message("tool", {"temp": 21.5}, tool_call_id="c1"),
        Message("tool", (Part("tool_result", '{"temp":21.5}', "", "c1"),)),
    ),
    "tool result that is a list of objects": (
        message("tool", [{"temp": 21.5}, {"temp": 22}], tool_call_id="c1"),
        Message("tool", (Part("tool_result", '[{"temp":21.5},{"temp":22}]', "", "c1"),)),
    ),
    "tool result in parts of its own kind": (
        message("tool", [{"type": "json", "json": {"temp": 21.5}}], tool_call_id="c1"),
        Message("tool", (Part("tool_result", '{"type":"json","json":{"temp":21.5}}', "", "c1"),)),
    ),
    "reasoning of Mistral": (
        message("assistant", [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]),
        Message("assistant", (Part("reasoning", "hm"),)),
    ),
    "function result": (
        message("function", "21.5", name="f"),
        Message("function", (Part("tool_result", "21.5", "f"),), "f"),
    ),
    "part of another kind": (
        message("user", [{"type": "video", "video": {}}, {"text": "a"}, "b", None]),
        Message(
            "user",
            (
                Part("other", "see the request", "video"),
                Part("other", "a", "part"),
                Part("other", "b", "part"),
                Part("other", "see the request", "part"),
            ),
        ),
    ),
    "content of another kind": (
        message("user", {"a": 1}),
        Message("user", (Part("other", "content is a dict"),)),
    ),
    "content is a number": (message("user", 7), Message("user", (Part("other", "7"),))),
    "no role": ({"content": "Hi"}, Message("?", (text("Hi"),))),
    "null message": (None, Message("?", (Part("other", "not an object"),))),
    "number": (7, Message("?", (Part("other", "7"),))),
    "empty object": ({}, Message("?", (Part("other", "not an object"),))),
}


@pytest.mark.parametrize(("sent", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_message(sent: Json, expected: Message) -> None:
    assert messages({"messages": [sent]}) == (expected,)


@pytest.mark.parametrize("value", [None, "x", {}, 5], ids=["null", "string", "object", "number"])
def test_no_messages(value: Json) -> None:
    assert messages({"messages": value}) == ()
    assert messages({}) == ()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([message("system", "S"), message("user", "Hi"), message("user", "Bye")], "Hi"),
        ([message("user", "x" * 99)], "x" * 80),
        ([message("user", [{"type": "text", "text": "Hi"}])], "Hi"),
        ([message("user", None), message("user", "Hi")], ""),
        ([message("system", "S")], ""),
        ([None, 5, message("user", [])], ""),
        ([], ""),
        (
            [message("user", [{"type": "image_url", "image_url": {"url": PNG}}, {"type": "text", "text": "Hi"}])],
            "Hi",
        ),
    ],
    ids=["first of two", "long", "parts", "null first", "no user", "odd types", "none", "image before the text"],
)
def test_brief(sent: list[Json], expected: str) -> None:
    assert brief(sent) == expected

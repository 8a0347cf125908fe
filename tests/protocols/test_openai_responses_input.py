"""The request side of the Responses API: each kind of item, and whose turn it is."""

from __future__ import annotations

import pytest

from recview.model import Json, Message, Part
from recview.protocols.openai_responses.input import head, messages, turns
from tests.responses import function, message, reasoning, said

PNG = "data:image/png;base64,AAAA"


def text(words: str) -> Part:
    return Part("text", words)


def user(*content: Json) -> Json:
    return {"role": "user", "content": list(content)}


ITEMS: dict[str, tuple[Json, list[Message]]] = {
    "string": ("Hi", [Message("user", (text("Hi"),))]),
    "messages": (
        [{"role": "developer", "content": "D"}, {"type": "message", "role": "user", "content": "Hi"}],
        [Message("developer", (text("D"),)), Message("user", (text("Hi"),))],
    ),
    "text parts": (
        [user({"type": "input_text", "text": "a"}, said("b"), {"type": "refusal", "refusal": "No"})],
        [Message("user", (text("a"), text("b"), Part("refusal", "No")))],
    ),
    "images": (
        [
            user(
                {"type": "input_image", "image_url": PNG},
                {"type": "input_image", "image_url": {"url": "https://h.test/a.png"}},
                {"type": "input_image", "file_id": "file-1"},
            )
        ],
        [
            Message(
                "user",
                (Part("image", "image/png, 3 bytes"), Part("image", "https://h.test/a.png"), Part("image", "file-1")),
            )
        ],
    ),
    "files and audio": (
        [
            user(
                {"type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,AAAA"},
                {"type": "input_file", "file_id": "file-1"},
                {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
            )
        ],
        [
            Message(
                "user",
                (
                    Part("file", "application/pdf, 3 bytes", "a.pdf"),
                    Part("file", "file-1", "file-1"),
                    Part("audio", "audio/wav, 3 bytes"),
                ),
            )
        ],
    ),
    "a turn of the assistant": (
        [reasoning("hm", encrypted_content="AAAA"), message(said("Hi")), function("{}"), user()],
        [
            Message(
                "assistant",
                (
                    Part("reasoning", "hm"),
                    Part("other", "encrypted, 3 bytes", "encrypted reasoning"),
                    text("Hi"),
                    Part("tool_call", "{}", "f", "c1"),
                ),
            ),
            Message("user", ()),
        ],
    ),
    "results": (
        [
            function("{}"),
            {"type": "function_call_output", "call_id": "c1", "output": "3"},
            {"type": "custom_tool_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "4"}]},
            {"type": "function_call_output", "call_id": "c1", "output": {"temp": 5}},
            {"type": "function_call_output", "call_id": "c1", "output": [{"temp": 6}]},
        ],
        [
            Message("assistant", (Part("tool_call", "{}", "f", "c1"),)),
            Message("tool", (Part("tool_result", "3", "f", "c1"),)),
            Message("tool", (Part("tool_result", "4", "custom_tool", "c2"),)),
            Message("tool", (Part("tool_result", '{"temp":5}', "f", "c1"),)),
            Message("tool", (Part("tool_result", '{"temp":6}', "f", "c1"),)),
        ],
    ),
    "results that are no text": (
        [
            {
                "type": "computer_call_output",
                "call_id": "c1",
                "output": {"type": "computer_screenshot", "image_url": PNG},
            },
            {"type": "shell_call_output", "call_id": "c2", "output": [{"stdout": "a", "stderr": "b"}]},
            {"type": "tool_search_output", "id": "t1", "tools": [{"name": "f"}]},
        ],
        [
            Message("tool", (Part("image", "image/png, 3 bytes"),)),
            Message("tool", (Part("tool_result", "ab", "shell", "c2"),)),
            Message("tool", (Part("tool_result", "f", "tool_search", "t1"),)),
        ],
    ),
    "an MCP call with its output": (
        [{"type": "mcp_call", "id": "m1", "name": "ask", "arguments": "{}", "output": "Yes"}],
        [Message("assistant", (Part("tool_call", "{}", "ask", "m1"), Part("tool_result", "Yes", "ask", "m1")))],
    ),
    "a built-in tool": (
        [{"type": "web_search_call", "id": "ws_1", "action": {"type": "search", "query": "a"}}],
        [Message("assistant", (Part("tool_call", '{"type":"search","query":"a"}', "web_search", "ws_1"),))],
    ),
    "a reference": (
        [{"type": "item_reference", "id": "msg_1"}],
        [Message("stored", (Part("other", "msg_1", "item_reference"),))],
    ),
    "an approval": (
        [{"type": "mcp_approval_response", "approval_request_id": "r1", "approve": True}],
        [
            Message(
                "tool",
                (Part("other", '{"approval_request_id":"r1","approve":true}', "mcp_approval_response"),),
            )
        ],
    ),
    "tools": (
        [{"type": "additional_tools", "role": "developer", "tools": [{"name": "f"}, {"type": "web_search"}]}],
        [Message("developer", (Part("other", "f, web_search", "additional_tools"),))],
    ),
    "odd types": (
        [None, 5, {"role": "user", "content": 5}, user("a", None), {"type": []}],
        [
            Message("?", (Part("other", "not an object"),)),
            Message("?", (Part("other", "5"),)),
            Message("user", (Part("other", "5"),)),
            Message("user", (Part("other", "a", "part"), Part("other", "see the request", "part"))),
            Message("?", ()),
        ],
    ),
    "nothing": (None, []),
}


@pytest.mark.parametrize(("sent", "expected"), ITEMS.values(), ids=ITEMS.keys())
def test_input(sent: Json, expected: list[Message]) -> None:
    body = {"input": sent}
    assert list(messages(body)) == expected
    assert [turn.role for turn in turns(body)] == [message.role for message in expected]


def test_what_comes_before_the_input() -> None:
    body = {
        "instructions": "Be kind.",
        "previous_response_id": "resp_0",
        "conversation": {"id": "conv_1"},
        "prompt": {"id": "p1", "variables": {}},
        "input": "Hi",
    }
    assert messages(body) == (
        Message("system", (text("Be kind."),)),
        Message("stored", (Part("other", "resp_0", "previous_response_id"),)),
        Message("stored", (Part("other", "conv_1", "conversation"),)),
        Message("stored", (Part("other", "p1", "prompt"),)),
        Message("user", (text("Hi"),)),
    )


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("x" * 90, "x" * 80),
        ([{"role": "system", "content": "S"}, user({"type": "input_image"}, said("Hi"))], "Hi"),
        ([message(said("Hi"))], ""),
        (None, ""),
    ],
)
def test_opening(sent: Json, expected: str) -> None:
    assert head({"input": sent}).opening == expected

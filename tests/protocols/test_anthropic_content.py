"""The request side of Anthropic's Messages API, and what stands in the results of tools."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Json, Message, Part
from recview.protocols.anthropic.content import messages, result_text


def sent(*blocks: Json, role: str = "user") -> dict[str, Any]:
    return {"messages": [{"role": role, "content": list(blocks)}]}


def block(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, **fields}


TEXT = block("text", text="Hi", cache_control={"type": "ephemeral"})
PNG = {"type": "base64", "media_type": "image/png", "data": "AAAA"}

PARTS: dict[str, tuple[Json, Part]] = {
    "text": (TEXT, Part("text", "Hi")),
    "thinking": (block("thinking", thinking="hm", signature="AAAA"), Part("reasoning", "hm")),
    "redacted thinking": (
        block("redacted_thinking", data="AAAA"),
        Part("other", "base64, 3 bytes", "redacted thinking"),
    ),
    "image": (block("image", source=PNG), Part("image", "image/png, 3 bytes")),
    "image by URL": (
        block("image", source={"type": "url", "url": "https://t.test/a.png"}),
        Part("image", "https://t.test/a.png"),
    ),
    "document": (
        block("document", title="a.pdf", source={**PNG, "media_type": "application/pdf"}),
        Part("file", "application/pdf, 3 bytes", "a.pdf"),
    ),
    "document of text": (
        block("document", title="a.txt", source={"type": "text", "media_type": "text/plain", "data": "All of it"}),
        Part("file", "All of it", "a.txt"),
    ),
    "document of blocks": (
        block("document", source={"type": "content", "content": [TEXT, block("image", source=PNG)]}),
        Part("file", "Hi\nimage/png, 3 bytes"),
    ),
    "document in a file": (block("document", source={"type": "file", "file_id": "file_1"}), Part("file", "file_1")),
    "container upload": (block("container_upload", file_id="file_1"), Part("file", "file_1")),
    "tool call": (
        block("tool_use", id="t1", name="f", input={"a": [1, "é"]}),
        Part("tool_call", '{"a":[1,"é"]}', "f", "t1"),
    ),
    "call of a server's tool": (
        block("server_tool_use", id="s1", name="web_search", input={}),
        Part("tool_call", "{}", "web_search", "s1"),
    ),
    "tool result": (block("tool_result", tool_use_id="t1", content="7"), Part("tool_result", "7", id="t1")),
    "tool result in blocks": (
        block("tool_result", tool_use_id="t1", content=[TEXT, block("image", source=PNG)]),
        Part("tool_result", "Hi\nimage/png, 3 bytes", id="t1"),
    ),
    "tool result that is an object": (
        block("tool_result", tool_use_id="t1", content=[{"type": "json", "json": {"a": 1}}]),
        Part("tool_result", '{"type":"json","json":{"a":1}}', id="t1"),
    ),
    "tool result that failed": (
        block("tool_result", tool_use_id="t1", is_error=True, content="No."),
        Part("tool_result", "error: No.", id="t1"),
    ),
    "tool result without content": (block("tool_result", tool_use_id="t1"), Part("tool_result", "", id="t1")),
    "result of a server's tool": (
        block("mcp_tool_result", tool_use_id="s1", content=[TEXT]),
        Part("tool_result", "Hi", "mcp_tool_result", "s1"),
    ),
    "search result": (
        block("search_result", title="T", source="https://t.test", content=[TEXT]),
        Part("other", "T\nHi\nhttps://t.test", "search_result"),
    ),
    "system inside": (block("mid_conv_system", content=[TEXT]), Part("other", "Hi", "mid_conv_system")),
    "another kind": (block("hologram"), Part("other", '{"type":"hologram"}', "hologram")),
    "not an object": ("Hi", Part("other", "Hi", "part")),
    "nothing": (None, Part("other", "see the request", "part")),
}


@pytest.mark.parametrize(("given", "expected"), PARTS.values(), ids=PARTS.keys())
def test_part(given: Json, expected: Part) -> None:
    assert messages(sent(given)) == (Message("user", (expected,)),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"system": "S", "messages": [{"role": "user", "content": "Hi"}]}, [("system", ["S"]), ("user", ["Hi"])]),
        ({"system": [TEXT, TEXT], "messages": []}, [("system", ["Hi", "Hi"])]),
        ({"system": "", "messages": [{"role": "system", "content": "S"}]}, [("system", ["S"])]),
        ({"messages": [{"role": "user", "content": None}, {"content": 5}]}, [("user", []), ("?", ["5"])]),
        ({"messages": ["Hi", None]}, [("?", ["Hi"]), ("?", ["not an object"])]),
        ({"messages": {}, "system": None}, []),
    ],
    ids=["text", "system in blocks", "system as a role", "odd content", "odd messages", "nothing"],
)
def test_messages(body: dict[str, Any], expected: list[tuple[str, list[str]]]) -> None:
    assert [(each.role, [part.text for part in each.parts]) for each in messages(body)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"type": "tool_search_tool_search_result", "tool_references": [{"tool_name": "f"}, {"tool_name": "g"}]},
            "f\ng",
        ),
        (
            {
                "type": "web_fetch_result",
                "url": "u",
                "content": block("document", source={"type": "text", "data": "D"}),
            },
            "u\nD",
        ),
        ({"type": "advisor_redacted_result", "encrypted_content": "AAAA"}, "encrypted, base64, 3 bytes"),
        ({"type": "bash_code_execution_result", "return_code": 0, "content": [{"file_id": "file_1"}]}, "file_1"),
        ({"type": "text_editor_code_execution_create_result"}, '{"type":"text_editor_code_execution_create_result"}'),
        ({"type": "any_error", "error_code": "unavailable", "error_message": "No."}, "error: unavailable No."),
        (None, ""),
        (7, ""),
    ],
    ids=["tool search", "web fetch", "encrypted", "files", "no words", "error", "nothing", "a number"],
)
def test_result(content: Json, expected: str) -> None:
    assert result_text(content) == expected

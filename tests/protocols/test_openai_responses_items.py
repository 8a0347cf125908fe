"""What built-in tools, annotations and media leave in an answer of the Responses API."""

from __future__ import annotations

import pytest

from recview.model import (
    Event,
    Finished,
    Json,
    Noted,
    TextDelta,
    ToolCallDelta,
)
from recview.protocols import openai_responses
from tests.responses import (
    CITED,
    PATCH,
    SEARCH,
    added,
    done,
    end,
    event,
    exchange,
    message,
    reasoning,
    said,
)

ITEMS: dict[str, tuple[list[Json], list[Event]]] = {
    "encrypted reasoning": (
        [
            added(0, reasoning(encrypted_content="A" * 40)),
            done(0, reasoning(encrypted_content="A" * 400)),
            end(reasoning(encrypted_content="A" * 800)),
        ],
        [Noted(1, 0, "encrypted reasoning", "encrypted, 300 bytes"), Finished(2, 0, "completed")],
    ),
    "a tool of an MCP server": (
        [
            event("mcp_list_tools.in_progress"),
            done(0, {"type": "mcp_list_tools", "server_label": "wiki", "tools": [{"name": "ask"}, {"name": "read"}]}),
            added(1, {"type": "mcp_call", "id": "m1", "name": "ask", "arguments": ""}),
            event("mcp_call.in_progress", 1),
            event("mcp_call_arguments.delta", 1, delta="{}"),
            event("mcp_call_arguments.done", 1, arguments="{}"),
            event("mcp_call.completed", 1),
            done(
                1, {"type": "mcp_call", "id": "m1", "name": "ask", "arguments": "{}", "output": "It is.", "error": None}
            ),
            done(2, {"type": "mcp_list_tools", "error": {"code": 5}}),
            end(status="completed"),
        ],
        [
            Noted(1, 0, "mcp_list_tools", "wiki ask, read"),
            ToolCallDelta(2, 0, "1", "m1", "ask"),
            ToolCallDelta(4, 0, "1", "", "", "{}"),
            Noted(7, 0, "mcp_call output", "It is."),
            Noted(8, 0, "mcp_list_tools", "\nno tools"),
            Noted(8, 0, "mcp_list_tools error", '{"code":5}'),
            Finished(9, 0, "completed"),
        ],
    ),
    "a built-in tool that has arguments": (
        [done(0, {"type": "some_call", "id": "t1", "call_id": None, "arguments": {"paths": ["a"]}})],
        [ToolCallDelta(0, 0, "0", "t1", "some", '{"paths":["a"]}')],
    ),
    "a search for tools": (
        [done(0, {"type": "tool_search_call", "id": "t1", "call_id": None, "arguments": {"paths": ["a"]}})],
        [Noted(0, 0, "tool_search_call", '{"arguments":{"paths":["a"]}}')],
    ),
    "code": (
        [
            added(0, {"type": "code_interpreter_call", "code": "", "outputs": None}),
            event("code_interpreter_call.in_progress"),
            event("code_interpreter_call_code.delta", delta="1 +"),
            event("code_interpreter_call_code.done", code="1 + 1"),
            event("code_interpreter_call.interpreting"),
            done(
                0,
                {
                    "type": "code_interpreter_call",
                    "code": "1 + 1",
                    "outputs": [{"type": "logs", "logs": "2"}, {"type": "image", "url": "data:image/png;base64,AAAA"}],
                },
            ),
            done(1, {"type": "code_interpreter_call", "code": "3"}),
        ],
        [
            ToolCallDelta(0, 0, "0", "", "code_interpreter"),
            ToolCallDelta(2, 0, "0", arguments="1 +"),
            ToolCallDelta(3, 0, "0", arguments=" 1"),
            Noted(5, 0, "code_interpreter_call output", "2"),
            Noted(5, 0, "code_interpreter_call output", "\nimage/png, 3 bytes"),
            ToolCallDelta(6, 0, "1", "", "code_interpreter", "3"),
        ],
    ),
    "searches": (
        [
            added(0, {"type": "web_search_call", "action": {"type": "search"}}),
            event("web_search_call.searching"),
            done(0, SEARCH),
            done(
                1,
                {
                    "type": "web_search_call",
                    "action": {"type": "find_in_page", "pattern": "b", "url": "https://h.test"},
                },
            ),
            done(2, {"type": "file_search_call", "queries": ["c"], "results": [{}, {}]}),
            end(SEARCH),
        ],
        [
            Noted(2, 0, "web_search_call", "search “a”, “b”"),
            Noted(3, 0, "web_search_call", "\nfind_in_page “b” https://h.test"),
            Noted(4, 0, "file_search_call", "c"),
            Noted(4, 0, "file_search_call", "\n2 results in the raw chunk"),
            Finished(5, 0, "completed"),
        ],
    ),
    "images": (
        [
            event("image_generation_call.generating"),
            event("image_generation_call.partial_image", partial_image_b64="AAAA", partial_image_index=0),
            done(
                0,
                {"type": "image_generation_call", "result": "AAAAAAAA", "output_format": "png", "revised_prompt": "A"},
            ),
        ],
        [
            Noted(1, 0, "image_generation_call partial_image", "image, 3 bytes"),
            Noted(2, 0, "image_generation_call", "image/png, 6 bytes"),
            Noted(2, 0, "image_generation_call", "\nA"),
        ],
    ),
    "a shell": (
        [
            event("shell_call_command.added", command="", command_index=0),
            event("shell_call_command.delta", command_index=0, delta="ls"),
            event("shell_call_command.done", command_index=0, command="ls"),
            done(0, {"type": "shell_call", "call_id": "c1", "action": {"commands": ["ls", "pwd"]}}),
            event("shell_call_output_content.delta", 1, command_index=0, delta={"stdout": "a\n"}),
            event("shell_call_output_content.done", 1, command_index=0, output=[]),
            done(1, {"type": "shell_call_output", "output": [{"stdout": "a\n", "stderr": "b"}]}),
            done(2, {"type": "local_shell_call", "action": {"command": ["ls", "-l"]}}),
        ],
        [
            Noted(1, 0, "shell_call", "ls"),
            Noted(3, 0, "shell_call", "\npwd"),
            Noted(4, 0, "shell_call_output", "a\n"),
            Noted(6, 0, "shell_call_output", "b"),
            Noted(7, 0, "local_shell_call", "ls -l"),
        ],
    ),
    "a patch": (
        [
            added(0, {**PATCH, "operation": {**PATCH["operation"], "diff": ""}}),
            event("apply_patch_call_operation_diff.delta", delta="+a"),
            done(0, PATCH),
        ],
        [
            Noted(0, 0, "apply_patch_call operation", "create_file a.md"),
            Noted(1, 0, "apply_patch_call", "+a"),
            Noted(2, 0, "apply_patch_call", "\n"),
        ],
    ),
    "an item that nobody knows": (
        [
            done(0, {"type": "computer_call", "id": "cu_1", "action": {"type": "click", "x": 1}}),
            done(1, {"type": "new"}),
        ],
        [Noted(0, 0, "computer_call", '{"action":{"type":"click","x":1}}')],
    ),
    "annotations": (
        [
            event("output_text.annotation.added", annotation=CITED, annotation_index=0),
            event("content_part.done", content_index=0, part=said("a", annotations=[CITED])),
            done(0, message(said("a", annotations=[CITED, {"type": "file_citation", "filename": "b.md"}]))),
            end(message(said("a", annotations=[CITED, {"type": "file_citation", "filename": "b.md"}]))),
        ],
        [
            Noted(0, 0, "annotations", "A page https://h.test"),
            TextDelta(1, 0, "a"),
            Noted(2, 0, "annotations", "\nb.md"),
            Finished(3, 0, "completed"),
        ],
    ),
    "audio": (
        [
            {"type": "response.audio.delta", "delta": "AAAA"},
            {"type": "response.audio.transcript.delta", "delta": "Hello"},
            {"type": "response.audio.done"},
            {"type": "response.audio.transcript.done"},
        ],
        [Noted(0, 0, "audio", "audio, 3 bytes\n"), Noted(1, 0, "audio transcript", "Hello")],
    ),
    "a part of another kind": (
        [end(message({"type": "output_audio", "data": "AAAA"}))],
        [Noted(0, 0, "output_audio", "in the raw chunk"), Finished(0, 0, "completed")],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), ITEMS.values(), ids=ITEMS.keys())
def test_item(chunks: list[Json], expected: list[Event]) -> None:
    found = openai_responses.decode(exchange(*chunks))
    assert found.protocol == "openai.responses"
    assert list(found.events) == expected

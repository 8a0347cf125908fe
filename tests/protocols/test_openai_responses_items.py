"""What built-in tools, annotations and media leave in an answer of the Responses API."""

from __future__ import annotations

import pytest

from recview.events import Event, Finished, Noted, TextDelta, ToolCallDelta, UsageReported
from recview.model import Json, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from tests.builders import exchange
from tests.protocols.readers import READERS
from tests.responses import (
    CITED,
    PATCH,
    SEARCH,
    added,
    done,
    end,
    event,
    message,
    reasoning,
    response,
    said,
    usage,
)

openai_responses = READERS["openai.responses"]

QUERY = '{"type":"search","query":"a","queries":["a","b"]}'
FIND = '{"type":"find_in_page","pattern":"b","url":"https://h.test"}'

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
            ToolCallDelta(2, 0, "1", "m1", "ask", runs="provider"),
            ToolCallDelta(4, 0, "1", "", "", "{}"),
            Noted(7, 0, "mcp_call output", "It is."),
            Noted(8, 0, "mcp_list_tools", "\nno tools"),
            Noted(8, 0, "mcp_list_tools error", '{"code":5}'),
            Finished(9, 0, "completed"),
        ],
    ),
    "a built-in tool that has arguments": (
        [done(0, {"type": "some_call", "id": "t1", "call_id": None, "arguments": {"paths": ["a"]}})],
        [ToolCallDelta(0, 0, "0", "t1", "some", '{"paths":["a"]}', "provider")],
    ),
    "a search for tools": (
        [
            done(0, {"type": "tool_search_call", "id": "t1", "call_id": None, "arguments": {"paths": ["a"]}}),
            done(1, {"type": "tool_search_call", "call_id": "t2", "execution": "client", "arguments": {"goal": "b"}}),
        ],
        [
            ToolCallDelta(0, 0, "0", "t1", "tool_search", '{"paths":["a"]}', "provider"),
            ToolCallDelta(1, 0, "1", "t2", "tool_search", '{"goal":"b"}', "client"),
        ],
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
            ToolCallDelta(0, 0, "0", "", "code_interpreter", runs="provider"),
            ToolCallDelta(2, 0, "0", arguments="1 +"),
            ToolCallDelta(3, 0, "0", arguments=" 1"),
            Noted(5, 0, "code_interpreter_call output", "2"),
            Noted(5, 0, "code_interpreter_call output", "\nimage/png, 3 bytes"),
            ToolCallDelta(6, 0, "1", "", "code_interpreter", "3", "provider"),
        ],
    ),
    "searches": (
        [
            added(0, {"type": "web_search_call", "action": {"type": "search"}}),
            event("web_search_call.searching"),
            done(0, {**SEARCH, "action": {**SEARCH["action"], "sources": [{"type": "url", "url": "https://h.test"}]}}),
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
            ToolCallDelta(0, 0, "0", "", "web_search", runs="provider"),
            ToolCallDelta(2, 0, "0", "ws_1", "web_search", QUERY, "provider"),
            Noted(2, 0, "web_search_call", "https://h.test"),
            ToolCallDelta(3, 0, "1", "", "web_search", FIND, "provider"),
            ToolCallDelta(4, 0, "2", "", "file_search", '{"queries":["c"]}', "provider"),
            Noted(4, 0, "file_search_call", "2 results in the raw chunk"),
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
            ToolCallDelta(2, 0, "0", "", "image_generation", '{"revised_prompt":"A"}', "provider"),
            Noted(2, 0, "image_generation_call", "image/png, 6 bytes"),
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
            done(3, {"type": "shell_call", "environment": {"type": "container_reference"}, "action": {}}),
            end({"type": "shell_call", "call_id": "c1", "action": {"commands": ["ls", "pwd"]}}),
        ],
        [
            ToolCallDelta(1, 0, "0", arguments="ls"),
            ToolCallDelta(3, 0, "0", "c1", "shell", "\npwd"),
            Noted(4, 0, "shell_call_output", "a\n"),
            Noted(6, 0, "shell_call_output", "b"),
            ToolCallDelta(7, 0, "2", "", "local_shell", "ls -l"),
            ToolCallDelta(8, 0, "3", "", "shell", "", "provider"),
            Finished(9, 0, "completed"),
        ],
    ),
    "a patch": (
        [
            added(0, {**PATCH, "operation": {**PATCH["operation"], "diff": ""}}),
            event("apply_patch_call_operation_diff.delta", delta="+a"),
            done(0, PATCH),
        ],
        [
            ToolCallDelta(0, 0, "0", "", "apply_patch"),
            Noted(0, 0, "apply_patch_call operation", "create_file a.md"),
            ToolCallDelta(1, 0, "0", arguments="+a"),
            ToolCallDelta(2, 0, "0", "", "apply_patch", "\n"),
        ],
    ),
    "an item that nobody knows": (
        [
            done(0, {"type": "computer_call", "id": "cu_1", "action": {"type": "click", "x": 1}}),
            done(1, {"type": "new"}),
            done(2, {"type": "newer", "field": "a"}),
            done(3, {"type": "openrouter:advisor", "id": "ad_1", "prompt": "b", "status": "completed"}),
        ],
        [
            ToolCallDelta(0, 0, "0", "cu_1", "computer", '{"type":"click","x":1}'),
            Noted(2, 0, "newer", '{"field":"a"}'),
            ToolCallDelta(3, 0, "3", "ad_1", "openrouter:advisor", '{"prompt":"b"}', "provider"),
        ],
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


def test_a_conversation_that_was_made_shorter() -> None:
    kept: Json = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Who are you?"}]}
    sealed: Json = {"type": "compaction", "id": "cmp_1", "encrypted_content": "A" * 40}
    body = {"id": "resp_1", "object": "response.compaction", "output": [kept, sealed], "usage": usage(9, 5)}
    sent = exchange(body, streaming=False, endpoint="/v1/responses/compact")
    assert protocol_of(sent).name == "openai.responses"
    assert list(decode(sent).events) == [
        Noted(0, 0, "user message", "Who are you?"),
        Noted(0, 0, "encrypted compaction", "encrypted, 30 bytes"),
        UsageReported(0, Usage(9, 5, 14, cached=2, cache_write=1, reasoning=4)),
    ]


def test_sources_beside_a_response() -> None:
    cited = message(said("a", annotations=[CITED]))
    beside = response(cited, citations=["https://h.test", "https://i.test"])
    events = openai_responses.decode(exchange(beside, streaming=False)).events
    assert [event.text for event in events if isinstance(event, Noted)] == [
        "A page https://h.test",
        "[2] https://i.test\n",
    ]

"""Logs of agents' sessions: named whatever their first line is, and never taken for recordings."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.formats import HEAD, is_listed, may_be_recording, read
from recview.model import Readability

USER = {"parentUuid": None, "sessionId": "s", "type": "user", "message": {"role": "user", "content": "x"}, "uuid": "a"}
HUGE = {"type": "user", "message": {"role": "user", "content": "x" * 200_000}, "sessionId": "s", "parentUuid": None}
SAID = {"role": "assistant", "content": [{"type": "text", "text": "y"}], "stop_reason": "end_turn", "usage": {}}
ASSISTANT = {"parentUuid": "a", "sessionId": "s", "type": "assistant", "message": SAID, "uuid": "b"}
SNAPSHOT = {"type": "file-history-snapshot", "messageId": "m", "snapshot": {"trackedFileBackups": {}}}
INIT = {"type": "system", "subtype": "init", "session_id": "s", "tools": []}
ITEM = {"timestamp": "t", "type": "response_item", "payload": {"type": "message", "role": "user", "content": []}}
OPENCODE = {"id": "ses_1", "projectID": "p", "directory": "/w", "time": {"created": 1}}
TASK = [{"type": "text", "text": "<task>\nGo.\n</task>"}]
COPILOT = {"type": "user.message", "data": {"content": "x"}, "id": "a", "parentId": "b"}


def lines(*values: object) -> bytes:
    return b"".join((value if isinstance(value, str) else json.dumps(value)).encode() + b"\n" for value in values)


def document(value: object) -> bytes:
    return json.dumps(value, indent=2).encode()


LOGS = {
    "a turn": ("Claude Code", lines(USER, ASSISTANT)),
    "an answer first": ("Claude Code", lines(ASSISTANT, USER)),
    "a summary": ("Claude Code", lines({"type": "summary", "summary": "x", "leafUuid": "u"}, USER)),
    "summaries alone": ("Claude Code", lines({"type": "summary", "summary": "x", "leafUuid": "u"})),
    "a snapshot": ("Claude Code", lines(SNAPSHOT, USER)),
    "a queue": ("Claude Code", lines({"type": "queue-operation", "operation": "enqueue", "sessionId": "s"}, USER)),
    "a title": ("Claude Code", lines({"type": "custom-title", "customTitle": "x", "sessionId": "s"})),
    "a huge line": ("Claude Code", lines({**SNAPSHOT, "snapshot": "x" * 200_000}, USER)),
    "a huge message": ("Claude Code", lines(HUGE, ASSISTANT)),
    "a cut line": ("Claude Code", lines('{"type": "user", "mess', USER)),
    "a damaged line": ("Claude Code", lines("%%%", USER)),
    "blank lines": ("Claude Code", lines("", "", USER)),
    "stream-json": ("Claude Code, stream-json", lines(INIT, {"type": "assistant", "message": SAID, "session_id": "s"})),
    "partial messages": ("Claude Code, stream-json", lines({"type": "stream_event", "event": {}, "session_id": "s"})),
    "its result": ("Claude Code, stream-json", document({"type": "result", "subtype": "success", "session_id": "s"})),
    "its array": ("Claude Code, stream-json", document([INIT, {"type": "result", "subtype": "x", "session_id": "s"}])),
    "a rollout": ("Codex", lines({"timestamp": "t", "type": "session_meta", "payload": {"text": "x" * 20_000}}, ITEM)),
    "its middle": ("Codex", lines(ITEM)),
    "its events": ("Codex", lines({"timestamp": "t", "type": "event_msg", "payload": {"type": "task_started"}})),
    "without wrapper": ("Codex", lines({"id": "a", "timestamp": "t", "instructions": None}, {"record_type": "state"})),
    "codex exec": ("Codex", lines({"type": "thread.started", "thread_id": "t"}, {"type": "turn.started"})),
    "Gemini lines": ("Gemini CLI", lines({"sessionId": "s", "projectHash": "h", "startTime": "t"}, {"type": "user"})),
    "a Gemini chat": ("Gemini CLI", document({"sessionId": "s", "projectHash": "h", "messages": []})),
    "Gemini's log": ("Gemini CLI", document([{"sessionId": "s", "messageId": 0, "message": "x", "timestamp": "t"}])),
    "an OpenCode session": ("OpenCode", document(OPENCODE)),
    "an OpenCode part": ("OpenCode", document({"id": "prt_1", "sessionID": "ses_1", "type": "text"})),
    "an OpenCode export": ("OpenCode", document({"info": OPENCODE, "messages": []})),
    "Cline's calls": ("Cline", document([{"role": "user", "content": TASK}, {"role": "assistant", "content": []}])),
    "Cline's screen": ("Cline", document([{"ts": 1, "type": "say", "say": "text", "text": "x"}])),
    "pi": ("pi", lines({"type": "session", "version": 3, "id": "u", "cwd": "/w"}, {"type": "message_start"})),
    "pi's middle": ("pi", lines({"type": "message", "id": "a", "parentId": None, "message": {"role": "user"}})),
    "Copilot": ("Copilot", lines({"type": "session.start", "data": {"sessionId": "s"}, "id": "a"}, COPILOT)),
    "Copilot's middle": ("Copilot", lines(COPILOT)),
    "Qwen": ("Qwen Code", lines({**USER, "message": {"role": "user", "parts": [{"text": "x"}]}})),
    "Kimi": ("Kimi CLI", lines({"role": "_checkpoint", "id": 0}, {"role": "user", "content": "x"})),
    "somebody's": ("", lines({"type": "user", "sessionId": "s"}, {"type": "assistant", "sessionId": "s"})),
}


@pytest.mark.parametrize("kind", LOGS)
def test_a_log_says_whose_it_is(kind: str) -> None:
    name, data = LOGS[kind]
    whose = f" ({name})" if name else ""
    path = "s.json" if data.startswith((b"{\n", b"[\n")) else "s.jsonl"
    found = read(data, path)
    assert isinstance(found, Readability)
    assert found.reason == f"the log of an agent's session{whose}: recview does not read it"
    assert (found.is_sound, found.is_half_written) == (True, False)
    assert is_listed(found, data[:HEAD], path)
    assert may_be_recording(data[:HEAD], path)


OTHERS = {
    "training data": lines({"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}),
    "analytics": lines({"sessionId": "s", "event": "click"}, {"sessionId": "s", "event": "view"}),
    "long lines": lines({"timestamp": "t", "text": "x" * 9_000}),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_lines_are_no_log(kind: str) -> None:
    found = read(OTHERS[kind], "a.jsonl")
    assert isinstance(found, Readability)
    assert "session" not in found.reason


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (lines({"type": "message_start", "message": SAID}, {"type": "message_stop"}), "a.jsonl"),
        (
            lines({"type": "response.created", "response": {"id": "r", "instructions": None, "object": "response"}}),
            "a.jsonl",
        ),
        (document({"id": "r", "object": "response", "instructions": None, "timestamp": "t", "output": []}), "a.json"),
    ],
    ids=["Anthropic", "Responses", "a plain answer"],
)
def test_answers_are_no_log(data: bytes, path: str) -> None:
    assert not isinstance(read(data, path), Readability)


KEYS = st.sampled_from(
    ["type", "sessionId", "session_id", "message", "data", "id", "info", "item", "v", "kind", "content"]
)
VALUES = st.none() | st.integers() | st.text(max_size=4) | st.lists(st.none() | st.text(max_size=3), max_size=2)
ENTRIES = st.dictionaries(KEYS, VALUES | st.dictionaries(KEYS, VALUES, max_size=3), max_size=5)


@given(st.lists(ENTRIES | VALUES, max_size=5))
def test_no_line_makes_read_raise(values: list[object]) -> None:
    read(lines('{"sessionId": 1}', *values), "a.jsonl")
    read(document(["sessionId", {"sessionId": 1}, *values]), "a.json")

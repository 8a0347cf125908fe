"""Logs of agents' sessions, which recview knows by name and does not read: they hold a conversation, not its calls.

Source: what the agents write, as the public tools that read their logs describe it. A log is told by any of its first
lines: many begin with a summary, a snapshot or something to resume by, and a line may be huge or damaged. To add an
agent: a row in `_AGENTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import foreign
from recview.formats.file import HEAD, File
from recview.formats.json_lines import first_objects
from recview.model import Exchange, Json, Readability

_LOOKS = 40
"""Lines, or members of an array, that are looked at."""

_KEYS = (
    *("sessionId", "session_id", "sessionID", "leafUuid", "parentUuid", "isSidechain", "projectHash", "projectID"),
    *("record_type", "thread_id", "parentId", "parent_tool_use_id", "working_dir", "responderUsername"),
    *("environment_details", "totalCostUsd", "thinkingLevel"),
)
_TYPES = (
    r"summary|file-history-snapshot|queue-operation|session_meta|response_item|event_msg|turn_context|thread\.started"
    r"|session|session_start|session\.start|say|ask|custom-title|ai-title|last-prompt|permission-mode"
)
# As text: `re` compiles and keeps them at their first use, which spares the start.
_TELLING = (
    rf'"(?:{"|".join(_KEYS)})"\s*:|<(?:environment_details|task)>|"type"\s*:\s*"(?:{_TYPES})"'
    r'|"role"\s*:\s*"_(?:checkpoint|usage|system_prompt)"|"instructions"\s*:\s*null'
).encode()
# Every file of a tree is asked, and these are found in a tenth of the time that the expression takes.
_WORDS = (
    *(f'"{key}"'.encode() for key in _KEYS),
    *(f'"{kind}"'.encode() for kind in _TYPES.replace("\\", "").split("|")),
    *(b"<environment_details>", b"<task>", b'"_checkpoint"', b'"_usage"', b'"_system_prompt"', b'"instructions"'),
)
_LONG_LINE = rb'"(?:timestamp|message|payload|uuid)"\s*:'


def begins(head: bytes) -> bool:
    """Whether a word of such a log stands in its start, or nothing but the start of one long line."""
    if head[:1] not in (b"{", b"[") and b"\n{" not in head:
        return False
    if any(word in head for word in _WORDS) and re.search(_TELLING, head):
        return True
    is_one_line = head[:1] == b"{" and len(head) > HEAD // 2 and b"\n" not in head
    return is_one_line and re.search(_LONG_LINE, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Never exchanges: whose log it is; None if it is none."""
    entries = [*islice(_entries(file), _LOOKS)]
    for name, is_line in _AGENTS:
        if any(map(is_line, entries)):
            whose = f" ({name})" if name else ""
            return foreign(f"the log of an agent's session{whose}: recview does not read it")
    return None


def _entries(file: File) -> Iterator[Mapping[str, Json]]:
    """The first lines of JSON lines; else the document, or its members where it is an array."""
    is_one_line = b"\n" not in file.data.strip()
    has_objects = False
    for entry in () if is_one_line else first_objects(file.data, _LOOKS):
        has_objects = True
        yield entry
    if not has_objects and file.is_json:
        value = file.json
        yield from map(as_dict, value[:_LOOKS] if isinstance(value, list) else [value])


def _is_codex(line: Mapping[str, Json]) -> bool:
    """Codex's rollouts, with a wrapper and without one, and the events of `codex exec --json`."""
    kind = as_str(line.get("type"))
    if kind in {"session_meta", "response_item", "event_msg", "turn_context", "compacted"}:
        return isinstance(line.get("payload"), dict)
    if kind == "thread.started" or (kind.startswith("item.") and isinstance(line.get("item"), dict)):
        return "thread_id" in line or "item_type" in as_dict(line.get("item")) or "type" in as_dict(line.get("item"))
    return "record_type" in line or ({"id", "timestamp", "instructions"} <= line.keys() and "object" not in line)


def _is_qwen(line: Mapping[str, Json]) -> bool:
    return "parentUuid" in line and "sessionId" in line and "parts" in as_dict(line.get("message"))


def _is_claude(line: Mapping[str, Json]) -> bool:
    """Claude Code's files below `~/.claude/projects`."""
    kind = as_str(line.get("type"))
    if {"parentUuid", "isSidechain", "leafUuid"} & line.keys():
        return bool(kind)
    if kind == "file-history-snapshot":
        return bool({"messageId", "snapshot"} & line.keys())
    return "sessionId" in line and kind in _CLAUDE_LINES


_CLAUDE_LINES = frozenset(
    {
        *("queue-operation", "custom-title", "ai-title", "last-prompt", "permission-mode", "mode", "agent-name"),
        *("agent-color", "agent-setting", "tag", "pr-link", "worktree-state", "progress", "attachment"),
        *("attribution-snapshot", "content-replacement", "marble-origami-commit", "marble-origami-snapshot"),
    }
)


def _is_stream_json(line: Mapping[str, Json]) -> bool:
    """What `claude -p --output-format stream-json`, or `json`, writes."""
    if "session_id" not in line:
        return False
    kind = as_str(line.get("type"))
    if kind in {"system", "result"}:
        return "subtype" in line
    return (
        kind in {"assistant", "user", "stream_event", "rate_limit_event"}
        and {"message", "event"} & line.keys() != set()
    )


def _is_gemini(line: Mapping[str, Json]) -> bool:
    """Gemini CLI's chats, its older log of what was typed, and its stream-json."""
    if "sessionId" in line:
        return "projectHash" in line or {"messageId", "message", "timestamp"} <= line.keys()
    return line.get("type") == "init" and {"session_id", "timestamp", "model"} <= line.keys()


def _is_opencode(line: Mapping[str, Json]) -> bool:
    """OpenCode's storage (a session, a message or a part a file), its export and `run --format json`."""
    for owner in (line, as_dict(line.get("info"))):
        if as_str(owner.get("sessionID")).startswith("ses"):
            return True
        if as_str(owner.get("id")).startswith("ses_") and {"projectID", "directory", "time"} & owner.keys():
            return True
    return False


def _is_copilot(line: Mapping[str, Json]) -> bool:
    """Copilot CLI's events, and the chats of VS Code."""
    if isinstance(line.get("data"), dict):
        return re.fullmatch(_COPILOT_EVENTS, as_str(line.get("type"))) is not None and "object" not in line
    chat = as_dict(line["v"]) if line.get("kind") == 0 and "v" in line else line
    return "responderUsername" in chat or ("requests" in chat and {"sessionId", "creationDate"} <= chat.keys())


_COPILOT_EVENTS = (
    r"session\.(?:start|resume|info|model_change|error|idle|shutdown|truncation|compaction_\w+)|user\.message"
    r"|assistant\.(?:turn_start|turn_end|message|reasoning|intent|usage)|tool\.execution_\w+"
)


def _is_pi(line: Mapping[str, Json]) -> bool:
    kind = as_str(line.get("type"))
    if kind == "session":
        return bool({"cwd", "version"} & line.keys()) and "id" in line
    if kind == "message":
        return {"id", "parentId", "message"} <= line.keys()
    return kind in {"model_change", "thinking_level_change"} and bool({"modelId", "thinkingLevel"} & line.keys())


def _is_cline(line: Mapping[str, Json]) -> bool:
    """Cline's and Roo Code's tasks: what was sent, whose first message has tags of theirs, and what was shown."""
    if "ts" in line and as_str(line.get("type")) in {"say", "ask"}:
        return bool({"say", "ask"} & line.keys())
    if line.get("role") != "user":
        return False
    content = line.get("content")
    parts = content if isinstance(content, list) else [{"text": content}]
    return any(
        tag in as_str(as_dict(part).get("text")) for part in parts for tag in ("<environment_details>", "<task>")
    )


def _is_other(line: Mapping[str, Json]) -> bool:
    """A line of a session and of a turn, whoever wrote it."""
    kind = as_str(line.get("type"))
    return bool({"session_id", "sessionId"} & line.keys()) and kind in {
        "system",
        "user",
        "assistant",
        "result",
        "summary",
    }


_AGENTS: tuple[tuple[str, Callable[[Mapping[str, Json]], bool]], ...] = (
    ("Codex", _is_codex),
    ("Qwen Code", _is_qwen),
    ("Claude Code", _is_claude),
    ("Claude Code, stream-json", _is_stream_json),
    ("Gemini CLI", _is_gemini),
    ("OpenCode", _is_opencode),
    ("Copilot", _is_copilot),
    ("pi", _is_pi),
    ("Cline", _is_cline),
    ("Factory Droid", lambda line: line.get("type") == "session_start" and "id" in line),
    ("Goose", lambda line: {"working_dir", "message_count"} <= line.keys()),
    ("Kimi CLI", lambda line: as_str(line.get("role")) in {"_checkpoint", "_usage", "_system_prompt"}),
    ("Continue", lambda line: {"sessionId", "workspaceDirectory", "history"} <= line.keys()),
    ("Amp", lambda line: as_str(line.get("id")).startswith("T-") and bool(as_list(line.get("messages")))),
    # Last, since it does not say whose.
    ("", _is_other),
)
"""Whose log a line is of, the most telling first: the first that knows any of the lines names it."""

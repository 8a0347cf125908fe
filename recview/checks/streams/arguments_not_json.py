"""T104: a call whose arguments are not JSON."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import answer_kind, finishes, form_of, place
from recview.checks.streams.endings import cut_choices
from recview.coerce import as_dict, as_str
from recview.model import Json, Readability
from recview.reading.recording import Recording
from recview.replay.transcript import Block
from recview.wire import parse_text

RULE = Rule(
    id="T104",
    name="arguments-not-json",
    severity="error",
    summary="The arguments of a tool call are not JSON.",
    why="A client that parses them fails, or calls the tool without them. No arguments at all stand for {}.",
    remedy="Record it again; if a server cuts or joins the pieces wrongly, the finding names the first chunk of the "
    "call.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    if answer_kind(recording) != "conversation":
        return
    for block in recording.transcript.blocks:
        if block.kind != "tool_call" or block.runs != "client" or not block.text.strip():
            continue
        value = parse_text(block.text)
        if isinstance(value, Readability) and not _is_cut_off(recording, block) and not _is_free_text(recording, block):
            at = place(recording, block.choice, block.born, f"arguments of {block.name}" if block.name else "arguments")
            yield Fault(RULE, at, value.reason)


def _is_cut_off(recording: Recording, block: Block) -> bool:
    """Whether the answer ends too early, which is a finding of its own."""
    return form_of(finishes(recording).get(block.choice)) == "length" or block.choice in cut_choices(recording)


_FREE_TEXT = frozenset(
    {
        *("custom", "custom_tool_call", "apply_patch_call", "shell_call", "local_shell_call", "computer_call"),
        *("code_interpreter_call", "program"),
    }
)
"""Kinds of calls whose input is text, code or a patch."""

_MAX_DEPTH = 8


def _is_free_text(recording: Recording, block: Block) -> bool:
    """Whether the chunk that began a call says that its input is no JSON."""
    chunks = recording.exchange.response.chunks
    return block.born < len(chunks) and any(
        as_str(call.get("type")) in _FREE_TEXT or "custom" in call
        for call in _objects(chunks[block.born].data, _MAX_DEPTH)
        if not block.id or block.id in (call.get("id"), call.get("call_id"))
    )


def _objects(value: Json, levels: int) -> Iterator[dict[str, Json]]:
    """The objects in a value, down to a depth beyond which no call stands."""
    if not levels:
        return
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield dict(as_dict(value))
    for member in members:
        yield from _objects(member, levels - 1)


CHECK = Check((RULE,), _faults)

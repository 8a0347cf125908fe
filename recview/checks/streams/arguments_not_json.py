"""T104: a call whose arguments are not JSON."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.checks.streams.endings import cut_choices
from recview.coerce import as_dict, as_str
from recview.model import Json, Readability
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


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for each call whose arguments are not JSON."""
    for block in answer.recording.transcript.blocks:
        if block.kind != "tool_call" or block.runs != "client" or not block.text.strip():
            continue
        value = parse_text(block.text)
        if (
            isinstance(value, Readability)
            and answer.kind == "conversation"
            and not _is_cut_off(answer, block)
            and not _is_free_text(answer, block)
        ):
            at = answer.at(block.choice, block.born, f"arguments of {block.name}" if block.name else "arguments")
            yield Fault(RULE, at, value.reason)


def _is_cut_off(answer: Answer, block: Block) -> bool:
    """Whether the answer ends too early, which is a finding of its own."""
    finish = answer.finishes.get(block.choice)
    return (finish is not None and finish.form == "length") or block.choice in cut_choices(answer)


_FREE_TEXT = frozenset(
    {
        *("custom", "custom_tool_call", "apply_patch_call", "shell_call", "local_shell_call", "computer_call"),
        *("code_interpreter_call", "program"),
    }
)
"""Kinds of calls whose input is text, code or a patch."""

_MAX_DEPTH = 8


def _is_free_text(answer: Answer, block: Block) -> bool:
    """Whether the chunk that began a call says that its input is no JSON."""
    chunks = answer.chunks
    return block.born < len(chunks) and any(
        as_str(call.get("type")) in _FREE_TEXT
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

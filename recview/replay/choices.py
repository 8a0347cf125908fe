"""What each choice of an answer said in the end: its text, reasoning, refusal and tool calls, and how it finished."""

from __future__ import annotations

from typing import NamedTuple

from recview.events import Conversation, Runner
from recview.replay.transcript import Block, Transcript


class Call(NamedTuple):
    """A whole tool call; `arguments` is the recorded string, `runs` who runs the tool."""

    id: str
    name: str
    arguments: str
    runs: Runner = "client"


class Choice(NamedTuple):
    """One choice at its end.

    Attributes:
        number: Its index as recorded.
        finish: The last finish_reason that was sent; empty if none was.
    """

    number: int
    finish: str
    text: str
    reasoning: str
    refusal: str
    calls: tuple[Call, ...]


def choices(conversation: Conversation, transcript: Transcript) -> tuple[Choice, ...]:
    """The choices of an answer in the order of their indexes.

    There are none where nothing was said: a failed call, a card, a body that no protocol reads. Of a card that a word
    ended there is one, with just that word.
    """
    if conversation.card and conversation.card.finish:
        return (Choice(0, conversation.card.finish, "", "", "", ()),)
    if conversation.card or conversation.why:
        return ()
    blocks: dict[int, list[Block]] = {index: [] for index in transcript.choices}
    for block in transcript.blocks:
        if block.is_of_choice:
            blocks[block.choice].append(block)
    finishes = {index: reason for _, index, reason in transcript.finishes}
    return tuple(_choice(index, finishes.get(index, ""), said) for index, said in blocks.items())


def _choice(number: int, finish: str, blocks: list[Block]) -> Choice:
    said = {"text": "", "reasoning": "", "refusal": ""}
    calls: list[Call] = []
    for block in blocks:
        if block.kind == "tool_call" and not (block.name or block.text):
            continue  # A call without a name and arguments is none.
        if block.kind == "tool_call":
            calls.append(Call(block.id, block.name, block.text, block.runs))
        elif block.kind in said:
            said[block.kind] += block.gap + block.text
    return Choice(number, finish, said["text"], said["reasoning"], said["refusal"], tuple(calls))

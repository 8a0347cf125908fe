"""The choices of an answer at its end: text, reasoning, refusal, tool calls and finish_reason of each."""

from __future__ import annotations

from recview.events import Conversation, Runner
from recview.replay.measures import MeasuredChoice, NamedCall
from recview.replay.transcript import Block, Transcript
from recview.value import Value


class Call(Value):
    """A whole tool call; `arguments` is the recorded string, `runs` who runs the tool."""

    id: str
    name: str
    arguments: str
    runs: Runner = "client"


class Choice(Value):
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

    @property
    def measured(self) -> MeasuredChoice:
        """The choice without its texts."""
        lengths = len(self.text), len(self.reasoning), len(self.refusal)
        calls = tuple(NamedCall(call.name, call.runs) for call in self.calls)
        return MeasuredChoice(self.number, self.finish, *lengths, calls)


def choices(conversation: Conversation, transcript: Transcript) -> tuple[Choice, ...]:
    """The choices of an answer in the order of their indexes.

    There are none in a failed call, a card, or a body that no protocol reads. A card with a finish_reason has one
    choice, with just that.
    """
    if conversation.card and conversation.card.finish:
        return (Choice(0, conversation.card.finish, "", "", "", ()),)
    if conversation.card or conversation.why:
        return ()
    blocks: dict[int, list[Block]] = {index: [] for index in transcript.choices}
    for block in transcript.blocks:
        if block.is_of_choice:
            blocks[block.choice].append(block)
    finishes = {finish.choice: finish.reason for finish in transcript.finishes}
    return tuple(_choice(index, finishes.get(index, ""), own) for index, own in blocks.items())


def _choice(number: int, finish: str, blocks: list[Block]) -> Choice:
    texts = {"text": "", "reasoning": "", "refusal": ""}
    calls: list[Call] = []
    for block in blocks:
        if block.kind == "tool_call" and not (block.name or block.text):
            continue  # A call without a name and arguments is none.
        if block.kind == "tool_call":
            calls.append(Call(block.id, block.name, block.text, block.runs))
        elif block.kind in texts:
            texts[block.kind] += block.gap + block.text
    return Choice(number, finish, texts["text"], texts["reasoning"], texts["refusal"], tuple(calls))

"""Folding the events of an answer into a transcript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from recview.events import (
    Conversation,
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    Runner,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Failure, Usage
from recview.protocols.finishes import normal, spelled
from recview.replay.by_words import by_words
from recview.replay.transcript import Block, BlockKind, Finish, Marker, Transcript, packed


class _GrowingBlock:
    """A block while events are added to it; see `Block`. `pieces` joined are its text, of `length` characters."""

    def __init__(self, kind: BlockKind, choice: int) -> None:
        self.kind = kind
        self.choice = choice
        self.name = ""
        self.id = ""
        self.pieces: list[str] = []
        self.steps: list[int] = []
        self.ends: list[int] = []
        self.tokens: list[tuple[int, int, float]] = []
        self.length = 0
        self.runs: Runner = "client"
        self.gap = ""

    def add(self, step: int, piece: str, logprobs: tuple[TokenLogprob, ...] = ()) -> None:
        """Add a piece of text that came with a step."""
        if logprobs:
            self.tokens.extend(_token_spans(logprobs, piece, self.length))
        self.pieces.append(piece)
        self.length += len(piece)
        if self.steps and self.steps[-1] == step:
            self.ends[-1] = self.length
        else:
            self.steps.append(step)
            self.ends.append(self.length)

    def block(self) -> Block:
        """The block with all of its steps."""
        text, ends = "".join(self.pieces), packed(self.ends)
        if self.kind == "note" and text.endswith("\n"):
            # Its lines are parted from each other, not from what follows.
            text = text.rstrip("\n")
            ends = packed(min(end, len(text)) for end in ends)
        steps, tokens = packed(self.steps), tuple(self.tokens)
        return Block(self.kind, self.choice, self.name, self.id, text, steps, ends, tokens, self.runs, self.gap)


def _token_spans(logprobs: tuple[TokenLogprob, ...], piece: str, offset: int) -> Iterable[tuple[int, int, float]]:
    """(start, end, logprob) of each token of a piece that begins at `offset` of its block, if it is in the piece."""
    end = 0
    for token, logprob in ((token.token, token.logprob) for token in logprobs):
        start = piece.find(token, end) if token else -1
        if start >= 0:
            end = start + len(token)
            yield offset + start, offset + end, logprob


class _Folding:
    """Gathers events into blocks.

    Attributes:
        blocks: The blocks so far, by kind, choice and what tells apart several of these.
        parts: By choice, how many calls and parts of the answer have begun: text after one is another block.
        noting: By choice, the label of the part that goes on.
        text_part: By kind and choice, the value of `parts` with which the text that goes on began.
        growing: By choice, the block that takes its next piece of text, whatever this is; none while a part goes on.
    """

    def __init__(self) -> None:
        self.blocks: dict[tuple[str, int, str], _GrowingBlock] = {}
        self.parts: dict[int, int] = {}
        self.noting: dict[int, str] = {}
        self.text_part: dict[tuple[str, int], int] = {}
        self.growing: dict[int, _GrowingBlock] = {}
        self.finishes: list[Finish] = []
        self.usages: list[tuple[int, Usage]] = []
        self.failures: list[tuple[int, Failure]] = []
        self.markers: list[Marker] = []

    def block(self, kind: BlockKind, choice: int, key: str = "") -> _GrowingBlock:
        slot = (kind, choice, key)
        if slot not in self.blocks:
            self.blocks[slot] = _GrowingBlock(kind, choice)
        return self.blocks[slot]

    def mark(self, step: int, kind: Literal["first token", "tool call", "finish", "error"]) -> None:
        if not any(marker.step == step for marker in self.markers[-2:]):
            self.markers.append(Marker(step, kind))

    def add(self, step: int, event: Event) -> None:
        match event:
            case TextDelta(choice=choice, text=text, logprobs=logprobs):
                self.add_text("text", step, choice, text, logprobs)
            case ReasoningDelta(choice=choice, text=text):
                self.add_text("reasoning", step, choice, text)
            case RefusalDelta(choice=choice, text=text, logprobs=logprobs):
                self.add_text("refusal", step, choice, text, logprobs)
            case ToolCallDelta():
                self.add_call(step, event)
            case Noted():
                self.add_note(step, event)
            case Finished(choice=choice, reason=reason):
                self.finishes.append(Finish(step, choice, reason, spelled(reason), normal(reason)))
                self.mark(step, "finish")
            case UsageReported(usage=usage):
                self.usages.append((step, usage))
            case Failed(failure=failure):
                block = self.block("error", 0, f"{len(self.failures)}")
                self.failures.append((step, failure))
                block.name = " ".join(dict.fromkeys(filter(None, (failure.type, failure.code))))
                block.add(step, failure.message)
                self.mark(step, "error")
            case Unknown(why=why):
                self.block("unknown", 0).add(step, f"chunk {step + 1}: {why}\n")

    def add_text(
        self,
        kind: BlockKind,
        step: int,
        choice: int,
        text: str,
        logprobs: tuple[TokenLogprob, ...] = (),
    ) -> None:
        if not self.blocks:
            self.mark(step, "first token")
        # Text after a part comes after it; a blank that is left over goes with the text before.
        parts = self.parts.get(choice, 0)
        part = self.text_part.get((kind, choice))
        if part is None or (part != parts and text.strip()):
            part = self.text_part[kind, choice] = parts
        if text.strip():
            self.noting.pop(choice, None)
        block = self.block(kind, choice, f"{part}")
        if part and not block.steps:
            # It is a block of its own, so nothing need set it apart.
            block.gap = text[: len(text) - len(text.lstrip("\n"))]
        block.add(step, text if block.steps else text[len(block.gap) :], logprobs)
        if kind == "text" and part == parts and choice not in self.noting:
            self.growing[choice] = block

    def add_call(self, step: int, event: ToolCallDelta) -> None:
        block = self.block("tool_call", event.choice, event.call)
        if not block.steps:
            self.mark(step, "tool call")
            self.begin_part(event.choice)
        # A name may come in pieces: each event has all of it so far, or none.
        block.name = event.name or block.name
        block.id = block.id or event.id
        block.runs = event.runs if block.runs == "client" else block.runs
        block.add(step, event.arguments)

    def add_note(self, step: int, event: Noted) -> None:
        """Add to the notes of a label; a part that comes after another, or after text, is another block."""
        choice, label, text = event.choice, event.label, event.text
        if event.is_part and self.noting.get(choice) != label:
            self.begin_part(choice, label)
        block = self.block("note", choice, f"{label} {self.parts[choice]}" if event.is_part else label)
        block.name = label
        # A line feed may separate it from the one before.
        block.add(step, text if block.steps or not event.is_part else text.lstrip("\n"))

    def begin_part(self, choice: int, label: str = "") -> None:
        """Count that a call, or a part of the answer with a label, begins."""
        self.parts[choice] = self.parts.get(choice, 0) + 1
        self.noting[choice] = label
        self.growing.pop(choice, None)


def fold(conversation: Conversation, chunks: int, *, streaming: bool) -> Transcript:
    """The answer of a conversation, its events gathered into blocks once.

    Args:
        conversation: The decoded exchange.
        chunks: How many chunks were recorded.
        streaming: Whether a step is a chunk; if not, a step is a word of the one piece.
    """
    folding = _Folding()
    for event in conversation.events:
        # Nearly all events of a long answer go on with the text before them.
        block = folding.growing.get(event.choice) if isinstance(event, TextDelta) else None
        if isinstance(event, TextDelta) and block is not None:
            block.add(event.chunk, event.text, event.logprobs)
        else:
            folding.add(event.chunk, event)
    blocks = tuple(growing.block() for growing in folding.blocks.values() if growing.steps)
    whole = Transcript(
        chunks,
        streaming,
        blocks,
        tuple(folding.finishes),
        tuple(folding.usages),
        tuple(folding.failures),
        tuple(folding.markers),
        tuple(sorted({b.choice for b in blocks if b.is_of_choice} | {finish.choice for finish in folding.finishes})),
    )
    return whole if streaming else by_words(whole)

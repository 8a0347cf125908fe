"""An answer folded once: what every position of its replay shows is then read off, never replayed.

A step is one recorded chunk. A plain answer came in one piece; it replays by words, so there a step is a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

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

BlockKind: TypeAlias = Literal["reasoning", "text", "refusal", "tool_call", "note", "error", "unknown"]


@dataclass(frozen=True, slots=True)
class Block:
    """One growing piece of an answer: what a choice said or thought between two of its tool calls, or one of these.

    Attributes:
        text: All of it.
        steps: The steps that added to it, ascending.
        ends: The length of the text after each of those steps.
        tokens: (start, end, logprob) of the tokens whose probability was recorded.
        runs: Of a tool call, who runs it.
        gap: The line feeds before the text that set it apart from an earlier block of the kind.
    """

    kind: BlockKind
    choice: int
    name: str
    id: str
    text: str
    steps: tuple[int, ...]
    ends: tuple[int, ...]
    tokens: tuple[tuple[int, int, float], ...] = ()
    runs: Runner = "client"
    gap: str = ""

    @property
    def is_of_choice(self) -> bool:
        """Whether a choice said it; errors and unknown chunks belong to the answer as a whole."""
        return self.kind not in {"error", "unknown"}

    @property
    def born(self) -> int:
        """The step that began it."""
        return self.steps[0]

    def shown(self, position: int) -> int | None:
        """How many characters are there once `position` steps were played; None before it began."""
        count = bisect_left(self.steps, position)
        return self.ends[count - 1] if count else None

    def complete(self, position: int) -> bool:
        """Whether its last piece has come."""
        return self.steps[-1] < position


@dataclass(frozen=True, slots=True)
class Marker:
    """A step worth stopping at."""

    step: int
    kind: Literal["first token", "tool call", "finish", "error"]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole answer, ready to be read at any position from 0 (nothing yet) to `total` (all of it)."""

    total: int
    streaming: bool
    blocks: tuple[Block, ...]
    finishes: tuple[tuple[int, int, str], ...]
    usages: tuple[tuple[int, Usage], ...]
    failures: tuple[tuple[int, Failure], ...]
    markers: tuple[Marker, ...]
    choices: tuple[int, ...] = ()

    def usage(self, position: int) -> Usage | None:
        """The last usage that had come: reports replace each other, they are never summed."""
        count = bisect_left(self.usages, position, key=lambda report: report[0])
        return self.usages[count - 1][1] if count else None

    def finish(self, choice: int, position: int) -> str | None:
        """The finish_reason of a choice, or None where it had not come."""
        came = [reason for step, at, reason in self.finishes if at == choice and step < position]
        return came[-1] if came else None

    def chunk(self, position: int) -> int | None:
        """The index of the chunk at the playhead: the last one played; None before the first."""
        if position <= 0:
            return None
        return position - 1 if self.streaming else 0

    def text(self, kind: BlockKind = "text", position: int | None = None) -> str:
        """The text of one kind over all choices, as recorded: all of it, or up to a position."""
        if position is None:
            return "\n\n".join(block.text for block in self.blocks if block.kind == kind)
        return "\n\n".join(b.text[:n] for b in self.blocks if b.kind == kind and (n := b.shown(position)) is not None)

    def next_marker(self, position: int) -> int | None:
        """The position just after the next marker, or None."""
        return next((m.step + 1 for m in self.markers if m.step + 1 > position), None)

    def previous_marker(self, position: int) -> int | None:
        """The position just after the previous marker, or None."""
        return next((m.step + 1 for m in reversed(self.markers) if m.step + 1 < position), None)


EMPTY = Transcript(0, False, (), (), (), (), ())


@dataclass(slots=True)
class _Growing:
    kind: BlockKind
    choice: int
    name: str = ""
    id: str = ""
    pieces: list[str] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tokens: list[tuple[int, int, float]] = field(default_factory=list)
    length: int = 0
    runs: Runner = "client"
    gap: str = ""

    def add(self, step: int, piece: str, logprobs: tuple[TokenLogprob, ...] = ()) -> None:
        if logprobs:
            self.tokens.extend(_placed(logprobs, piece, self.length))
        self.pieces.append(piece)
        self.length += len(piece)
        if self.steps and self.steps[-1] == step:
            self.ends[-1] = self.length
        else:
            self.steps.append(step)
            self.ends.append(self.length)

    def done(self) -> Block:
        text, ends = "".join(self.pieces), tuple(self.ends)
        if self.kind == "note" and text.endswith("\n"):
            # Its lines are parted from each other, not from what follows.
            text = text.rstrip("\n")
            ends = tuple(min(end, len(text)) for end in ends)
        steps, tokens = tuple(self.steps), tuple(self.tokens)
        return Block(self.kind, self.choice, self.name, self.id, text, steps, ends, tokens, self.runs, self.gap)


def _placed(logprobs: tuple[TokenLogprob, ...], piece: str, offset: int) -> Iterable[tuple[int, int, float]]:
    """Where each token stands in the block's text; a token that is not found there is left out."""
    at = 0
    for known in logprobs:
        found = piece.find(known.token, at) if known.token else -1
        if found < 0:
            continue
        at = found + len(known.token)
        yield offset + found, offset + at, known.logprob


class _Fold:
    """Gathers events into blocks, keyed by what they grow."""

    def __init__(self) -> None:
        self.blocks: dict[tuple[str, int, str], _Growing] = {}
        self.parts: dict[int, int] = {}
        self.noting: dict[int, str] = {}
        self.said_after: dict[tuple[str, int], int] = {}
        self.finishes: list[tuple[int, int, str]] = []
        self.usages: list[tuple[int, Usage]] = []
        self.failures: list[tuple[int, Failure]] = []
        self.markers: list[Marker] = []

    def block(self, kind: BlockKind, choice: int, key: str = "") -> _Growing:
        slot = (kind, choice, key)
        if slot not in self.blocks:
            self.blocks[slot] = _Growing(kind, choice)
        return self.blocks[slot]

    def mark(self, step: int, kind: Literal["first token", "tool call", "finish", "error"]) -> None:
        if not any(marker.step == step for marker in self.markers[-2:]):
            self.markers.append(Marker(step, kind))

    def add(self, step: int, event: Event) -> None:
        match event:
            case TextDelta(choice=choice, text=text, logprobs=logprobs):
                self.said("text", step, choice, text, logprobs)
            case ReasoningDelta(choice=choice, text=text):
                self.said("reasoning", step, choice, text)
            case RefusalDelta(choice=choice, text=text, logprobs=logprobs):
                self.said("refusal", step, choice, text, logprobs)
            case ToolCallDelta():
                self.called(step, event)
            case Noted():
                self.noted(step, event)
            case Finished(choice=choice, reason=reason):
                self.finishes.append((step, choice, reason))
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

    def said(
        self,
        kind: BlockKind,
        step: int,
        choice: int,
        text: str,
        logprobs: tuple[TokenLogprob, ...] = (),
    ) -> None:
        if not self.blocks:
            self.mark(step, "first token")
        # What is said after a part stands after it; a blank left over goes with what was said before.
        parts = self.parts.get(choice, 0)
        after = self.said_after.get((kind, choice))
        if after is None or (after != parts and text.strip()):
            after = self.said_after[kind, choice] = parts
        if text.strip():
            self.noting.pop(choice, None)
        block = self.block(kind, choice, f"{after}")
        if after and not block.steps:
            # It stands by itself, so nothing need set it apart.
            block.gap = text[: len(text) - len(text.lstrip("\n"))]
        block.add(step, text if block.steps else text[len(block.gap) :], logprobs)

    def called(self, step: int, event: ToolCallDelta) -> None:
        block = self.block("tool_call", event.choice, event.call)
        if not block.steps:
            self.mark(step, "tool call")
            self.part(event.choice)
        # A name may come in pieces: each event has all of it so far, or none.
        block.name = event.name or block.name
        block.id = block.id or event.id
        block.runs = event.runs if block.runs == "client" else block.runs
        block.add(step, event.arguments)

    def noted(self, step: int, event: Noted) -> None:
        """All asides of a label go together; a part that comes after another, or after what was said, begins anew."""
        choice, label, text = event.choice, event.label, event.text
        if event.is_part and self.noting.get(choice) != label:
            self.part(choice, label)
        block = self.block("note", choice, f"{label} {self.parts[choice]}" if event.is_part else label)
        block.name = label
        # A line feed may part it from the one before.
        block.add(step, text if block.steps or not event.is_part else text.lstrip("\n"))

    def part(self, choice: int, label: str = "") -> None:
        """A call or a part of the answer begins."""
        self.parts[choice] = self.parts.get(choice, 0) + 1
        self.noting[choice] = label


def fold(conversation: Conversation, chunks: int, *, streaming: bool) -> Transcript:
    """Fold a conversation's events.

    Args:
        conversation: The decoded exchange.
        chunks: How many chunks were recorded.
        streaming: Whether a step is a chunk; if not, a step is a word of the one piece.
    """
    folding = _Fold()
    for event in conversation.events:
        folding.add(event.chunk, event)
    blocks = tuple(growing.done() for growing in folding.blocks.values() if growing.steps)
    whole = Transcript(
        chunks,
        streaming,
        blocks,
        tuple(folding.finishes),
        tuple(folding.usages),
        tuple(folding.failures),
        tuple(folding.markers),
        tuple(sorted({b.choice for b in blocks if b.is_of_choice} | {choice for _, choice, _ in folding.finishes})),
    )
    return whole if streaming else _by_words(whole)


_WORD = re.compile(r"\s*\S+|\s+")


def _by_words(whole: Transcript) -> Transcript:
    """A plain answer at an even pace: each block grows word by word; what ended it comes with the last.

    An error is no answer: there is nothing to replay.
    """
    if whole.failures and all(block.kind == "error" for block in whole.blocks):
        return replace(whole, total=0)
    blocks: list[Block] = []
    markers: list[Marker] = []
    step = 0
    for block in whole.blocks:
        ends = tuple(word.end() for word in _WORD.finditer(block.text)) or (0,)
        if block.kind == "tool_call":
            markers.append(Marker(step, "tool call"))
        elif not blocks:
            markers.append(Marker(step, "error" if block.kind == "error" else "first token"))
        blocks.append(replace(block, steps=tuple(range(step, step + len(ends))), ends=ends))
        step += len(ends)
    total = step or (1 if whole.finishes or whole.usages else 0)
    last = max(total - 1, 0)
    if whole.finishes:
        markers.append(Marker(last, "finish"))
    return replace(
        whole,
        total=total,
        blocks=tuple(blocks),
        finishes=tuple((last, choice, reason) for _, choice, reason in whole.finishes),
        usages=tuple((last, usage) for _, usage in whole.usages),
        failures=tuple((last, failure) for _, failure in whole.failures),
        markers=tuple(markers),
    )

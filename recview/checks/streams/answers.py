"""What an answer is and how it came, found out once for all rules: so that one cause is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from recview.checks.checked_file import CheckedRecording
from recview.coerce import as_dict, as_str
from recview.events import UNUSUAL_FORMS
from recview.model import Chunk, Json
from recview.protocols.choosing import protocol_of_request
from recview.protocols.shared.chunk_notes import FRAMING
from recview.reading.recording import Recording
from recview.replay.transcript import Block, BlockKind, Finish
from recview.wire import payloads

AnswerKind: TypeAlias = Literal["unread", "absent", "failed", "blank", "card", "unknown", "conversation"]
"""`unread`: it could not be read. `absent`: the file keeps the request only. `failed`: an error was recorded. `blank`:
a body came, and nothing is in it. `card`: no conversation. `unknown`: no protocol reads it.
"""

CONTENT: frozenset[BlockKind] = frozenset({"text", "refusal", "tool_call", "reasoning"})
"""What the model wrote."""

_BLANK: tuple[Json, ...] = (None, "", {}, [])
_IN_WORDS_OF_THEIR_OWN = frozenset({"aimock", "librechat", "sema"})
"""Formats that keep what a client library made of an answer, or what a mock is to answer with."""


class Answer:
    """An answer as rules about it see it.

    Attributes:
        recording: That it is of.
        chunks: It, as it came.
        is_streamed: Whether it came as a stream.
    """

    def __init__(self, checked: CheckedRecording) -> None:
        self.recording: Recording = checked.recording
        self.chunks: Sequence[Chunk] = checked.recording.exchange.response.chunks
        self.is_streamed = checked.recording.exchange.response.streaming

    @cached_property
    def kind(self) -> AnswerKind:
        """What it is."""
        recording, conversation = self.recording, self.recording.conversation
        response, transcript = recording.exchange.response, recording.transcript
        if recording.problem:
            return "unread"
        if response.is_absent:
            return "absent"
        if recording.failure or (response.status or 0) >= 400:
            return "failed"
        if conversation.card and not conversation.why:
            return "card"
        is_silent = not (transcript.blocks or transcript.finishes or transcript.usages)
        says_nothing = is_silent or all(block.kind == "unknown" or _is_framing(block) for block in transcript.blocks)
        if (conversation.why or says_nothing) and all(map(_is_blank, payloads(self.chunks))):
            return "blank"
        is_read = transcript.finishes or transcript.usages or is_silent
        return "unknown" if conversation.why or (says_nothing and not is_read) else "conversation"

    @cached_property
    def finishes(self) -> Mapping[int, Finish]:
        """How each choice ended, by its index. Some servers repeat the word on every chunk: the last one counts."""
        return {finish.choice: finish for finish in self.recording.transcript.finishes}

    @cached_property
    def content_chunks(self) -> Mapping[int, tuple[int, int]]:
        """The indexes of the first and the last chunk that brought something of each choice, by its index."""
        ends: dict[int, tuple[int, int]] = {}
        for block in self.recording.transcript.blocks:
            if block.kind in CONTENT:
                first, last = ends.get(block.choice, (block.steps[0], block.steps[-1]))
                ends[block.choice] = min(first, block.steps[0]), max(last, block.steps[-1])
        return ends

    @property
    def says_something(self) -> bool:
        """Whether anything came of it but reasoning: text, a refusal, a call, media or what else is noted."""
        return any(
            block.kind == "tool_call"
            or (block.kind in ("text", "refusal", "note") and block.text.strip() and not _is_framing(block))
            for block in self.recording.transcript.blocks
        )

    @cached_property
    def is_as_sent(self) -> bool:
        """Whether it is kept as the server sent it, in one HTTP exchange: only then its protocol's promises hold."""
        is_of_websocket = bool(self.chunks) and bool(self.chunks[0].direction)
        return self.recording.exchange.format not in _IN_WORDS_OF_THEIR_OWN and not is_of_websocket

    @property
    def speaks_a_protocol(self) -> bool:
        """Whether a model was asked: by OGX, which records nothing else, or in the words of a protocol."""
        exchange = self.recording.exchange
        return exchange.format == "ogx" or protocol_of_request(exchange) is not None

    @cached_property
    def is_under_way(self) -> bool:
        """Whether what came is the state of an answer that is not done, or the word that it was deleted.

        A response or an interaction that works in the background is asked for again until it is done.
        """
        if self.is_streamed or not self.chunks:
            return False
        body = as_dict(self.chunks[0].data)
        return body.get("deleted") is True or as_str(body.get("status")) in {"queued", "in_progress", "idle"}

    def bodies(self) -> Iterator[Mapping[str, Json]]:
        """The objects that it came in."""
        return map(as_dict, payloads(self.chunks))

    def at(self, choice: int | None = None, chunk: int | None = None, what: str = "answer") -> str:
        """Where in it something is: `answer`, `choice 1, answer, chunk 41`.

        Args:
            choice: The index of a choice; named only where there are several.
            chunk: The index of a chunk; named, counted from 1, only where there are several.
            what: What of the answer it is.
        """
        several = len(self.recording.transcript.choices) > 1
        parts = [f"choice {choice}"] if several and choice is not None else []
        parts.append(what)
        if chunk is not None and self.is_streamed and len(self.chunks) > 1:
            parts.append(f"chunk {chunk + 1}")
        return ", ".join(parts)


def is_unusual(finish: Finish) -> bool:
    """Whether an ending itself says why there is no more: a limit, a filter, an error."""
    return finish.form in UNUSUAL_FORMS


def type_of(chunk: Chunk) -> str:
    """What kind of event a chunk says that it is, in whichever field; else the name that it came under."""
    data = as_dict(chunk.data)
    return as_str(data.get("type")) or as_str(data.get("event_type")) or chunk.kind


def _is_blank(data: Json) -> bool:
    return data.strip() == "" if isinstance(data, str) else data in _BLANK


def _is_framing(block: Block) -> bool:
    return block.kind == "note" and block.name == FRAMING

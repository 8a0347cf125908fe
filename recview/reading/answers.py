"""From a file's bytes to whole answers: for what reads each exchange once, at its end, and replays nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from recview.formats import Unread, read
from recview.model import Conversation, Exchange, Failure, Usage
from recview.protocols import decode, outline, protocol_of
from recview.replay.choices import Choice, choices
from recview.replay.transcript import Transcript, fold


class Answer(NamedTuple):
    """An exchange and all that came of it.

    Attributes:
        protocol: The protocol's name.
        usage: The last report of the answer, or what a card counts.
        failure: The last error that was recorded.
        problem: Why its file holds no more of it, where that ends early.
    """

    exchange: Exchange
    protocol: str
    conversation: Conversation
    transcript: Transcript
    choices: tuple[Choice, ...]
    usage: Usage | None
    failure: Failure | None
    problem: str = ""


def answers(path: str, data: bytes, *, exact: bool = False) -> Sequence[Answer] | Unread:
    """What a file's exchanges came to, or why it cannot be read. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        exact: Keep integers of any length (see `recview.wire.parse`), at several times the cost.
    """
    try:
        exchanges = read(data, path, exact=exact)
        if not isinstance(exchanges, Unread):
            return [_answer(exchange) for exchange in exchanges]
        found = [_answer(exchange) for exchange in exchanges.so_far]
        return [*found[:-1], found[-1]._replace(problem=exchanges.problem)] if found else exchanges
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this file's problem.
        return Unread(f"recview failed on it: {error!r}")


def _answer(exchange: Exchange) -> Answer:
    protocol = protocol_of(exchange)
    conversation = decode(exchange, protocol)
    # What counts is the end: a step is a chunk also in an answer that would replay by words.
    transcript = fold(conversation, len(exchange.response.chunks), streaming=True)
    usage = transcript.usages[-1][1] if transcript.usages else None
    if usage is None and conversation.card:
        usage = outline(exchange, protocol).usage
    return Answer(
        exchange=exchange,
        protocol=protocol.NAME,
        conversation=conversation,
        transcript=transcript,
        choices=choices(conversation, transcript),
        usage=usage,
        failure=transcript.failures[-1][1] if transcript.failures else None,
    )

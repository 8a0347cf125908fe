"""From a file's bytes to whole answers: for what reads each exchange once, at its end, and replays nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, overload

from recview.events import Conversation
from recview.formats import Beside, Unread, read
from recview.model import Exchange, Failure, Request, Response, Source, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.replay.choices import Choice, choices
from recview.replay.transcript import EMPTY, Transcript, fold


class Answer(NamedTuple):
    """An exchange and all that came of it.

    Attributes:
        protocol: The protocol's name.
        usage: The last report of the answer, or what a card counts.
        failure: The last error that was recorded.
        problem: Why its answer, or not all of it, could be read.
    """

    exchange: Exchange
    protocol: str
    conversation: Conversation
    transcript: Transcript
    choices: tuple[Choice, ...]
    usage: Usage | None
    failure: Failure | None
    problem: str = ""


class Answers(Sequence[Answer]):
    """What a file's exchanges came to, each read when it is come to and then let go."""

    def __init__(self, path: str, exchanges: Sequence[Exchange], problem: str = "") -> None:
        """Read none yet.

        Args:
            path: The file's path below the root.
            exchanges: Its exchanges.
            problem: Why it holds no more of the last one.
        """
        self._path = path
        self._exchanges = exchanges
        self._problem = problem

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Answer]:
        exchanges = iter(self._exchanges)
        return (self._answer(number, partial(next, exchanges)) for number in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Answer: ...
    @overload
    def __getitem__(self, index: slice) -> list[Answer]: ...
    def __getitem__(self, index: int | slice) -> Answer | list[Answer]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        return self._answer(numbers, lambda: self._exchanges[numbers])

    def _answer(self, number: int, exchange: Callable[[], Exchange]) -> Answer:
        try:
            answer = _answer(exchange())
        except Exception as error:
            # A reader's own mistake must not cost the user the other recordings: it becomes this one's problem.
            answer = _failed(Source(self._path, number), error)
        if self._problem and number == len(self) - 1:
            return answer._replace(problem="; ".join(filter(None, (self._problem, answer.problem))))
        return answer


def answers(path: str, data: bytes, beside: Beside | None = None, *, exact: bool = False) -> Answers | Unread:
    """What a file's exchanges came to, or why it cannot be read. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
        exact: Keep integers of any length (see `recview.wire.parse`), at several times the cost.
    """
    try:
        exchanges = read(data, path, exact=exact, beside=beside)
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this file's problem.
        return Unread(_mistake(error))
    if isinstance(exchanges, Unread):
        return Answers(path, exchanges.so_far, exchanges.problem) if exchanges.so_far else exchanges
    return Answers(path, exchanges)


def _mistake(error: Exception) -> str:
    return f"recview failed on it: {error!r}"


def _failed(source: Source, error: Exception) -> Answer:
    """An exchange of which nothing is known but that it is there."""
    exchange = Exchange(source, "", Request(), Response())
    return Answer(exchange, "raw", Conversation("raw"), EMPTY, (), None, None, _mistake(error))


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
        protocol=protocol.name,
        conversation=conversation,
        transcript=transcript,
        choices=choices(conversation, transcript),
        usage=usage,
        failure=transcript.failures[-1][1] if transcript.failures else None,
        problem=exchange.response.problem,
    )

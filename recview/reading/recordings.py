"""From a file's bytes to its recordings, one at a time: for what reads each exchange at its end and replays nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import overload

from recview.events import Conversation
from recview.formats import Beside, read
from recview.model import WHOLE, Exchange, Readability, Request, Response, Source
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.reading.listing import own_mistake
from recview.reading.recording import Recording
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.replay.transcript import EMPTY


class Recordings(Sequence[Recording]):
    """The recordings of a file, each decoded when it is asked for and not kept."""

    def __init__(self, path: str, exchanges: Sequence[Exchange], readability: Readability = WHOLE) -> None:
        """Decode nothing yet.

        Args:
            path: The file's path below the root.
            exchanges: The file's exchanges.
            readability: Of the file: where that ends early, the last of them is incomplete.
        """
        self._path = path
        self._exchanges = exchanges
        self._readability = readability._replace(recovered=())

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Recording]:
        exchanges = iter(self._exchanges)
        return (self._recording(number, partial(next, exchanges)) for number in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Recording: ...
    @overload
    def __getitem__(self, index: slice) -> list[Recording]: ...
    def __getitem__(self, index: int | slice) -> Recording | list[Recording]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        return self._recording(numbers, lambda: self._exchanges[numbers])

    def _recording(self, number: int, exchange: Callable[[], Exchange]) -> Recording:
        try:
            recording = decode_exchange(exchange())
        except Exception as error:
            # A reader's own mistake must not cost the user the other recordings: it becomes this one's problem.
            recording = _undecoded(Source(self._path, number), error)
        if self._readability == WHOLE or number < len(self) - 1:
            return recording
        reasons = filter(None, (self._readability.reason, recording.readability.reason))
        return recording._replace(readability=self._readability._replace(reason="; ".join(reasons)))


def read_recordings(
    path: str, data: bytes, beside: Beside | None = None, *, exact: bool = False
) -> Recordings | Readability:
    """The recordings in a file's bytes, or why it cannot be read. Never raises.

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
        return own_mistake(error)
    if isinstance(exchanges, Readability):
        return Recordings(path, exchanges.recovered, exchanges) if exchanges.recovered else exchanges
    return Recordings(path, exchanges)


def decode_exchange(exchange: Exchange, conversation: Conversation | None = None) -> Recording:
    """The recording of an exchange; raises whatever a protocol's mistake raises.

    Args:
        exchange: What to decode.
        conversation: What it decodes to, if that is known already.
    """
    protocol = protocol_of(exchange)
    conversation = conversation or decode(exchange, protocol)
    transcript = fold(conversation, len(exchange.response.chunks), streaming=True)
    usage = transcript.usages[-1][1] if transcript.usages else None
    if usage is None and conversation.card:
        usage = outline(exchange, protocol).usage
    return Recording(
        exchange=exchange,
        protocol=protocol.name,
        conversation=conversation,
        transcript=transcript,
        choices=choices(conversation, transcript),
        usage=usage,
        failure=transcript.failures[-1][1] if transcript.failures else None,
    )


def _undecoded(source: Source, error: Exception) -> Recording:
    """The recording of an exchange that recview failed on: its source and the problem."""
    exchange = Exchange(source, "", Request(), Response())
    return Recording(exchange, "raw", Conversation("raw"), EMPTY, (), None, None, own_mistake(error))

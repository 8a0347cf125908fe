"""From a file's bytes to its recordings, one at a time: for what reads each exchange at its end and replays nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar, overload

from recview.events import Conversation
from recview.formats import Beside, File, read_file
from recview.model import WHOLE, Exchange, Readability, Request, Response, Source
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import answer_events, decode
from recview.protocols.outlining import outline
from recview.reading.listing import own_mistake
from recview.reading.recording import MeasuredRecording, Recording
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.replay.measures import MeasuredChoice, Measures, measure
from recview.replay.transcript import EMPTY

Read = TypeVar("Read", Recording, MeasuredRecording)


class Recordings(Sequence[Read]):
    """The recordings of a file, each read when it is asked for and not kept."""

    def __init__(
        self,
        path: str,
        exchanges: Sequence[Exchange],
        read_exchange: Callable[[Source, Callable[[], Exchange]], Read],
        readability: Readability = WHOLE,
    ) -> None:
        """Read nothing yet.

        Args:
            path: The file's path below the root.
            exchanges: The file's exchanges.
            read_exchange: Reads one, given where it is kept and what gets it; never raises.
            readability: Of the file: where that ends early, the last of them is incomplete.
        """
        self._path = path
        self._exchanges = exchanges
        self._read_exchange: Callable[[Source, Callable[[], Exchange]], Read] = read_exchange
        self._readability = readability._replace(recovered=())

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Read]:
        exchanges = iter(self._exchanges)
        return (self._recording(number, partial(next, exchanges)) for number in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Read: ...
    @overload
    def __getitem__(self, index: slice) -> list[Read]: ...
    def __getitem__(self, index: int | slice) -> Read | list[Read]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        return self._recording(numbers, lambda: self._exchanges[numbers])

    def _recording(self, number: int, exchange: Callable[[], Exchange]) -> Read:
        recording = self._read_exchange(Source(self._path, number), exchange)
        if self._readability == WHOLE or number < len(self) - 1:
            return recording
        reasons = filter(None, (self._readability.reason, recording.readability.reason))
        return recording._replace(readability=self._readability._replace(reason="; ".join(reasons)))


def read_recordings(
    path: str, data: bytes, beside: Beside | None = None, *, exact: bool = False
) -> Recordings[Recording] | Readability:
    """The recordings in a file's bytes, or why it cannot be read. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
        exact: Keep integers of any length (see `recview.wire.parse`).
    """
    return recordings_of(path, exchanges_of(File(data, exact=exact, beside=beside), path))


def recordings_of(path: str, exchanges: Sequence[Exchange] | Readability) -> Recordings[Recording] | Readability:
    """The recordings of a file of which `exchanges_of` was read, or why there are none. Never raises."""
    return _recordings(path, exchanges, _decoded)


def measure_recordings(
    path: str, data: bytes, beside: Beside | None = None
) -> Recordings[MeasuredRecording] | Readability:
    """The recordings in a file's bytes with no more of each than its measures, or why it cannot be read. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    return _recordings(path, exchanges_of(File(data, beside=beside), path), _measured)


def _recordings(
    path: str,
    exchanges: Sequence[Exchange] | Readability,
    read_exchange: Callable[[Source, Callable[[], Exchange]], Read],
) -> Recordings[Read] | Readability:
    """The recordings of what was read of a file: of its exchanges, or of those before the place where it ends early."""
    if not isinstance(exchanges, Readability):
        return Recordings(path, exchanges, read_exchange)
    return Recordings(path, exchanges.recovered, read_exchange, exchanges) if exchanges.recovered else exchanges


def exchanges_of(file: File, path: str) -> Sequence[Exchange] | Readability:
    """The exchanges of a file, or why they cannot be read, or not to the end. Never raises.

    Args:
        file: The file.
        path: Its path below the root.
    """
    try:
        return read_file(file, path)
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this file's problem.
        return own_mistake(error)


def _decoded(source: Source, exchange: Callable[[], Exchange]) -> Recording:
    try:
        return decode_exchange(exchange())
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this one's problem.
        return _undecoded(source, error)


def _measured(source: Source, exchange: Callable[[], Exchange]) -> MeasuredRecording:
    try:
        return measure_exchange(exchange())
    except Exception as error:
        return _undecoded(source, error).measured


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


def measure_exchange(exchange: Exchange) -> MeasuredRecording:
    """The measures of an exchange, which are those of its recording; raises whatever a protocol's mistake raises."""
    protocol = protocol_of(exchange)
    if protocol.whole is None:
        return MeasuredRecording(exchange, protocol.name, measure(answer_events(exchange, protocol)))
    shown = outline(exchange, protocol)
    choices = (MeasuredChoice(0, shown.finish),) if shown.finish else ()
    return MeasuredRecording(exchange, protocol.name, Measures(choices, shown.usage, shown.failure))


def _undecoded(source: Source, error: Exception) -> Recording:
    """The recording of an exchange that recview failed on: its source and the problem."""
    exchange = Exchange(source, "", Request(), Response())
    return Recording(exchange, "raw", Conversation("raw"), EMPTY, (), None, None, own_mistake(error))

"""A recording as values: all that was read of it, or only what `ls --json` shows of it.

Nothing here reads or decodes: `recview.reading.recordings` makes these values. So whoever only passes them on imports
no reader.
"""

from __future__ import annotations

from recview.events import Conversation
from recview.model import WHOLE, Exchange, Failure, Readability, Usage
from recview.replay.choices import Choice
from recview.replay.measures import Measures
from recview.replay.transcript import Transcript
from recview.value import Value


class Recording(Value):
    """An exchange and what it decodes to: what the command line writes, and what a view is made of.

    Attributes:
        protocol: The name of the protocol that decoded it.
        transcript: The answer with a step for each chunk, also where the answer came in one piece.
        choices: What each choice of the answer is at its end.
        usage: The last usage that the answer reports, or what a card counts.
        failure: The last error that was recorded.
        readability: Of the file, for the last exchange of one that ends early; WHOLE for all others.
    """

    exchange: Exchange
    protocol: str
    conversation: Conversation
    transcript: Transcript
    choices: tuple[Choice, ...]
    usage: Usage | None
    failure: Failure | None
    readability: Readability = WHOLE

    @property
    def problem(self) -> str:
        """Why the exchange or its answer could not be read, or not all of it; empty if all was read."""
        return _problem(self.readability, self.exchange)

    @property
    def measured(self) -> MeasuredRecording:
        """The recording without what it decodes to."""
        choices = tuple(choice.measured for choice in self.choices)
        measures = Measures(choices, self.usage, self.failure)
        return MeasuredRecording(self.exchange, self.protocol, measures, self.readability)


class MeasuredRecording(Value):
    """An exchange and the measures of its answer: all that `ls --json` shows of it.

    Attributes:
        protocol: The name of the protocol that reads it.
        readability: Of the file, for the last exchange of one that ends early; WHOLE for all others.
    """

    exchange: Exchange
    protocol: str
    measures: Measures
    readability: Readability = WHOLE

    @property
    def problem(self) -> str:
        """Why the exchange or its answer could not be read, or not all of it; empty if all was read."""
        return _problem(self.readability, self.exchange)


def _problem(readability: Readability, exchange: Exchange) -> str:
    return "; ".join(filter(None, (readability.reason, exchange.response.problem)))

"""What many rows of the list have in common, as one hashable value of plain values."""

from __future__ import annotations

from recview.model import WHOLE, Entry, Failure, Readability, ReadState, Verdict
from recview.named_tuple import NamedTuple


class Shape(NamedTuple):
    """What rows have in common with many others: all but their source, size, test id, opening and numbers.

    Attributes:
        has_usage: Whether there is a usage; its numbers are columns.
        failure: The failure without its body, which the list does not show.
        problem: The name of the state and the reason of a readability that is not whole.
    """

    format: str
    protocol: str
    endpoint: str
    model: str
    streaming: bool
    kind: str
    finish: str
    has_usage: bool
    failure: Failure | None
    detail: str
    calls: bool
    finish_form: str
    ordered: bool
    problem: tuple[str, str] | None
    answer_problem: str
    stale: str
    verdict: Verdict | str
    flags: tuple[str, ...]
    token_change: str

    @property
    def readability(self) -> Readability:
        """How far the row's file could be read."""
        return Readability(ReadState[self.problem[0]], self.problem[1]) if self.problem else WHOLE


def shape_of(entry: Entry) -> Shape:
    """The shape of a row."""
    outline, failure, readability = entry.outline, entry.outline.failure, entry.readability
    # By position: this runs for every recording, and names cost twice as much.
    return Shape(
        entry.format,
        entry.protocol,
        entry.endpoint,
        entry.model,
        entry.streaming,
        outline.kind,
        outline.finish,
        outline.usage is not None,
        failure._replace(body=None) if failure else None,
        outline.detail,
        outline.calls,
        outline.finish_form,
        entry.ordered,
        None if readability is WHOLE or readability == WHOLE else (readability.state.name, readability.reason),
        entry.answer_problem,
        entry.stale,
        entry.verdict,
        entry.flags,
        entry.token_change,
    )

"""T107: a stream that stops before its end."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.checks.streams.endings import open_choices

RULE = Rule(
    id="T107",
    name="truncated-stream",
    severity="error",
    summary="A stream stops before its end: no finish_reason came, and nothing follows its last content.",
    why="A recorder keeps what came until the client stopped or the connection broke, and notes neither: a replay "
    "serves the answer's beginning.",
    remedy="Record it again, and let the test read the stream to its end.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault at the chunk behind which a stream stops."""
    cut = [choice for choice in open_choices(answer) if choice.is_cut]
    if cut:
        last = len(answer.chunks)
        choices = f" of {len(cut)} choices" if len(cut) > 1 else ""
        yield Fault(RULE, answer.at(chunk=last - 1), f"the stream stops here, without a finish_reason{choices}")

"""T106: content of a choice after its end."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import CONTENT, Answer
from recview.checks.streams.endings import stray_chunks

RULE = Rule(
    id="T106",
    name="chunk-after-end",
    severity="info",
    summary="A chunk brings more of a choice after its finish_reason.",
    why="Some servers send it so: a client that stops at the finish_reason never sees it, one that reads on does.",
    remedy="Nothing, if the code that is tested reads on; else record it again.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for each choice that goes on after its end."""
    content = answer.content_chunks
    late = {
        choice for choice, finish in answer.finishes.items() if choice in content and content[choice][1] > finish.step
    }
    stray = stray_chunks(answer)
    if not (late or stray) or answer.kind != "conversation" or not answer.is_streamed:
        return
    for choice in sorted(late):
        if (chunk := _late_chunk(answer, choice)) is not None:
            yield Fault(RULE, answer.at(choice, chunk), _MESSAGE)
    for choice, chunk in stray.items():
        yield Fault(RULE, answer.at(choice, chunk), _MESSAGE)


_MESSAGE = "it follows the finish_reason"


def _late_chunk(answer: Answer, choice: int) -> int | None:
    """The first chunk after the end of a choice that brings more of it than blanks; None if none does."""
    end = answer.finishes[choice].step
    late = (
        step
        for block in answer.recording.transcript.blocks
        if block.choice == choice and block.kind in CONTENT
        for step, start, stop in zip(block.steps, (0, *block.ends), block.ends, strict=False)
        if step > end and (block.kind == "tool_call" or block.text[start:stop].strip())
    )
    return min(late, default=None)

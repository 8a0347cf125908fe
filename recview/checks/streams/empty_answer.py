"""T103: an answer in which nothing is."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer, is_unusual
from recview.checks.streams.endings import cut_choices, promises_an_answer

RULE = Rule(
    id="T103",
    name="empty-answer",
    severity="warning",
    summary="An answer has no text, refusal, call or media, or its body is empty.",
    why="A test that runs on it tests nothing, and a client may fail on a body that is empty.",
    remedy="Record it again; if the model answers nothing once more, ask it otherwise.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if nothing came."""
    if answer.says_something:
        return
    if answer.kind == "blank" and answer.speaks_a_protocol:
        status = answer.recording.exchange.response.status
        yield Fault(RULE, answer.at(), f"the body is empty, of status {status}" if status else "the body is empty")
    elif answer.kind == "conversation" and _is_empty(answer):
        has_thought = any(block.kind == "reasoning" for block in answer.recording.transcript.blocks)
        yield Fault(RULE, answer.at(), "it has reasoning only" if has_thought else "nothing is in it")


_OF_LOADING = frozenset({"load", "unload"})
"""What Ollama answers with when it is asked to load a model, or to let it go."""


def _is_empty(answer: Answer) -> bool:
    """Whether an answer that says nothing does not say why, either."""
    if not promises_an_answer(answer) or answer.is_under_way:
        return False
    if any(is_unusual(finish) or finish.reason in _OF_LOADING for finish in answer.finishes.values()):
        return False
    return not cut_choices(answer)

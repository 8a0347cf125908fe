"""What only decoding a whole recording tells of it, beside its texts."""

from __future__ import annotations

from recview.named_tuple import NamedTuple

MARKS = ("reasoning", "refusal", "image", "logprobs", "parallel", "citations")
"""What a recording may hold."""


class ContentFacts(NamedTuple):
    """What only decoding a whole recording tells of it.

    Attributes:
        provider: Who served it; empty where nothing tells.
        tools: The names of the tools that the answer calls, each once, sorted.
        offered: Whether the request offers tools.
        choices: How many choices the answer has.
        marks: Which of `MARKS` it holds: reasoning, also encrypted; a refusal; an image, sent or answered; the
            probabilities of tokens; more than one call in one choice that the client is to run; sources that it cites.
        status: The HTTP status of the answer, where one was recorded.
    """

    provider: str = ""
    tools: tuple[str, ...] = ()
    offered: bool = False
    choices: int = 0
    marks: frozenset[str] = frozenset()
    status: int | None = None

"""What a query can ask of one recording."""

from __future__ import annotations

from recview.named_tuple import NamedTuple

OF_CONTENT = frozenset({"provider", "tool", "status", "choices", "is:reasoning", "is:refusal", "is:image"}) | frozenset(
    {"is:logprobs", "is:parallel", "has:tools", "has:citations"}
)
"""What is known once the whole recording was read: members of `Facts.unread` until then."""

OF_CHECKS = frozenset({"rule", "severity", "has:finding", "is:unreachable"})
"""What is known once the recording was checked, by itself and beside all others."""

OF_TEXT = frozenset({"text", "answer", "reasoning", "request"})
"""What is known once the texts were read."""


class Facts(NamedTuple):
    """All values of each field of one recording, as far as they are known.

    A field has no value, one or several. What was not recorded is no value; what was not read yet is named in `unread`.

    Attributes:
        labels: The labels above it in the tree, as test ids spell them: what a bare word looks through.
        path: Its file's path.
        model: Its model.
        test: Its test id.
        protocol: The name of what was said.
        provider: Who served it.
        format: The name of how it was stored.
        finish: The finish_reason's normal form and the provider's word, of `STOP (1)` also each part; or `none`.
        tool: The names of the tools that the answer calls.
        error: Type, code and message of its error, where that was recorded, and why its answer cannot be read.
        status: The HTTP status.
        verdict: What became of its file.
        rule: The ids of the rules that found something in it.
        severity: How grave that is.
        marks: The values of `is:` that hold.
        parts: The values of `has:` that hold.
        chunks: How many chunks the answer has.
        tokens: The total of its tokens.
        choices: How many choices the answer has.
        size: The bytes of its file.
        answer: What was answered; so the reasoning, the names and arguments of tool calls, and the request.
        unread: The fields that may have further values, and values of `is:` and `has:`, as `is:image`, that may hold.
    """

    labels: str = ""
    path: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    protocol: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    finish: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    error: tuple[str, ...] = ()
    status: tuple[int, ...] = ()
    verdict: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    chunks: tuple[int, ...] = ()
    tokens: tuple[int, ...] = ()
    choices: tuple[int, ...] = ()
    size: tuple[int, ...] = ()
    answer: tuple[str, ...] = ()
    reasoning: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    request: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()

"""The kinds of differences between two recordings of one call, and how grave each is.

The class of a pair is the gravest of its kinds, that of a file the gravest of its pairs. Where a kind could be in
either of two classes, a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

Class: TypeAlias = Literal[
    "unreadable", "behaviour", "request", "reworded", "usage", "noise", "identical", "new", "gone"
]
"""How much it matters that a recording is another: from a file that cannot be read to one that is the same."""

CLASSES: Sequence[Class] = (
    "unreadable",
    "behaviour",
    "request",
    "reworded",
    "usage",
    "noise",
    "identical",
    "new",
    "gone",
)
"""The gravest first; then what is there on one side only."""

KINDS: Mapping[Class, Sequence[str]] = {
    "unreadable": ("unreadable",),
    # Code that called the model would do otherwise.
    "behaviour": (
        *("tool_name", "tool_arguments", "tool_count", "finish_reason", "refusal", "error", "error_type", "status"),
        *("reasoning_appears", "reasoning_goes", "choices", "schema", "calls_added", "calls_removed", "flagged"),
        *("ranking", "model", "protocol"),
    ),
    # The question was another.
    "request": ("messages", "parameters", "tools", "url", "method", "request_body", "request_header"),
    # Said otherwise, same conduct. An independent reader may call text_appears and text_goes behaviour.
    "reworded": (
        *("text", "reasoning", "text_appears", "text_goes", "error_message", "citations", "tool_result", "models"),
        *("embedding", "data", "media"),
    ),
    "usage": ("usage",),
    # What differs between any two recordings of one call. tool_order might be behaviour, scores reworded and
    # host a request.
    "noise": (
        *("ids", "timestamps", "fingerprint", "chunks", "padding", "signatures", "logprobs", "content_filter"),
        *("service_tier", "seed", "metadata", "headers", "spelling", "sdk", "test_id", "server_state"),
        *("embedding_jitter", "container", "host", "tool_order", "scores", "messages_echo"),
    ),
}

CLASS_OF: Mapping[str, Class] = {kind: name for name, kinds in KINDS.items() for kind in kinds}
"""The class of each kind."""

NOTEWORTHY = ("sdk", "embedding_jitter", "test_id", "server_state", "messages_echo")
"""Kinds of noise that a row names where it has nothing graver to say."""


def gravest(classes: Iterable[Class]) -> Class:
    """The gravest of some classes; `identical` if there is none."""
    return min(classes, key=CLASSES.index, default="identical")

"""T108: an answer in one piece where a stream was asked for, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.coerce import as_dict
from recview.model import Exchange

RULE = Rule(
    id="T108",
    name="not-as-asked",
    severity="warning",
    summary="A stream was asked for and the answer came in one piece, or the reverse.",
    why="A replay gives the client what it did not ask for: one that iterates over chunks finds none.",
    remedy="Record it again. If the server ignores `stream`, ask without it.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if the answer came otherwise than it was asked for."""
    asked = _asks_for_stream(answer.recording.exchange, answer.recording.protocol)
    if asked is None or asked == answer.is_streamed or answer.kind != "conversation" or not answer.is_as_sent:
        return
    unasked = "no stream was asked for, and one came"
    yield Fault(RULE, answer.at(), "a stream was asked for, and the answer is in one piece" if asked else unasked)


_BY_FLAG = frozenset(
    {
        *("openai.chat", "openai.completions", "openai.responses", "anthropic.messages", "anthropic.completions"),
        *("cohere.chat", "gemini.interactions"),
    }
)
"""Protocols that stream if `stream` is true, and only then."""

_STREAMING_PATH = re.compile(
    r"stream_?generate_?content|generate_content_stream|stream_?raw_?predict|/converse-stream|/invoke-with-response-stream",
    re.IGNORECASE,
)
_PLAIN_PATH = re.compile(r"generate_?content\b|/converse\Z|/invoke\Z", re.IGNORECASE)


def _asks_for_stream(exchange: Exchange, protocol: str) -> bool | None:
    """Whether a request asks for a stream; None where it does not say.

    Some APIs have a method of another name for it. Ollama streams unless told not to, and its stream may be one line.
    """
    path = exchange.request.endpoint or exchange.request.url
    if _STREAMING_PATH.search(path):
        return True
    if _PLAIN_PATH.search(path):
        return False
    body = exchange.request.body
    if not isinstance(body, dict):
        return None
    stream = as_dict(body).get("stream")
    if protocol == "ollama":
        return False if stream is False else None
    return stream is True if protocol in _BY_FLAG else None

"""T110: an answer of another API than the one that its endpoint names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.protocols.choosing import opened, protocol_of_answer
from recview.reading.recording import Recording

RULE = Rule(
    id="T110",
    name="endpoint-contradicted",
    severity="warning",
    summary="The answer is of another API than its endpoint: a chat at /v1/completions.",
    why="What reads a recording by its endpoint reads it wrongly, and the client gets what it does not know.",
    remedy="Record it again; if the recorder notes a wrong endpoint, correct it there.",
)

_ENDPOINTS = (
    (re.compile(r"/chat/completions\Z"), "openai.chat"),
    (
        re.compile(r"(?:/v\d+(?:beta)?|/openai|/beta|/(?:deployments|engines)/[^/]+|\A)/completions\Z"),
        "openai.completions",
    ),
    (re.compile(r"/responses\Z"), "openai.responses"),
    (re.compile(r"(?<!threads)/v\d+/messages\Z"), "anthropic.messages"),
    (re.compile(r"/v\d+/complete\Z"), "anthropic.completions"),
    (re.compile(r":(?:stream)?generate_?content\Z", re.IGNORECASE), "gemini.generate_content"),
    (re.compile(r"/converse(?:-stream)?\Z"), "bedrock.converse"),
    (re.compile(r"/api/(?:chat|generate)\Z"), "ollama"),
)
"""What APIs call their methods, and the protocol that each answers in. Gateways have names of their own."""

_PROTOCOLS = frozenset(protocol for _, protocol in _ENDPOINTS)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if the answer is of another API than its endpoint."""
    recording = answer.recording
    endpoint = recording.exchange.request.endpoint.partition("?")[0].rstrip("/")
    promised = next((protocol for pattern, protocol in _ENDPOINTS if pattern.search(endpoint)), "")
    # Answers tell their protocol before endpoints do: so the one that was found is that of the answer, if any is.
    if promised in ("", recording.protocol) or answer.kind not in {"conversation", "card"} or not answer.is_as_sent:
        return
    if (answering := _answering(recording)) not in ("", promised):
        yield Fault(RULE, "request.endpoint", f"{endpoint} is that of {promised}, and the answer is of {answering}")


def _answering(recording: Recording) -> str:
    """The protocol that an answer by itself is of, if it is one of those whose endpoints are known; else empty."""
    protocol = protocol_of_answer(opened(recording.exchange))
    return protocol.name if protocol and protocol.name in _PROTOCOLS else ""

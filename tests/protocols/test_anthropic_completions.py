"""Anthropic's older text completions: one row an object that its streams hold."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from recview.events import Event, Failed, Finished, TextDelta, Unknown, UsageReported
from recview.model import Failure, Json, Message, Part, Usage
from recview.protocols.choosing import protocol_of
from tests import builders
from tests.ogx import Value
from tests.protocols.readers import READERS

anthropic_completions = READERS["anthropic.completions"]

PROMPT = "\n\nHuman: Hi\n\nAssistant:"


exchange = partial(builders.exchange, endpoint="/v1/complete")


def said(text: str, reason: str | None = None, **more: Any) -> Value:
    return {"type": "completion", "completion": text, "stop_reason": reason, **more}


ERROR = {"type": "overloaded_error", "message": "Overloaded"}
FAILURE = Failure("stream", "Overloaded", "overloaded_error", body=ERROR)
METRICS = {"inputTokenCount": 25, "outputTokenCount": 4, "firstByteLatency": 266}


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        (
            [said(" Hi"), {"type": "ping"}, said(" you", "stop_sequence", stop="\n\nHuman:")],
            [TextDelta(0, 0, " Hi"), TextDelta(2, 0, " you"), Finished(2, 0, "stop_sequence")],
        ),
        (
            [{"completion": "", "stop_reason": "max_tokens", "amazon-bedrock-invocationMetrics": METRICS}],
            [Finished(0, 0, "max_tokens"), UsageReported(0, Usage(25, 4))],
        ),
        ([said("a"), {"type": "error", "error": ERROR}], [TextDelta(0, 0, "a"), Failed(1, FAILURE)]),
        (
            [None, {}, {"type": "hologram"}, {"completion": 5, "stop_reason": []}],
            [
                Unknown(0, "this chunk is not a JSON object"),
                Unknown(1, "an empty object"),
                Unknown(2, "no completion in this chunk"),
            ],
        ),
    ],
    ids=["text", "Bedrock", "error", "odd types"],
)
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = anthropic_completions.decode(exchange(*chunks, prompt=PROMPT))
    assert found.messages == (Message("prompt", (Part("text", PROMPT),)),)
    assert list(found.events) == expected


def test_a_plain_answer_yields_the_events_of_a_stream() -> None:
    plain, streamed = (exchange(said("Hi", "stop_sequence"), streaming=streaming) for streaming in (False, True))
    assert anthropic_completions.decode(plain) == anthropic_completions.decode(streamed)


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([said("a")], True),
        ([{"type": "ping"}, said("a")], True),
        ([{"completion": "a", "stop_reason": None}], True),
        ([{"completion": "a"}], False),
        ([{"type": "message_start", "completion": "a", "stop_reason": None}], False),
        ([{"type": "error", "error": ERROR}], False),
        ([None], False),
        ([], False),
    ],
    ids=["completion", "ping first", "Bedrock", "another API", "another type", "error", "null", "nothing"],
)
def test_claims(chunks: list[Json], expected: bool) -> None:
    assert (protocol_of(exchange(*chunks)) is anthropic_completions.protocol) is expected


def test_outline() -> None:
    sent = exchange(said("a"), said("", "max_tokens"), {"type": "error", "error": ERROR}, prompt=PROMPT)
    found = anthropic_completions.outline(sent)
    assert (found.kind, found.finish, found.usage, found.failure) == ("text", "max_tokens", None, FAILURE)
    assert (found.messages, found.opening) == (1, "Human: Hi\n\nAssistant:")

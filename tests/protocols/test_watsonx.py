"""watsonx.ai's text generation: pieces, counts as of then, and what is not its own."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, TextDelta, Unknown, UsageReported
from recview.model import Exchange, Failure, Json, Outline, Usage
from recview.protocols.choosing import protocol_of
from tests import builders
from tests.builders import ended, undigested
from tests.ogx import Value
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

watsonx = READERS["watsonx"]

GENERATION = "/ml/v1/text/generation"


exchange = partial(builders.exchange, endpoint=GENERATION)


def piece(text: str, count: int, reason: str = "not_finished") -> Value:
    sent = 0 if count else 4
    told = {"generated_text": text, "generated_token_count": count, "input_token_count": sent, "stop_reason": reason}
    return {"model_id": "maker/m", "results": [told]}


ERRORS = [{"code": "model_not_supported", "message": "No."}]

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream": (
        [piece("", 0), piece("Hi", 1), piece(" you", 2, "max_tokens")],
        [
            UsageReported(0, Usage(4, 0)),
            TextDelta(1, 0, "Hi"),
            UsageReported(1, Usage(4, 1)),
            TextDelta(2, 0, " you"),
            Finished(2, 0, "max_tokens"),
            UsageReported(2, Usage(4, 2)),
        ],
    ),
    "several": (
        [{"results": [{"generated_text": "a"}, {"generated_text": "b", "stop_reason": "eos_token"}]}],
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "b"), Finished(0, 1, "eos_token")],
    ),
    "an error in the stream": (
        [piece("", 0), {"errors": ERRORS}],
        [UsageReported(0, Usage(4, 0)), Failed(1, Failure("stream", "No.", body=ERRORS))],
    ),
    "unknown": (
        [{"results": [{"generated_text": "a"}]}, {"x": 1}, "x"],
        [
            TextDelta(0, 0, "a"),
            Unknown(1, "no results or errors in this object"),
            Unknown(2, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks, input="Hi")
    assert protocol_of(sent).name == "watsonx"
    assert list(watsonx.decode(sent).events) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(piece("a", 1), endpoint=""), "watsonx"),
        (exchange({"results": [{"score": 1}]}, endpoint="/search", streaming=False), "raw"),
        (exchange({"results": [{"outputText": "a"}]}, endpoint="", streaming=False), "raw"),
        (exchange(input="Hi"), "watsonx"),
    ],
    ids=["answers alone", "other results", "Titan", "nothing came"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    found = protocol_of(sent).name
    assert found == expected


def test_request_and_outline() -> None:
    sent = exchange(piece("", 0), piece("a", 1), piece("b", 2, "eos_token"), input="P" * 99)
    expected = ended(Outline("text", "eos_token", Usage(4, 2), messages=1, opening="P" * 80))
    assert undigested(watsonx.outline(sent)) == expected
    assert [part.text for message in watsonx.decode(sent).messages for part in message.parts] == ["P" * 99]


@given(
    odd_exchanges(
        "results", "generated_text", "generated_token_count", "input_token_count", "stop_reason", "errors", "input"
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(watsonx, sent)

"""text-generation-inference and the inference API: streamed tokens, plain texts, lists of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, TextDelta, TokenLogprob, Unknown, UsageReported
from recview.model import Exchange, Failure, Json, Outline, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from tests.builders import ended, exchange
from tests.ogx import Value, chat, dumped
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

tgi = READERS["tgi"]


def token(text: str, details: Value | None = None, *, special: bool = False, whole: str | None = None) -> Value:
    piece = {"id": 1, "text": text, "logprob": -0.5, "special": special}
    return {"index": 1, "token": piece, "generated_text": whole, "details": details}


def said(chunk: int, text: str, choice: int = 0) -> TextDelta:
    return TextDelta(chunk, choice, text, (TokenLogprob(text, -0.5),))


DETAILS = {"finish_reason": "eos_token", "generated_tokens": 3, "seed": None, "input_length": 9}

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream, whose last token carries the whole": (
        [token("Hi"), token(" you"), token("</s>", DETAILS, special=True, whole="Hi you")],
        [said(0, "Hi"), said(1, " you"), Finished(2, 0, "eos_token"), UsageReported(2, Usage(9, 3))],
    ),
    "a plain answer": (
        [
            {
                "generated_text": "Hi",
                "details": {**DETAILS, "tokens": [{"text": "Hi", "logprob": -0.5}, {"text": "</s>", "special": True}]},
            }
        ],
        [said(0, "Hi"), Finished(0, 0, "eos_token"), UsageReported(0, Usage(9, 3))],
    ),
    "the best of several": (
        [
            {
                "generated_text": "a",
                "details": {**DETAILS, "best_of_sequences": [{"generated_text": "b", "finish_reason": "length"}]},
            }
        ],
        [
            TextDelta(0, 0, "a"),
            Finished(0, 0, "eos_token"),
            TextDelta(0, 1, "b"),
            Finished(0, 1, "length"),
            UsageReported(0, Usage(9, 3)),
        ],
    ),
    "the inference API": ([[{"generated_text": "a"}]], [TextDelta(0, 0, "a")]),
    "several inputs": (
        [[[{"generated_text": "a"}], [{"generated_text": "b"}]]],
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "b")],
    ),
    "two streams": ([token("a", whole="a"), token("b", whole="b")], [said(0, "a"), said(1, "b", 1)]),
    "an error in the stream": (
        [token("a"), {"error": "Overloaded", "error_type": "overloaded"}],
        [
            said(0, "a"),
            Failed(
                1, Failure("stream", "Overloaded", "overloaded", body={"message": "Overloaded", "type": "overloaded"})
            ),
        ],
    ),
    "unknown": (
        [token("a"), {"generated": 1}, "x", [None]],
        [
            said(0, "a"),
            Unknown(1, "no token, generated_text or error in this object"),
            Unknown(2, "this chunk is not a JSON object"),
            Unknown(3, "this chunk is not a JSON object"),
        ],
    ),
    "nothing was generated": (
        [{"generated_text": "", "details": DETAILS}],
        [Finished(0, 0, "eos_token"), UsageReported(0, Usage(9, 3))],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks)
    assert protocol_of(sent).name == "tgi"
    assert list(tgi.decode(sent).events) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange({"error": "no"}, endpoint="/generate_stream", inputs="x"), "tgi"),
        (exchange({"error": "no"}, endpoint="/generate_stream"), "raw"),
        (exchange({"token": "secret"}, streaming=False), "raw"),
        (exchange([{"label": "good"}], streaming=False, inputs="x"), "raw"),
    ],
    ids=["error", "without inputs", "another token", "a classifier"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    found = protocol_of(sent).name
    assert found == expected


def test_request_and_outline() -> None:
    sent = exchange(token("a"), token("b", DETAILS, whole="ab"), inputs="P" * 99)
    assert tgi.outline(sent) == ended(Outline("text", "eos_token", Usage(9, 3), messages=1, opening="P" * 80))
    assert [part.text for message in tgi.decode(sent).messages for part in message.parts] == ["P" * 99]
    assert len(tgi.decode(exchange(inputs=["a", 5, "b"])).messages) == 2


@pytest.mark.parametrize(("pieces", "expected"), [(["Hi ", "you"], "noise"), (["Hi", " all"], "changed")])
def test_a_rerecord_is_judged_by_what_was_said(pieces: list[str], expected: str) -> None:
    def read(*said: str) -> Any:
        body = [token(piece, whole="".join(said) if piece is said[-1] else None) for piece in said]
        return parse_file(dumped(chat("t.py::a", [], body, endpoint="/generate_stream")).encode(), "a.json")

    assert compare(read("H", "i ", "you"), read(*pieces)).verdict == expected


@given(
    odd_exchanges(
        "token", "text", "special", "generated_text", "details", "error", "best_of_sequences", "tokens", "inputs"
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(tgi, sent)

"""What a recorder says in words of its own reads as the chat completion that it stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from recview.formats import as_chat
from recview.formats.as_chat import Call, RecordedAnswer
from recview.model import Chunk, Exchange, Request, Response, Source
from recview.reading.recordings import decode_exchange
from recview.reading.records import full_record_text
from tests.formats.shown import said

RECORDED = {"as": "recorded"}


def shown(chunks: Sequence[Chunk], *, streaming: bool) -> dict[str, object]:
    exchange = Exchange(Source("a.json"), "test", Request(), Response(tuple(chunks), streaming))
    return dict(json.loads("".join(full_record_text(decode_exchange(exchange)))))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (RecordedAnswer("Hi", "hm", finish="stop"), ("stop", "Hi", "hm", [])),
        (RecordedAnswer(calls=[Call("f", {"a": 1}, "c")]), (None, "", "", [("f", '{"a":1}', "c")])),
        (RecordedAnswer(calls=[Call("f", "{}"), Call("g")]), (None, "", "", [("f", "{}", None), ("g", "", None)])),
        (RecordedAnswer("a", calls=[Call(5, None, [])]), (None, "a", "", [])),
    ],
    ids=["text", "an object as arguments", "calls", "wrong types"],
)
def test_a_whole_answer(words: RecordedAnswer, expected: object) -> None:
    chunk = as_chat.answer(words, RECORDED)
    assert chunk.raw is RECORDED
    assert said(shown([chunk], streaming=False)) == expected


def test_pieces_of_calls_and_an_error_at_the_end() -> None:
    pieces = [
        as_chat.piece(RecordedAnswer(calls=[Call("f", "", "c", 0)]), RECORDED),
        as_chat.piece(RecordedAnswer(calls=[Call(arguments='{"a"', index=0)]), RECORDED),
        as_chat.piece(RecordedAnswer(calls=[Call(arguments=": 1}", index=0)], finish="tool_calls"), RECORDED),
        as_chat.failure({"message": "gone"}, RECORDED),
    ]
    record = shown(pieces, streaming=True)
    assert said(record) == ("tool_calls", "", "", [("f", '{"a": 1}', "c")])
    assert record["error"] == {"source": "stream", "status": None, "type": None, "code": None, "message": "gone"}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"in": 1, "out": 2, "hit": 3}, {"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": 3}}),
        ({"in": 0}, {"prompt_tokens": 0}),
        ({"out": 2}, None),
        (5, None),
    ],
    ids=["all", "zero", "others", "no object"],
)
def test_token_counts(counts: object, expected: object) -> None:
    assert as_chat.usage_of(counts, {"in": "prompt_tokens"}, "hit") == expected


def test_embeddings() -> None:
    record = shown([as_chat.embeddings([[0.1], [0.2]], "m", RECORDED, {"prompt_tokens": 2})], streaming=False)
    assert record["protocol"] == "card"

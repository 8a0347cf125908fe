"""A long event stream reads as a short one does, whatever stands at the seams of its runs."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.framing import Framing, long_stream
from recview.framing.long_stream import LongStream, stream_chunks
from recview.framing.server_sent_events import events
from recview.model import Chunk, Exchange, Request, Response, Source
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.wire import payloads
from tests.examples import examples

PIECES = st.sampled_from(
    [
        'data: {"a": 1}\n\n',
        'event: x\ndata: {"a": 2}\n\n',
        'event: x\r\ndata: {"a": 3}\r\n\r\n',
        'data: {"a": 4}\n',
        ": comment\n\n",
        '{"error": {"message": "no"}}\n',
        "data: not JSON\n\n",
        "data: [DONE]\n\n",
        "\n",
        "id: 7\n",
        "data: é\u2028\n\n",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(1, 60))
@examples(200)
def test_it_reads_as_a_short_one_does(text: str, run: int) -> None:
    before, long_stream._RUN = long_stream._RUN, run
    try:
        check(LongStream(text), events((text,)))
    finally:
        long_stream._RUN = before


def check(found: Sequence[Chunk], expected: Sequence[Chunk]) -> None:
    assert list(found) == list(expected)
    assert len(found) == len(expected)
    assert [found[index] for index in range(len(found))] == list(expected)
    assert list(reversed(found)) == list(reversed(expected))
    assert list(found[1:7:2]) == list(expected[1:7:2])
    assert list(payloads(found)) == list(payloads(tuple(expected)))
    assert list(reversed(payloads(found))) == list(reversed(payloads(tuple(expected))))
    assert list(payloads(found)[-3:]) == list(payloads(tuple(expected))[-3:])
    with pytest.raises(IndexError):
        found[len(expected)]


def exchange(chunks: Sequence[Chunk]) -> Exchange:
    return Exchange(Source("a.json"), "x", Request(), Response(chunks, streaming=True))


def chat(text: str) -> str:
    choice = {"index": 0, "delta": {"content": text}}
    return f"data: {json.dumps({'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"


def anthropic(kind: str, **fields: object) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "".join(chat(f" {number}") for number in range(300)) + 'event: error\ndata: {"message": "overloaded"}\n\n',
        anthropic("message_start", message={"usage": {"input_tokens": 3}})
        + "".join(
            anthropic("content_block_delta", index=0, delta={"type": "text_delta", "text": f" {number}"})
            for number in range(300)
        )
        + anthropic("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 5}),
    ],
    ids=["chat and an error", "Anthropic"],
)
def test_it_is_decoded_as_a_short_one_is(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    short = exchange(stream_chunks(text))
    monkeypatch.setattr(long_stream, "LONG", 10)
    monkeypatch.setattr(long_stream, "_RUN", 500)
    long = exchange(stream_chunks(text))
    assert isinstance(long.response.chunks, LongStream)
    assert protocol_of(long) is protocol_of(short)
    assert outline(long) == outline(short)
    assert decode(long) == decode(short)


def test_a_body_is_such_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_stream, "LONG", 10)
    for body in (chat("a") + chat("b"), f'{{"error": 1}}\n\n{chat("b")}'):
        found = Framing().answer(body, "text/event-stream")
        assert isinstance(found.chunks, LongStream)
        assert (len(found.chunks), found.streaming) == (2, True)

"""A row of the list and the page never disagree, whatever was recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.tree_line import tree_line
from recview.display.tree_rows import Row
from recview.events import Failed, Finished, ToolCallDelta, UsageReported
from recview.framing.long_stream import LongStream
from recview.framing.server_sent_events import events
from recview.library import IndexedFile, Library, leaves
from recview.model import Exchange, Json, Request, Response, Source
from recview.protocols import PROTOCOLS
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.finishes import spelled, telling
from recview.protocols.outlining import outline
from recview.reading.listing import entry
from recview.wire import Chunks
from tests.examples import examples
from tests.protocols.seeds import SEEDS, Seed
from tests.protocols.spoiled import spoiled_exchanges

NAMES = sorted({seed.protocol for seed in SEEDS})


def of_row(exchange: Exchange) -> dict[str, Any]:
    """What a row shows of an answer, by the outline."""
    row = outline(exchange)
    return {
        "finish": row.finish,
        "usage": row.usage,
        "failure": row.failure,
        "calls": row.calls,
    }


def of_page(exchange: Exchange) -> dict[str, Any]:
    """The same of its events: one word for all endings, and the last report of usage and of an error."""
    events = decode(exchange).events
    finish = telling({event.choice: event.reason for event in events if isinstance(event, Finished)})
    reports = [event.usage for event in events if isinstance(event, UsageReported)]
    failures = [event.failure for event in events if isinstance(event, Failed)]
    return {
        "finish": spelled(finish),
        "usage": reports[-1] if reports else None,
        "failure": failures[-1] if failures else None,
        "calls": any(isinstance(event, ToolCallDelta) for event in events),
    }


def agree(exchange: Exchange) -> None:
    conversation, row, page = decode(exchange), of_row(exchange), of_page(exchange)
    if conversation.card:
        # What a card counts is no event.
        page["usage"] = row["usage"]
    assert row == page
    # Where the system prompt stands beside the messages, a row may leave it out.
    apart = [sent for sent in conversation.messages if sent.role != "system"]
    assert outline(exchange).messages in (len(conversation.messages), len(apart))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.protocol} {'streamed' if seed.streaming else 'plain'}")
def test_seeds_are_read_by_their_protocol(seed: Seed) -> None:
    assert seed.protocol == protocol_of(seed.exchange()).name
    agree(seed.exchange())


def test_every_protocol_has_a_seed() -> None:
    assert {protocol.name for protocol in PROTOCOLS} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_pages_of_spoiled_answers_agree(name: str) -> None:
    @examples(30)
    @given(spoiled_exchanges(*(seed for seed in SEEDS if seed.protocol == name)))
    def check(exchange: Exchange) -> None:
        agree(exchange)

    check()


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed.streaming], ids=lambda seed: seed.protocol)
def test_rows_of_long_streams_are_those_of_short_ones(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long stream is parsed run by run, and its chunks are not all in memory."""
    monkeypatch.setattr("recview.framing.long_stream._RUN", 100)
    text = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in seed.pieces * 2)
    short, long = (
        seed.exchange()._replace(response=Response(chunks, True))
        for chunks in (tuple(events((text,))), LongStream(text))
    )
    agree(long)
    assert of_row(long) == of_row(short)


def test_streams_one_behind_the_other_agree() -> None:
    @examples(200)
    @given(st.lists(st.sampled_from([seed for seed in SEEDS if seed.streaming]), min_size=2, max_size=3))
    def check(seeds: list[Seed]) -> None:
        agree(seeds[0].exchange([piece for seed in seeds for piece in seed.pieces]))

    check()


ENDINGS: dict[str, tuple[list[Json], str]] = {
    "a word for the ending of another type": ([{"message": {"content": "a"}, "done": "[]"}], "· no finish"),
    "an ending told twice": ([{"message": {"content": "a"}, "done": True}, {"response": "b", "done": True}], "  done"),
    "an error that is told twice": (
        [
            {"type": "error", "code": "a", "message": "Broken"},
            {"type": "response.failed", "response": {"status": "failed", "error": {"code": "b", "message": "Broken"}}},
        ],
        "✗ a",
    ),
    "calls in the midst of a long answer": (
        [
            *[{"choices": [{"delta": {"content": "a"}}]}] * 9,
            {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "{}"}}]}}]},
            *[{"choices": [{"delta": {"content": "a"}}]}] * 9,
            {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        ],
        "▲ stop",
    ),
    "a call in the form that came before tool calls": (
        [
            {"choices": [{"delta": {"function_call": {"name": "f", "arguments": "{}"}}}]},
            {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        ],
        "▲ stop",
    ),
    "a delta and, beside it, all of the message": (
        [
            {"choices": [{"delta": {"tool_calls": [{"function": {"name": "f"}}]}, "message": {"content": "a"}}]},
            {"choices": [{"delta": {}, "message": {"content": "a"}, "finish_reason": "stop"}]},
        ],
        "▲ stop",
    ),
    "a second answer that was cut off": (
        [
            {"id": "a", "choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]},
            {"id": "b", "choices": [{"delta": {"content": "b"}, "finish_reason": "length"}]},
        ],
        "! length",
    ),
    "an answer of another id that counts its choices from the start": (
        [
            {"id": "a", "choices": [{"index": 1, "delta": {"content": "a"}, "finish_reason": "stop"}]},
            {"id": "b", "choices": [{"index": 0, "delta": {"content": "b"}, "finish_reason": "eos"}]},
        ],
        "  stop",
    ),
    "an answer of another API between two of this one": (
        [
            {"id": "r1", "object": "text_completion", "choices": [{"text": "a", "finish_reason": None}]},
            {"id": "r1", "object": "text_completion", "choices": [{"text": "b", "finish_reason": "stop"}]},
            {
                "id": "i1",
                "object": "interaction",
                "status": "completed",
                "steps": [{"type": "function_call", "id": "c1", "name": "f", "arguments": {}}],
                "usage": {"total_tokens": 5},
            },
            {"id": "r1", "object": "text_completion", "choices": [{"text": "a", "finish_reason": None}]},
        ],
        "▲ stop",
    ),
    "a stream of another API behind it": (
        [
            {"choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]},
            {"type": "message_start", "message": {"content": [], "usage": {"input_tokens": 3}}},
            {"type": "message_delta", "delta": {"stop_reason": "max_tokens"}, "usage": {"output_tokens": 2}},
        ],
        "! max_tokens",
    ),
}


@pytest.mark.parametrize(("chunks", "ending"), ENDINGS.values(), ids=ENDINGS.keys())
def test_what_a_row_says(chunks: list[Json], ending: str) -> None:
    exchange = Exchange(Source("a.json"), "ogx", Request(), Response(Chunks(chunks), True))
    agree(exchange)
    listed = entry(exchange, 1)
    ((_, leaf),) = leaves(Library().merged([IndexedFile(listed.source.path, (listed,))]).root)
    row = Row((), leaf, 1, 1)
    line = "".join(text for text, _ in tree_line(row, 60, unfolded=False, current=False))
    assert ending in line

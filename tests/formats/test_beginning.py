"""The beginning of a large file is a small file of its kind, whose chunks are the first of the whole."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.formats import read
from recview.formats.beginning import beginning
from recview.model import Exchange, Json, Readability
from tests.examples import examples
from tests.ogx import chat, chunk, delta, message, usage

URL = "https://api.test/v1/chat/completions"
DATAS = [
    *({"choices": [{"index": 0, "delta": {"content": f'a "{number}"\n\n[{{'}}]} for number in range(8)),
    {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
]
EVENTS = "".join(f"data: {json.dumps(data)}\n\n" for data in DATAS)
SENT = {"model": "m", "messages": [{"role": "user", "content": "Hi, [you]"}], "stream": True}
CALL = {
    "request": {"method": "POST", "url": URL, "headers": {"a": ["b", "c"]}, "body": SENT},
    "response": {"status": 200, "headers": {"content-type": "text/event-stream"}, "body": EVENTS},
}
TYPED = chat(
    "a.py::test",
    [message("user", "Hi")],
    [*(chunk(delta(content=f" {n}")) for n in range(8)), chunk(usage=usage(1, 2))],
)
BARE = {**TYPED, "response": {"body": DATAS, "is_streaming": True}}
ENTRY = {"request": {"method": "POST", "url": URL}, "response": {"status": 200, "content": {"text": EVENTS}}}
FILES = {
    "typed chunks": ("a.json", json.dumps(TYPED)),
    "typed chunks, indented": ("a.json", json.dumps(TYPED, indent=2)),
    "bare chunks": ("a.json", json.dumps(BARE)),
    "events in a call": ("a.json", json.dumps(CALL)),
    "calls in an archive": ("a.har", json.dumps({"log": {"version": "1.2", "entries": [ENTRY, ENTRY, ENTRY]}})),
    "calls on lines": ("a.jsonl", "".join(f"{json.dumps(CALL)}\n" for _ in range(3))),
    "events": ("a.sse", EVENTS),
    "events, CRLF": ("a.sse", EVENTS.replace("\n", "\r\n")),
}


def _chunks(exchanges: Sequence[Exchange] | Readability) -> list[list[Json]]:
    listed = exchanges.recovered if isinstance(exchanges, Readability) else exchanges
    return [[chunk.data for chunk in exchange.response.chunks] for exchange in listed]


@pytest.mark.parametrize(("path", "text"), FILES.values(), ids=FILES.keys())
def test_every_beginning_has_the_first_chunks(path: str, text: str) -> None:
    data = text.encode()
    whole = _chunks(read(data, path))
    counts = []
    for length in range(0, len(data), 7):
        cut = beginning(data[:length])
        assert data.startswith(cut[: max(0, len(cut) - 30)])
        some = _chunks(read(cut, path)) if cut else []
        for own, of_whole in zip(some, whole, strict=False):
            assert own == of_whole[: len(own)]
        counts.append(sum(map(len, some)))
    # Behind the list of its chunks a file has no open list any more.
    most = max(counts)
    growing = counts[: counts.index(most) + 1]
    assert growing == sorted(growing)
    assert most >= sum(map(len, whole)) - len(whole[0])
    assert len(set(growing)) > 2


def test_a_stream_that_is_cut_is_still_a_stream() -> None:
    data = json.dumps(BARE).encode()
    exchanges = read(beginning(data[: len(data) // 2]), "a.json")
    assert not isinstance(exchanges, Readability)
    (exchange,) = exchanges
    assert exchange.response.streaming
    assert 1 < len(exchange.response.chunks) < len(DATAS)
    assert exchange.request.body["messages"]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"interactions:\n- request:\n",
        b'{"request": {"body": "',
        b'{"request": {"body": "text, cut \\"',
        b"]",
        b"{]",
        b"[1",
        b'"text"',
        b"\x1f\x8b\x08",
        b"data: {",
    ],
)
def test_what_has_no_beginning(head: bytes) -> None:
    assert beginning(head) == b""


@given(st.lists(st.sampled_from([b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"a", b"\n", b"data:", b"1"])))
@examples(500)
def test_any_bytes(pieces: list[bytes]) -> None:
    head = b"".join(pieces)
    cut = beginning(head)
    assert cut == b"" or cut[:1] == head[:1]

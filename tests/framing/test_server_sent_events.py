"""Server-sent events: what comes as the standard has it, and what servers, recorders and proxies make of it."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import Noted, TextDelta
from recview.framing import Framing
from recview.framing.server_sent_events import events
from recview.model import Exchange, Json, Request, Response, Source
from recview.protocols.decoding import decode
from tests.examples import examples


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], []),
        (["", "", ""], []),
        ([": ping", "", ":", ""], []),
        (["data: [DONE]", ""], []),
        (['data: {"a":1}', "", "data: [DONE]", ""], [("", {"a": 1})]),
        (['data: {"a":1}', "", 'data: {"a":2}'], [("", {"a": 1}), ("", {"a": 2})]),
        (['data:{"a":1}', ""], [("", {"a": 1})]),
        (['data: {"type":"x.y","a":1}', ""], [("x.y", {"type": "x.y", "a": 1})]),
        (["event: ping", 'data: {"type":"pong"}', ""], [("ping", {"type": "pong"})]),
        (["event: a", "data: 1", "event: b", "data: 2"], [("a", 1), ("b", 2)]),
        (["event: ping", "", "data: 1", ""], [("", 1)]),
        (["id: 7", "retry: 10", "data: 1", ""], [("", 1)]),
        (['data: {"a":', "data: 1}", ""], [("", {"a": 1})]),
        (["data: one", "data: two", ""], [("", "one\ntwo")]),
        (["data: not JSON", ""], [("", "not JSON")]),
        (["data: null", ""], [("", None)]),
        (["data:  12", "", "data: 1.50", "", "data: 1.5", ""], [("", " 12"), ("", "1.50"), ("", 1.5)]),
        (["stray", "data: 1", ""], [("", "stray"), ("", 1)]),
        (["data: 1", '{"error": 1}', "data: 2"], [("", 1), ("", {"error": 1}), ("", 2)]),
        (["event: error", '{"error": 1}', ""], [("error", {"error": 1})]),
        (['data: {"a":1}', "{", ' "error": 1', "}", ""], [("", {"a": 1}), ("", {"error": 1})]),
        (["data: 1", "", "<html>", "<hr>", "</html>", ""], [("", 1), ("", "<html>\n<hr>\n</html>")]),
        (["warning", '{"error": 1}', "[DONE]"], [("", "warning"), ("", {"error": 1})]),
        (['data: {"a":1}', 'data: {"a":2}', "data: [DONE]"], [("", {"a": 1}), ("", {"a": 2})]),
        (['data: {"type":"x"}', "id: 2", "data: [", 'data: {"b'], [("x", {"type": "x"}), ("", "["), ("", '{"b')]),
        (['data: {"a":1}\r\n\r\ndata: {"a":2}\r\n\r\n'], [("", {"a": 1}), ("", {"a": 2})]),
        (["event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\r"], [("a", 1), ("b", 2)]),
        (["event: a\ndata: 1\n\n", "event: b\ndata: 2\n\n"], [("a", 1), ("b", 2)]),
        (["event: a\n", "data: [1,\n", "data: 2]\n", "\n"], [("a", [1, 2])]),
        (["  ", "data: 1", ""], [("", 1)]),
        (['error: {"code": 5}', "", "data: 1", ""], [("error", {"code": 5}), ("", 1)]),
        (["data: 1", "error: gone", "", "data: 2"], [("", 1), ("error", "gone"), ("", 2)]),
        (["event: error", "data: gone", ""], [("error", "gone")]),
        (["event: error", "data:", ""], [("error", "")]),
        (["event: error", ""], [("error", "")]),
        (["data: gone", "event: error", "", "data: 1"], [("error", "gone"), ("", 1)]),
        (["data: 1", "event: error", "data: gone", ""], [("", 1), ("error", "gone")]),
    ],
    ids=[
        "nothing",
        "blank lines",
        "comments",
        "only [DONE]",
        "ends with [DONE]",
        "ends without",
        "no blank after the colon",
        "named by its type",
        "named by the event",
        "events without blank lines",
        "event without data",
        "id and retry",
        "JSON over two lines",
        "text over two lines",
        "not JSON",
        "null",
        "text like a number",
        "stray line first",
        "an error as bare JSON",
        "a named one",
        "one of several lines",
        "a page",
        "words and bare JSON",
        "no blank lines between",
        "no blank lines, and cut",
        "CRLF",
        "CR and CRLF",
        "runs of lines",
        "lines with their ends",
        "leading blanks",
        "a field named error",
        "that field of words, between others",
        "an error of words",
        "an error without words",
        "an error without data",
        "the error's name after its words",
        "an error, no blank lines",
    ],
)
def test_events(lines: list[str], expected: list[tuple[str, Json]]) -> None:
    found = events(lines)
    assert [(chunk.kind, chunk.data) for chunk in found] == expected
    assert all(chunk.raw == chunk.data for chunk in found)


@given(st.lists(st.text(alphabet='data:evn {}[]1"\r\n\ud800x', max_size=30), max_size=8))
@examples(100)
def test_no_lines_make_events_raise(lines: list[str]) -> None:
    events(lines)


def delta(words: str) -> str:
    return json.dumps({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": words}}]})


ONE, TWO = {"a": 1}, {"type": "b", "c": [{"d": "}{"}]}
FIRST, SECOND = json.dumps(ONE), json.dumps(TWO)


@pytest.mark.parametrize(
    ("body", "expected", "noted"),
    [
        pytest.param(f"data: data: {FIRST}\n\ndata: data: [DONE]\n\n", [("", ONE)], [0], id="data: data:"),
        pytest.param(f"data:data:{FIRST}\n\ndata:data:[DONE]\n\n", [("", ONE)], [0], id="without blanks"),
        pytest.param(f"data: data: data: {SECOND}\n\n", [("b", TWO)], [0], id="three times"),
        pytest.param(f"data: data: {FIRST}\ndata: \ndata: \n\n", [("", ONE)], [0], id="each line of an event"),
        pytest.param(f"data: event: x\ndata: data: {FIRST}\ndata: \n\n", [("x", ONE)], [0], id="with its name"),
        pytest.param(f"event: event: x\ndata: data: {FIRST}\n\n", [("x", ONE)], [0], id="the name's prefix, too"),
        pytest.param(f"event: x\ndata: data: {FIRST}\n\n", [("x", ONE)], [0], id="below a name"),
        pytest.param(
            f"data: data: {FIRST}\ndata: data: {SECOND}\n", [("", ONE), ("b", TWO)], [0, 1], id="no blank lines"
        ),
        pytest.param("data: event: error\ndata: data: gone\n\n", [("error", "gone")], [0], id="an error of words"),
        pytest.param(f"data: error: {FIRST}\n\n", [("error", ONE)], [0], id="a field named error"),
        pytest.param(f"data: {FIRST}{SECOND}\n\n", [("", ONE), ("b", TWO)], [0, 1], id="glued"),
        pytest.param(f"data: {FIRST} {SECOND}\n\n", [("", ONE), ("b", TWO)], [0, 1], id="glued with a blank"),
        pytest.param(f"data: {FIRST}\ndata: {SECOND}\n\n", [("", ONE), ("b", TWO)], [0, 1], id="a line each"),
        pytest.param(f"data: {FIRST}data: {SECOND}\n\n", [("", ONE), ("b", TWO)], [0, 1], id="a lost line end"),
        pytest.param(
            f"data: {FIRST}\\n\\ndata: {SECOND}\\r\\n\\ndata: [DONE]\\n\\n",
            [("", ONE), ("b", TWO)],
            [0, 1],
            id="escaped line ends",
        ),
        pytest.param(f"data: {FIRST}[DONE]\n\n", [("", ONE)], [0], id="with [DONE]"),
        pytest.param(f'data: {FIRST}{{"cut\n\n', [("", ONE), ("", '{"cut')], [0, 1], id="glued and cut"),
        pytest.param(f"data: data: {FIRST}{SECOND}\n\n", [("", ONE), ("b", TWO)], [0, 1], id="doubled and glued"),
        pytest.param("data: data: words\n\n", [("", "data: words")], [], id="words that begin like a prefix"),
        pytest.param("data: {words} {more}\n\n", [("", "{words} {more}")], [], id="words in braces"),
        pytest.param("data: [1] and [2]\n\n", [("", "[1] and [2]")], [], id="words with numbers"),
        pytest.param(f"data: {json.dumps(delta('a'))}\n\n", [("", json.loads(delta("a")))], [0], id="encoded twice"),
        pytest.param(
            f"data: {json.dumps('data: ' + delta('a'))}\n\n",
            [("", json.loads(delta("a")))],
            [0],
            id="encoded twice with its prefix",
        ),
        pytest.param('error: {"a":\nerror: 1}\n\n', [("error", ONE)], [], id="a field named error on two lines"),
        pytest.param(
            f"error: {FIRST}\nerror: {SECOND}\n", [("error", ONE), ("error", TWO)], [], id="two fields named error"
        ),
        pytest.param(f"data: {json.dumps(FIRST)}\n\n", [("", FIRST)], [], id="a text that is JSON"),
        pytest.param(f"data: {FIRST}\n\ndata: {SECOND}\n\n", [("", ONE), ("b", TWO)], [], id="sound"),
        pytest.param(
            f"  event: x\n  data: {FIRST}\n\n  data: {SECOND}\n\n", [("x", ONE), ("b", TWO)], [], id="indented"
        ),
        pytest.param(f"data: {FIRST}\ndata: {SECOND}\n", [("", ONE), ("b", TWO)], [], id="no blank lines at all"),
    ],
)
def test_damaged_framing_is_read_and_noted(body: str, expected: list[tuple[str, Json]], noted: list[int]) -> None:
    found = events((body,))
    assert [(chunk.kind, chunk.data) for chunk in found] == expected
    assert [index for index, chunk in enumerate(found) if chunk.note] == noted


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (f"data: data: {delta('a')}\n\ndata: data: {delta('b')}\n\ndata: data: {delta('c')}\n\n", [0]),
        (f"data: {delta('a')}\n\ndata: {delta('b')}{delta('c')}\n\n", [1]),
        (f"data: {delta('a')}\n\ndata: {delta('b')}\n\ndata: {delta('c')}\n\n", []),
        (f"data: {delta('a')}\ndata: {delta('b')}\n{delta('c')}\n", []),
    ],
    ids=["doubled throughout", "glued once", "sound", "NDJSON with stray prefixes"],
)
def test_a_note_stands_at_the_chunk_where_the_damage_begins(body: str, notes: list[int]) -> None:
    framed = Framing().answer(body, "text/event-stream")
    found = decode(Exchange(Source("a"), "", Request(), Response(framed.chunks, framed.streaming))).events
    assert [event.text for event in found if isinstance(event, TextDelta)] == ["a", "b", "c"]
    assert [event.chunk for event in found if isinstance(event, Noted)] == notes


def test_a_text_of_prefixes_alone_comes_to_an_end() -> None:
    assert len(events(("data:" * 100_000 + FIRST,))) == 1


@pytest.mark.parametrize("content_type", ["", "application/json", "text/event-stream", "application/x-ndjson"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"error: {FIRST}\n\n", [("error", ONE)]),
        (f"{FIRST}\ndata: {SECOND}\n", [("", ONE), ("b", TWO)]),
        (f"data: {FIRST}\ndata: {SECOND}\n", [("", ONE), ("b", TWO)]),
        (f"{FIRST}\nerror: {SECOND}\n", [("", ONE), ("error", TWO)]),
    ],
    ids=["just an error", "NDJSON with a stray prefix", "NDJSON with prefixes", "NDJSON and an error"],
)
def test_a_stream_is_known_by_its_own_bytes(content_type: str, body: str, expected: list[tuple[str, Json]]) -> None:
    framed = Framing().answer(body.encode(), content_type)
    assert framed.streaming
    assert [(chunk.kind, chunk.data) for chunk in framed.chunks] == expected


_PIECES = st.sampled_from(
    [
        *(
            'data: {"a": 1}',
            'data:{"type": "x.y"}',
            'data: {"a": [1',
            'data: {"a": 1} {"b": 2}',
            "data: [DONE]",
            "data: x",
        ),
        *("event: ping", "event: error", "event: event: a", "event:  a b", "id: 1", ": ping", "stray", '{"error": 1}'),
        *("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", " ", "  \n", 'data: {"a": "\\ud800"}'),
    ]
)


@given(st.lists(st.lists(_PIECES, max_size=8).map("".join), max_size=3))
@examples(1_000)
def test_the_short_way_for_plain_events_gives_the_same_chunks(runs: list[str]) -> None:
    chunks = events(runs)
    with patch("recview.framing.server_sent_events._plain_chunk", lambda event: None):
        assert chunks == events(runs)
    parts = [line for run in runs for line in _lines_of(run)]
    assert chunks == events(parts)


def _lines_of(run: str) -> list[str]:
    """The lines of a run as a recorder keeps them one by one."""
    lines = run.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if not lines[-1] and len(lines) > 1 else lines

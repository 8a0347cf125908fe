"""Fragments of tool calls: whichever signs a server leaves out or repeats, each fragment goes to its call."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Exchange, Json, Request, Response, Source
from recview.protocols.decoding import decode
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.wire import Chunks

Fragment = dict[str, Any]


def fragment(name: str | None = None, arguments: str | None = None, **signs: Json) -> Fragment:
    function = {"name": name, "arguments": arguments}
    return {**signs, "function": {key: value for key, value in function.items() if value is not None}}


def at(index: int, name: str | None = None, arguments: str | None = None, **signs: Json) -> Fragment:
    return fragment(name, arguments, index=index, **signs)


def calls_of(exchange: Exchange) -> list[tuple[str, str, str]]:
    """(id, name, arguments) of the calls that a user sees at the end."""
    conversation = decode(exchange)
    whole = fold(conversation, len(exchange.response.chunks), streaming=True)
    return [(call.id, call.name, call.arguments) for choice in choices(conversation, whole) for call in choice.calls]


def chat(*lists: list[Fragment]) -> Exchange:
    deltas: list[Json] = [
        {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"tool_calls": sent}}]} for sent in lists
    ]
    return Exchange(Source("a.json"), "ogx", Request(), Response(Chunks(deltas), streaming=True))


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        pytest.param(
            [
                [fragment("sum", '{"a":', id="x"), fragment("now", '{"b":', id="y")],
                [fragment(None, "1}"), fragment(None, "2}")],
            ],
            [("x", "sum", '{"a":1}'), ("y", "now", '{"b":2}')],
            id="no index: by its position in the list",
        ),
        pytest.param(
            [
                [fragment("sum", '{"a":', index="0", id="x")],
                [fragment("now", '{"b":', index="1", id="y")],
                [fragment(None, "1}", index="0")],
                [fragment(None, "2}", index="1")],
            ],
            [("x", "sum", '{"a":1}'), ("y", "now", '{"b":2}')],
            id="indexes that are strings",
        ),
        pytest.param(
            [
                [fragment("sum", "", id="x")],
                [fragment(None, "{}")],
                [fragment("now", "{", id="y")],
                [fragment(None, "}")],
            ],
            [("x", "sum", "{}"), ("y", "now", "{}")],
            id="no index, one call after the other",
        ),
        pytest.param(
            [
                [at(0, "sum", "{", id="x")],
                [at(0, "now", "{", id="y")],
                [at(0, None, "}", id="x")],
                [at(5, None, "}", id="y")],
            ],
            [("x", "sum", "{}"), ("y", "now", "{}")],
            id="an id seen before, also at another index",
        ),
        pytest.param(
            [[at(0, "sum", "{}", id="x")], [at(0, "sum", "{}", id="y")]],
            [("x", "sum", "{}"), ("y", "sum", "{}")],
            id="a new id under a used index",
        ),
        pytest.param(
            [[at(1, "sum", "{", id="x")], [at(0, None, '"a":')], [fragment(None, "1}")]],
            [("x", "sum", '{"a":1}')],
            id="neither id nor name, at an index that no call has",
        ),
        pytest.param(
            [[at(0, "sum", "{", id="x"), at(1, "now", "{", id="y")], [at(0, None, "}")], [at(1, None, "}")]],
            [("x", "sum", "{}"), ("y", "now", "{}")],
            id="interleaved by index",
        ),
        pytest.param([[at(0, "su", "", id="x")], [at(0, "m", "{}")]], [("x", "sum", "{}")], id="a name in pieces"),
        pytest.param(
            [[at(0, "su", "", id="x")], [at(0, "", "")], [at(0, "m", "")], [at(0, "m_", "")], [at(0, "of", "{}")]],
            [("x", "summ_of", "{}")],
            id="a name in many pieces, one of them empty",
        ),
        pytest.param(
            [[at(0, "su", "", id="x")], [at(0, "m", "", id="x")], [at(0, None, "{}", id="x")]],
            [("x", "sum", "{}")],
            id="a name in pieces, each with the id",
        ),
        pytest.param([[at(0, "sum", "", id="x")], [at(0, "sum", "{}")]], [("x", "sum", "{}")], id="a name repeated"),
        pytest.param([[at(0, "su", "", id="x")], [at(0, "sum", "{}")]], [("x", "sum", "{}")], id="a name that grows"),
        pytest.param(
            [[at(0, "sum", "{", id="x")], [at(0, "sum", "}")]],
            [("x", "sum", "{}")],
            id="a name repeated on each piece",
        ),
        pytest.param(
            [[at(0, "sum", "{}", id="x")], [at(0, "now", "{}")]],
            [("x", "sum", "{}"), ("", "now", "{}")],
            id="another name after arguments, no id",
        ),
        pytest.param([[at(0, "sum")], [at(0, None, "{}", id="x")]], [("x", "sum", "{}")], id="the id comes late"),
        pytest.param([[at(0, None, "{")], [at(0, "sum", "}")]], [("", "sum", "{}")], id="the name comes late"),
        pytest.param([[at(0)], [at(0, "", "")], [{}]], [], id="neither id, name nor arguments"),
    ],
)
def test_calls(lists: list[list[Fragment]], expected: list[tuple[str, str, str]]) -> None:
    assert calls_of(chat(*lists)) == expected


def test_each_choice_has_calls_of_its_own() -> None:
    data: list[Json] = [
        {"object": "chat.completion.chunk", "choices": [{"index": index, "delta": {"tool_calls": [sent]}}]}
        for index, sent in [
            (0, at(0, "sum", "{", id="x")),
            (1, at(0, "now", "[", id="x")),
            (0, at(0, None, "}")),
            (1, at(0, None, "]")),
        ]
    ]
    sent = Exchange(Source("a.json"), "ogx", Request(), Response(Chunks(data), streaming=True))
    assert calls_of(sent) == [("x", "sum", "{}"), ("x", "now", "[]")]


def test_a_plain_answer_holds_whole_calls() -> None:
    message = {"role": "assistant", "tool_calls": [fragment("sum", "{}"), fragment("sum", "{}"), {}]}
    data = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    sent = Exchange(Source("a.json"), "ogx", Request(), Response(Chunks([data])))
    assert calls_of(sent) == [("", "sum", "{}"), ("", "sum", "{}")]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([{"name": "su"}, {"name": "m", "arguments": "{"}, {"arguments": "}"}], [("", "sum", "{}")]),
        (
            [{"name": "sum", "arguments": "{}"}, {"name": "now", "arguments": "{}"}],
            [("", "sum", "{}"), ("", "now", "{}")],
        ),
    ],
    ids=["a name in pieces", "another call"],
)
def test_the_older_function_call(pieces: list[Json], expected: list[tuple[str, str, str]]) -> None:
    data: list[Json] = [
        {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"function_call": piece}}]}
        for piece in pieces
    ]
    sent = Exchange(Source("a.json"), "ogx", Request(), Response(Chunks(data), streaming=True))
    assert calls_of(sent) == expected


def test_cloudflare_streams_fragments_of_openais_shape() -> None:
    data: list[Json] = [
        {"response": "", "tool_calls": [at(0, "su", "", id="x")], "p": "a"},
        {"response": "", "tool_calls": [at(0, "m", '{"a":')], "p": "a"},
        {"response": "", "tool_calls": [at(0, None, "1}")], "p": "a"},
    ]
    request = Request(endpoint="/ai/run/@cf/m", body={"messages": [{"role": "user", "content": "Hi"}]})
    sent = Exchange(Source("a.json"), "ogx", request, Response(Chunks(data), streaming=True))
    assert calls_of(sent) == [("x", "sum", '{"a":1}')]

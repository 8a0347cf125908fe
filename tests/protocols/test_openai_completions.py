"""OpenAI's older completions: prompts of every shape, streamed and plain answers."""

from __future__ import annotations

from typing import Any

import pytest

from recview.events import Event, Failed, Finished, TextDelta, TokenLogprob, Unknown, UsageReported
from recview.model import Failure, Json, Outline, Usage
from tests.builders import ended, exchange
from tests.ogx import Value, chunk, delta, typed, usage
from tests.protocols.readers import READERS

openai_completions = READERS["openai.completions"]


def piece(text: Json = "", finish: str | None = None, **more: Any) -> Value:
    choice = {"index": 0, "text": text, "finish_reason": finish, "logprobs": None, **more}
    return typed("completion.Completion", {"object": "text_completion", "choices": [choice]})


LOGPROBS = {"tokens": ["a", "b", "c"], "token_logprobs": [None, -0.5, -1], "text_offset": [0, 1, 2]}


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        (
            [piece("a"), piece("b", "length")],
            [TextDelta(0, 0, "a"), TextDelta(1, 0, "b"), Finished(1, 0, "length")],
        ),
        ([piece("", "")], []),
        ([piece("a", index=2)], [TextDelta(0, 2, "a")]),
        ([{"choices": [{"text": "a"}, {"text": "b"}]}], [TextDelta(0, 0, "a"), TextDelta(0, 1, "b")]),
        (
            [piece("abc", logprobs=LOGPROBS)],
            [TextDelta(0, 0, "abc", (TokenLogprob("b", -0.5), TokenLogprob("c", -1.0)))],
        ),
        ([{"choices": [], "usage": usage(3, 1)}], [UsageReported(0, Usage(3, 1, 4))]),
        ([{"error": {"message": "No."}}], [Failed(0, Failure("stream", "No.", body={"message": "No."}))]),
        ([None, "x"], [Unknown(place, "this chunk is not a JSON object") for place in (0, 1)]),
        ([{"value": "a"}, {"value": ""}], [TextDelta(0, 0, "a")]),
        ([piece(5), {"choices": 5}, {"choices": [None]}], []),
        ([{"type": "ping"}], [Unknown(0, "no choices, usage or error in this chunk")]),
    ],
    ids=[
        "pieces",
        "empty",
        "index",
        "no index",
        "logprobs",
        "usage",
        "error",
        "not an object",
        "Writer",
        "odd types",
        "an unknown object",
    ],
)
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    found = openai_completions.decode(exchange(*chunks))
    assert found.protocol == "openai.completions"
    assert list(found.events) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"prompt": "Once"}, [("prompt", "Once")]),
        ({"prompt": ["Once", "Twice"]}, [("prompt", "Once"), ("prompt", "Twice")]),
        ({"prompt": [1, 2, 3]}, [("prompt", "3 token ids: 1, 2, 3")]),
        (
            {"prompt": list(range(1000))},
            [("prompt", f"1,000 token ids: {', '.join(map(str, range(16)))}…")],
        ),
        ({"prompt": [[1, 2], [3]]}, [("prompt", "2 token ids"), ("prompt", "1 token ids")]),
        ({"prompt": "Once", "suffix": "end"}, [("prompt", "Once"), ("suffix", "end")]),
        ({"input": "a wek", "instruction": "Spell"}, [("input", "a wek"), ("instruction", "Spell")]),
        ({"prompt": None}, []),
        ({"prompt": {"a": 1}, "suffix": 5}, []),
        ({}, []),
    ],
    ids=[
        *("string", "strings", "token ids", "many token ids", "lists of ids", "suffix", "edit", "null", "odd types"),
        "none",
    ],
)
def test_prompt(body: Value, expected: list[tuple[str, str]]) -> None:
    found = openai_completions.decode(exchange(**body)).messages
    assert [(sent.role, part.text) for sent in found for part in sent.parts] == expected


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([piece("a")], True),
        ([{"object": "text_completion"}], True),
        ([{"object": "completion.chunk"}], True),
        ([{"object": "edit", "choices": [{"text": "a"}]}], True),
        ([{"choices": [{"text": "a"}]}], True),
        ([{"choices": []}, {"choices": [{"text": "a"}]}], True),
        ([chunk(delta(content="a"))], False),
        ([{"object": []}], False),
        ([{"choices": [{"delta": {}}]}], False),
        ([None, 1, "x"], False),
        ([], False),
    ],
    ids=[
        "class",
        "object",
        "Together's object",
        "edit",
        "text",
        "empty first chunk",
        "chat",
        "odd object",
        "delta",
        "odd types",
        "nothing",
    ],
)
def test_claims(chunks: list[Json], expected: bool) -> None:
    assert openai_completions.claims(exchange(*chunks)) is expected


def test_outline() -> None:
    usage_chunk = {"choices": [], "usage": usage(3, 1)}
    found = openai_completions.outline(exchange(piece("a"), piece("", "length"), usage_chunk, prompt="x" * 99))
    assert found == ended(Outline("text", "length", Usage(3, 1, 4), messages=1, opening="x" * 80))
    several = openai_completions.outline(exchange(piece("a"), prompt=["one", "two"], suffix="end"))
    assert (several.messages, several.opening) == (3, "one")
    assert openai_completions.outline(exchange(piece("a"))).messages == 0

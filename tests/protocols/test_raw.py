"""The floor under every protocol, and that no protocol raises, whatever an exchange holds."""

from __future__ import annotations

import copy
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recview.events import Card, Conversation, Noted
from recview.model import Exchange, Json, Outline
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.wire import parse
from tests import builders
from tests.demo_recordings import plain
from tests.examples import examples
from tests.json_values import json_values
from tests.ogx import chunk, delta, message, typed, usage
from tests.protocols.readers import READERS

raw = READERS["raw"]

exchange = partial(builders.exchange, body=None)


@pytest.mark.parametrize(
    ("sent", "texts", "why"),
    [
        (
            exchange({"candidates": [1, None]}, "line", None, endpoint="/v1/m:generate"),
            ['{"candidates":[1,null]}\n', "line\n", "\n"],
            "no protocol here reads this answer from /v1/m:generate; its chunks are shown as recorded",
        ),
        (
            exchange(typed("a.Unheard", {"a": 1})),
            ['{"__type__":"openai.types.a.Unheard","__data__":{"a":1}}\n'],
            "no protocol here reads Unheard; its chunks are shown as recorded",
        ),
        (exchange(), [], "the recorded answer is empty"),
    ],
    ids=["untyped", "another class", "nothing"],
)
def test_decode(sent: Exchange, texts: list[str], why: str) -> None:
    assert raw.claims(sent)
    found = raw.decode(sent)
    assert found.events == tuple(Noted(place, 0, "as recorded", text) for place, text in enumerate(texts))
    assert (found.protocol, found.why) == ("raw", why)


def test_a_plain_body_is_shown_whole() -> None:
    found = raw.decode(exchange({"candidates": []}, streaming=False, endpoint="/v1/m:generate"))
    assert (found.events, found.card) == ((), Card("As recorded", (), {"candidates": []}))
    assert found.why == "no protocol here reads this answer from /v1/m:generate; it is shown as recorded"


@pytest.mark.parametrize(
    ("endpoint", "detail"),
    [("/v1/responses", "responses"), ("/v1/responses/", "responses"), ("", ""), ("/" + "x" * 99, "x" * 24)],
    ids=["path", "slash at the end", "none", "long"],
)
def test_outline(endpoint: str, detail: str) -> None:
    found = raw.outline(exchange(endpoint=endpoint, body={"messages": [message("user", "Hello")]}))
    assert found == Outline("raw", detail=detail, messages=1, opening="Hello")


def test_the_deepest_chunk_that_parses() -> None:
    assert raw.decode(exchange(parse(b"[" * 1_000 + b"]" * 1_000))).events


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (exchange(chunk(delta(content="a"))), "openai.chat"),
        (exchange(plain("a", usage(1, 1)), streaming=False), "openai.chat"),
        (exchange({"choices": [{"text": "a"}]}), "openai.completions"),
        (exchange({"error": {"message": "No."}}, streaming=False), "exception"),
        (exchange({"object": "list", "data": []}, streaming=False), "card"),
        (exchange({"type": "message_start"}), "anthropic.messages"),
        (exchange({"type": "hologram"}), "raw"),
        (exchange(), "raw"),
        (exchange(chunk(delta(content="a")), endpoint="/v1/completions"), "openai.chat"),
    ],
    ids=[
        "chat",
        "plain chat",
        "completion",
        "error",
        "models",
        "Anthropic",
        "another API",
        "nothing",
        "wrong endpoint",
    ],
)
def test_protocol_of(sent: Exchange, name: str) -> None:
    assert (protocol_of(sent).name, decode(sent).protocol) == (name, name)


KEYS = [
    "__type__", "__data__", "object", "choices", "delta", "message", "messages", "content", "text", "type",
    "thinking", "reasoning", "reasoning_details", "tool_calls", "function", "custom", "function_call", "arguments",
    "input", "index", "id", "name", "role", "finish_reason", "logprobs", "tokens", "token_logprobs", "token",
    "logprob", "refusal", "audio", "images", "annotations", "usage", "prompt_tokens", "prompt_tokens_details",
    "x_groq", "error", "code", "data", "embedding", "embeddings", "models", "results", "chunks", "metadata",
    "kwargs", "prompt", "suffix", "image_url", "file", "file_data",
]  # fmt: skip
WORDS = [*KEYS, "chat.completion", "text_completion", "list", "user", "tool", "image_url", "data:,=", "\ud800"]
ANY_JSON = json_values(*KEYS, strings=WORDS)
CALL = {"index": 0, "id": "c1", "function": {"name": "f", "arguments": "{}"}, "custom": {"name": "f", "input": ""}}
SAID = {
    "content": [{"type": "thinking", "thinking": [{"text": "hm"}]}, {"type": "text", "text": "Hi"}],
    "reasoning_details": [{"text": "hm"}],
    "refusal": "No",
    "tool_calls": [CALL, {**CALL, "index": None}],
    "function_call": {"name": "f", "arguments": "{}"},
    "audio": {"data": "AAAA"},
}
LOGPROBS = {
    "content": [{"token": "Hi", "logprob": -0.5}],
    "tokens": ["Hi"],
    "token_logprobs": [-0.5],
}
CHOICE = {"index": 0, "delta": SAID, "message": SAID, "text": "Hi", "finish_reason": "stop", "logprobs": LOGPROBS}
COUNTS = usage(3, 1, {"reasoning_tokens": 1})
WHOLE: list[Json] = [
    {"choices": [CHOICE, CHOICE], "usage": COUNTS, "x_groq": {"usage": COUNTS}, "error": {"message": "No.", "code": 1}},
    {"object": "list", "data": [{"embedding": [0.5], "id": "m"}], "models": [{"name": "m"}], "usage": COUNTS},
    {"error": {"message": "No.", "type": "x", "code": 1}},
    [typed("model.Model", {"id": "m"})],
]
SENT = {
    "messages": [
        message("user", [{"type": "image_url", "image_url": {"url": "data:,="}}, {"type": "text", "text": "Hi"}]),
        message("user", [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]),
        message("user", [{"type": "file", "file": {"file_data": "AAAA", "filename": "a"}}]),
        message("assistant", "Hi", tool_calls=[CALL], function_call={"name": "f"}, images=["AAAA"]),
        message("tool", "Hi", tool_call_id="c1"),
    ],
    "prompt": [[1], "Hi"],
    "input": ["Hi"],
}


@st.composite
def damaged(draw: st.DrawFn, wholes: list[Json]) -> Json:
    """A sound value, at some places of which stands something else."""
    value = copy.deepcopy(draw(st.sampled_from(wholes)))
    for _ in range(draw(st.integers(1, 3))):
        inner = value
        while True:
            place = draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
            below = inner[place]
            if not isinstance(below, dict | list) or not below or draw(st.integers(0, 3)) == 0:
                inner[place] = draw(ANY_JSON)
                break
            inner = below
    return value


TYPES = st.sampled_from(["", "ChatCompletionChunk", "Completion", "ToolInvocationResult", "ProcessFileResponse"])
ANSWER = st.builds(lambda name, data: typed(name, data) if name else data, TYPES, ANY_JSON | damaged(WHOLE))


@given(
    st.lists(ANSWER, max_size=4),
    st.booleans(),
    ANY_JSON | damaged([SENT]),
    st.sampled_from(["", "/v1/models", "/chat/completions"]),
)
@example([{"object": []}], False, None, "")
@examples(200)
def test_no_exchange_makes_a_protocol_raise(chunks: list[Json], streaming: bool, body: Json, endpoint: str) -> None:
    fields = body if isinstance(body, dict) else {}
    sent = exchange(*chunks, streaming=streaming, body=body, endpoint=endpoint, url=endpoint, fields=fields)
    for protocol in READERS.values():
        assert isinstance(protocol.claims(sent), bool), protocol.name
        assert isinstance(protocol.outline(sent), Outline), protocol.name
        assert isinstance(protocol.decode(sent), Conversation), protocol.name

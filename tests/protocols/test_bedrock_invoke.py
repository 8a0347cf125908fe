"""InvokeModel and its stream: one row a model family, then what Bedrock adds to each."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.json_text import compact
from recview.model import Chunk, Exchange, Failure, Json, Message, Part, Request, Response, Source, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.verdicts.comparison import Comparison
from tests.ogx import Value, chat, dumped, typed
from tests.protocols.readers import READERS

bedrock_invoke = READERS["bedrock.invoke"]
raw = READERS["raw"]

HOST = "https://bedrock-runtime.us-east-1.amazonaws.com"
METRICS = "amazon-bedrock-invocationMetrics"
COUNTED = {"inputTokenCount": 9, "outputTokenCount": 3, "invocationLatency": 347, "firstByteLatency": 194}
USAGE = Usage(9, 3)


def url(model: str, operation: str = "invoke-with-response-stream") -> str:
    return f"{HOST}/model/{model}/{operation}"


def wrapped(data: Json, padding: str = "abc") -> Value:
    return {"bytes": b64encode(compact(data).encode()).decode(), "p": padding}


def stream(*objects: Json, model: str = "", **body: Any) -> Exchange:
    chunks = [Chunk("chunk", each, each) for each in map(wrapped, objects)]
    sent = Request(url=url(model), body=body)
    return Exchange(Source("a.yaml"), "vcrpy", sent, Response(tuple(chunks), streaming=True))


def plain(data: Json, model: str = "m", **body: Any) -> Exchange:
    sent = Request(url=url(model, "invoke"), body=body)
    return Exchange(Source("a.yaml"), "vcrpy", sent, Response((Chunk("", data, data),)))


def block(**fields: Any) -> Value:
    return {"type": "content_block_delta", "index": 0, "delta": fields}


def choice(reason: str | None = None, **fields: Any) -> Value:
    return {"choices": [{"index": 0, "stop_reason": reason, **fields}]}


STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "Anthropic": (
        [
            {"type": "message_start", "message": {"usage": {"input_tokens": 9, "output_tokens": 1}}},
            block(type="text_delta", text="Hi"),
            {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}},
            {"type": "message_stop", METRICS: COUNTED},
        ],
        [
            UsageReported(0, Usage(9)),
            TextDelta(1, 0, "Hi"),
            Finished(2, 0, "end_turn"),
            UsageReported(2, Usage(9, 5)),
        ],
    ),
    "Claude's older completions": (
        [{"completion": " Hi", "stop_reason": None}, {"completion": "", "stop_reason": "max_tokens", METRICS: COUNTED}],
        [TextDelta(0, 0, " Hi"), Finished(1, 0, "max_tokens"), UsageReported(1, USAGE)],
    ),
    "Nova": (
        [
            {"messageStart": {"role": "assistant"}},
            {"contentBlockDelta": {"delta": {"text": "Hi"}, "contentBlockIndex": 0}},
            {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t", "name": "f"}}, "contentBlockIndex": 1}},
            {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"a":1}'}}, "contentBlockIndex": 1}},
            {"messageStop": {"stopReason": "tool_use"}},
            {"metadata": {"usage": {"inputTokens": 9, "outputTokens": 3}, "trace": {}}, METRICS: COUNTED},
        ],
        [
            TextDelta(1, 0, "Hi"),
            ToolCallDelta(2, 0, "1", "t", "f"),
            ToolCallDelta(3, 0, "1", arguments='{"a":1}'),
            Finished(4, 0, "tool_use"),
            UsageReported(5, USAGE),
        ],
    ),
    "Titan": (
        [
            {"outputText": "Hi", "index": 0, "completionReason": None, "inputTextTokenCount": 9},
            {"outputText": "", "index": 0, "completionReason": "FINISH", "totalOutputTextTokenCount": 3},
        ],
        [
            TextDelta(0, 0, "Hi"),
            UsageReported(0, Usage(9)),
            Finished(1, 0, "FINISH"),
            UsageReported(1, USAGE),
        ],
    ),
    "Llama": (
        [
            {"generation": "Hi", "prompt_token_count": 9, "generation_token_count": 1, "stop_reason": None},
            {"generation": "", "prompt_token_count": None, "generation_token_count": 3, "stop_reason": "length"},
        ],
        [
            TextDelta(0, 0, "Hi"),
            UsageReported(0, Usage(9, 1)),
            Finished(1, 0, "length"),
            UsageReported(1, USAGE),
        ],
    ),
    "Mistral": (
        [
            {"outputs": [{"text": "Hi", "stop_reason": None}]},
            {"outputs": [{"text": "", "stop_reason": "stop"}], METRICS: COUNTED},
        ],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "stop"), UsageReported(1, USAGE)],
    ),
    "Mistral's chat": (
        [choice(message={"role": "assistant", "content": "Hi"}), choice("stop", message={"content": ""})],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "stop")],
    ),
    "DeepSeek's completions": (
        [choice(text="Hi"), choice("length", text=""), {METRICS: COUNTED}],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "length"), UsageReported(2, USAGE)],
    ),
    "OpenAI, Jamba, Qwen": (
        [
            {"choices": [{"index": 0, "delta": {"reasoning": "hm", "content": ""}}]},
            {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}], METRICS: COUNTED},
        ],
        [
            ReasoningDelta(0, 0, "hm"),
            TextDelta(1, 0, "Hi"),
            Finished(1, 0, "stop"),
            UsageReported(1, USAGE),
        ],
    ),
    "Command": (
        [
            {"is_finished": False, "text": " Hi"},
            {"is_finished": True, "finish_reason": "COMPLETE", METRICS: COUNTED},
        ],
        [TextDelta(0, 0, " Hi"), Finished(1, 0, "COMPLETE"), UsageReported(1, USAGE)],
    ),
    "Command R": (
        [
            {"event_type": "text-generation", "is_finished": False, "text": "Hi"},
            {
                "event_type": "stream-end",
                "is_finished": True,
                "finish_reason": "COMPLETE",
                "response": {"text": "Hi", "chat_history": []},
                METRICS: COUNTED,
            },
        ],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "COMPLETE"), UsageReported(1, USAGE)],
    ),
    "an agent": (["Based on"], [TextDelta(0, 0, "Based on")]),
    "no family": ([{"hologram": 1}], [Unknown(0, "no model family that is known here")]),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("objects", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(objects: list[Json], expected: list[Event]) -> None:
    made = stream(*objects)
    assert protocol_of(made) is bedrock_invoke.protocol
    assert list(bedrock_invoke.decode(made).events) == expected
    unpacked = tuple(Chunk("chunk", each, wrapped(each)) for each in objects)
    made = made._replace(response=Response(unpacked, streaming=True))
    assert list(bedrock_invoke.decode(made).events) == expected


PLAIN: dict[str, tuple[Json, list[Event]]] = {
    "Anthropic": (
        {
            "type": "message",
            "content": [{"type": "text", "text": "Hi"}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 9, "output_tokens": 3},
        },
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "end_turn"), UsageReported(0, USAGE)],
    ),
    "Claude's older completions": (
        {"completion": " Hi", "stop_reason": "stop_sequence", "stop": "\n\nHuman:"},
        [TextDelta(0, 0, " Hi"), Finished(0, 0, "stop_sequence")],
    ),
    "Nova": (
        {
            "output": {"message": {"content": [{"text": "Hi"}]}},
            "stopReason": "end_turn",
            "usage": {"inputTokens": 9, "outputTokens": 3, "totalTokens": 12},
        },
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "end_turn"), UsageReported(0, Usage(9, 3, 12))],
    ),
    "Titan": (
        {
            "inputTextTokenCount": 9,
            "results": [{"tokenCount": 3, "outputText": "\nHi", "completionReason": "LENGTH"}],
        },
        [TextDelta(0, 0, "\nHi"), Finished(0, 0, "LENGTH"), UsageReported(0, USAGE)],
    ),
    "Titan, two results": (
        {"inputTextTokenCount": 9, "results": [{"tokenCount": 1, "outputText": text} for text in "ab"]},
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "b"), UsageReported(0, Usage(9))],
    ),
    "Llama": (
        {"generation": "Hi", "prompt_token_count": 9, "generation_token_count": 3, "stop_reason": "stop"},
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "stop"), UsageReported(0, USAGE)],
    ),
    "Mistral": (
        {"outputs": [{"text": "Hi", "stop_reason": "length"}]},
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "length")],
    ),
    "Mistral's chat": (
        choice("tool_calls", message={"tool_calls": [{"id": "t", "function": {"name": "f", "arguments": "{}"}}]}),
        [ToolCallDelta(0, 0, "0.0", "t", "f", "{}"), Finished(0, 0, "tool_calls")],
    ),
    "DeepSeek's completions": (choice("stop", text="Hi"), [TextDelta(0, 0, "Hi"), Finished(0, 0, "stop")]),
    "OpenAI, Jamba, Qwen": (
        {
            "object": "chat.completion",
            "choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12},
        },
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "stop"), UsageReported(0, Usage(9, 3, 12))],
    ),
    "Command": (
        {"generations": [{"text": text, "finish_reason": "MAX_TOKENS"} for text in "ab"], "prompt": "P"},
        [
            TextDelta(0, 0, "a"),
            Finished(0, 0, "MAX_TOKENS"),
            TextDelta(0, 1, "b"),
            Finished(0, 1, "MAX_TOKENS"),
        ],
    ),
    "Command R": (
        {
            "text": "Hi",
            "generation_id": "g",
            "finish_reason": "COMPLETE",
            "chat_history": [{"role": "CHATBOT", "message": "Hi"}],
        },
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "COMPLETE")],
    ),
    "Jurassic": (
        {"completions": [{"data": {"text": "Hi", "tokens": []}, "finishReason": {"reason": "endoftext"}}]},
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "endoftext")],
    ),
}


@pytest.mark.parametrize(("data", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_plain(data: Json, expected: list[Event]) -> None:
    made = plain(data)
    assert protocol_of(made) is bedrock_invoke.protocol
    assert list(bedrock_invoke.decode(made).events) == expected


@pytest.mark.parametrize(
    "data",
    [
        {"embedding": [0.5], "inputTextTokenCount": 3},
        {"embeddings": [[0.5]], "response_type": "embeddings_floats"},
        {"images": ["AAAA"], "error": None},
        {"results": [{"index": 0, "relevance_score": 0.5}]},
    ],
    ids=["Titan's embedding", "Cohere's embeddings", "images", "rerank"],
)
def test_what_is_no_conversation_is_left_to_others(data: Json) -> None:
    assert not bedrock_invoke.claims(plain(data, "amazon.titan-embed-text-v2%3A0"))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (stream("x")._replace(request=Request()), True),
        (stream(), True),
        (stream()._replace(request=Request(endpoint="/model/a/invoke")), True),
        (stream()._replace(request=Request(url=url("a", "converse"))), False),
        (plain({"hologram": 1}), False),
        (plain({"completion": "a"})._replace(request=Request()), False),
        (plain(None), False),
    ],
    ids=["wrapper without a URL", "URL alone", "path alone", "Converse", "no family", "no URL", "null"],
)
def test_claims(made: Exchange, expected: bool) -> None:
    assert bedrock_invoke.claims(made) is expected


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("us.anthropic.claude-3", "an object without a type"),
        ("amazon.nova-micro-v1%3A0", "a frame without a type"),
        ("meta.llama3", "no text of any model family that is known here"),
        ("openai.gpt-oss-20b", "no choices, usage or error in this chunk"),
        ("arn:aws:bedrock:us-east-1:1:imported-model/a", "no model family that is known here"),
    ],
)
def test_a_body_without_signs_is_of_the_models_family(model: str, why: str) -> None:
    assert bedrock_invoke.decode(stream({"hologram": 1}, model=model)).events == (Unknown(0, why),)


def test_an_exception_in_its_place() -> None:
    error = {"message": "Too many requests."}
    failure = Failure("stream", "Too many requests.", "throttlingException", body=error)
    made = stream({"outputText": "a"}, {"outputText": "b"})
    chunks = list(made.response.chunks)
    chunks.insert(1, Chunk("throttlingException", error, error))
    made = made._replace(response=Response(tuple(chunks), streaming=True))
    assert bedrock_invoke.decode(made).events == (TextDelta(0, 0, "a"), Failed(1, failure), TextDelta(2, 0, "b"))
    assert bedrock_invoke.outline(made).failure == failure


def test_a_wrapper_that_holds_nothing() -> None:
    chunks = tuple(Chunk("chunk", data, data) for data in ({"bytes": 5}, {"bytes": "%"}, None))
    made = Exchange(Source("a"), "vcrpy", Request(), Response(chunks, streaming=True))
    assert bedrock_invoke.claims(made)
    assert [type(event) for event in bedrock_invoke.decode(made).events] == [Unknown] * 3


HI = (Message("user", (Part("text", "Hi"),)),)
PROMPT = (Message("prompt", (Part("text", "Hi"),)),)
SAID = [{"role": "user", "content": "Hi"}]
TYPED = [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]
UNTYPED = [{"role": "user", "content": [{"text": "Hi"}]}]
SYSTEM = Message("system", (Part("text", "S"),))


@pytest.mark.parametrize(
    ("sent", "expected", "kind"),
    [
        ({"anthropic_version": "bedrock-2023-05-31", "messages": TYPED, "system": "S"}, (SYSTEM, *HI), "chat"),
        ({"messages": TYPED, "system": "S"}, (SYSTEM, *HI), "chat"),
        ({"schemaVersion": "messages-v1", "messages": UNTYPED, "system": [{"text": "S"}]}, (SYSTEM, *HI), "chat"),
        ({"messages": UNTYPED}, HI, "chat"),
        ({"messages": SAID}, HI, "chat"),
        ({"message": "Hi", "preamble": "S"}, (SYSTEM, *HI), "chat"),
        ({"prompt": "Hi"}, PROMPT, "text"),
        ({"inputText": "Hi"}, PROMPT, "text"),
        ({"messages": 5, "prompt": []}, (), "text"),
    ],
    ids=["Anthropic", "Anthropic by system", "Nova", "untyped", "OpenAI", "Cohere", "prompt", "Titan", "odd types"],
)
def test_messages(sent: Value, expected: tuple[Message, ...], kind: str) -> None:
    made = stream({"outputText": "a", "completionReason": "LENGTH"}, **sent)
    assert bedrock_invoke.decode(made).messages == expected
    found = bedrock_invoke.outline(made)
    told = [message for message in expected if message.role != "system" or "message" in sent]
    assert (found.kind, found.finish, found.messages) == (kind, "LENGTH", len(told))
    assert found.opening == ("Hi" if expected else "")


def recording(*objects: Json, padding: str) -> str:
    body = [typed("bedrock.chunk", wrapped(data, padding)) for data in objects]
    return dumped(chat("t.py::a", [], body, url=url("a"), endpoint="/model/a/invoke-with-response-stream"))


def verdict(before: str, after: str) -> Comparison:
    return compare(*(parse_file(text.encode(), "a.json") for text in (before, after)))


def nova(*pieces: str, latency: int) -> list[Json]:
    frames: list[Json] = [{"messageStart": {"role": "assistant"}}]
    for place, piece in enumerate(pieces):
        frames.append({"contentBlockDelta": {"delta": {"text": piece}, "contentBlockIndex": place}})
        frames.append({"contentBlockStop": {"contentBlockIndex": place}})
    return [*frames, {"messageStop": {"stopReason": "end_turn"}, METRICS: {**COUNTED, "invocationLatency": latency}}]


def llama(*pieces: str, latency: int) -> list[Json]:
    told = enumerate(pieces, 1)
    return [{"generation": piece, "generation_token_count": place, "prompt_token_count": 1} for place, piece in told]


@pytest.mark.parametrize("family", [nova, llama])
def test_the_verdict_of_a_recording_made_again(family: Any) -> None:
    before = recording(*family("It is", " so", latency=5), padding="ab")
    cut = recording(*family("It ", "is", " so", latency=7), padding="abc")
    assert verdict(before, cut).verdict == "noise"
    other = verdict(before, recording(*family("It is", " bad", latency=5), padding="ab"))
    assert (other.verdict, [each.at for each in other.differences]) == ("changed", ["answer.choices[0].text"])


def test_an_unknown_field_inside_the_wrapper_counts() -> None:
    before, after = (recording({"outputText": "a", "mood": mood}, padding="ab") for mood in ("good", "bad"))
    assert [each.at for each in verdict(before, after).differences] == ["answer.mood"]


def test_an_unknown_body_stays_raw() -> None:
    assert protocol_of(plain({"hologram": 1})) is raw.protocol


KEYS = st.sampled_from(
    [
        *("type", "delta", "completion", "stop_reason", "messageStart", "contentBlockDelta", "output", "choices"),
        *("message", "messages", "text", "is_finished", "event_type", "generations", "response", "outputText"),
        *("results", "outputs", "completions", "data", "finishReason", "reason", "generation", "prompt_token_count"),
        *("bytes", "index", METRICS, "inputTokenCount", "role", "content", "system", "prompt", "inputText"),
    ]
)
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["message", "chunk", "a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(st.lists(HOSTILE, max_size=4), HOSTILE, st.booleans())
def test_nothing_raises(objects: list[Json], body: Json, streaming: bool) -> None:
    chunks = tuple(Chunk("chunk", each, each) for data in objects for each in (wrapped(data), data))
    made = Exchange(Source("a"), "vcrpy", Request(url=url("a"), body=body), Response(chunks, streaming))
    bedrock_invoke.claims(made)
    found = bedrock_invoke.decode(made).events
    outline = bedrock_invoke.outline(made)
    assert outline.usage == next((one.usage for one in reversed(found) if isinstance(one, UsageReported)), None)
    assert [event.chunk for event in found] == sorted(event.chunk for event in found)


def agent(*frames: tuple[str, Json]) -> Exchange:
    chunks = tuple(Chunk(kind, data, data) for kind, data in frames)
    path = "/agents/A/agentAliases/B/sessions/C/text"
    sent = Request(url=f"https://bedrock-agent-runtime.us-east-1.amazonaws.com{path}", body={"inputText": "Hi"})
    return Exchange(Source("a.yaml"), "vcrpy", sent, Response(chunks, streaming=True))


def test_an_agent_tells_its_traces_in_one_line() -> None:
    traces: list[tuple[str, Json]] = [
        *[("trace", {"sessionId": "C", "trace": {"orchestrationTrace": {"rationale": {"text": "hm"}}}})] * 4,
        ("trace", {"trace": {"preProcessingTrace": {}}}),
    ]
    reference = {"content": {"text": "Much."}, "location": {"type": "S3", "s3Location": {"uri": "s3://b/a.md"}}}
    said = {
        "bytes": b64encode(b'{"a":1}').decode(),
        "attribution": {"citations": [{"retrievedReferences": [reference]}]},
    }
    call = {"actionGroup": "g", "function": "look", "parameters": [{"name": "q", "type": "string", "value": "a"}]}
    back = {"invocationId": "i", "invocationInputs": [{"functionInvocationInput": call}]}
    sent = agent(*traces, ("chunk", said), ("returnControl", back), ("files", {"files": [{"name": "a.png"}]}))
    assert protocol_of(sent) is bedrock_invoke.protocol
    assert list(bedrock_invoke.decode(sent).events) == [
        Noted(4, 0, "trace", "5 in the raw chunks: orchestration 4, preProcessing 1\n"),
        TextDelta(5, 0, '{"a":1}'),
        Noted(5, 0, "citations", "s3://b/a.md: Much.\n"),
        ToolCallDelta(6, 0, "6.0", "i", "look", '{"q":"a"}'),
        Noted(7, 0, "files", "a.png\n"),
    ]
    assert bedrock_invoke.outline(sent).calls


def test_what_a_guardrail_did_stands_beside_the_frame() -> None:
    guarded = {"amazon-bedrock-guardrailAction": "INTERVENED"}
    pieces = [{"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}, **guarded} for text in "ab"]
    ends = [
        {"messageStop": {"stopReason": "end_turn"}, **guarded},
        {"metadata": {"usage": {"inputTokens": 5}}, **guarded},
    ]
    found = bedrock_invoke.decode(stream({"messageStart": {"role": "assistant"}}, *pieces, *ends)).events
    assert list(found) == [
        TextDelta(1, 0, "a"),
        Noted(1, 0, "guardrail", "INTERVENED\n"),
        TextDelta(2, 0, "b"),
        Finished(3, 0, "end_turn"),
        UsageReported(4, Usage(5)),
    ]

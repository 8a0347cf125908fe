"""The events of the Responses API: each deviation that real servers were recorded with, one row each."""

from __future__ import annotations

import pytest

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Failure, Json, Usage
from tests.builders import exchange
from tests.protocols.readers import READERS
from tests.responses import (
    ERROR,
    FLAT_ERROR,
    added,
    created,
    delta,
    done,
    end,
    event,
    function,
    logprobs,
    message,
    reasoning,
    response,
    said,
    usage,
)

openai_responses = READERS["openai.responses"]

STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "text, told four times": (
        [
            created(),
            added(0, message()),
            event("content_part.added", content_index=0, part=said("")),
            delta("Hi "),
            delta("you"),
            event("output_text.done", content_index=0, text="Hi you"),
            event("content_part.done", content_index=0, part=said("Hi you")),
            done(0, message(said("Hi you"))),
            end(message(said("Hi you")), usage=usage(9, 5)),
        ],
        [
            TextDelta(3, 0, "Hi "),
            TextDelta(4, 0, "you"),
            Finished(8, 0, "completed"),
            UsageReported(8, Usage(9, 5, 14, cached=2, cache_write=1, reasoning=4)),
        ],
    ),
    "no delta, but the part's end": (
        [event("output_text.done", content_index=0, text="Hi"), end(message(said("Hi")))],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "completed")],
    ),
    "no delta, but the part": (
        [event("content_part.done", content_index=0, part=said("Hi")), done(0, message(said("Hi")))],
        [TextDelta(0, 0, "Hi")],
    ),
    "no delta, but the item": (
        [done(0, message(said("Hi"))), end()],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "completed")],
    ),
    "no delta, but the response": ([end(message(said("Hi")))], [TextDelta(0, 0, "Hi"), Finished(0, 0, "completed")]),
    "the start of the deltas is all that came": (
        [delta("Hi"), done(0, message(said("Hi you")))],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, " you")],
    ),
    "deltas that the end contradicts": (
        [delta("Hi"), done(0, message(said("Ho"))), end(message(said("Ho")))],
        [TextDelta(0, 0, "Hi"), Finished(2, 0, "completed")],
    ),
    "two messages, two parts": (
        [
            delta("a"),
            delta("b", part=1),
            delta("c", 1),
            end(message(said("a"), said("b")), message(said("c"), said("d"))),
        ],
        [
            TextDelta(0, 0, "a"),
            TextDelta(1, 0, "b"),
            TextDelta(2, 0, "\n\nc"),
            TextDelta(3, 0, "d"),
            Finished(3, 0, "completed"),
        ],
    ),
    "numbers in the events that the response does not keep": (
        [
            added(0, reasoning()),
            event("reasoning_text.delta", content_index=0, delta="hm"),
            delta("Hi", 1, part=1),
            end(message(said("Hi"))),
        ],
        [ReasoningDelta(1, 0, "hm"), TextDelta(2, 0, "Hi"), Finished(3, 0, "completed")],
    ),
    "events without an index": (
        [
            {"type": "response.output_item.added", "item": message()},
            {"type": "response.output_text.delta", "delta": "a"},
            {"type": "response.output_item.added", "item": message()},
            {"type": "response.output_text.delta", "delta": "b"},
            end(message(said("a")), message(said("b"))),
        ],
        [TextDelta(1, 0, "a"), TextDelta(3, 0, "\n\nb"), Finished(4, 0, "completed")],
    ),
    "an index that comes again": (
        [
            *(added(0, function("", name)) for name in "fg"),
            event("function_call_arguments.delta", delta="{}"),
            end(function("1", "f"), function("{}", "g")),
        ],
        [
            ToolCallDelta(0, 0, "0", "c1", "f"),
            ToolCallDelta(1, 0, "1", "c1", "g"),
            ToolCallDelta(2, 0, "1", "", "", "{}"),
            ToolCallDelta(3, 0, "0", "c1", "f", "1"),
            Finished(3, 0, "completed"),
        ],
    ),
    "content that is a string": ([end(message(content="Hi"))], [TextDelta(0, 0, "Hi"), Finished(0, 0, "completed")]),
    "output_text beside an empty output": (
        [end(output_text="Hi")],
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "completed")],
    ),
    "reasoning that is a string": (
        [end(message(said("Hi")), reasoning="hm")],
        [ReasoningDelta(0, 0, "hm"), TextDelta(0, 0, "Hi"), Finished(0, 0, "completed")],
    ),
    "settings of the reasoning": ([end(reasoning={"effort": "low"})], [Finished(0, 0, "completed")]),
    "output_text that was told": (
        [end(message(said("Hi")), output_text="Hi")],
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "completed")],
    ),
    "logprobs": (
        [delta("Hi", logprobs=logprobs("H")), event("output_text.done", text="Hi", logprobs=logprobs("Hi"))],
        [TextDelta(0, 0, "Hi", (TokenLogprob("H", -0.5),))],
    ),
    "logprobs of what no delta brought": (
        [end(message(said("H", logprobs=logprobs("H"))))],
        [TextDelta(0, 0, "H", (TokenLogprob("H", -0.5),)), Finished(0, 0, "completed")],
    ),
    "refusal": (
        [
            event("refusal.delta", content_index=0, delta="No"),
            event("refusal.done", content_index=0, refusal="No."),
            end(message({"type": "refusal", "refusal": "No."})),
        ],
        [RefusalDelta(0, 0, "No"), RefusalDelta(1, 0, "."), Finished(2, 0, "completed")],
    ),
    "summaries, a paragraph each": (
        [
            added(0, reasoning()),
            event("reasoning_summary_part.added", summary_index=0, part={"type": "summary_text", "text": ""}),
            event("reasoning_summary_text.delta", summary_index=0, delta="one"),
            event("reasoning_summary_text.done", summary_index=0, text="one"),
            event("reasoning_summary_part.done", summary_index=1, part={"type": "summary_text", "text": "two"}),
            end(reasoning("one", "two"), reasoning("three")),
        ],
        [
            ReasoningDelta(2, 0, "one"),
            ReasoningDelta(4, 0, "\n\ntwo"),
            ReasoningDelta(5, 0, "\n\nthree"),
            Finished(5, 0, "completed"),
        ],
    ),
    "reasoning in full": (
        [
            event("reasoning_part.added", content_index=0, part={"type": "reasoning_text", "text": ""}),
            event("reasoning_text.delta", content_index=0, delta="hm"),
            event("reasoning_part.done", content_index=0, part={"type": "reasoning_text", "text": "hm"}),
            end(reasoning(content=("hm",))),
        ],
        [ReasoningDelta(1, 0, "hm"), Finished(3, 0, "completed")],
    ),
    "the same reasoning under both keys": (
        [end(reasoning("hm", content=("hm",)))],
        [ReasoningDelta(0, 0, "hm"), Finished(0, 0, "completed")],
    ),
    "a call in pieces": (
        [
            added(0, function("")),
            event("function_call_arguments.delta", delta='{"a"'),
            event("function_call_arguments.delta", delta=":1}"),
            event("function_call_arguments.done", arguments='{"a":1}'),
            done(0, function('{"a":1}')),
            end(function('{"a":1}', call_id="another")),
        ],
        [
            ToolCallDelta(0, 0, "0", "c1", "f"),
            ToolCallDelta(1, 0, "0", "", "", '{"a"'),
            ToolCallDelta(2, 0, "0", "", "", ":1}"),
            Finished(5, 0, "completed"),
        ],
    ),
    "calls whole": (
        [done(0, function("{}")), done(1, function({"a": 1}, "g", "c2")), done(2, function(""))],
        [
            ToolCallDelta(0, 0, "0", "c1", "f", "{}"),
            ToolCallDelta(1, 0, "1", "c2", "g", '{"a":1}'),
            ToolCallDelta(2, 0, "2", "c1", "f", ""),
        ],
    ),
    "a call whose name comes last": (
        [event("function_call_arguments.delta", delta="{}"), done(0, function("{}"))],
        [ToolCallDelta(0, 0, "0", "", "", "{}"), ToolCallDelta(1, 0, "0", "c1", "f", "")],
    ),
    "a custom tool": (
        [
            added(0, {"type": "custom_tool_call", "call_id": "c1", "name": "sql", "input": ""}),
            event("custom_tool_call_input.delta", delta="SELECT"),
            event("custom_tool_call_input.done", input="SELECT 1"),
        ],
        [
            ToolCallDelta(0, 0, "0", "c1", "sql"),
            ToolCallDelta(1, 0, "0", "", "", "SELECT"),
            ToolCallDelta(2, 0, "0", "", "", " 1"),
        ],
    ),
    "incomplete": (
        [delta("a"), end(message(said("a")), status="incomplete", incomplete_details={"reason": "max_output_tokens"})],
        [TextDelta(0, 0, "a"), Finished(1, 0, "incomplete:max_output_tokens")],
    ),
    "cancelled": ([end(status="cancelled")], [Finished(0, 0, "cancelled")]),
    "over, with a status that is not": (
        [{"type": "response.completed", "response": response(status="in_progress")}, {"type": "response.incomplete"}],
        [Finished(0, 0, "completed"), Finished(1, 0, "incomplete")],
    ),
    "failed, and an error before": (
        [FLAT_ERROR, end(status="failed", error=ERROR)],
        [
            Failed(0, Failure("stream", "Slow down", code="rate_limit_exceeded", body=FLAT_ERROR)),
            Finished(1, 0, "failed"),
        ],
    ),
    "failed": (
        [end(status="failed", error=ERROR)],
        [Finished(0, 0, "failed"), Failed(0, Failure("stream", "Slow down", code="rate_limit_exceeded", body=ERROR))],
    ),
    "an error inside an event": (
        [{"type": "error", "error": {**ERROR, "type": "tokens"}}],
        [Failed(0, Failure("stream", "Slow down", "tokens", "rate_limit_exceeded", body={**ERROR, "type": "tokens"}))],
    ),
    "several responses": (
        [
            {"type": "response.queued", "response": response(status="queued")},
            created("a"),
            created("a"),
            delta("one"),
            end(message(said("one"))),
            created("b"),
            delta("two"),
            end(message(said("two"))),
        ],
        [
            TextDelta(3, 0, "one"),
            Finished(4, 0, "completed"),
            TextDelta(6, 1, "two"),
            Finished(7, 1, "completed"),
        ],
    ),
    "several plain answers": (
        [{**response(message(said(text))), "id": text} for text in "ab"],
        [TextDelta(0, 0, "a"), Finished(0, 0, "completed"), TextDelta(1, 1, "b"), Finished(1, 1, "completed")],
    ),
    "in the background": (
        [response(status="queued")],
        [Noted(0, 0, "status", "queued")],
    ),
    "what is not known": (
        [None, "x", {}, {"a": 1}, event("new.delta"), {"type": "new"}, {"type": "ping"}],
        [
            Unknown(0, "this chunk is not a JSON object"),
            Unknown(1, "this chunk is not a JSON object"),
            Unknown(2, "an empty object"),
            Unknown(3, "no type in this chunk"),
            Unknown(4, "an event named response.new.delta"),
            Unknown(5, "an event named new"),
        ],
    ),
    "odd types": (
        [
            event("output_text.delta", delta={"a": 1}, content_index="x"),
            {"type": "response.output_item.added", "output_index": 10**400, "item": 5},
            done(0, {"type": [], "content": 5, "arguments": None}),
            end({"type": "message", "content": [None, 5]}, {"type": "reasoning", "summary": "hm", "content": 7}),
        ],
        [
            TextDelta(0, 0, '{"a":1}'),
            ToolCallDelta(2, 0, "0", "", "", ""),
            Noted(3, 0, "part", "in the raw chunk"),
            Noted(3, 0, "part", "\nin the raw chunk"),
            ReasoningDelta(3, 0, "hm"),
            Finished(3, 0, "completed"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = openai_responses.decode(exchange(*chunks))
    assert found.protocol == "openai.responses"
    assert list(found.events) == expected

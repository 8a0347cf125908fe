"""Dify's apps: chats, agents and workflows, streamed and blocking."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, ReasoningDelta, TextDelta, ToolCallDelta, Unknown
from recview.events import UsageReported as Counted
from recview.model import Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

dify = READERS["dify"]

COUNTS: Json = {"usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}
COUNTED = Usage(9, 3, 12)


def sent_event(name: str, **fields: Json) -> Json:
    return {"event": name, "task_id": "t1", "message_id": "m1", "conversation_id": "v1", **fields}


def thought(**fields: Json) -> Json:
    return sent_event("agent_thought", id="h1", **fields)


def run(status: str, **fields: Json) -> Json:
    return sent_event("workflow_finished", workflow_run_id="w1", data={"status": status, **fields})


HI: Json = sent_event("message", answer="Hi")
ERROR = sent_event("error", status=400, code="quota", message="No")

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a chat": (
        [HI, sent_event("ping"), sent_event("message", answer="!"), sent_event("message_end", metadata=COUNTS)],
        [TextDelta(0, 0, "Hi"), TextDelta(2, 0, "!"), Finished(3, 0, "message_end"), Counted(3, COUNTED)],
    ),
    "an agent, whose step is sent anew with all that is known": (
        [
            sent_event("agent_message", answer="Hi"),
            thought(thought="Hi", tool="", observation=""),
            thought(thought="Hi", tool="go", tool_input="{}"),
            thought(thought="Hi", tool="go", tool_input="{}", observation="ok"),
        ],
        [
            *(TextDelta(0, 0, "Hi"), ToolCallDelta(2, 0, "h1", "h1", "go", "{}", "provider")),
            *(ToolCallDelta(3, 0, "h1", runs="provider"), Noted(3, 0, "tool result", "ok\n")),
        ],
    ),
    "a thought that is no answer": (
        [thought(thought="Hm"), thought(thought="Hm"), HI],
        [ReasoningDelta(0, 0, "Hm"), TextDelta(2, 0, "Hi")],
    ),
    "a workflow within a chat ends it, in a word of its own": (
        [HI, run("succeeded", outputs={"answer": "Hi"}, total_tokens=12), sent_event("message_end", metadata=COUNTS)],
        [
            *(TextDelta(0, 0, "Hi"), Finished(1, 0, "succeeded"), Counted(1, Usage(total=12))),
            Counted(2, COUNTED),
        ],
    ),
    "a workflow that ends after its chat, whose total says less than the usage before": (
        [HI, sent_event("message_end", metadata=COUNTS), run("succeeded", outputs={"answer": "Hi"}, total_tokens=12)],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "message_end"), Counted(1, COUNTED), Finished(2, 0, "succeeded")],
    ),
    "pieces of a workflow, and its nodes": (
        [
            sent_event("text_chunk", data={"text": "Hi"}),
            sent_event("node_finished", data={"title": "Ask", "status": "failed", "error": "No"}),
            run("partial-succeeded", outputs={"text": "Hi"}),
        ],
        [
            *(TextDelta(0, 0, "Hi"), Noted(1, 0, "nodes", "Ask · failed · No\n")),
            Finished(2, 0, "partial-succeeded"),
        ],
    ),
    "outputs where nothing was streamed": (
        [run("succeeded", outputs={"text": "Hi"})],
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "succeeded")],
    ),
    "several outputs": (
        [run("succeeded", outputs={"a": "Hi", "b": 2})],
        [TextDelta(0, 0, '{"a":"Hi","b":2}'), Finished(0, 0, "succeeded")],
    ),
    "a workflow that failed": (
        [run("failed", error="No")],
        [Finished(0, 0, "failed"), Failed(0, Failure("stream", "No", body="No"))],
    ),
    "words that moderation puts in the place of others, and a file": (
        [
            HI,
            sent_event("message_replace", answer="No"),
            sent_event("message_file", type="image", url="https://a.test"),
        ],
        [TextDelta(0, 0, "Hi"), Noted(1, 0, "replaced by", "No\n"), Noted(2, 0, "image", "https://a.test\n")],
    ),
    "what it found": (
        [sent_event("message_end", metadata={"retriever_resources": [{"position": 1, "document_name": "d.pdf"}]})],
        [Finished(0, 0, "message_end"), Noted(0, 0, "citations", "1 d.pdf\n")],
    ),
    "an error": ([HI, ERROR], [TextDelta(0, 0, "Hi"), Failed(1, Failure("stream", "No", "", "quota", body=ERROR))]),
    "unknown": (
        [HI, sent_event("hologram"), "x"],
        [
            *(TextDelta(0, 0, "Hi"), Unknown(1, "no event of Dify has this name")),
            Unknown(2, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks)
    assert protocol_of(sent).name == "dify"
    assert list(dify.decode(sent).events) == expected


WORKFLOW = {"workflow_run_id": "w1", "task_id": "t1", "data": {"status": "stopped", "outputs": {"text": "Hi"}}}

PLAIN: dict[str, tuple[Json, list[Event]]] = {
    "a chat": (sent_event("message", mode="chat", answer="Hi", metadata=COUNTS), [Counted(0, COUNTED)]),
    "a completion": ({"task_id": "t1", "mode": "completion", "answer": "Hi"}, []),
    "a workflow": (WORKFLOW, [Finished(0, 0, "stopped")]),
}


@pytest.mark.parametrize(("body", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_blocking(body: Json, expected: list[Event]) -> None:
    sent = exchange(body, streaming=False)
    assert protocol_of(sent).name == "dify"
    assert list(dify.decode(sent).events) == [TextDelta(0, 0, "Hi"), *expected]


@pytest.mark.parametrize(
    ("word", "form"), [("message_end", "stop"), ("partial-succeeded", "stop"), ("stopped", "other")]
)
def test_finish_words(word: str, form: str) -> None:
    assert normal(word) == form


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(sent_event("ping"), HI), "dify"),
        (exchange({"event": "message", "answer": "Hi"}), "raw"),
        (exchange({"task_id": "t1", "status": "queued"}, streaming=False), "raw"),
        (exchange(endpoint="/v1/chat-messages", query="Hi"), "dify"),
        (exchange(endpoint="/v1/messages/m1/feedbacks", query="Hi"), "raw"),
    ],
    ids=["a ping first", "no id", "a task of another API", "request alone", "another endpoint"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name in {expected, "card"} if expected == "raw" else protocol_of(sent).name == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"query": "Hi", "inputs": {}}, [("user", ["Hi"])]),
        ({"inputs": {"query": "Hi", "city": "Rome", "none": ""}}, [("inputs", ['{"city":"Rome"}']), ("user", ["Hi"])]),
        ({"query": "Hi", "files": [{"type": "image", "upload_file_id": "f1"}]}, [("user", ["Hi", "f1"])]),
        ({}, []),
    ],
    ids=["a chat", "variables", "a file", "nothing"],
)
def test_messages(body: Json, expected: list[tuple[str, list[str]]]) -> None:
    read = dify.decode(exchange(body=body)).messages
    assert [(message.role, [part.text for part in message.parts]) for message in read] == expected


@given(
    odd_exchanges(
        *("event", "task_id", "answer", "data", "status", "outputs", "error", "metadata", "thought", "tool", "id"),
        *("tool_input", "observation", "retriever_resources", "inputs", "query", "files", "workflow_run_id"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(dify, sent)

"""A call that failed: recorded exceptions and error bodies, and the answers that only look like one."""

from __future__ import annotations

from functools import partial

import pytest

from recview.events import Failed
from recview.model import Exchange, Failure
from tests import builders
from tests.ogx import message
from tests.protocols.readers import READERS

exception = READERS["exception"]

RAISED = Failure("exception", "429", "RateLimitError", "rate_limit", 429)
BODY = {"messages": [message("system", "S"), message("user", "Hello")]}


exchange = partial(builders.exchange, streaming=False, body=BODY)


OPENAI = {"message": "No.", "type": "invalid_request_error", "param": None, "code": "bad"}
FROM_OPENAI = Failure("response", "No.", "invalid_request_error", "bad", None, OPENAI)
VLLM = {"object": "error", "message": "No model.", "type": "NotFoundError", "param": None, "code": 404}
ANTHROPIC = {"type": "overloaded_error", "message": "Overloaded"}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(failure=RAISED), RAISED),
        (exchange({"choices": []}, failure=RAISED), RAISED),
        (exchange(failure=RAISED, streaming=True), RAISED),
        (
            exchange({"error": OPENAI}, status=400),
            Failure("response", "No.", "invalid_request_error", "bad", 400, OPENAI),
        ),
        (
            exchange({"type": "error", "error": ANTHROPIC, "request_id": "r"}, status=529),
            Failure("response", "Overloaded", "overloaded_error", "", 529, ANTHROPIC),
        ),
        (exchange({"error": "No."}), Failure("response", "No.", body="No.")),
        (exchange({"error": {"code": 404}}), Failure("response", "(no message)", "", "404", None, {"code": 404})),
        (exchange({"error": [1]}), Failure("response", "(no message)", body=[1])),
        (exchange(VLLM), Failure("response", "No model.", "NotFoundError", "404", None, VLLM)),
        (exchange("gone", status=502), Failure("response", "gone", status=502, body="gone")),
        (exchange({"detail": "No."}, status=422), Failure("response", "No.", status=422, body="No.")),
        (
            exchange({"detail": [{"loc": ["body"], "msg": "No model."}, {"msg": "No."}]}, status=422),
            Failure(
                "response",
                "No model.; No.",
                status=422,
                body={"detail": [{"loc": ["body"], "msg": "No model."}, {"msg": "No."}]},
            ),
        ),
        (
            exchange({"errors": [{"message": "No.", "code": 7}], "success": False, "result": {}}, status=400),
            Failure("response", "No.", code="7", status=400, body={"message": "No.", "code": 7}),
        ),
        (
            exchange({"object": "error", "message": {"detail": [{"msg": "No."}]}}),
            Failure("response", "No.", body={"object": "error", "message": {"detail": [{"msg": "No."}]}}),
        ),
        (exchange({"error": ["No.", "Never."]}), Failure("response", "No.; Never.", body=["No.", "Never."])),
        (exchange({"error": OPENAI, "id": "r"}, status=400), FROM_OPENAI._replace(status=400)),
    ],
    ids=[
        "exception",
        "exception with a body",
        "exception in a stream",
        "OpenAI",
        "Anthropic",
        "string",
        "numeric code",
        "odd type",
        "vLLM",
        "bare text",
        "FastAPI",
        "what FastAPI found",
        "Cloudflare",
        "what Mistral found",
        "several",
        "an error with an id",
    ],
)
def test_failure(sent: Exchange, expected: Failure) -> None:
    assert exception.claims(sent)
    found = exception.outline(sent)
    assert (found.kind, found.failure, found.messages, found.opening) == ("error", expected, 2, "Hello")
    conversation = exception.decode(sent)
    assert conversation.protocol == "exception"
    assert conversation.events == (Failed(0, expected),)
    assert [said.role for said in conversation.messages] == ["system", "user"]


@pytest.mark.parametrize(
    "sent",
    [
        exchange(),
        exchange({"error": None}),
        exchange({"error": ""}),
        exchange({"message": "No."}),
        exchange({"error": OPENAI, "choices": []}),
        exchange({"error": None, "id": "resp_1", "object": "response"}),
        exchange({"error": OPENAI, "id": "r"}),
        exchange({"error": OPENAI}, streaming=True),
        exchange({"error": OPENAI}, {"error": OPENAI}),
        exchange([{"error": OPENAI}, {"error": OPENAI}]),
        exchange(None),
        exchange("error"),
    ],
    ids=[
        "nothing",
        "null",
        "empty",
        "no error key",
        "choices",
        "response without an error",
        "answer with an id",
        "in a stream",
        "two pieces",
        "several in a list",
        "null body",
        "string",
    ],
)
def test_no_failure(sent: Exchange) -> None:
    assert not exception.claims(sent)
    assert exception.outline(sent).failure is None
    assert exception.decode(sent).events == ()

"""A call that failed: the client raised, or the server answered with an error body. There is no answer.

Source: OGX's recorder keeps exceptions with a null body and `exception_data`; HTTP recordings keep the status
and the body: OpenAI {error: {message, type, code}}, Anthropic {type: error, error: {…}}, or a bare string.
"""

from __future__ import annotations

from dataclasses import replace

from recview.model import Conversation, Exchange, Failed, Failure, Outline
from recview.protocols.openai_messages import brief, messages
from recview.protocols.openai_usage import failure
from recview.shapes import mapping, sequence

NAME = "exception"


def claims(exchange: Exchange) -> bool:
    """A recorded exception, or a plain body that is an error and nothing else."""
    return _failure(exchange) is not None


def outline(exchange: Exchange) -> Outline:
    """The error's type and status; the request still tells which conversation it was."""
    sent = sequence(mapping(exchange.request.body).get("messages"))
    return Outline("error", failure=_failure(exchange), messages=len(sent), opening=brief(sent))


def decode(exchange: Exchange) -> Conversation:
    """What was sent, and the failure as the one event."""
    failed = _failure(exchange)
    found = (Failed(0, failed),) if failed else ()
    return Conversation(NAME, messages(mapping(exchange.request.body)), found)


def _failure(exchange: Exchange) -> Failure | None:
    response = exchange.response
    if response.failure or response.streaming or len(response.chunks) != 1:
        return response.failure
    body = mapping(response.chunks[0].data)
    if "error" not in body or "choices" in body or "object" in body or "id" in body:
        return None
    found = failure(body["error"], "response")
    return found and replace(found, status=response.status)

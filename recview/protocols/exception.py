"""A call that failed: the client raised, or the server answered with an error body. There is no answer.

Source: OGX's recorder keeps exceptions with a null body and `exception_data`; HTTP recordings keep the status
and the body: OpenAI {error: {message, type, code}}, Anthropic {type: error, error: {…}}, vLLM {object: error, message,
code}, FastAPI {detail}, Cloudflare {errors: [{message, code}]}, or a bare string.
"""

from __future__ import annotations

from collections.abc import Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Exchange, Failure, Json, Outline
from recview.protocols.shared.errors import errors_in, failure
from recview.protocols.shared.messages import brief, messages, question

NAME = "exception"
IS_FALLBACK = True


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """A recorded exception, or a plain body that is an error and nothing else."""
    return _failure(exchange) is not None


def outline(exchange: Exchange) -> Outline:
    """The error's type and status; the request still tells which conversation it was."""
    sent = as_list(as_dict(exchange.request.body).get("messages"))
    return Outline(
        "error", failure=_failure(exchange), messages=len(sent), opening=brief(sent), question=question(sent)
    )


def decode(exchange: Exchange) -> ev.Conversation:
    """What was sent, and the failure as the one event."""
    failed = _failure(exchange)
    events = (ev.Failed(0, failed),) if failed else ()
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), events)


def _failure(exchange: Exchange) -> Failure | None:
    response = exchange.response
    if response.failure or response.streaming or len(response.chunks) != 1:
        return response.failure
    failed = failure(_error(response.chunks[0], response.status), "response")
    return failed and failed._replace(status=response.status)


def _error(chunk: Chunk, status: int | None) -> Json:
    """The error in a plain body; with a status of 400 or more the body is one, whatever its shape."""
    data, body = chunk.data, as_dict(chunk.data)
    if body.get("choices"):
        return None
    is_alone = body.get("object") == "error" or "base_resp" in body or not {"choices", "object", "id"} & body.keys()
    if is_alone and (errors := errors_in(chunk)):
        return errors[0]
    if status is None or status < 400 or "choices" in body:
        return None
    return body.get("error") or as_str(body.get("detail")) or as_list(body.get("errors")) or data

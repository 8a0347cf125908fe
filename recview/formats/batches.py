"""What the batch APIs of several vendors have in common: requests without a URL, and calls that nobody answered."""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict, as_str, as_words
from recview.model import Failure, Json

_APIS = (
    ("contents", "generateContent"),
    ("anthropic_version", "/v1/messages"),
    ("messages", "/v1/chat/completions"),
)


def api_of(body: Json) -> str:
    """The API that a request is for, by what only its bodies have; empty where that cannot be told."""
    return next((api for key, api in _APIS if key in as_dict(body)), "")


def unanswered(error: Json, reason: str = "") -> Failure:
    """Why a call of a batch has no answer.

    Args:
        error: What the batch says of it: an object, or words.
        reason: The word that it has for what happened: `expired`.
    """
    fields = as_dict(error)
    message = next((as_str(fields.get(key)) for key in _MESSAGES if fields.get(key)), "") or as_words(error)
    code = next((as_words(fields.get(key)) for key in _CODES if fields.get(key) is not None), "")
    return Failure(
        "response", message or f"{reason or 'failed'}: the batch has no answer to it", reason, code, body=error
    )


_MESSAGES = ("message", "errorMessage", "error_message")
_CODES = ("code", "errorCode", "error_code")


def error_body(error: Json) -> Mapping[str, Json] | None:
    """An error that stands beside an answer, as the body that the API would have sent; None where there is none."""
    return {"error": error} if error else None

"""Files of Gemini's batches: `{key, request}` per line, and what came of it.

Source: the guides to the Batch API of the Gemini API, whose results are {key, response} or {key, error}, and to batch
prediction on Vertex AI: {request, response, status, processed_time}, where a status that is not empty says what went
wrong, mostly with the error's JSON in it. A result that was asked for inline has its key in `metadata`. Embeddings are
asked for with `content`; Vertex AI keeps those as {instance, predictions, status}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.formats.batches import api_of, error_body, unanswered
from recview.formats.file import File
from recview.formats.http import Recorded, is_status
from recview.formats.lines import read_calls
from recview.model import Exchange, Json, Readability
from recview.wire import parse_text

NAME = "gemini-batch"

_ANSWERS = {"candidates", "promptFeedback", "usageMetadata", "modelVersion", "usage_metadata", "embedding"}
_LISTS = ("inlinedResponses", "inlined_responses", "requests")
_SIGNS = (
    b'"contents"',
    b'"candidates"',
    b'"key"',
    b'"anthropic_version"',
    b'"processed_time"',
    b'"metadata"',
    b'"predictions"',
)


def begins(head: bytes) -> bool:
    """Whether it is JSON with a request or an answer of Gemini, or with what batches note of either."""
    return head[:1] in (b"{", b"[") and any(sign in head for sign in _SIGNS)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call per line: what is asked, or what came of it."""
    return read_calls(file, path, NAME, _is_call, _recorded, _LISTS)


def _is_call(line: Mapping[str, Json]) -> bool:
    sent, got = as_dict(line.get("request")), as_dict(line.get("response"))
    if _is_prediction(line) or ("key" in line and isinstance(sent.get("content"), dict)):
        return True
    if "processed_time" in line or not {"contents", "anthropic_version"}.isdisjoint(sent):
        return bool(sent)
    if not _ANSWERS.isdisjoint(got):
        return True
    is_named = "key" in line or "key" in as_dict(line.get("metadata"))
    return is_named and bool(as_dict(line.get("error")) or as_dict(line.get("status")))


def _is_prediction(line: Mapping[str, Json]) -> bool:
    """Whether a line is what a model for embeddings on Vertex AI made of one instance."""
    return "instance" in line and "embeddings" in as_dict(next(iter(as_list(line.get("predictions"))), None))


def _key(line: Mapping[str, Json]) -> str:
    return (
        as_words(line.get("key"))
        or as_words(line.get("custom_id"))
        or as_words(as_dict(line.get("metadata")).get("key"))
    )


def _recorded(line: Mapping[str, Json]) -> Recorded:
    body, got, status = line.get("request", line.get("instance")), line.get("response"), line.get("status")
    if _is_prediction(line):
        got = {"predictions": line["predictions"]}
    failed = error_body(line.get("error") or as_dict(status)) or _error_in(as_str(status))
    answer = got or failed
    code = as_dict(as_dict(failed).get("error")).get("code")
    return Recorded(
        body=body,
        status=None if got or not is_status(code) else code,
        answer=answer,
        more={"recorded_at": line["processed_time"]} if "processed_time" in line else {},
        endpoint=api_of(body) or _endpoint(line),
        name=_key(line),
        failure=unanswered(status, "error") if status and not answer else None,
        is_request_only=not answer and not status and not {"response", "error", "processed_time"} & line.keys(),
    )


def _endpoint(line: Mapping[str, Json]) -> str:
    if _is_prediction(line):
        return "predict"
    return "embedContent" if "content" in as_dict(line.get("request")) else "generateContent"


def _error_in(status: str) -> Mapping[str, Json] | None:
    """The error whose JSON stands in a status: `Bad Request: {"error": {…}}`."""
    value = parse_text(status[status.index("{") :]) if "{" in status else None
    return None if isinstance(value, Readability) or "error" not in as_dict(value) else as_dict(value)

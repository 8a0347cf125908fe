"""Errors inside an answer, in whichever shape they come and whichever API it speaks.

Servers and gateways report a failure as one more chunk, after they have begun to answer (HTTP 200). Source: OpenAI,
Anthropic and llama.cpp {error: {message, type, code}}; an SSE event or field named `error`, with any data; vLLM
{object: "error", message, type, code}; FastChat's workers {text, error_code}; OpenRouter choices[].error; Gemini
without `alt=sse` [{error}]; MiniMax base_resp {status_code, status_msg}; Cloudflare and watsonx errors[]; Dify {event:
"error"}; Gemini's Interactions {event_type: "error"}.
"""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Failure, Json, Readability
from recview.protocols.contract import ErrorSource
from recview.wire import as_text, parse_text

ERROR = "error"
NAMES = ("object", "type", "event", "event_type")
"""The fields by which an object says that it is an error."""


def failures_in(chunk: Chunk, source: ErrorSource) -> list[Failure]:
    """The errors that a chunk carries, its own first; each that says the same as one before it is left out."""
    failures = (failure(error, source) or Failure(source, "(no message)", body=error) for error in errors_in(chunk))
    by_message: dict[str, Failure] = {}
    for failed in failures:
        by_message.setdefault(failed.message, failed)
    return list(by_message.values())


def errors_in(chunk: Chunk) -> list[Json]:
    """The error objects, or words, that a chunk carries, and those of its choices. Empty ones are none."""
    data = chunk.data[0] if isinstance(chunk.data, list) and len(chunk.data) == 1 else chunk.data
    fields = as_dict(data)
    own = _own_error(fields)
    errors = [data if own is None else own] if own is not None or is_named_error(chunk) else []
    of_choices = (as_dict(choice).get(ERROR) for choice in as_list(fields.get("choices")))
    return [*errors, *filter(is_filled, of_choices)]


def _own_error(fields: Mapping[str, Json]) -> Json:
    """The error of a chunk itself: a member of it, or all of it; None where it has none."""
    errors, base = fields.get("errors"), as_dict(fields.get("base_resp"))
    if error := error_member(fields):
        return error
    if _is_code(fields.get("error_code")) or any(fields.get(name) == ERROR for name in NAMES):
        return fields
    if _is_code(base.get("status_code")):
        return base
    if _is_problem(fields):
        return fields
    if isinstance(errors, list) and is_filled(errors):
        return errors[0] if len(errors) == 1 else errors
    return None


def _is_problem(fields: Mapping[str, Json]) -> bool:
    """Whether an object is a problem of RFC 9457: an HTTP status of an error, with words beside it."""
    status = as_int(fields.get("status"))
    return status is not None and 400 <= status < 600 and bool(as_words(fields.get("detail")).strip())


def _is_code(code: Json) -> bool:
    """Whether a code stands for an error; 0 is success."""
    return as_words(code).strip() not in {"", "0", "false"}


def is_named_error(chunk: Chunk) -> bool:
    """Whether a chunk comes from an event named `error`: its data is one, whatever the shape."""
    return is_error_name(chunk.kind)


def is_error_name(kind: str) -> bool:
    """Whether events of a name are errors."""
    return kind.lower() == ERROR


_BESIDE = frozenset(
    {"message", "msg", "detail", "error_description", "error_type", "error_code", "code", "status_code", "type"}
)
"""Keys that, beside an error that is just words, say more about it."""


def error_of(chunk: Chunk) -> Json:
    """The error object of a chunk, or None; the data of an event named `error` may be the object itself."""
    data = as_dict(chunk.data)
    return error_member(data) or (data if chunk.kind == "error" else None)


def error_member(data: Mapping[str, Json]) -> Json:
    """The `error` of an object; the object itself where that is just words or a flag and other keys say more."""
    error = data.get("error")
    if not error or not is_filled(error):
        return None
    is_all = isinstance(error, dict | list) or (isinstance(error, str) and _BESIDE.isdisjoint(data))
    return error if is_all else data


def is_filled(error: Json) -> bool:
    """Whether an error says anything: many servers send an empty one where there is none."""
    members = error.values() if isinstance(error, dict) else error if isinstance(error, list) else (error,)
    return any(member.strip() if isinstance(member, str) else member for member in members)


_WORDS = (
    *("message", "Message", "msg", "detail", "error_description", "error_message", "error_msg", "status_msg"),
    *("error", "errors", "text", "description", "reason", "title"),
)
"""Where an error has its words, the first that has any."""


def _words(error: Json, levels: int = 4) -> str:
    """What an error says: servers that check a request (FastAPI, Mistral, Cloudflare) list what is wrong with it."""
    if isinstance(error, str) or not levels:
        return as_str(error)
    if isinstance(error, list):
        return "; ".join(filter(None, (_words(item, levels - 1) for item in error)))
    fields = as_dict(error)
    return next(filter(None, (_words(fields[key], levels - 1) for key in _WORDS if fields.get(key))), "")


def failure(error: Json, source: ErrorSource) -> Failure | None:
    """`error` is {message, type, param, code}, sometimes just a string; Google's is {message, status, code}.

    Gateways wrap the error of the server behind them in one of their own, or put it beside: OpenRouter {message,
    metadata: {raw}}.
    """
    if not is_filled(error):
        return None
    fields = as_dict(error)
    inner = as_dict(fields.get("error"))
    types = [at.get(key) for at in (fields, inner) for key in ("type", "status", "error_type")]
    codes = [at.get(key) for at in (fields, inner) for key in ("code", "error_code", "status_code")]
    codes.append(as_int(fields.get("status")))
    return Failure(
        source=source,
        message=_message(error) or "(no message)",
        type=next((word for word in map(as_str, types) if word not in {"", "error"}), ""),
        code=next(filter(None, map(as_words, codes)), ""),
        body=error,
    )


def _message(error: Json) -> str:
    """The words of an error, with what else it has to say: a name beside its message, the error behind a gateway."""
    fields = as_dict(error)
    message = _words(error) or as_words(error) or as_words(as_int(fields.get("error")))
    raw = as_dict(fields.get("metadata")).get("raw")
    if raw and message in {"", "Provider returned error"}:
        value = parse_text(raw) if isinstance(raw, str) else raw
        behind = as_text(raw) if isinstance(value, Readability) else _words(value) or as_text(raw)
        return f"{message}: {behind}" if message else behind
    name = as_str(fields.get("error"))
    return f"{name}: {message}" if name and name not in message else message

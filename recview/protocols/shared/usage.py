"""Usage and error objects in the shapes that OpenAI's APIs and their look-alikes send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from recview.coerce import as_dict, as_int, as_str, as_words
from recview.model import Chunk, Failure, Json, Readability, Response, Usage
from recview.wire import as_text, parse_text


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The usage of one chunk or body, or None.

    chat counts prompt and completion tokens, the Responses API input and output tokens. Groq puts it under `x_groq`.
    """
    found = as_dict(data.get("usage"))
    if not found and "x_groq" in data:
        found = as_dict(as_dict(data["x_groq"]).get("usage"))
    if not found:
        return None
    sent = as_dict(found.get("prompt_tokens_details", found.get("input_tokens_details")))
    received = as_dict(found.get("completion_tokens_details", found.get("output_tokens_details")))
    counts = Usage(
        input=as_int(found.get("prompt_tokens", found.get("input_tokens"))),
        output=as_int(found.get("completion_tokens", found.get("output_tokens"))),
        total=as_int(found.get("total_tokens")),
        cached=_cached(found, sent),
        cache_write=as_int(sent.get("cache_write_tokens")),
        reasoning=as_int(received.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts


def _cached(found: Mapping[str, Json], details: Mapping[str, Json]) -> int | None:
    """Together and DeepSeek count cached tokens beside the details, under names of their own."""
    places = (details.get("cached_tokens"), found.get("cached_tokens"), found.get("prompt_cache_hit_tokens"))
    return next((count for place in places if (count := as_int(place)) is not None), None)


def error_source(response: Response) -> Literal["stream", "response"]:
    """How an error inside an answer came."""
    return "stream" if response.streaming else "response"


def not_read(chunk: Chunk) -> str:
    """Why a chunk without any field says nothing."""
    return "an empty object" if isinstance(chunk.data, dict) else "this chunk is not a JSON object"


_BESIDE = frozenset(
    {"message", "msg", "detail", "error_description", "error_type", "error_code", "code", "status_code", "type"}
)
"""What may stand beside an error that is just words, and tell more of it."""


def error_of(chunk: Chunk) -> Json:
    """The error object of a chunk, or None; the data of an event named `error` may be the object itself."""
    data = as_dict(chunk.data)
    return error_member(data) or (data if chunk.kind == "error" else None)


def error_member(data: Mapping[str, Json]) -> Json:
    """The `error` of an object; the object itself where that is just words or a flag, and more stands beside it."""
    error = data.get("error")
    if not error or not is_filled(error):
        return None
    is_all = isinstance(error, dict | list) or (isinstance(error, str) and _BESIDE.isdisjoint(data))
    return error if is_all else data


def is_filled(error: Json) -> bool:
    """Whether an error says anything: many servers send an empty one where there is none."""
    members = error.values() if isinstance(error, dict) else error if isinstance(error, list) else (error,)
    return any(member.strip() if isinstance(member, str) else member for member in members)


def last_usage(datas: Sequence[Json]) -> Usage | None:
    """The last usage of an answer, given its payloads; it may stand in any of them.

    Reports replace each other, they are never summed. This runs over every chunk of a tree: one plain pass.
    """
    reports = (data for data in reversed(datas) if type(data) is dict and (data.get("usage") or "x_groq" in data))
    return next(filter(None, map(usage, reports)), None)


_WORDS = (
    *("message", "Message", "msg", "detail", "error_description", "error_message", "error_msg", "status_msg"),
    *("error", "errors", "text", "description", "reason", "title"),
)
"""Where an error has its words, the first that has any."""


def _said(error: Json, levels: int = 4) -> str:
    """What an error says: servers that check a request (FastAPI, Mistral, Cloudflare) list what is wrong with it."""
    if isinstance(error, str) or not levels:
        return as_str(error)
    if isinstance(error, list):
        return "; ".join(filter(None, (_said(one, levels - 1) for one in error)))
    fields = as_dict(error)
    return next(filter(None, (_said(fields[key], levels - 1) for key in _WORDS if fields.get(key))), "")


def failure(error: Json, source: Literal["exception", "response", "stream"]) -> Failure | None:
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
    message = _said(error) or as_words(error) or as_words(as_int(fields.get("error")))
    raw = as_dict(fields.get("metadata")).get("raw")
    if raw and message in {"", "Provider returned error"}:
        value = parse_text(raw) if isinstance(raw, str) else raw
        behind = as_text(raw) if isinstance(value, Readability) else _said(value) or as_text(raw)
        return f"{message}: {behind}" if message else behind
    name = as_str(fields.get("error"))
    return f"{name}: {message}" if name and name not in message else message

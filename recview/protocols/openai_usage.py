"""Usage and error objects in the shapes that OpenAI's APIs and their look-alikes send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from recview.model import Chunk, Failure, Json, Response, Usage
from recview.shapes import mapping, text, whole, words


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The usage of one chunk or body, or None.

    chat counts prompt and completion tokens, the Responses API input and output tokens. Groq puts it under `x_groq`.
    """
    found = mapping(data.get("usage"))
    if not found and "x_groq" in data:
        found = mapping(mapping(data["x_groq"]).get("usage"))
    if not found:
        return None
    sent = mapping(found.get("prompt_tokens_details", found.get("input_tokens_details")))
    received = mapping(found.get("completion_tokens_details", found.get("output_tokens_details")))
    counts = Usage(
        input=whole(found.get("prompt_tokens", found.get("input_tokens"))),
        output=whole(found.get("completion_tokens", found.get("output_tokens"))),
        total=whole(found.get("total_tokens")),
        cached=_cached(found, sent),
        cache_write=whole(sent.get("cache_write_tokens")),
        reasoning=whole(received.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts


def _cached(found: Mapping[str, Json], details: Mapping[str, Json]) -> int | None:
    """Together and DeepSeek count cached tokens beside the details, under names of their own."""
    places = (details.get("cached_tokens"), found.get("cached_tokens"), found.get("prompt_cache_hit_tokens"))
    return next((count for place in places if (count := whole(place)) is not None), None)


def error_source(response: Response) -> Literal["stream", "response"]:
    """How an error inside an answer came."""
    return "stream" if response.streaming else "response"


def not_read(chunk: Chunk) -> str:
    """Why a chunk without any field says nothing."""
    return "an empty object" if isinstance(chunk.data, dict) else "this chunk is not a JSON object"


def error_of(chunk: Chunk) -> Json:
    """The error object of a chunk, or None; the data of an event named `error` may be the object itself."""
    data = mapping(chunk.data)
    return data.get("error") or (data if chunk.kind == "error" else None)


def last_usage(datas: Sequence[Json]) -> Usage | None:
    """The last usage of an answer, given its payloads: reports replace each other, they are never summed."""
    counted = (data for data in reversed(datas) if isinstance(data, dict) and (data.get("usage") or "x_groq" in data))
    return next(filter(None, map(usage, counted)), None)


def _said(error: Json, levels: int = 4) -> str:
    """What an error says: servers that check a request (FastAPI, Mistral, Cloudflare) list what is wrong with it."""
    if isinstance(error, str) or not levels:
        return text(error)
    if isinstance(error, list):
        return "; ".join(filter(None, (_said(one, levels - 1) for one in error)))
    fields = mapping(error)
    return next(filter(None, (_said(fields.get(key), levels - 1) for key in ("message", "msg", "detail"))), "")


def failure(error: Json, source: Literal["exception", "response", "stream"]) -> Failure | None:
    """`error` is {message, type, param, code}, sometimes just a string; Google's is {message, status, code}."""
    if not error:
        return None
    fields = mapping(error)
    return Failure(
        source=source,
        message=_said(error) or "(no message)",
        type=text(fields.get("type")) or text(fields.get("status")),
        code=words(fields.get("code")),
        body=error,
    )

"""Usage and error objects in the shapes that OpenAI's APIs and their look-alikes send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from recview.model import Failure, Json, Usage
from recview.shapes import mapping, text, whole, words


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The usage of one chunk or body, or None. Groq puts it under `x_groq`."""
    found = mapping(data.get("usage"))
    if not found and "x_groq" in data:
        found = mapping(mapping(data["x_groq"]).get("usage"))
    if not found:
        return None
    sent = mapping(found.get("prompt_tokens_details"))
    received = mapping(found.get("completion_tokens_details"))
    counts = Usage(
        input=whole(found.get("prompt_tokens")),
        output=whole(found.get("completion_tokens")),
        total=whole(found.get("total_tokens")),
        cached=whole(sent.get("cached_tokens")),
        reasoning=whole(received.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts


def failure(error: Json, source: Literal["exception", "response", "stream"]) -> Failure | None:
    """`error` is {message, type, param, code}, sometimes just a string."""
    if not error:
        return None
    fields = mapping(error)
    return Failure(
        source=source,
        message=text(fields.get("message")) or text(error) or "(no message)",
        type=text(fields.get("type")),
        code=words(fields.get("code")),
        body=error,
    )

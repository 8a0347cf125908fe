"""Digests by which requests, and calls of tools, are found equal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_list, as_str
from recview.digests import content_digest
from recview.model import Json, Readability, Request
from recview.wire import parse_text


def digest(*values: Json) -> str:
    """The digest of some values, in which the order of keys does not count, as 32 hexadecimal digits.

    Raises:
        RecursionError: If they are nested too deeply.
    """
    return content_digest(json.dumps(values, sort_keys=True).encode()).hex()


def request_digest(request: Request) -> str:
    """The digest of a request: its method, URL and body."""
    return digest(request.method, request.url, request.body)


def tool_digest(name: str, arguments: Json) -> str:
    """The digest of a call of a tool."""
    return digest(name, arguments)


def echoed_calls(body: Json) -> Iterator[str]:
    """The digests of the tool calls in the messages of a chat: those that were made before it."""
    for message in map(as_dict, as_list(as_dict(body).get("messages"))):
        for call in map(as_dict, as_list(message.get("tool_calls"))):
            function: Mapping[str, Json] = as_dict(call.get("function"))
            arguments = parse_text(as_str(function.get("arguments")))
            if not isinstance(arguments, Readability):
                yield tool_digest(as_str(function.get("name")), arguments)

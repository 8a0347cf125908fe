"""The request as it is shown beside the conversation: what was called, and its body with what matters first."""

from __future__ import annotations

from collections.abc import Sequence

from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import masked, masked_url
from recview.model import Exchange, Json
from recview.shapes import mapping, sequence, words

# The order in which a reader wants a body's keys; the rest follows as recorded, the conversation last.
_FIRST = ("model", "stream", "temperature", "top_p", "max_tokens", "max_completion_tokens", "n", "seed")
_SECOND = ("tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort")
_LAST = ("messages", "input", "prompt", "contents", "instructions")


def request_lines(exchange: Exchange, *, secrets: bool) -> JsonLines:
    """The call, then the body: model, parameters and tools first, the conversation last. Below it the many headers."""
    request = exchange.request
    url = request.url if secrets else masked_url(request.url)
    headers = dict(request.headers) if secrets else masked(request.headers)
    head = _call(request.method, url)
    if request.endpoint and request.endpoint not in url:
        head.append(f"endpoint {request.endpoint}")
    tools = [_tool_name(mapping(tool)) for tool in sequence(mapping(request.body).get("tools"))]
    if tools:
        head.append(f"tools {', '.join(tools)}")
    told = tuple(line for name, value in headers.items() for line in _header(name, value))
    extra = {
        name: value
        for name, value in mapping(request.fields).items()
        if name not in {"method", "url", "headers", "body", "payload", "endpoint", "model", "test_id"}
    }
    body = _ordered(request.body)
    if extra:
        # A tool invocation has no body: its recorded fields are the request.
        body = extra if body is None or "kwargs" in extra else {**extra, "body": body}
    return json_lines(body, (*head, *([""] if head else [])), ("", *told) if told else ())


def _header(name: str, value: Json) -> list[str]:
    """A line a value."""
    return [f"{name}: {words(said) or said}" for said in (value if isinstance(value, list) else [value])]


def _call(method: str, url: str) -> list[str]:
    """`POST /v1/chat/completions`, and on a line of its own the server: in a narrow panel the path matters more."""
    scheme, separator, rest = url.partition("://")
    server, slash, path = rest.partition("/")
    if not (separator and slash):
        return [f"{method} {url}".strip()] if url or method else []
    return [f"{method} /{path}".strip(), f"{scheme}://{server}"]


def _tool_name(tool: Json) -> str:
    fields = mapping(tool)
    return words(mapping(fields.get("function")).get("name")) or words(fields.get("name")) or words(fields.get("type"))


def _ordered(body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    first = [key for key in (*_FIRST, *_SECOND) if key in body]
    last = [key for key in _LAST if key in body]
    middle = [key for key in body if key not in first and key not in last]
    return {key: body[key] for key in (*first[: _count(first)], *middle, *first[_count(first) :], *last)}


def _count(keys: Sequence[str]) -> int:
    return sum(key in _FIRST for key in keys)

"""The request as it is shown beside the conversation: what was called, and its body with what matters first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_words
from recview.display.json_lines import JsonLines, json_lines, with_words
from recview.display.mask import masked, masked_url
from recview.model import Exchange, Json, Request
from recview.pages.covered_recording import covered_body, covered_fields

# The order in which a reader wants a body's keys; the rest follows as recorded, the conversation last.
_FIRST = ("model", "stream", "temperature", "top_p", "max_tokens", "max_completion_tokens", "n", "seed")
_SECOND = ("tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort")
_LAST = ("messages", "input", "prompt", "contents", "instructions")


def request_lines(exchange: Exchange, *, secrets: bool, like: JsonLines | None = None) -> JsonLines:
    """The call, then the body: model, parameters and tools first, the conversation last. Below it the many headers.

    Args:
        exchange: What was sent.
        secrets: Whether credentials are shown.
        like: The same request with credentials, if that was made before: its JSON is not made again.
    """
    request = exchange.request
    url = request.url if secrets else masked_url(request.url)
    headers = dict(request.headers) if secrets else masked(request.headers)
    head = _call(request.method, url)
    if request.endpoint and request.endpoint not in url:
        head.append(f"endpoint {request.endpoint}")
    tools = list(filter(None, (name for tool in _tools(as_dict(request.body)) for name in _tool_names(tool))))
    if tools:
        head.append(f"tools {', '.join(tools)}")
    header_lines = tuple(line for name, value in headers.items() for line in _header(name, value))
    extra = {
        name: value
        for name, value in as_dict(request.fields).items()
        if name not in {"method", "url", "headers", "body", "payload", "endpoint", "model", "test_id"}
    }
    below = ("", *header_lines) if header_lines else ()
    if request.body is None and not extra:
        lines = (*head, *below) or ("The request was not recorded.",)
        return JsonLines(lines, {}, head=len(lines))
    above = (*head, *([""] if head else []))
    document = with_words(like, above, below) if like else json_lines(_body(request, extra), above, below)
    if secrets:
        return document
    return covered_fields(document) if extra else covered_body(document)


def _body(request: Request, extra: Mapping[str, Json]) -> Json:
    """The body in the order that a reader wants, beside other recorded fields, if there are any."""
    body = _ordered(request.body)
    if not extra:
        return body
    # A tool invocation has no body: its recorded fields are the request.
    return extra if body is None or "kwargs" in extra else {**extra, "body": body}


def _header(name: str, value: Json) -> list[str]:
    """One line for each value of a header."""
    return [f"{name}: {as_words(item) or item}" for item in (value if isinstance(value, list) else [value])]


def _call(method: str, url: str) -> list[str]:
    """`POST /v1/chat/completions`, and on a line of its own the server: in a narrow panel the path matters more."""
    scheme, separator, rest = url.partition("://")
    server, slash, path = rest.partition("/")
    if not (separator and slash):
        return [f"{method} {url}".strip()] if url or method else []
    return [f"{method} /{path}".strip(), f"{scheme}://{server}"]


def _tools(body: Mapping[str, Json]) -> Sequence[Json]:
    """The tools of a body; Bedrock's stand in an object, Gemini takes one that is no list."""
    tools = body.get("tools") or as_dict(body.get("toolConfig")).get("tools")
    return [tools] if isinstance(tools, dict) else as_list(tools)


def _tool_names(tool: Json) -> list[str]:
    """What a tool is called, or what each is called in an object of several (Gemini)."""
    fields = as_dict(tool)
    several = [as_list(fields.get(key)) for key in ("functionDeclarations", "function_declarations")]
    if any(several):
        return [as_words(as_dict(function).get("name")) for declared in several for function in declared]
    wrapped = as_dict(fields.get("function")) or as_dict(fields.get("toolSpec"))
    named = as_words(wrapped.get("name")) or as_words(fields.get("name")) or as_words(fields.get("type"))
    # Gemini's own tools are a key with their options.
    return [named] if named else list(fields)


def _ordered(body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    first = [key for key in (*_FIRST, *_SECOND) if key in body]
    last = [key for key in _LAST if key in body]
    middle = [key for key in body if key not in first and key not in last]
    return {key: body[key] for key in (*first[: _count(first)], *middle, *first[_count(first) :], *last)}


def _count(keys: Sequence[str]) -> int:
    return sum(key in _FIRST for key in keys)

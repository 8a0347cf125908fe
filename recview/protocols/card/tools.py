"""Tools that ran: OGX's tool invocations and file processors, OCR, and calls of MCP servers.

Source: OGX's recordings; Mistral's API reference (OCR); the Model Context Protocol, which is JSON-RPC 2.0: a request
{method, params}, an answer {result} or {error}, plain or as events among notifications.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, first, nothing, some
from recview.shapes import mapping, sequence, text, words
from recview.wire import as_text


def recognised(exchange: Exchange, body: Json) -> Kind | None:
    """By the version of JSON-RPC, or by pages of markdown."""
    if "jsonrpc" in mapping(first(body) if isinstance(body, list) else body):
        return MCP
    return OCR if "markdown" in mapping(first(mapping(body).get("pages"))) else None


def _arguments(sent: Json) -> Iterator[tuple[str, str]]:
    for name, value in mapping(sent).items():
        yield f"argument {name}", words(value)[:400] or "…"


def _tool_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = mapping(exchange.request.fields), mapping(body)
    return (
        ("provider", words(sent.get("provider"))),
        ("tool", words(sent.get("tool_name"))),
        *_arguments(sent.get("kwargs")),
        *((f"error {key}", words(answer[key])) for key in ("error_code", "error_message") if answer.get(key)),
        *_texts(answer.get("content")),
    )


def _texts(content: Json) -> Iterator[tuple[str, str]]:
    """Texts and media of a result that is a list of parts; one that is a string is laid out on the page."""
    for place, part in enumerate(map(mapping, sequence(content)[:40]), 1):
        yield f"result {place}", text(part.get("text"))[:20_000] or words(part.get("type")) or "…"


def _tool_name(exchange: Exchange, body: Json) -> str:
    return words(mapping(exchange.request.fields).get("tool_name"))


def _file_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = mapping(exchange.request.fields), mapping(body)
    return (
        ("provider", words(sent.get("provider"))),
        ("file", words(sent.get("file_id"))),
        ("chunks", f"{len(sequence(answer.get('chunks'))):,}"),
        *((name, words(value)) for name, value in mapping(answer.get("metadata")).items() if words(value)),
    )


def _ocr_facts(exchange: Exchange, body: Json) -> Facts:
    fields = mapping(body)
    pages = [mapping(page) for page in sequence(fields.get("pages"))]
    read = [(f"page {place}", text(page.get("markdown"))[:4_000]) for place, page in enumerate(pages[:20], 1)]
    return some(("model", words(fields.get("model"))), ("pages", f"{len(pages):,}"), *read)


def _answer(body: Json) -> Mapping[str, Json]:
    """The message that answers; notifications may come before it."""
    messages = [mapping(message) for message in (body if isinstance(body, list) else [body])]
    answers = [message for message in messages if "result" in message or "error" in message]
    return answers[-1] if answers else messages[-1]


def _mcp_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = mapping(exchange.request.body), _answer(body)
    params, result = mapping(sent.get("params")), mapping(answer.get("result"))
    tools = [text(mapping(tool).get("name")) for tool in sequence(result.get("tools"))]
    error = mapping(answer.get("error"))
    return some(
        ("method", words(sent.get("method")) or words(answer.get("method"))),
        ("tool", words(params.get("name"))),
        *_arguments(params.get("arguments")),
        ("server", words(mapping(result.get("serverInfo")).get("name"))),
        ("tools", ", ".join(filter(None, tools))),
        ("error", f"{words(error.get('code'))} {words(error.get('message'))}".strip()),
        ("failed", "true" if result.get("isError") is True else ""),
        ("messages", f"{len(body):,}" if isinstance(body, list) and len(body) > 1 else ""),
        *_texts(result.get("content")),
        ("structured", as_text(result.get("structuredContent"))[:4_000]),
    )


def _mcp_detail(exchange: Exchange, body: Json) -> str:
    sent = mapping(exchange.request.body)
    return words(mapping(sent.get("params")).get("name")) or words(sent.get("method"))


TOOL = Kind("tool", "Tool invocation", _tool_facts, _tool_name)
FILE = Kind("file", "Processed file", _file_facts, nothing)
OCR = Kind("ocr", "Read pages", _ocr_facts, lambda exchange, body: f"{len(sequence(mapping(body).get('pages')))}")
MCP = Kind("mcp", "MCP call", _mcp_facts, _mcp_detail)

"""Tools that ran: OGX's tool invocations and file processors, OCR, and calls of MCP servers.

Source: OGX's recordings; Mistral's API reference (OCR); the Model Context Protocol, which is JSON-RPC 2.0: a request
{method, params}, an answer {result} or {error}, plain or as events among notifications.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, first, nothing, without_blanks
from recview.wire import as_text


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By the version of JSON-RPC, or by pages of markdown."""
    if "jsonrpc" in as_dict(first(body) if isinstance(body, list) else body):
        return MCP
    return OCR if "markdown" in as_dict(first(as_dict(body).get("pages"))) else None


def _arguments(sent: Json) -> Iterator[tuple[str, str]]:
    for name, value in as_dict(sent).items():
        yield f"argument {name}", as_words(value)[:400] or "…"


def _tool_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = as_dict(exchange.request.fields), as_dict(body)
    return (
        ("provider", as_words(sent.get("provider"))),
        ("tool", as_words(sent.get("tool_name"))),
        *_arguments(sent.get("kwargs")),
        *((f"error {key}", as_words(answer[key])) for key in ("error_code", "error_message") if answer.get(key)),
        *_texts(answer.get("content")),
    )


def _texts(content: Json) -> Iterator[tuple[str, str]]:
    """Texts and media of a result that is a list of parts; one that is a string is laid out on the page."""
    for number, part in enumerate(map(as_dict, as_list(content)[:40]), 1):
        yield f"result {number}", as_str(part.get("text"))[:20_000] or as_words(part.get("type")) or "…"


def _tool_name(exchange: Exchange, body: Json) -> str:
    return as_words(as_dict(exchange.request.fields).get("tool_name"))


def _file_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = as_dict(exchange.request.fields), as_dict(body)
    return (
        ("provider", as_words(sent.get("provider"))),
        ("file", as_words(sent.get("file_id"))),
        ("chunks", f"{len(as_list(answer.get('chunks'))):,}"),
        *((name, as_words(value)) for name, value in as_dict(answer.get("metadata")).items() if as_words(value)),
    )


def _ocr_facts(exchange: Exchange, body: Json) -> Facts:
    fields = as_dict(body)
    pages = [as_dict(page) for page in as_list(fields.get("pages"))]
    read = [(f"page {number}", as_str(page.get("markdown"))[:4_000]) for number, page in enumerate(pages[:20], 1)]
    return without_blanks(("model", as_words(fields.get("model"))), ("pages", f"{len(pages):,}"), *read)


def _answer(body: Json) -> Mapping[str, Json]:
    """The message that answers; notifications may come before it."""
    messages = [as_dict(message) for message in (body if isinstance(body, list) else [body])]
    answers = [message for message in messages if "result" in message or "error" in message]
    return answers[-1] if answers else messages[-1]


def _mcp_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = as_dict(exchange.request.body), _answer(body)
    params, result = as_dict(sent.get("params")), as_dict(answer.get("result"))
    tools = [as_str(as_dict(tool).get("name")) for tool in as_list(result.get("tools"))]
    error = as_dict(answer.get("error"))
    return without_blanks(
        ("method", as_words(sent.get("method")) or as_words(answer.get("method"))),
        ("tool", as_words(params.get("name"))),
        *_arguments(params.get("arguments")),
        ("server", as_words(as_dict(result.get("serverInfo")).get("name"))),
        ("tools", ", ".join(filter(None, tools))),
        ("error", f"{as_words(error.get('code'))} {as_words(error.get('message'))}".strip()),
        ("failed", "true" if result.get("isError") is True else ""),
        ("messages", f"{len(body):,}" if isinstance(body, list) and len(body) > 1 else ""),
        *_texts(result.get("content")),
        ("structured", as_text(result.get("structuredContent"))[:4_000]),
    )


def _mcp_detail(exchange: Exchange, body: Json) -> str:
    sent = as_dict(exchange.request.body)
    return as_words(as_dict(sent.get("params")).get("name")) or as_words(sent.get("method"))


TOOL = Kind("tool", "Tool invocation", _tool_facts, _tool_name)
FILE = Kind("file", "Processed file", _file_facts, nothing)
OCR = Kind("ocr", "Read pages", _ocr_facts, lambda exchange, body: f"{len(as_list(as_dict(body).get('pages')))}")
MCP = Kind("mcp", "MCP call", _mcp_facts, _mcp_detail)

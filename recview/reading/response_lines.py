"""The response as it is shown beside the conversation: status and notes, then its fields, the many headers last."""

from __future__ import annotations

from recview.coerce import as_dict
from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import masked
from recview.model import Exchange, Json
from recview.pages.covered_recording import covered_fields


def response_lines(exchange: Exchange, *, secrets: bool) -> JsonLines:
    """The response as recorded, without a stream's chunks: those have a panel of their own.

    Args:
        exchange: What was answered.
        secrets: Whether credentials are shown.
    """
    lines = json_lines(_value(exchange, secrets=secrets), _head(exchange))
    return lines if secrets else covered_fields(lines)


def _head(exchange: Exchange) -> tuple[str, ...]:
    response = exchange.response
    count = len(response.chunks)
    head = [f"status {response.status}"] if response.status is not None else []
    if response.streaming:
        head.append(f"{count:,} chunks, streamed: each is under Chunk")
    head.extend(exchange.notes)
    return (*head, *([""] if head else []))


def _value(exchange: Exchange, *, secrets: bool) -> Json:
    response = exchange.response
    if not response.streaming:
        body = response.chunks[0].raw if response.chunks else None
        return {**_other_fields(exchange), "body": body, **_headers(exchange, secrets)}
    return {**_other_fields(exchange), **_headers(exchange, secrets)}


def _other_fields(exchange: Exchange) -> dict[str, Json]:
    fields = as_dict(exchange.response.fields)
    return {key: value for key, value in fields.items() if key not in ("body", "headers")}


def _headers(exchange: Exchange, secrets: bool) -> dict[str, Json]:
    """The headers, last: there are twenty of them."""
    headers = as_dict(as_dict(exchange.response.fields).get("headers"))
    return {"headers": dict(headers) if secrets else masked(headers)} if headers else {}

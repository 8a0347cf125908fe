"""An exchange as plain text, from its top to its end: what it was, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from recview.display.chunk_line import chunk_events, chunk_words
from recview.display.page import page
from recview.display.sections import Section
from recview.events import Conversation
from recview.humanize import REQUEST_ONLY, plural
from recview.model import Exchange, Source, Usage
from recview.replay.transcript import Transcript

_INKS = {"tool_call": "tool", "error": "error", "refusal": "warning", "warning": "warning"}


def numbered_path(source: Source, count: int) -> str:
    """The path of an exchange, and which it is where its file holds several: from 1, as in the app."""
    return f"{source.path} #{source.number + 1}" if count > 1 else source.path


def plain_head(
    exchange: Exchange, usage: Usage | None, *, protocol: str, provider: str, count: int
) -> Iterator[tuple[str, str]]:
    """(text, ink) of what is known of an exchange, a line each.

    `count` is how many its file holds.
    """
    request, response = exchange.request, exchange.response
    came = f"{plural(len(response.chunks), 'chunk')}, streamed" if response.streaming else "not streamed"
    came = REQUEST_ONLY if response.is_absent else came
    counts = {} if usage is None else usage._asdict()
    facts = {
        "test": exchange.test_id or "",
        "call": f"{request.method} {request.url or request.endpoint}".strip(),
        "model": request.model,
        "provider": provider,
        "protocol": f"{protocol}, {came}",
        "format": exchange.format,
        "status": "" if response.status is None else f"{response.status}",
        "usage": ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in counts.items() if n is not None),
    }
    yield numbered_path(exchange.source, count), "accent"
    for name, value in facts.items():
        if value:
            yield f"{name:<9} {value}", "dim"


def plain_page(exchange: Exchange, conversation: Conversation, transcript: Transcript) -> Iterator[tuple[str, str]]:
    """(text, ink) of the sections of the page, each below its heading; `text` is of several lines."""
    for section in page(exchange, conversation, transcript, whole=inf).sections:
        if heading := _heading(section):
            yield heading, _INKS.get(section.tone, "bold")
        if text := section.final or section.text:
            yield text, "text"
        if not section.joined:
            yield "", "text"


def _heading(section: Section) -> str:
    """`── user`; a mark of its own stands for itself."""
    aside = "" if section.tone == "assistant" else section.aside
    title = f"{section.title} · {aside}" if section.title and aside else section.title
    return title if not title or title[0] in "▲■✗·" else f"── {title}"


def plain_chunks(exchange: Exchange, conversation: Conversation) -> Iterator[tuple[int, str, str]]:
    """(number from 1, kind, delta) of every chunk, uncut."""
    for place in range(len(exchange.response.chunks)):
        yield place + 1, *chunk_words(chunk_events(conversation.events, place), None)

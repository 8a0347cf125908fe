"""An exchange as plain text: the facts, the request, the answer."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from recview.display.mask import covered
from recview.display.section import Section
from recview.events import Conversation
from recview.humanize import REQUEST_ONLY, plural
from recview.model import Exchange, Source, Usage
from recview.pages.chunk_line import chunk_events, chunk_words
from recview.pages.page import page
from recview.replay.transcript import Transcript

_HEADING_STYLES = {"tool_call": "tool", "error": "error", "refusal": "warning", "warning": "warning"}


def numbered_path(source: Source, count: int) -> str:
    """The path of an exchange, and which it is where its file holds several: from 1, as in the app."""
    return f"{source.path} #{source.number + 1}" if count > 1 else source.path


def plain_head(
    exchange: Exchange, usage: Usage | None, *, protocol: str, provider: str, count: int
) -> Iterator[tuple[str, str]]:
    """(text, style) of the facts of an exchange, one per line.

    `count` is how many its file holds.
    """
    request, response = exchange.request, exchange.response
    kind = f"{plural(len(response.chunks), 'chunk')}, streamed" if response.streaming else "not streamed"
    kind = REQUEST_ONLY if response.is_absent else kind
    counts = {} if usage is None else usage._asdict()
    facts = {
        "test": exchange.test_id or "",
        "call": f"{request.method} {request.url or request.endpoint}".strip(),
        "model": request.model,
        "provider": provider,
        "protocol": f"{protocol}, {kind}",
        "format": exchange.format,
        "status": "" if response.status is None else f"{response.status}",
        "usage": ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in counts.items() if n is not None),
    }
    yield numbered_path(exchange.source, count), "accent"
    for name, value in facts.items():
        if value:
            yield f"{name:<9} {value}", "dim"


def plain_page(
    exchange: Exchange,
    conversation: Conversation,
    transcript: Transcript,
    position: int | None = None,
    *,
    secrets: bool = False,
) -> Iterator[tuple[str, str]]:
    """(text, style) of the sections of the page, each below its heading; `text` is of several lines.

    Args:
        exchange: The exchange.
        conversation: What it decodes to.
        transcript: Its answer.
        position: How many steps of the answer were played; None for all of it.
        secrets: Whether credentials are shown in what is cut; all others are covered where they are written.
    """
    for section in page(exchange, conversation, transcript, whole=inf).sections:
        text = section.final or section.text if position is None else _text_at(section, position, secrets=secrets)
        if text is None:
            continue
        if heading := _heading(section):
            yield heading, _HEADING_STYLES.get(section.kind, "bold")
        if text:
            yield text, "text"
        if not section.joined:
            yield "", "text"


def _text_at(section: Section, position: int, *, secrets: bool) -> str | None:
    """The text of a section once so many steps were played; None if it is not there by then."""
    block = section.block
    if block is None:
        return section.final or section.text if section.since < position else None
    count = block.shown(position)
    if count is None or block.complete(position):
        return None if count is None else section.final or section.text
    # What is cut in its middle is no longer known for a credential: its place is taken from the whole text.
    return (section.text if secrets else covered(section.text))[:count]


def _heading(section: Section) -> str:
    """A section's heading: `── user`, or as it is where it begins with a sign, as `▲ get_weather`."""
    aside = "" if section.kind == "assistant" else section.aside
    title = f"{section.title} · {aside}" if section.title and aside else section.title
    return title if not title or title[0] in "▲■✗·" else f"── {title}"


def plain_chunks(exchange: Exchange, conversation: Conversation) -> Iterator[tuple[int, str, str]]:
    """(number from 1, kind, delta) of every chunk, uncut."""
    for index, chunk in enumerate(exchange.response.chunks):
        yield index + 1, *chunk_words(chunk, chunk_events(conversation.events, index), None)

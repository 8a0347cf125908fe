"""A recording as a page to read: the conversation that was sent, then the answer's growing pieces.

Sections are in reading order. A section without a block is there from the start; one with a block grows with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from recview.coerce import as_dict, as_words
from recview.display.section import Page, Section
from recview.events import Conversation
from recview.humanize import NO_ANSWER, REQUEST_ONLY
from recview.json_text import pretty
from recview.model import Exchange
from recview.pages.answer import answer_sections, failure_section
from recview.pages.json_section import json_section, laid_out
from recview.pages.sent import last_answer_of, message_starts, sent_sections
from recview.replay.transcript import Transcript

WHOLE = 8_000
"""Characters of JSON that the page shows beside a panel; more is left to that."""


def page(exchange: Exchange, conversation: Conversation, transcript: Transcript, whole: float = WHOLE) -> Page:
    """The page of an exchange.

    Args:
        exchange: The exchange.
        conversation: What its protocol made of it.
        transcript: Its answer.
        whole: Characters of JSON that are shown; the length of more is stated instead.
    """
    sent = tuple(sent_sections(exchange, conversation, whole))
    starts, last_answer = message_starts(exchange, conversation), last_answer_of(conversation.messages)
    if problem := exchange.response.problem:
        is_partly_read = len(exchange.response.chunks) > 0
        sent = (*sent, Section("error", "✗ not all is read" if is_partly_read else "✗ not read", problem))
        if not is_partly_read:
            return Page(sent, len(sent), messages=starts, last_answer=last_answer)
    if conversation.card:
        failures = (failure_section(failure) for _, failure in transcript.failures)
        return Page((*sent, *failures, *_card(conversation, whole)), len(sent), is_card=True)
    absent = [Section("note", REQUEST_ONLY, NO_ANSWER)] if exchange.response.is_absent else []
    sections = (*sent, *(absent or answer_sections(exchange, conversation, transcript)))
    streamed = exchange.response.streaming
    return Page(sections, len(sent), messages=starts, last_answer=last_answer, is_streamed=streamed)


def _card(conversation: Conversation, whole: float) -> Iterator[Section]:
    card = conversation.card
    assert card is not None
    if conversation.why:
        yield Section("note", "not decoded", conversation.why)
    width = max((len(name) for name, _ in card.facts), default=0) + 2
    lines = (f"{name:<{width}}{value}" for name, value in card.facts)
    # A name of wide characters takes more cells than characters; its value goes on below it.
    hang = width if all(name.isascii() for name, _ in card.facts) else 0
    yield Section("assistant", card.title, "\n".join(lines), hang=hang)
    content = as_words(as_dict(card.body).get("content"))
    if content:
        yield Section("tool", "result", laid_out(content))
    body = pretty(card.body)
    large = len(body) > whole
    if large or not content:
        yield json_section("body" if large or card.facts else "", body, "Response", whole)

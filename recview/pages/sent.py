"""The sections of what was sent: notes and messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from recview.display.section import Section, SectionKind
from recview.events import Conversation
from recview.json_text import pretty
from recview.model import Exchange, Message, Part, Request
from recview.pages.json_section import json_section, laid_out

_KINDS: dict[str, SectionKind] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "prompt": "user",
    "suffix": "user",
    "assistant": "assistant",
    "tool": "tool",
    "function": "tool",
}


def sent_sections(exchange: Exchange, conversation: Conversation, whole: float) -> Iterator[Section]:
    """The sections of the notes and messages of a request; a body of more than `whole` characters is just measured."""
    for note in exchange.notes:
        yield Section("note", "note", note)
    for message in conversation.messages:
        yield from _message(message)
    if not conversation.messages and (conversation.why or not conversation.card):
        yield from _request_body(exchange.request, whole)


ANSWERERS = frozenset({"assistant", "model", "CHATBOT"})
"""The roles of messages that a model wrote."""


def message_starts(exchange: Exchange, conversation: Conversation) -> tuple[int, ...]:
    """The section with which each message begins among those of a request, and behind the last the one behind it."""
    counts = (len(message.parts) or 1 for message in conversation.messages)
    return tuple(accumulate(counts, initial=len(exchange.notes)))


def last_answer_of(messages: Sequence[Message]) -> int:
    """The index of the message with which the last answer begins, which may be several messages; 0 for none."""
    index = len(messages)
    while index and messages[index - 1].role not in ANSWERERS:
        index -= 1
    while index and messages[index - 1].role in ANSWERERS:
        index -= 1
    return index


def _request_body(request: Request, whole: float) -> Iterator[Section]:
    """The request as recorded, where no protocol makes messages of it."""
    call = f"{request.method} {request.url}".strip()
    yield Section("note", "request", call or "not recorded")
    if request.body is not None:
        yield json_section("", pretty(request.body), "Request", whole)


def _message(message: Message) -> Iterator[Section]:
    kind = _KINDS.get(message.role, "note")
    title = f"{message.role} {message.name}".strip()
    if not message.parts:
        yield Section("note", title, "", "empty")
    for part in message.parts:
        yield _part(part, kind, title)
        title = ""


def _part(part: Part, kind: SectionKind, title: str) -> Section:
    match part.kind:
        case "text":
            return Section(kind, title, part.text)
        case "reasoning":
            return Section("reasoning", _joined(title, "reasoning"), part.text)
        case "refusal":
            return Section("refusal", _joined(title, "refusal"), part.text)
        case "tool_call":
            return Section("tool_call", f"▲ {part.name or 'tool call'}", laid_out(part.text), part.id)
        case "tool_result":
            return Section("tool", title or "tool", laid_out(part.text), part.id)
        case "image" | "audio" | "file":
            return Section("note", title, f"▣ {part.kind}: {part.text}")
        case "other":
            return Section("note", _joined(title, part.name), part.text)


def _joined(title: str, kind: str) -> str:
    return f"{title} · {kind}" if title else kind

"""A recording as a page to read: the conversation that was sent, then the answer's growing pieces.

Sections are in reading order. A section without a block stands from the start; one with a block grows with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recview.coerce import as_dict, as_words
from recview.display.sections import Page, Section, SectionKind
from recview.events import Conversation
from recview.humanize import NO_ANSWER, REQUEST_ONLY, plural
from recview.json_text import pretty
from recview.model import Exchange, Failure, Message, Part, Readability, Request
from recview.protocols.finishes import UNUSUAL_FINISHES, normal, spelled
from recview.replay.transcript import Block, Transcript
from recview.wire import parse_text

WHOLE = 8_000
"""Characters of JSON that the page shows beside a panel; more is left to that."""


def page(exchange: Exchange, conversation: Conversation, transcript: Transcript, whole: float = WHOLE) -> Page:
    """Lay out an exchange; JSON longer than `whole` is just measured."""
    sent = tuple(_request(exchange, conversation, whole))
    if problem := exchange.response.problem:
        is_partly_read = len(exchange.response.chunks) > 0
        sent = (*sent, Section("error", "✗ not all is read" if is_partly_read else "✗ not read", problem))
        if not is_partly_read:
            return Page(sent, len(sent))
    if conversation.card:
        failures = (_failure(failure, step) for step, failure in transcript.failures)
        return Page((*sent, *failures, *_card(conversation, whole)), len(sent), is_card=True)
    absent = [Section("note", REQUEST_ONLY, NO_ANSWER)] if exchange.response.is_absent else []
    return Page((*sent, *(absent or _answer(exchange, conversation, transcript))), len(sent))


def unopened_page(problem: str, path: str, size: str) -> Page:
    """The page of a file that could not be opened; without a size there are no bytes to show."""
    text = f"{problem}\n\n{path}" + (f"\n{size}\n\nv shows its raw bytes." if size else "")
    return Page((Section("error", "✗ not opened", text),), 1)


_TONES: dict[str, SectionKind] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "prompt": "user",
    "suffix": "user",
    "assistant": "assistant",
    "tool": "tool",
    "function": "tool",
}


def _request(exchange: Exchange, conversation: Conversation, whole: float) -> Iterator[Section]:
    for note in exchange.notes:
        yield Section("note", "note", note)
    for message in conversation.messages:
        yield from _message(message)
    if not conversation.messages and (conversation.why or not conversation.card):
        yield from _request_body(exchange.request, whole)


def _request_body(request: Request, whole: float) -> Iterator[Section]:
    """What was asked, where no protocol makes messages of it."""
    said = f"{request.method} {request.url}".strip()
    yield Section("note", "request", said or "not recorded")
    if request.body is not None:
        yield _json("", pretty(request.body), "Request", whole)


def _message(message: Message) -> Iterator[Section]:
    tone = _TONES.get(message.role, "note")
    title = f"{message.role} {message.name}".strip()
    if not message.parts:
        yield Section("note", title, "", "empty")
    for part in message.parts:
        yield _part(part, tone, title)
        title = ""


def _part(part: Part, tone: SectionKind, title: str) -> Section:
    match part.kind:
        case "text":
            return Section(tone, title, part.text)
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


def laid_out(text: str) -> str:
    """JSON objects and arrays with line breaks; anything else as it is."""
    if not text.lstrip().startswith(("{", "[")) or len(text) > 200_000:
        return text
    value = parse_text(text)
    return text if isinstance(value, Readability) else pretty(value)


def _answer(exchange: Exchange, conversation: Conversation, transcript: Transcript) -> Iterator[Section]:
    response = exchange.response
    several = len(transcript.choices) > 1
    if conversation.why:
        yield Section("note", "not decoded", conversation.why)
    if response.failure or _only_errors(transcript):
        yield from (_failure(failure, step) for step, failure in transcript.failures)
        return
    aside = _kind_of(exchange, transcript)
    said: dict[int, list[Block]] = {choice: [] for choice in transcript.choices or (0,)}
    for block in transcript.blocks:
        if block.is_of_choice or not several:
            said[block.choice if block.is_of_choice else next(iter(said))].append(block)
    ended: dict[int, list[tuple[int, str]]] = {}
    for step, choice, reason in transcript.finishes:
        ended.setdefault(choice, []).append((step, reason))
    for choice, blocks in said.items():
        title = f"assistant · choice {choice}" if several else "assistant"
        yield Section("assistant", title, "", aside, joined=True)
        yield from map(_block, blocks)
        yield from _ending(ended.get(choice, ()))
        if blocks and choice not in ended and not transcript.failures and not conversation.why:
            yield Section("warning", "· no finish_reason was recorded", "", since=transcript.total - 1)
        aside = ""
    if several:
        yield from (_block(block) for block in transcript.blocks if not block.is_of_choice)
    body = response.chunks[0].data if response.chunks and not response.streaming else None
    if isinstance(body, str) and any(block.kind == "unknown" for block in transcript.blocks):
        yield Section("json", "as recorded", body)
    if not transcript.blocks and not transcript.finishes:
        yield Section("note", "", _emptiness(exchange))


def _kind_of(exchange: Exchange, transcript: Transcript) -> str:
    piece = "one piece, replayed by words" if transcript.total else ""
    return f"{plural(len(exchange.response.chunks), 'chunk')}, streamed" if exchange.response.streaming else piece


def _emptiness(exchange: Exchange) -> str:
    if not exchange.response.chunks:
        return "The recorded answer is empty: no chunk, no body."
    return "The recorded answer holds no text, no tool call and no finish_reason. Its chunks are under Chunk."


def _block(block: Block) -> Section:
    match block.kind:
        case "text":
            return Section("assistant", "", block.text, block=block)
        case "tool_call":
            final = laid_out(block.text)
            return Section("tool_call", f"▲ {block.name or 'tool call'}", block.text, block.id, block, final)
        case "note" | "unknown":
            if block.name == "as recorded":
                return Section("json", block.name, block.text, block=block)
            # A tool that the provider ran may have brought an object.
            final = laid_out(block.text) if block.kind == "note" else ""
            return Section("note", block.name or block.kind, block.text, block=block, final=final)
        case "error":
            return Section("error", f"✗ {block.name or 'error'}", block.text, block=block)
        case kind:
            return Section(kind, kind, block.text, block=block)


def _ending(finishes: Iterable[tuple[int, str]]) -> Iterator[Section]:
    told = ""
    for step, reason in finishes:
        # Some servers send the same ending twice.
        if reason != told:
            told = reason
            tone: SectionKind = "warning" if reason in UNUSUAL_FINISHES else "note"
            yield Section(tone, f"■ {spelled(reason)}", "", _CONSEQUENCES.get(normal(reason), ""), since=step)


_CONSEQUENCES = {
    "length": "cut off at the token limit",
    "content_filter": "the answer was withheld",
    "error": "ended by an error",
}
"""What an ending means for the answer, by its normal form."""


def _only_errors(transcript: Transcript) -> bool:
    return bool(transcript.failures) and all(block.kind == "error" for block in transcript.blocks)


def _failure(failure: Failure, step: int) -> Section:
    where = {
        "exception": "the call raised; this is what a replay raises again",
        "response": "the server answered with an error",
        "stream": "the stream brought an error",
    }[failure.source]
    status = f"HTTP {failure.status}" if failure.status is not None else ""
    facts = [("", where), ("status", status), ("code", failure.code)]
    lines = [f"{name:<8}{value}".strip() for name, value in facts if value]
    body = f"\n\n{pretty(failure.body)}" if as_dict(failure.body) else ""
    return Section("error", f"✗ {failure.type or 'error'}", f"{failure.message}\n\n" + "\n".join(lines) + body)


def _json(title: str, body: str, panel: str, whole: float) -> Section:
    if len(body) > whole:
        return Section("note", title, f"{len(body):,} characters of JSON: see {panel}")
    return Section("json", title, body)


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
        yield _json("body" if large or card.facts else "", body, "Response", whole)

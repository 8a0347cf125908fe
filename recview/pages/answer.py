"""The sections of an answer: its growing pieces, how it ended, its errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recview.coerce import as_dict
from recview.display.section import Section, SectionKind
from recview.events import UNUSUAL_FORMS, Conversation
from recview.humanize import plural
from recview.json_text import pretty
from recview.model import Exchange, Failure
from recview.pages.json_section import laid_out
from recview.replay.transcript import Block, Finish, Transcript


def answer_sections(exchange: Exchange, conversation: Conversation, transcript: Transcript) -> Iterator[Section]:
    """The sections of an answer: per choice its blocks and how it ended, or the errors where they are all of it."""
    several = len(transcript.choices) > 1
    if conversation.why:
        yield Section("note", "not decoded", conversation.why)
    if exchange.response.failure or _only_errors(transcript):
        yield from (failure_section(failure) for _, failure in transcript.failures)
        return
    aside = _kind_of(exchange, transcript)
    blocks: dict[int, list[Block]] = {choice: [] for choice in transcript.choices or (0,)}
    for block in transcript.blocks:
        if block.is_of_choice or not several:
            blocks[block.choice if block.is_of_choice else next(iter(blocks))].append(block)
    # A stream may hold thousands of choices.
    finishes: dict[int, list[Finish]] = {}
    for finish in transcript.finishes:
        finishes.setdefault(finish.choice, []).append(finish)
    for choice, own in blocks.items():
        title = f"assistant · choice {choice}" if several else "assistant"
        yield Section("assistant", title, "", aside, joined=True)
        yield from map(_block, own)
        yield from _ending(finishes.get(choice, ()))
        is_ended = own and not transcript.goes_on
        if is_ended and choice not in finishes and not transcript.failures and not conversation.why:
            yield Section("warning", "· no finish_reason was recorded", "", since=transcript.total - 1)
        aside = ""
    if several:
        yield from (_block(block) for block in transcript.blocks if not block.is_of_choice)
    yield from _remarks(exchange, transcript)


def _remarks(exchange: Exchange, transcript: Transcript) -> Iterator[Section]:
    """The body that could not be decoded in full, as recorded, or that the answer is empty."""
    response = exchange.response
    body = response.chunks[0].data if response.chunks and not response.streaming else None
    if isinstance(body, str) and any(block.kind == "unknown" for block in transcript.blocks):
        yield Section("json", "as recorded", body)
    if not transcript.blocks and not transcript.finishes and not transcript.goes_on:
        yield Section("note", "", _emptiness(exchange))


def _kind_of(exchange: Exchange, transcript: Transcript) -> str:
    if transcript.goes_on:
        return "streamed"
    if exchange.response.streaming:
        return f"{plural(len(exchange.response.chunks), 'chunk')}, streamed"
    return "one piece, replayed by words" if transcript.total else ""


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


def _ending(finishes: Iterable[Finish]) -> Iterator[Section]:
    before = ""
    for finish in finishes:
        # Some servers send the same ending twice.
        if finish.reason != before:
            before = finish.reason
            kind: SectionKind = "warning" if finish.form in UNUSUAL_FORMS else "note"
            yield Section(kind, f"■ {finish.words}", "", _CONSEQUENCES.get(finish.form, ""), since=finish.step)


_CONSEQUENCES = {
    "length": "cut off at the token limit",
    "content_filter": "the answer was withheld",
    "error": "ended by an error",
}
"""The consequence for the answer of a finish_reason, by its normal form."""


def _only_errors(transcript: Transcript) -> bool:
    return bool(transcript.failures) and all(block.kind == "error" for block in transcript.blocks)


def failure_section(failure: Failure) -> Section:
    """The section of an error: its message, where it was recorded, status and code, and its body."""
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

"""Which choices of an answer do not say how they ended, and whether the stream was cut off before it could."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from recview.checks.streams.answers import CONTENT, answer_kind, finishes, is_as_sent, is_under_way, type_of
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk
from recview.reading.recording import Recording
from recview.wire import payloads


class OpenChoice(NamedTuple):
    """A choice without a finish_reason.

    Attributes:
        choice: Its index.
        chunk: The index of the last chunk that brought something of it.
        is_cut: Whether the stream stops before its end.
    """

    choice: int
    chunk: int
    is_cut: bool


def open_choices(recording: Recording) -> Iterator[OpenChoice]:
    """The choices of an answer that do not say how they ended, though its protocol promises it.

    An answer in one piece without any content is none of them: it is empty, which says it all.
    """
    if answer_kind(recording) != "conversation" or not is_as_sent(recording):
        return
    if is_under_way(recording) or not _promises_a_finish(recording):
        return
    response, ended = recording.exchange.response, finishes(recording)
    last = {choice: chunks[-1] for choice, chunks in _content_chunks(recording).items()}
    if last:
        is_cut = response.streaming and not _is_closed(recording, max(last.values()))
        for choice in sorted(last.keys() - ended.keys() - stray_chunks(recording).keys()):
            yield OpenChoice(choice, last[choice], is_cut)
    elif response.streaming and not ended and not _is_closed(recording, -1):
        yield OpenChoice(0, len(response.chunks) - 1, True)


def stray_chunks(recording: Recording) -> dict[int, int]:
    """The chunks after the end of an answer that read as the beginning of another, which does not go on: by choice."""
    ended = finishes(recording)
    end = max((finished.chunk for finished in ended.values()), default=-1)
    return {
        choice: chunks[0]
        for choice, chunks in _content_chunks(recording).items()
        if ended and choice not in ended and len(chunks) == 1 and chunks[0] > end
    }


def _content_chunks(recording: Recording) -> dict[int, list[int]]:
    """The indexes of the chunks that bring something of each choice, ascending."""
    chunks: dict[int, list[int]] = {}
    for event in recording.conversation.events:
        if isinstance(event, CONTENT):
            own = chunks.setdefault(event.choice, [])
            if own[-1:] != [event.chunk]:
                own.append(event.chunk)
    return chunks


def cut_choices(recording: Recording) -> set[int]:
    """The choices that were cut off in mid-stream, by their indexes."""
    return {choice.choice for choice in open_choices(recording) if choice.is_cut}


_PROMISING = frozenset(
    {
        *("openai.chat", "openai.responses", "anthropic.messages", "anthropic.completions", "cohere.chat", "ollama"),
        *("gemini.generate_content", "gemini.interactions", "bedrock.converse"),
    }
)
"""Protocols whose answers say how they ended."""


def promises_an_answer(recording: Recording) -> bool:
    """Whether the protocol of a recording is one whose every answer brings something, and says how it ended."""
    return recording.protocol in _PROMISING or recording.protocol == "openai.completions" or _is_of_a_model(recording)


def _is_of_a_model(recording: Recording) -> bool:
    """Whether Bedrock passed on what a model answered; agents, which it runs as well, end their streams silently."""
    return recording.protocol == "bedrock.invoke" and "/model/" in recording.exchange.request.url


def _promises_a_finish(recording: Recording) -> bool:
    """Whether an answer has to say how it ended.

    Others speak OpenAI's completions without a finish_reason (Writer), and edits never had one. Of Mistral's
    conversations only a stream has an end.
    """
    if recording.protocol == "mistral.conversations":
        return recording.exchange.response.streaming
    if recording.protocol != "openai.completions":
        return promises_an_answer(recording)
    return any(
        as_str(body.get("object")).startswith("text") or "finish_reason" in as_dict(choice)
        for body in map(as_dict, payloads(recording.exchange.response.chunks))
        for choice in as_list(body.get("choices"))
    )


def _is_closed(recording: Recording, last: int) -> bool:
    """Whether something that closes a stream follows its last content, at the index `last` (-1 if there is none)."""
    chunks = recording.exchange.response.chunks
    if closes := _CLOSING.get(recording.protocol):
        return any(closes(chunks[index]) for index in range(max(last, 0), len(chunks)))
    # Nothing else closes a stream of chat but a chunk without content: of that there is none in mid-answer.
    return recording.usage is not None if last < 0 else any(as_dict(data) for data in _rest(recording, last))


def _rest(recording: Recording, last: int) -> Iterator[object]:
    chunks = recording.exchange.response.chunks
    return (chunks[index].data for index in range(last + 1, len(chunks)))


def _is_any_of(*types: str) -> Callable[[Chunk], bool]:
    return lambda chunk: type_of(chunk) in types


def _is_converse_end(chunk: Chunk) -> bool:
    ends = {"messageStop", "metadata"}
    return chunk.kind in ends or not ends.isdisjoint(as_dict(chunk.data))


def _is_done(chunk: Chunk) -> bool:
    return as_dict(chunk.data).get("done") is True


_CLOSING: Mapping[str, Callable[[Chunk], bool]] = {
    "anthropic.messages": _is_any_of("message_delta", "message_stop", "message"),
    "openai.responses": _is_any_of(
        *(f"response.{status}" for status in ("completed", "incomplete", "failed", "cancelled", "done"))
    ),
    "bedrock.converse": _is_converse_end,
    "ollama": _is_done,
    "cohere.chat": _is_any_of("message-end", "stream-end"),
    "gemini.interactions": _is_any_of("interaction.complete", "interaction.completed"),
    "mistral.conversations": _is_any_of("conversation.response.done"),
}
"""What closes a stream, where a protocol has an event for it."""

"""Which choices of an answer do not say how they ended, and whether the stream was cut off before it could."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from recview.checks.streams.answers import Answer, type_of
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk
from recview.named_tuple import NamedTuple
from recview.reading.recording import Recording


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


def open_choices(answer: Answer) -> Iterator[OpenChoice]:
    """The choices of an answer that do not say how they ended, though its protocol promises it.

    An answer in one piece without any content is none of them: it is empty, which says it all.
    """
    content, ended = answer.content_chunks, answer.finishes
    open_ones = content.keys() - ended.keys()
    if (content and not open_ones) or (not content and (ended or not answer.is_streamed)):
        return  # So nearly all answers are.
    if answer.kind != "conversation" or not answer.is_as_sent or answer.is_under_way or not _promises_a_finish(answer):
        return
    if not content:
        if not _is_closed(answer, -1):
            yield OpenChoice(0, len(answer.chunks) - 1, True)
        return
    is_cut = answer.is_streamed and not _is_closed(answer, max(last for _, last in content.values()))
    for choice in sorted(open_ones - stray_chunks(answer).keys()):
        yield OpenChoice(choice, content[choice][1], is_cut)


def stray_chunks(answer: Answer) -> dict[int, int]:
    """The chunks after the end of an answer that read as the beginning of another, which does not go on: by choice."""
    end = max((finish.step for finish in answer.finishes.values()), default=None)
    return {
        choice: first
        for choice, (first, last) in answer.content_chunks.items()
        if end is not None and choice not in answer.finishes and first == last > end
    }


def cut_choices(answer: Answer) -> set[int]:
    """The choices that were cut off in mid-stream, by their indexes."""
    return {choice.choice for choice in open_choices(answer) if choice.is_cut}


_PROMISING = frozenset(
    {
        *("openai.chat", "openai.responses", "anthropic.messages", "anthropic.completions", "cohere.chat", "ollama"),
        *("gemini.generate_content", "gemini.interactions", "bedrock.converse"),
    }
)
"""Protocols whose answers say how they ended."""


def promises_an_answer(answer: Answer) -> bool:
    """Whether the protocol of an answer is one whose every answer brings something, and says how it ended."""
    protocol = answer.recording.protocol
    return protocol in _PROMISING or protocol == "openai.completions" or _is_of_a_model(answer.recording)


def _is_of_a_model(recording: Recording) -> bool:
    """Whether Bedrock passed on what a model answered; agents, which it runs as well, end their streams silently."""
    return recording.protocol == "bedrock.invoke" and "/model/" in recording.exchange.request.url


def _promises_a_finish(answer: Answer) -> bool:
    """Whether an answer has to say how it ended.

    Others speak OpenAI's completions without a finish_reason (Writer), and edits never had one. Of Mistral's
    conversations only a stream has an end.
    """
    if answer.recording.protocol == "mistral.conversations":
        return answer.is_streamed
    if answer.recording.protocol != "openai.completions":
        return promises_an_answer(answer)
    return any(
        as_str(body.get("object")).startswith("text") or "finish_reason" in as_dict(choice)
        for body in answer.bodies()
        for choice in as_list(body.get("choices"))
    )


def _is_closed(answer: Answer, last: int) -> bool:
    """Whether something that closes a stream follows its last content, at the index `last` (-1 if there is none)."""
    chunks = answer.chunks
    if closes := _CLOSING.get(answer.recording.protocol):
        return any(closes(chunks[index]) for index in range(max(last, 0), len(chunks)))
    # Nothing else closes a stream of chat but a chunk without content: of that there is none in mid-answer.
    if last < 0:
        return answer.recording.usage is not None
    return any(as_dict(chunks[index].data) for index in range(last + 1, len(chunks)))


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

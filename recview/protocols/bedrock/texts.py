"""Families on Bedrock whose answers are texts of a prompt and nothing else: Titan, Llama, Mistral, Jurassic.

Source: Bedrock's inference parameters of each. A plain answer and a streamed piece have the same fields, but for
Titan's; a choice is its text and the word for how it ended:
Titan {results[].{outputText, completionReason, tokenCount}, inputTextTokenCount}, streamed {outputText,
completionReason, index, totalOutputTextTokenCount, inputTextTokenCount}; Llama {generation, stop_reason,
prompt_token_count, generation_token_count}; Mistral {outputs[].{text, stop_reason}}; Jurassic
{completions[].{data.text, finishReason.reason}}. Bedrock's agents stream bare text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Json, Usage
from recview.protocols.shared.chunk_notes import why_unread

_ALONE = frozenset({"outputText", "generation"})
_LISTS = {"results": "outputText", "outputs": "text", "completions": "data"}
"""Where choices are a list, and what each then has."""


def is_one(chunk: Chunk) -> bool:
    """Whether an object is of these families, or bare text."""
    data = as_dict(chunk.data)
    lists = ((as_dict(next(iter(as_list(data.get(key))), None)), field) for key, field in _LISTS.items())
    return bool(as_str(chunk.data)) or not _ALONE.isdisjoint(data) or any(field in first for first, field in lists)


def events(chunks: Iterable[Chunk]) -> Iterator[ev.Event]:
    """The events of a sequence of such answers or pieces, each with the index of its chunk."""
    reported = Usage()
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        if text := as_str(chunk.data):
            yield ev.TextDelta(index, 0, text)
        elif not is_one(chunk):
            yield ev.Unknown(index, "no text of any model family that is known here" if data else why_unread(chunk))
        for choice, text, reason in _choices(data):
            if text:
                yield ev.TextDelta(index, choice, text)
            if reason:
                yield ev.Finished(index, choice, reason)
        counts = _counts(data, reported)
        if counts != reported:
            reported = counts
            yield ev.UsageReported(index, counts)


def _choices(data: Mapping[str, Json]) -> Iterator[tuple[int, str, str]]:
    """(choice, text, word for the ending) of each choice that an object brings."""
    if "outputText" in data:
        yield as_int(data.get("index")) or 0, as_str(data["outputText"]), as_str(data.get("completionReason"))
    if "generation" in data:
        yield 0, as_str(data["generation"]), as_str(data.get("stop_reason"))
    for choice, fields in enumerate(map(as_dict, as_list(data.get("results")))):
        yield choice, as_str(fields.get("outputText")), as_str(fields.get("completionReason"))
    for choice, fields in enumerate(map(as_dict, as_list(data.get("outputs")))):
        yield choice, as_str(fields.get("text")), as_str(fields.get("stop_reason"))
    for choice, fields in enumerate(map(as_dict, as_list(data.get("completions")))):
        yield (
            choice,
            as_str(as_dict(fields.get("data")).get("text")),
            as_str(as_dict(fields.get("finishReason")).get("reason")),
        )


def _counts(data: Mapping[str, Json], reported: Usage) -> Usage:
    """Counts that came so far: Llama tells of the prompt in its first piece only. Titan counts each result apart."""
    results = as_list(data.get("results"))
    alone = as_dict(results[0]).get("tokenCount") if len(results) == 1 else None
    sent = (data.get("inputTextTokenCount"), data.get("prompt_token_count"), reported.input)
    received = (data.get("totalOutputTextTokenCount"), data.get("generation_token_count"), alone, reported.output)
    return Usage(input=_first(sent), output=_first(received))


def _first(counts: Iterable[Json]) -> int | None:
    return next((count for value in counts if (count := as_int(value)) is not None), None)

"""IBM watsonx.ai's text generation, plain and streamed; its chats are OpenAI's.

Source: the reference of watsonx.ai (`/ml/v1/text/generation`, `…_stream`). An answer and each streamed object is
{model_id, results: [{generated_text, generated_token_count, input_token_count, stop_reason}]}, with counts as of then
(of the input in the first object alone, 0 in the others) and `not_finished` for no reason yet. An error is {errors:
[{code, message}], status_code}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part, Usage
from recview.protocols.shared.endings import with_ending
from recview.protocols.shared.usage import error_source, failure, not_read

NAME = "watsonx"
SPOKEN = frozenset({"generated_text", "stop_reason"})

_UNDER_WAY = {"", "not_finished"}


def claims(exchange: Exchange) -> bool:
    """By what its results hold; without one, by the URL and `input` in the request."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        if results := _results(chunks[place].data):
            return "generated_text" in results[0]
    sent = as_dict(exchange.request.body)
    return "/text/generation" in exchange.request.endpoint and "input" in sent


def outline(exchange: Exchange) -> Outline:
    """Each object has counts, which add up: all are read."""
    said = _messages(as_dict(exchange.request.body))
    head = Outline("text", messages=len(said), opening=said[0].parts[0].text[:80] if said else "")
    return with_ending(head, _events(exchange))


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece of text, or the whole."""
    return ev.Conversation(NAME, _messages(as_dict(exchange.request.body)), tuple(_events(exchange)))


def _events(exchange: Exchange) -> Iterator[ev.Event]:
    source = error_source(exchange.response)
    counts: Usage | None = None
    for index, chunk in enumerate(exchange.response.chunks):
        yield from _chunk(index, chunk, source)
        for result in _results(chunk.data):
            if (grown := _usage(result, counts)) != counts and grown:
                counts = grown
                yield ev.UsageReported(index, counts)


def _messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    prompt = as_str(sent.get("input"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _results(data: Json) -> list[Mapping[str, Json]]:
    return [as_dict(result) for result in as_list(as_dict(data).get("results"))]


def _chunk(index: int, chunk: Chunk, source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, not_read(chunk))
        return
    results = _results(data)
    for choice, result in enumerate(results):
        if said := as_str(result.get("generated_text")):
            yield ev.TextDelta(index, choice, said)
        if reason := _reason(result):
            yield ev.Finished(index, choice, reason)
    if failed := failure(data.get("errors"), source):
        yield ev.Failed(index, failed)
    elif not results:
        yield ev.Unknown(index, "no results or errors in this object")


def _reason(result: Mapping[str, Json]) -> str:
    reason = as_str(result.get("stop_reason"))
    return "" if reason in _UNDER_WAY else reason


def _usage(result: Mapping[str, Json], before: Usage | None) -> Usage | None:
    """The counts as of a result, given those before it."""
    known = before or Usage()
    sent, received = as_int(result.get("input_token_count")), as_int(result.get("generated_token_count"))
    counts = Usage(sent or known.input or sent, known.output if received is None else received)
    return before if counts == Usage() else counts

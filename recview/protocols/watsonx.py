"""IBM watsonx.ai's text generation, plain and streamed; its chats are OpenAI's.

Source: the reference of watsonx.ai (`/ml/v1/text/generation`, `…_stream`). An answer and each streamed object is
{model_id, results: [{generated_text, generated_token_count, input_token_count, stop_reason}]}, with counts as of then
(of the input in the first object alone, 0 in the others) and `not_finished` for no reason yet. An error is {errors:
[{code, message}], status_code}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure

NAME = "watsonx"
DECODED_KEYS = frozenset({"generated_text", "stop_reason"})
KIND = "text"
FINISHES = {"length": ("token_limit",), "error": ("time_limit",), "": ("not_finished",)}

_UNDER_WAY = {"", "not_finished"}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By what its results hold; without one, by the URL and `input` in the request."""
    for chunk in first:
        if results := _results(chunk.data):
            return "generated_text" in results[0]
    sent = as_dict(exchange.request.body)
    return "/text/generation" in exchange.request.endpoint and "input" in sent


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text, or the whole. Counts of the objects add up."""
    counts: Usage | None = None
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk, origin.source)
        for result in _results(chunk.data):
            if (grown := _usage(result, counts)) != counts and grown:
                counts = grown
                yield ev.UsageReported(index, counts)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The prompt."""
    prompt = as_str(body.get("input"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _results(data: Json) -> list[Mapping[str, Json]]:
    return [as_dict(result) for result in as_list(as_dict(data).get("results"))]


def _chunk(index: int, chunk: Chunk, source: ErrorSource) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, why_unread(chunk))
        return
    results = _results(data)
    for choice, result in enumerate(results):
        if text := as_str(result.get("generated_text")):
            yield ev.TextDelta(index, choice, text)
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
    reported = before or Usage()
    sent, received = as_int(result.get("input_token_count")), as_int(result.get("generated_token_count"))
    counts = Usage(sent or reported.input or sent, reported.output if received is None else received)
    return before if counts == Usage() else counts

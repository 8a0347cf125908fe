"""Replicate: predictions of language models, and the event streams of their text.

Source: Replicate's HTTP API reference. A prediction is {id, model, version, input: {prompt, …}, output, status, error,
metrics: {input_token_count, output_token_count}}, its output a string or a list of pieces; what a model draws is URLs.
A stream is asked for by itself: events named `output`, whose data is bare text, `error`, and in the end `done`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Failure, Json, Message, Part, Usage
from recview.protocols.contract import Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.wire import as_text, payloads

NAME = "replicate"
DECODED_KEYS = frozenset({"output"})
KIND = "text"
FINISHES = {"stop": ("succeeded",), "other": ("canceled",)}

_PREDICTION = {"id", "input", "output", "status", "urls"}
_ENDED = {"succeeded", "failed", "canceled"}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By a prediction's keys and an output that is text; of a stream by an event of bare text."""
    for chunk in first:
        if _is_bare(chunk):
            return True
        if data := as_dict(chunk.data):
            return data.keys() >= _PREDICTION and _output(data) is not None
    return False


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text."""
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk)


def request_body(exchange: Exchange) -> Mapping[str, Json]:
    """What was sent; an answer to one who only asks how a prediction is going repeats it."""
    bodies = (exchange.request.body, *payloads(exchange.response.chunks)[:1])
    return next((body for body in map(as_dict, bodies) if as_dict(body.get("input"))), {})


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The system prompt and the prompt."""
    fields = as_dict(body.get("input"))
    texts = [("system", as_str(fields.get("system_prompt"))), ("prompt", as_str(fields.get("prompt")))]
    return tuple(Message(role, (Part("text", text),)) for role, text in texts if text)


def _is_bare(chunk: Chunk) -> bool:
    """Whether it is a piece of text; one may look like a number."""
    return chunk.kind == "output" and isinstance(chunk.data, str | int | float)


def _output(data: Mapping[str, Json]) -> str | None:
    """A prediction's text; None where there is none, or what it made is kept elsewhere."""
    output = data.get("output")
    pieces = [output] if isinstance(output, str) else as_list(output)
    if not pieces or not all(isinstance(piece, str) for piece in pieces):
        return None
    return None if as_str(pieces[0]).startswith(("https://", "data:")) else "".join(map(as_str, pieces))


def _chunk(index: int, chunk: Chunk) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if _is_bare(chunk):
        yield ev.TextDelta(index, 0, as_text(chunk.data))
    elif text := _output(data):
        yield ev.TextDelta(index, 0, text)
    elif chunk.kind not in {"done", "error"} and not _PREDICTION & data.keys():
        yield ev.Unknown(index, why_unread(chunk) if not data else "no output or status in this object")
    yield from _ending(index, chunk)
    if counts := _usage(data):
        yield ev.UsageReported(index, counts)


def _ending(index: int, chunk: Chunk) -> Iterator[ev.Finished | ev.Failed]:
    data = as_dict(chunk.data)
    status = as_str(data.get("status"))
    if chunk.kind == "done":
        yield ev.Finished(index, 0, as_str(data.get("reason")) or "done")
    elif status in _ENDED:
        yield ev.Finished(index, 0, status)
    failed: Failure | None
    if chunk.kind == "error":
        failed = failure(as_str(data.get("detail")) or chunk.data, "stream")
    else:
        failed = failure(data.get("error"), "response")
    if failed:
        yield ev.Failed(index, failed)


def _usage(data: Mapping[str, Json]) -> Usage | None:
    metrics = as_dict(data.get("metrics"))
    counts = Usage(as_int(metrics.get("input_token_count")), as_int(metrics.get("output_token_count")))
    return None if counts == Usage() else counts

"""AWS Bedrock's InvokeModel and InvokeModelWithResponseStream: each model family in its own words.

Source: the API reference of Bedrock Runtime. A plain answer is the body of the family; a streamed one is a sequence of
`{"bytes": base64 of an object of the family}`, the last of which has Bedrock's own counts besides. What belongs to
which family is in `bedrock_families`, the request side in `bedrock_prompts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recview import events as ev
from recview.bedrock import model_of, operation_of, unwrapped
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Outline, Usage
from recview.protocols.bedrock import agents as bedrock_agents
from recview.protocols.bedrock import families as bedrock_families
from recview.protocols.bedrock.events import GUARDRAIL, METRICS, failed, is_exception
from recview.protocols.bedrock.prompts import messages, opening
from recview.protocols.shared.endings import with_ending
from recview.protocols.shared.usage import error_source

NAME = "bedrock.invoke"
SPOKEN = bedrock_families.SPOKEN


def claims(exchange: Exchange) -> bool:
    """By the wrapper of the first streamed chunks; else by the URL, where the body is of a family or absent."""
    chunks = exchange.response.chunks
    first = [chunks[place] for place in range(min(3, len(chunks)))]
    if any(chunk.kind == "chunk" and "bytes" in as_dict(chunk.data) for chunk in first):
        return True
    if exchange.response.streaming and bedrock_agents.is_of_agent(exchange):
        return True
    if not operation_of(_url(exchange)).startswith("invoke"):
        return False
    if exchange.response.streaming or not chunks:
        return True
    return bedrock_families.reader_of(first, "") is not None


def outline(exchange: Exchange) -> Outline:
    """Every piece is wrapped, so all of a stream is read."""
    sent = as_dict(exchange.request.body)
    said = as_list(sent.get("messages"))
    head = Outline(
        kind="chat" if said or "message" in sent else "text",
        messages=len(said) or len(messages(sent)),
        opening=opening(sent),
    )
    return with_ending(head, _events(exchange))


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), tuple(_events(exchange)))


def _url(exchange: Exchange) -> str:
    return exchange.request.url or exchange.request.endpoint


def _events(exchange: Exchange) -> Iterator[ev.Event]:
    """The events of the family, errors of Bedrock itself in their places, and its counts where the family has none."""
    source = error_source(exchange.response)
    is_of_agent = bedrock_agents.is_of_agent(exchange)
    chunks = [_opened(chunk, is_of_agent=is_of_agent) for chunk in exchange.response.chunks]
    by_chunk = _by_chunk(exchange, chunks)
    if is_of_agent:
        for event in bedrock_agents.events(exchange.response.chunks):
            by_chunk.setdefault(event.chunk, []).append(event)
    known, guarded = Usage(), ""
    for index, chunk in enumerate(chunks):
        if is_exception(chunk.kind):
            yield failed(index, chunk.kind, chunk.data, source)
            continue
        for event in by_chunk.get(index, ()):
            known = event.usage if isinstance(event, ev.UsageReported) else known
            yield event
        action = as_str(as_dict(chunk.data).get(GUARDRAIL))
        if action not in {"", "NONE", guarded}:
            yield ev.Noted(index, 0, "guardrail", f"{action}\n")
        guarded = action or guarded
        counts = _completed(known, as_dict(as_dict(chunk.data).get(METRICS)))
        if counts != known:
            known = counts
            yield ev.UsageReported(index, counts)


def _opened(chunk: Chunk, *, is_of_agent: bool) -> Chunk:
    """What a frame holds of the model's; an agent's text may look like JSON."""
    if is_exception(chunk.kind) or (is_of_agent and bedrock_agents.is_aside(chunk)):
        return chunk
    said = bedrock_agents.text_of(chunk) if is_of_agent else None
    return Chunk("", unwrapped(chunk.data) if said is None else said, chunk.raw)


def _by_chunk(exchange: Exchange, chunks: Sequence[Chunk]) -> dict[int, list[ev.Event]]:
    """What the family's reader makes of the objects that are the model's, by the place of the chunk."""
    places = [place for place, chunk in enumerate(chunks) if _is_models_own(chunk)]
    own = [chunks[place] for place in places]
    found: dict[int, list[ev.Event]] = {}
    read = bedrock_families.reader_of(own, exchange.request.model or model_of(_url(exchange)))
    if read is None:
        return {place: [ev.Unknown(place, "no model family that is known here")] for place in places}
    for event in read(own, error_source(exchange.response)):
        place = places[event.chunk]
        found.setdefault(place, []).append(event if event.chunk == place else replace(event, chunk=place))
    return found


def _is_models_own(chunk: Chunk) -> bool:
    """Not an error of Bedrock's, nor an object that has just Bedrock's counts, nor what an agent tells besides."""
    return not (is_exception(chunk.kind) or bedrock_agents.is_aside(chunk)) and as_dict(chunk.data).keys() != {METRICS}


def _completed(known: Usage, counted: Mapping[str, Json]) -> Usage:
    """Bedrock's counts where the family has sent none: they are of billing, and not always the family's own."""

    def count(told: int | None, name: str) -> int | None:
        return as_int(counted.get(name)) if told is None else told

    if not counted:
        return known
    return known._replace(
        input=count(known.input, "inputTokenCount"),
        output=count(known.output, "outputTokenCount"),
        cached=count(known.cached, "cacheReadInputTokenCount"),
        cache_write=count(known.cache_write, "cacheWriteInputTokenCount"),
    )

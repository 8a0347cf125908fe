"""AWS Bedrock's InvokeModel and InvokeModelWithResponseStream: each model family in its own words.

Source: the API reference of Bedrock Runtime. A plain answer is the body of the family; a streamed one is a sequence of
`{"bytes": base64 of an object of the family}`, the last of which has Bedrock's own counts besides. `families` tells
which body is of which family, `prompts` reads the request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.framing.aws_event_stream import unwrap_payload_part
from recview.model import Chunk, Exchange, Json, Outline, Usage
from recview.protocols.bedrock import agents as bedrock_agents
from recview.protocols.bedrock import families as bedrock_families
from recview.protocols.bedrock.events import GUARDRAIL, METRICS, failure_event, is_exception
from recview.protocols.bedrock.prompts import messages as messages
from recview.protocols.bedrock.prompts import opening
from recview.protocols.bedrock.urls import model_of, operation_of
from recview.protocols.contract import Origin
from recview.protocols.shared.messages import question

NAME = "bedrock.invoke"
DECODED_KEYS = bedrock_families.DECODED_KEYS
FINISHES = {
    "stop": ("FINISH", "FINISHED"),
    "length": ("LENGTH",),
    "content_filter": ("CONTENT_FILTERED",),
    "stop_sequence": ("STOP_CRITERIA_MET",),
    "error": ("RAG_QUERY_WHEN_RAG_DISABLED",),
}
NOISE_KEYS = {
    "timestamps": ("invocationLatency", "firstByteLatency"),
    "usage": (
        *("prompt_token_count", "generation_token_count", "inputTokenCount", "outputTokenCount", "tokenCount"),
        *("cacheReadInputTokenCount", "cacheWriteInputTokenCount", "inputTextTokenCount", "totalOutputTextTokenCount"),
    ),
}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the wrapper of the first streamed chunks; else by the URL, where the body is of a family or absent."""
    chunks, request = exchange.response.chunks, exchange.request
    if any(chunk.kind == "chunk" and "bytes" in as_dict(chunk.data) for chunk in first):
        return True
    if exchange.response.streaming and bedrock_agents.is_of_agent(first, request.url or request.endpoint):
        return True
    if not operation_of(request.url or request.endpoint).startswith("invoke"):
        return False
    if exchange.response.streaming or not chunks:
        return True
    return bedrock_families.reader_of(first, "") is not None


def head(body: Mapping[str, Json]) -> Outline:
    """A chat, or a text where there is just a prompt."""
    turns = as_list(body.get("messages"))
    kind = "chat" if turns or "message" in body else "text"
    count = len(turns) or len(messages(body))
    return Outline(kind, messages=count, opening=opening(body), question=question(turns))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """The events of the family, errors of Bedrock itself in their places, and its counts where the family has none."""
    frames = list(chunks)
    is_of_agent = bedrock_agents.is_of_agent(frames, origin.url)
    opened = [_opened(chunk, is_of_agent=is_of_agent) for chunk in frames]
    by_chunk = _by_chunk(opened, origin)
    if is_of_agent:
        for event in bedrock_agents.events(frames):
            by_chunk.setdefault(event.chunk, []).append(event)
    reported, guarded = Usage(), ""
    for index, chunk in enumerate(opened):
        if is_exception(chunk.kind):
            yield failure_event(index, chunk.kind, chunk.data, origin.source)
            continue
        for event in by_chunk.get(index, ()):
            reported = event.usage if isinstance(event, ev.UsageReported) else reported
            yield event
        action = as_str(as_dict(chunk.data).get(GUARDRAIL))
        if action not in {"", "NONE", guarded}:
            yield ev.Noted(index, 0, "guardrail", f"{action}\n")
        guarded = action or guarded
        counts = _completed(reported, as_dict(as_dict(chunk.data).get(METRICS)))
        if counts != reported:
            reported = counts
            yield ev.UsageReported(index, counts)


def _opened(chunk: Chunk, *, is_of_agent: bool) -> Chunk:
    """What a frame holds of the model's; an agent's text may look like JSON."""
    if is_exception(chunk.kind) or (is_of_agent and bedrock_agents.is_aside(chunk)):
        return chunk
    text = bedrock_agents.text_of(chunk) if is_of_agent else None
    return Chunk("", unwrap_payload_part(chunk.data) if text is None else text, chunk.raw)


def _by_chunk(chunks: Sequence[Chunk], origin: Origin) -> dict[int, list[ev.Event]]:
    """What the family's reader makes of the objects that are the model's, by the index of the chunk."""
    places = [index for index, chunk in enumerate(chunks) if _is_models_own(chunk)]
    own = [chunks[index] for index in places]
    by_chunk: dict[int, list[ev.Event]] = {}
    read = bedrock_families.reader_of(own, origin.model or model_of(origin.url))
    if read is None:
        return {index: [ev.Unknown(index, "no model family that is known here")] for index in places}
    for event in read(own, origin):
        index = places[event.chunk]
        by_chunk.setdefault(index, []).append(event if event.chunk == index else event._replace(chunk=index))
    return by_chunk


def _is_models_own(chunk: Chunk) -> bool:
    """Not an error of Bedrock's, nor an object that has just Bedrock's counts, nor what an agent tells besides."""
    return not (is_exception(chunk.kind) or bedrock_agents.is_aside(chunk)) and as_dict(chunk.data).keys() != {METRICS}


def _completed(reported: Usage, counted: Mapping[str, Json]) -> Usage:
    """Bedrock's counts where the family has sent none: they are of billing, and not always the family's own."""

    def count(value: int | None, name: str) -> int | None:
        return as_int(counted.get(name)) if value is None else value

    if not counted:
        return reported
    return reported._replace(
        input=count(reported.input, "inputTokenCount"),
        output=count(reported.output, "outputTokenCount"),
        cached=count(reported.cached, "cacheReadInputTokenCount"),
        cache_write=count(reported.cache_write, "cacheWriteInputTokenCount"),
    )

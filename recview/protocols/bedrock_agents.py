"""AWS Bedrock's agents (InvokeAgent): what they stream besides the text of the answer.

Source: the API reference of Agents for Bedrock Runtime (ResponseStream). The frames are `chunk` {bytes: base64 of text,
attribution: {citations}}, `trace` {trace: {orchestrationTrace | preProcessingTrace | …}}, `returnControl`
{invocationInputs}, which calls functions of the client, and `files`.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from recview.model import Chunk, Event, Exchange, Json, Noted, ToolCallDelta
from recview.protocols.anthropic_content import shortened
from recview.shapes import mapping, sequence, text, words
from recview.wire import as_text

_FRAMES = frozenset({"trace", "returnControl", "files"})
_URL = re.compile(r"/agents/[^/]+/agentAliases/[^/]+/sessions/")


def is_of_agent(exchange: Exchange) -> bool:
    """Whether an agent answered: by the URL, else by a trace among the first frames."""
    request, chunks = exchange.request, exchange.response.chunks
    first = [chunks[place] for place in range(min(3, len(chunks)))]
    is_traced = any(chunk.kind == "trace" and "trace" in mapping(chunk.data) for chunk in first)
    return is_traced or bool(_URL.search(request.url or request.endpoint))


def is_aside(chunk: Chunk) -> bool:
    """Whether a frame holds no text of the answer."""
    return chunk.kind in _FRAMES


def text_of(chunk: Chunk) -> str | None:
    """The text of a `chunk` frame; None where it has none."""
    sent = mapping(chunk.data).get("bytes")
    try:
        return b64decode(sent, validate=True).decode() if isinstance(sent, str) else None
    except ValueError:
        return None


def events(chunks: Sequence[Chunk]) -> Iterator[Event]:
    """What the frames of an agent bring besides text: traces are told in one line, at the last of them."""
    traced = [index for index, chunk in enumerate(chunks) if chunk.kind == "trace"]
    for index, chunk in enumerate(chunks):
        data = mapping(chunk.data)
        if chunk.kind == "trace" and index == traced[-1]:
            yield Noted(index, 0, "trace", f"{_traces([mapping(chunks[at].data) for at in traced])}\n")
        elif chunk.kind == "returnControl":
            for place, sent in enumerate(sequence(data.get("invocationInputs"))):
                yield _call(index, f"{index}.{place}", words(data.get("invocationId")), mapping(sent))
        elif chunk.kind == "files":
            names = (words(mapping(file).get("name")) for file in sequence(data.get("files")))
            yield Noted(index, 0, "files", f"{', '.join(filter(None, names)) or 'in the raw chunk'}\n")
        for citation in sequence(mapping(data.get("attribution")).get("citations")):
            for reference in sequence(mapping(citation).get("retrievedReferences")):
                yield Noted(index, 0, "citations", f"{_reference(mapping(reference))}\n")


def _traces(frames: Sequence[Mapping[str, Json]]) -> str:
    """`66 frames in the raw chunks: orchestration 60, preProcessing 6`."""
    kinds = Counter(kind.removesuffix("Trace") for frame in frames for kind in mapping(frame.get("trace")))
    counted = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common(8))
    return f"{len(frames):,} in the raw chunks" + (f": {counted}" if counted else "")


def _call(index: int, key: str, call_id: str, sent: Mapping[str, Json]) -> ToolCallDelta:
    """A function, or an operation of an API, that the client is to run."""
    called = mapping(sent.get("functionInvocationInput")) or mapping(sent.get("apiInvocationInput"))
    operation = " ".join(filter(None, (words(called.get("httpMethod")), words(called.get("apiPath")))))
    parameters = {
        words(mapping(one).get("name")): mapping(one).get("value") for one in sequence(called.get("parameters"))
    }
    body = called.get("requestBody")
    arguments = {**parameters, "requestBody": body} if body else parameters
    return ToolCallDelta(index, 0, key, call_id, words(called.get("function")) or operation, as_text(arguments))


def _reference(fields: Mapping[str, Json]) -> str:
    """Where a passage comes from, and its start."""
    places = [mapping(place) for place in mapping(fields.get("location")).values() if isinstance(place, dict)]
    where = next((words(place.get(key)) for place in places for key in ("uri", "url", "id") if place.get(key)), "")
    said = shortened(text(mapping(fields.get("content")).get("text")).strip())
    return ": ".join(filter(None, (where, said))) or "in the raw chunk"

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

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Chunk, Json
from recview.protocols.shared.excerpt import excerpt
from recview.wire import as_text

_FRAMES = frozenset({"trace", "returnControl", "files"})
_URL = re.compile(r"/agents/[^/]+/agentAliases/[^/]+/sessions/")


def is_of_agent(chunks: Sequence[Chunk], url: str) -> bool:
    """Whether an agent answered: by the URL, else by a trace among the first frames."""
    is_traced = any(chunk.kind == "trace" and "trace" in as_dict(chunk.data) for chunk in chunks[:3])
    return is_traced or bool(_URL.search(url))


def is_aside(chunk: Chunk) -> bool:
    """Whether a frame holds no text of the answer."""
    return chunk.kind in _FRAMES


def text_of(chunk: Chunk) -> str | None:
    """The text of a `chunk` frame; None where it has none."""
    sent = as_dict(chunk.data).get("bytes")
    try:
        return b64decode(sent, validate=True).decode() if isinstance(sent, str) else None
    except ValueError:
        return None


def events(chunks: Sequence[Chunk]) -> Iterator[ev.Event]:
    """What the frames of an agent bring besides text: traces are told in one line, at the last of them."""
    traced = [index for index, chunk in enumerate(chunks) if chunk.kind == "trace"]
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        if chunk.kind == "trace" and index == traced[-1]:
            yield ev.Noted(index, 0, "trace", f"{_traces([as_dict(chunks[at].data) for at in traced])}\n")
        elif chunk.kind == "returnControl":
            for position, sent in enumerate(as_list(data.get("invocationInputs"))):
                yield _call(index, f"{index}.{position}", as_words(data.get("invocationId")), as_dict(sent))
        elif chunk.kind == "files":
            names = (as_words(as_dict(file).get("name")) for file in as_list(data.get("files")))
            yield ev.Noted(index, 0, "files", f"{', '.join(filter(None, names)) or 'in the raw chunk'}\n")
        for citation in as_list(as_dict(data.get("attribution")).get("citations")):
            for reference in as_list(as_dict(citation).get("retrievedReferences")):
                yield ev.Noted(index, 0, "citations", f"{_reference(as_dict(reference))}\n")


def _traces(frames: Sequence[Mapping[str, Json]]) -> str:
    """`66 frames in the raw chunks: orchestration 60, preProcessing 6`."""
    kinds = Counter(kind.removesuffix("Trace") for frame in frames for kind in as_dict(frame.get("trace")))
    counted = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common(8))
    return f"{len(frames):,} in the raw chunks" + (f": {counted}" if counted else "")


def _call(index: int, key: str, call_id: str, sent: Mapping[str, Json]) -> ev.ToolCallDelta:
    """A function, or an operation of an API, that the client is to run."""
    called = as_dict(sent.get("functionInvocationInput")) or as_dict(sent.get("apiInvocationInput"))
    operation = " ".join(filter(None, (as_words(called.get("httpMethod")), as_words(called.get("apiPath")))))
    parameters = {
        as_words(as_dict(parameter).get("name")): as_dict(parameter).get("value")
        for parameter in as_list(called.get("parameters"))
    }
    body = called.get("requestBody")
    arguments = {**parameters, "requestBody": body} if body else parameters
    return ev.ToolCallDelta(index, 0, key, call_id, as_words(called.get("function")) or operation, as_text(arguments))


def _reference(fields: Mapping[str, Json]) -> str:
    """Where a passage comes from, and its start."""
    places = [as_dict(location) for location in as_dict(fields.get("location")).values() if isinstance(location, dict)]
    where = next(
        (as_words(location.get(key)) for location in places for key in ("uri", "url", "id") if location.get(key)), ""
    )
    passage = excerpt(as_str(as_dict(fields.get("content")).get("text")).strip())
    return ": ".join(filter(None, (where, passage))) or "in the raw chunk"

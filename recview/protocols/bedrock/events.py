"""The objects that Converse and ConverseStream answer with → events; Nova's own, by way of invoke, have the same shape.

Source: the API reference of Bedrock Runtime. A stream is messageStart, then for each content block contentBlockStart
(only where there is something to tell), contentBlockDelta…, contentBlockStop, then messageStop and metadata; an
exception may end it. The frame's name tells which; SDKs and Nova wrap the object in one of that name. A plain answer is
`{output: {message}, stopReason, usage, …}`. Another messageStart after the first opens another choice.

Usage: the total is input + output + cache read + cache write; the input leaves out what the cache held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Failure, Json, Usage
from recview.protocols.bedrock.content import MEDIA, citation_text, media, result_text
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.excerpt import excerpt
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.wire import as_text

METRICS = "amazon-bedrock-invocationMetrics"
"""What invoke adds to the last object of a stream: counts of tokens and times in milliseconds."""

GUARDRAIL = "amazon-bedrock-guardrailAction"
"""What invoke adds to every object of a stream that a guardrail watches: `NONE` or `INTERVENED`."""

_OF_BEDROCK = "amazon-bedrock-"

FRAMES = frozenset(
    {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"}
)
PLAIN = "output"


def frame_of(chunk: Chunk) -> tuple[str, Json]:
    """(name, object) of a frame, `output` for a plain answer, or ("", …) for anything else.

    Other keys may stand beside the one that names the frame: padding, counts, what a guardrail did.
    """
    data = as_dict(chunk.data)
    if chunk.kind in FRAMES or is_exception(chunk.kind):
        return chunk.kind, chunk.data
    if PLAIN in data:
        return PLAIN, data
    inner = [key for key in data if key != "p" and not key.startswith(_OF_BEDROCK)]
    # Other APIs have objects with a `metadata` among others.
    named = inner if len(inner) == 1 else [key for key in inner if key in FRAMES and key != "metadata"]
    if len(named) == 1 and (named[0] in FRAMES or is_exception(named[0])):
        return named[0], data[named[0]]
    return "", data


def is_exception(kind: str) -> bool:
    """Whether a frame of this name is an error, such as `throttlingException`."""
    return kind.endswith(("Exception", "Error"))


def failure_event(index: int, kind: str, data: Json, source: ErrorSource) -> ev.Failed:
    """The event of an exception; one of the model's own is told besides, as `originalMessage`."""
    fields = as_dict(data)
    words = (as_str(fields.get(key)) for key in ("message", "Message", "originalMessage"))
    message = next(filter(None, words), as_str(data)) or "(no message)"
    code = as_words(fields.get("originalStatusCode"))
    return ev.Failed(index, Failure(source, message, type=kind, code=code, body=data))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """The events of a sequence of frames, or of a plain answer, each with the index of its chunk.

    Args:
        chunks: Each a frame (see `frame_of`).
        origin: How they came.
    """
    decoder = _Decoder(origin.source)
    for index, chunk in enumerate(chunks):
        yield from decoder.chunk(index, chunk)


class _Decoder:
    """Remembers, over the frames of one answer, which message they belong to and whether it has thought aloud."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._messages = 0
        self._has_thought = False
        self._blocks = ReasoningBlocks()

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        kind, value = frame_of(chunk)
        data = as_dict(value)
        if is_exception(kind):
            yield failure_event(index, kind, value, self._source)
        elif not data:
            yield ev.Unknown(index, why_unread(chunk))
        elif kind == "messageStart":
            self._messages += 1
        elif kind == "contentBlockStart":
            yield from self._start(index, data)
        elif kind == "contentBlockDelta":
            yield from self._block(index, _key(data), as_dict(data.get("delta")))
        elif kind in {"messageStop", "metadata"}:
            yield from self._summary(index, data)
        elif kind == PLAIN:
            yield from self._plain(index, data)
        elif error := failure(error_of(chunk), self._source):
            yield ev.Failed(index, error)
        elif kind != "contentBlockStop":
            yield ev.Unknown(index, f"a frame of type {chunk.kind}" if chunk.kind else "a frame without a type")

    def _plain(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A whole answer."""
        content = as_dict(as_dict(data[PLAIN]).get("message")).get("content")
        for position, block in enumerate(as_list(content)):
            yield from self._block(index, f"{position}", as_dict(block))
        yield from self._summary(index, data)

    @property
    def _choice(self) -> int:
        return max(0, self._messages - 1)

    def _start(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A block begins: a call tells its name; results and media come with the deltas."""
        start = as_dict(data.get("start"))
        if start.keys() & {"toolUse", "text"}:
            yield from self._block(index, _key(data), start)
        elif start and not start.keys() & {"toolResult", *MEDIA}:
            yield ev.Unknown(index, f"a block of type {next(iter(start))}")

    def _block(self, index: int, key: str, block: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A block, or a piece of one: both have one member, whose name tells the kind."""
        is_known = False
        for kind, value in block.items():
            pieces = self._piece(index, key, kind, value)
            is_known = is_known or kind == "type" or pieces is not None
            yield from pieces or ()
        if not is_known:
            yield ev.Unknown(index, f"content of type {next(iter(block))}" if block else "no content in this frame")

    def _piece(self, index: int, key: str, kind: str, value: Json) -> Iterable[ev.Event] | None:
        """The events of a block's member; None where it is not known."""
        choice, fields = self._choice, as_dict(value)
        match kind:
            case "text":
                return [ev.TextDelta(index, choice, value)] if as_str(value) else ()
            case "toolUse":
                called = (as_str(fields.get("toolUseId")), as_str(fields.get("name")), as_text(fields.get("input")))
                runs: ev.Runner = "provider" if fields.get("type") == "server_tool_use" else "client"
                return [ev.ToolCallDelta(index, choice, key, *called, runs=runs)] if any(called) else ()
            case "reasoningContent":
                return self._reasoning(index, key, fields)
            case "citation":
                return [self._note(index, "citations", citation_text(value))]
            case "citationsContent":
                text = "".join(as_str(as_dict(part).get("text")) for part in as_list(fields.get("content")))
                cited = map(citation_text, as_list(fields.get("citations")))
                notes = [self._note(index, "citations", result) for result in cited]
                return [*notes, *([ev.TextDelta(index, choice, text)] if text else ())]
            case "toolResult":
                result = result_text(value if isinstance(value, list) else fields.get("content"))
                return [self._note(index, "tool result", result)]
            case "image" | "audio" | "video" | "document":
                return [self._note(index, kind, media(kind, value))]
            case _:
                return None

    def _reasoning(self, index: int, key: str, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A whole block wraps text and signature once more. A signature only proves the reasoning before it."""
        inner = as_dict(fields.get("reasoningText")) or fields
        if text := as_str(inner.get("text")):
            self._has_thought = True
            yield self._blocks.piece(index, self._choice, key, text)
        if sealed := as_str(fields.get("redactedContent")):
            yield self._note(index, "redacted reasoning", describe_media(sealed))
        if (signature := as_str(inner.get("signature"))) and not self._has_thought:
            yield self._note(index, "omitted reasoning", f"signature, {describe_media(signature)}")

    def _summary(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """What an answer says of itself, besides its blocks."""
        if more := data.get("additionalModelResponseFields"):
            yield self._note(index, "additional fields", as_text(more))
        trace = as_dict(data.get("trace"))
        if guardrail := as_dict(trace.get("guardrail")):
            yield self._note(index, "guardrail", as_str(guardrail.get("actionReason")))
        if router := as_str(as_dict(trace.get("promptRouter")).get("invokedModelId")):
            yield self._note(index, "routed to", router)
        if reason := as_str(data.get("stopReason")):
            yield ev.Finished(index, self._choice, reason)
        if counts := usage(as_dict(data.get("usage"))):
            yield ev.UsageReported(index, counts)

    def _note(self, index: int, label: str, text: str) -> ev.Noted:
        return ev.Noted(index, self._choice, label, f"{excerpt(text) or 'in the raw chunk'}\n")


def _key(data: Mapping[str, Json]) -> str:
    number = as_int(data.get("contentBlockIndex"))
    return "0" if number is None else f"{number}"


def usage(counted: Mapping[str, Json]) -> Usage | None:
    """Converse's counts, under the names that Nova gives them, too; None where there are none."""

    def count(*names: str) -> int | None:
        return next((value for name in names if (value := as_int(counted.get(name))) is not None), None)

    reported = Usage(
        input=count("inputTokens"),
        output=count("outputTokens"),
        total=count("totalTokens"),
        cached=count("cacheReadInputTokens", "cacheReadInputTokenCount"),
        cache_write=count("cacheWriteInputTokens", "cacheWriteInputTokenCount"),
    )
    return None if reported == Usage() else reported

"""The objects that Anthropic's Messages API answers with → events, whatever carried them: SSE, a plain body, Bedrock.

Source: Anthropic's API reference and its SDK. A stream is message_start, then for each content block
content_block_start, content_block_delta…, content_block_stop, then message_delta and message_stop, with pings anywhere.
A plain answer is one `message` that holds all blocks. Another message after the first opens another choice.

Usage has no total, and its input leaves out what the cache held. message_start tells the input, and an output that is
only a placeholder; message_delta tells the whole output, and the input again where server tools have added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Json, Usage
from recview.protocols.anthropic.content import citation_text, result_text
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.excerpt import excerpt
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.wire import as_text

_PIECES = {"text_delta", "thinking_delta", "input_json_delta", "citations_delta", "signature_delta"}


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """The events of a sequence of this API's objects, each with the index of its chunk.

    Args:
        chunks: The `data` of each is an object of the stream, or a whole message.
        origin: How they came.
    """
    decoder = _Decoder(origin.source, chunks if isinstance(chunks, Sequence) else ())
    for index, chunk in enumerate(chunks):
        yield from decoder.chunk(index, chunk)


def type_of(chunk: Chunk) -> str:
    """What an object says it is; else the name of its server-sent event."""
    return as_str(as_dict(chunk.data).get("type")) or chunk.kind


class _Decoder:
    """Remembers, over the objects of one answer, which message and block they belong to, and what that said before."""

    def __init__(self, source: ErrorSource, chunks: Sequence[Chunk]) -> None:
        self._source = source
        self._chunks = chunks
        self._messages = 0
        self._usage = Usage()
        self._inputs: dict[str, Json] = {}
        self._has_thought = False
        self._reasoning = ReasoningBlocks()
        self._blocks: dict[str, int] = {}

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        data, kind = as_dict(chunk.data), type_of(chunk)
        if kind in {"ping", "message_stop"}:
            return
        match kind if data else "":
            case "message_start":
                yield from self._message(index, as_dict(data.get("message")), is_start=True)
            case "message":
                yield from self._message(index, data, is_start=False)
            case "content_block_start":
                yield from self._start(index, _key(data), as_dict(data.get("content_block")))
            case "content_block_delta":
                yield from self._delta(index, _key(data), as_dict(data.get("delta")))
            case "content_block_stop":
                yield from self._stop(index, _key(data))
            case "message_delta":
                yield from self._summary(index, data, as_dict(data.get("delta")))
            case _:
                failed = failure(error_of(chunk) or (data if kind == "error" else None), self._source)
                why = f"an event of type {kind}" if kind else "an object without a type"
                yield ev.Failed(index, failed) if failed else ev.Unknown(index, why if data else why_unread(chunk))

    @property
    def _choice(self) -> int:
        return max(0, self._messages - 1)

    def _message(self, index: int, message: Mapping[str, Json], *, is_start: bool) -> Iterator[ev.Event]:
        self._messages += 1
        self._usage = Usage()
        self._inputs.clear()
        self._blocks.clear()
        content = message.get("content")
        if isinstance(content, str) and content:
            yield ev.TextDelta(index, self._choice, content)
        for position, block in enumerate(as_list(content)):
            yield from self._block(index, f"{position}", as_dict(block))
        yield from self._summary(index, message, message, is_start=is_start)

    def _start(self, index: int, key: str, block: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A block begins; what a tool is called with is `{}` here and comes in pieces, or is here and stays.

        Some proxies send it whole here, and in pieces as well: it is told once, as it comes.
        """
        if as_str(block.get("type")).endswith("tool_use") and "input" in block:
            if block["input"] == {}:
                self._inputs[key] = block["input"]
            if block["input"] == {} or self._comes_in_pieces(index, key):
                block = {**block, "input": None}
        yield from self._block(index, key, block)

    def _comes_in_pieces(self, start: int, key: str) -> bool:
        """Whether pieces of a tool's input follow in the block that begins at a chunk."""
        for number in range(start + 1, len(self._chunks)):
            chunk = self._chunks[number]
            data, kind = as_dict(chunk.data), type_of(chunk)
            if _key(data) == key and kind in {"content_block_stop", "content_block_start"}:
                return False
            if _key(data) == key and as_str(as_dict(data.get("delta")).get("partial_json")):
                return True
        return False

    def _stop(self, index: int, key: str) -> Iterator[ev.Event]:
        """A block ends; if no piece of a tool's input came, the one at its start was what was meant."""
        if key in self._inputs:
            yield ev.ToolCallDelta(index, self._choice, self._call(key), arguments=as_text(self._inputs.pop(key)))

    def _call(self, key: str) -> str:
        """The key of the call in a block. Some proxies begin every block at one index; each is a call of its own."""
        count = self._blocks.get(key, 0)
        return f"{key}.{count}" if count > 1 else key

    def _block(self, index: int, key: str, block: Mapping[str, Json]) -> Iterator[ev.Event]:
        kind = as_str(block.get("type"))
        self._has_thought = False
        self._blocks[key] = self._blocks.get(key, 0) + 1
        if kind.endswith("tool_use"):
            called = (as_str(block.get("id")), as_str(block.get("name")), as_text(block.get("input")))
            runs: Literal["client", "provider"] = "client" if kind == "tool_use" else "provider"
            yield ev.ToolCallDelta(index, self._choice, self._call(key), *called, runs=runs)
        elif kind.endswith("tool_result"):
            failed = "error: " if block.get("is_error") is True else ""
            result = failed + (result_text(block.get("content")) or "(nothing)")
            yield self._note(index, kind, result)._replace(is_part=True)
        elif kind == "redacted_thinking":
            yield self._note(index, "redacted thinking", describe_media(block.get("data")))
        elif kind in {"text", "thinking"}:
            yield from self._pieces(index, key, block)
        elif kind != "compaction" or block.get("content"):
            yield self._note(index, kind or "block", result_text(block))

    def _delta(self, index: int, key: str, delta: Mapping[str, Json]) -> Iterator[ev.Event]:
        kind = as_str(delta.get("type"))
        if kind in _PIECES:
            yield from self._pieces(index, key, delta)
        elif kind == "compaction_delta":
            yield self._note(index, "compaction", result_text(delta))
        else:
            yield ev.Unknown(index, f"a delta of type {kind}" if kind else "a delta without a type")

    def _pieces(self, index: int, key: str, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A block and its deltas have the same fields. A signature only proves the thinking that came before it."""
        for citation in (*as_list(fields.get("citations")), *filter(None, [fields.get("citation")])):
            yield self._note(index, "citations", citation_text(citation))
        if text := as_str(fields.get("text")):
            yield ev.TextDelta(index, self._choice, text)
        if thought := as_str(fields.get("thinking")):
            self._has_thought = True
            yield self._reasoning.piece(index, self._choice, (key, self._blocks.get(key)), thought)
        if piece := as_str(fields.get("partial_json")):
            self._inputs.pop(key, None)
            yield ev.ToolCallDelta(index, self._choice, self._call(key), arguments=piece)
        if (signature := as_str(fields.get("signature"))) and not self._has_thought:
            yield self._note(index, "omitted thinking", f"signature, {describe_media(signature)}")

    def _summary(
        self, index: int, frame: Mapping[str, Json], ending: Mapping[str, Json], *, is_start: bool = False
    ) -> Iterator[ev.Event]:
        """What a message says of itself, besides its blocks."""
        details = as_dict(ending.get("stop_details"))
        if explanations := [word for key in ("category", "explanation") if (word := as_words(details.get(key)))]:
            yield self._note(index, as_words(details.get("type")) or "stop details", ": ".join(explanations))
        for edit in as_list(as_dict(frame.get("context_management")).get("applied_edits")):
            yield self._note(index, "context management", as_text(edit))
        if reason := as_str(ending.get("stop_reason")):
            yield ev.Finished(index, self._choice, reason)
        merged = _merged(self._usage, as_dict(frame.get("usage")), is_start=is_start)
        if merged != self._usage:
            self._usage = merged
            yield ev.UsageReported(index, merged)

    def _note(self, index: int, label: str, text: str) -> ev.Noted:
        return ev.Noted(index, self._choice, label, f"{excerpt(text) or 'in the raw chunk'}\n")


def _key(data: Mapping[str, Json]) -> str:
    number = as_int(data.get("index"))
    return "0" if number is None else f"{number}"


def _merged(earlier: Usage, sent: Mapping[str, Json], *, is_start: bool) -> Usage:
    """Later counts replace earlier ones, where there are any; the output at the start counts for nothing."""

    def later(fields: Mapping[str, Json], name: str, before: int | None) -> int | None:
        count = as_int(fields.get(name))
        return before if count is None else count

    details = as_dict(sent.get("output_tokens_details"))
    return Usage(
        input=later(sent, "input_tokens", earlier.input),
        output=None if is_start else later(sent, "output_tokens", earlier.output),
        cached=later(sent, "cache_read_input_tokens", earlier.cached),
        cache_write=later(sent, "cache_creation_input_tokens", earlier.cache_write),
        reasoning=None if is_start else later(details, "thinking_tokens", earlier.reasoning),
    )

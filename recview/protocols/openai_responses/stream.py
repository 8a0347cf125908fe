"""The events of a stream of OpenAI's Responses API, one after the other: which response and which item each is about.

Source: OpenAI's API reference (streaming events). A plain body is what a stream's last event holds, and is read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_int, as_str
from recview.model import Chunk, Failure, Json
from recview.named_tuple import NamedTuple
from recview.protocols.contract import ErrorSource
from recview.protocols.openai_responses.answer import CALL, Answer
from recview.protocols.openai_responses.endings import ended_by, failure_of, kind_of, reason_of
from recview.protocols.openai_responses.items import PART_KINDS, streams
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.logprobs import tokens
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.usage import usage
from recview.wire import as_text

SILENT = frozenset({"ping", "keepalive", "response.queued", "response.in_progress"})
"""Events that say nothing, and may come before the first that does."""


class _Stream(NamedTuple):
    """Where the pieces of an event belong: a type of item, a kind of part and its number, the key of the whole text."""

    type: str
    kind: str
    part: str
    whole: str


_STREAMS = {
    "output_text": _Stream("message", "text", "content_index", "text"),
    "refusal": _Stream("message", "refusal", "content_index", "refusal"),
    "reasoning_text": _Stream("reasoning", "content", "content_index", "text"),
    "reasoning_summary_text": _Stream("reasoning", "summary", "summary_index", "text"),
    "function_call_arguments": _Stream("function_call", CALL, "", "arguments"),
    "custom_tool_call_input": _Stream("custom_tool_call", CALL, "", "input"),
    "mcp_call_arguments": _Stream("mcp_call", CALL, "", "arguments"),
    "mcp_call.arguments": _Stream("mcp_call", CALL, "", "arguments"),
    "code_interpreter_call_code": _Stream("code_interpreter_call", CALL, "", "code"),
    "shell_call_command": _Stream("shell_call", CALL, "command_index", "command"),
    "shell_call_output_content": _Stream("shell_call_output", "shell_call_output", "command_index", ""),
    "apply_patch_call_operation_diff": _Stream("apply_patch_call", CALL, "", "diff"),
    "audio.transcript": _Stream("", "audio transcript", "", ""),
}
_PARTS = {"content_part", "reasoning_part", "reasoning_summary_part"}
# What an event says of a built-in tool's progress alone, as in `response.web_search_call.searching`.
_PROGRESS = {
    *("in_progress", "searching", "interpreting", "generating", "compacting", "calling", "completed", "failed"),
}


class Stream:
    """Remembers, over the events of one stream, the response that they belong to."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._answer = Answer(0)
        self._id = ""
        self._has_begun = False
        self._told: Failure | None = None

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        """The events of a chunk."""
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        kind, ended, failed = kind_of(chunk), ended_by(chunk), failure_of(chunk, self._source)
        if kind == "response.created" or ended is data:
            self._begin(as_dict(data.get("response")) if ended is None else data)
        if ended is not None:
            yield from self._end(index, chunk, ended)
        elif not failed and kind not in SILENT:
            yield from self._event(index, kind, data)
        # A failed response repeats the error that came before it.
        if failed and (self._told is None or failed.message != self._told.message):
            self._told = failed
            yield ev.Failed(index, failed)
        self._has_begun = self._has_begun or kind not in {"error", *SILENT}

    def _begin(self, response: Mapping[str, Json]) -> None:
        """Several responses in one stream are a choice each; one that is announced again is the same."""
        response_id = as_str(response.get("id"))
        if self._has_begun and not (response_id and response_id == self._id):
            self._answer = Answer(self._answer.choice + 1)
        self._id = response_id

    def _end(self, index: int, chunk: Chunk, response: Mapping[str, Json]) -> Iterator[ev.Event]:
        yield from self._answer.complete_response(index, response)
        if reason := reason_of(chunk, response):
            yield ev.Finished(index, self._answer.choice, reason)
        elif status := as_str(response.get("status")):
            yield ev.Noted(index, self._answer.choice, "status", status)
        if reported := usage(response):
            yield ev.UsageReported(index, reported)

    def _event(self, index: int, kind: str, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        output_index = data.get("output_index")
        stem, _, phase = kind.removeprefix("response.").rpartition(".")
        match stem, phase:
            case ("", "created") | ("shell_call_command", "added") | ("audio", "done"):
                return
            case "output_item", "added":
                yield from self._answer.open_item(index, output_index, as_dict(data.get("item")))
            case "output_item", "done":
                yield from self._answer.complete_item(index, output_index, as_dict(data.get("item")))
            case (("output_text.annotation" | "output_text_annotation"), "added"):
                yield from self._answer.add_citation(index, data)
            case "image_generation_call", "partial_image":
                number = _number(data, "partial_image_index")
                slot = self._answer.slot(data, stem, f"{stem} {phase}", number)
                image = describe_media(data.get("partial_image_b64"), "image")
                yield from self._answer.add_delta(index, slot, image)
            case "audio", "delta":
                yield ev.Noted(index, self._answer.choice, stem, f"{describe_media(data.get('delta'), stem)}\n")
            case _, ("added" | "done") if stem in _PARTS:
                yield from self._part(index, kind, data) if phase == "done" else ()
            case _, ("delta" | "done") if stem in _STREAMS:
                yield from self._piece(index, stem, data, is_delta=phase == "delta")
            case _ if not stem or phase not in _PROGRESS:
                yield ev.Unknown(index, f"an event named {kind}" if kind else "no type in this chunk")

    def _piece(self, index: int, stem: str, data: Mapping[str, Json], *, is_delta: bool) -> Iterator[ev.Event]:
        stream = _STREAMS[stem]
        text = data.get("delta" if is_delta else stream.whole)
        piece = streams(text) if stream.kind == "shell_call_output" else as_text(text)
        number = _number(data, stream.part)
        if is_delta:
            slot = self._answer.slot(data, stream.type, stream.kind, number)
            yield from self._answer.add_delta(index, slot, piece, tokens(data.get("logprobs")))
        else:
            yield from self._answer.end_part(index, stem, data, (stream.type, stream.kind, number), piece)

    def _part(self, index: int, event: str, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        part = as_dict(data.get("part"))
        if kind := PART_KINDS.get(as_str(part.get("type"))):
            number = _number(data, "summary_index" if kind == "summary" else "content_index")
            text = as_str(part.get("refusal")) or as_str(part.get("text"))
            type_ = "reasoning" if kind in {"summary", "content"} else "message"
            data = {**data, "logprobs": part.get("logprobs")}
            yield from self._answer.end_part(index, event, data, (type_, kind, number), text)


def _number(data: Mapping[str, Json], key: str) -> int:
    return as_int(data.get(key)) or 0

"""Gemini's generateContent and streamGenerateContent, of the Gemini API (AI Studio) and of Vertex AI.

Source: the references of both (GenerateContentResponse) and recordings of them, in camelCase as on the wire and in
snake_case as the Python SDK dumps it. A streamed chunk has the shape of a whole answer, so there is one path. Every
chunk may report usage; each report is of all so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_str
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.gemini.calls import FunctionCalls
from recview.protocols.gemini.fields import block_reason, finish_reason, is_vertex, tokens, usage
from recview.protocols.gemini.messages import brief, count, question
from recview.protocols.gemini.messages import messages as messages
from recview.protocols.gemini.notes import Note, blocking_ratings, notes
from recview.protocols.gemini.parts import part, parts_of, signature
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.endings import Ending, ending_of_significant, significant
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.fields import objects, pick
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.wire import payloads

NAME = "gemini.generate_content"
DECODED_KEYS = frozenset(
    {
        *("text", "thought", "functionCall{}", "function_call{}"),
        *("finishReason", "finish_reason", "blockReason", "block_reason"),
    }
)

FINISHES = {
    "stop": ("STOP",),
    "length": ("MAX_TOKENS",),
    "content_filter": (
        *("SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "JAILBREAK"),
        *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"),
    ),
    "error": (
        *("MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"),
        "MISSING_THOUGHT_SIGNATURE",
    ),
    "other": ("OTHER", "FINISH_REASON_UNSPECIFIED", "IMAGE_OTHER", "NO_IMAGE"),
}
# Vertex, asked for integers, sends the index in its enum. Google's other API has another order, and sends words.
FINISH_NUMBERS = (
    *("FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER"),
    *("BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL", "MODEL_ARMOR"),
)
NOISE_KEYS = {
    "ids": ("responseId", "response_id"),
    "timestamps": ("createTime", "create_time"),
    "signatures": ("thoughtSignature", "thought_signature"),
    "usage": ("usageMetadata", "usage_metadata"),
}

_SIGNS = {"candidates", "promptFeedback", "prompt_feedback", "modelVersion"}
_KNOWN = _SIGNS | {"model_version", "usageMetadata", "usage_metadata", "responseId", "response_id"}
_ENDPOINT = re.compile("generate_?content", re.IGNORECASE)


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By what only such an answer has; else, for an error or nothing at all, by the URL."""
    for chunk in first:
        data = as_dict(chunk.data)
        # Others have a `model_version`, too: it counts beside what is Gemini's alone.
        if not _SIGNS.isdisjoint(data) or {"model_version", "usage_metadata"} <= data.keys():
            return True
        if data and "error" not in data:
            return False
    return bool(_ENDPOINT.search(exchange.request.endpoint)) and "contents" in as_dict(exchange.request.body)


def head(body: Mapping[str, Json]) -> Outline:
    """The contents, unparsed."""
    return Outline("chat", messages=count(body), opening=brief(body), question=question(body))


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended: mostly the last chunk tells; an error or a call may be in any, and usage is in all."""
    datas = payloads(chunks)
    indexes = significant(chunks, datas, _is_piece)
    ended = ending_of_significant(chunks, indexes, lambda some: events(some, origin))
    reports = (usage(as_dict(data)) for data in reversed(datas))
    return ended._replace(usage=next(filter(None, reports), None))


def _is_piece(data: Json) -> bool:
    """Whether a chunk has parts that are no calls and nothing that a row shows but usage, of which the last counts."""
    if not isinstance(data, dict) or data.get("error") or pick(data, "promptFeedback") or _KNOWN.isdisjoint(data):
        return False
    return not any(finish_reason(candidate) for candidate in objects(data, "candidates")) and not _calls(data)


def _calls(data: Mapping[str, Json]) -> bool:
    """Whether a chunk calls a function or a tool that Google runs: an answer that does ends as any other."""
    contents = [pick(candidate, "content") for candidate in objects(data, "candidates")]
    return any(part(sent).kind == "tool_call" for content in contents for sent in parts_of(content))


def events(chunks: Iterable[Chunk], origin: Origin) -> list[ev.Event]:
    """One event per part, each with the index of the chunk that has it."""
    decoder = _Decoder(origin.source, vertex=is_vertex(origin.url))
    decoded: list[ev.Event] = []
    for index, chunk in enumerate(chunks):
        decoded.extend(decoder.chunk(index, chunk))
    return decoder.calls.with_pieces(decoded)


class _Decoder:
    """Remembers, over the chunks of one stream, its calls, what was noted, and where a second answer begins."""

    def __init__(self, source: ErrorSource, *, vertex: bool) -> None:
        self.calls = FunctionCalls()
        self._source: ErrorSource = source
        self._vertex = vertex
        self._reasoning = ReasoningBlocks()
        self._noted: set[tuple[int, Note]] = set()
        self._answer = ""
        self._first = self._next = 0
        self._finished = False

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        self._restart(as_str(pick(data, "responseId")))
        for position, candidate in enumerate(objects(data, "candidates")):
            yield from self._candidate(index, self._first + _index(candidate, position), candidate)
        yield from self._refusal(index, data)
        if reported := usage(data):
            yield ev.UsageReported(index, reported)
        if failed := failure(error_of(chunk), self._source):
            yield ev.Failed(index, failed)
        elif _KNOWN.isdisjoint(data):
            yield ev.Unknown(index, "no candidates, feedback, usage or error in this chunk")

    def _restart(self, answer: str) -> None:
        """Another response id after an ending is another answer: its candidates are counted on."""
        if self._finished and answer not in {"", self._answer}:
            self._first, self._finished = self._next, False
        self._answer = answer or self._answer

    def _candidate(self, chunk: int, choice: int, candidate: Mapping[str, Json]) -> Iterator[ev.Event]:
        self._next = max(self._next, choice + 1)
        logprobs = tokens(candidate)
        for sent in parts_of(pick(candidate, "content")):
            for event in self._part(chunk, choice, sent):
                if isinstance(event, ev.TextDelta):
                    yield ev.TextDelta(chunk, choice, event.text, logprobs)
                    logprobs = ()
                else:
                    yield event
        yield from self._notes(chunk, choice, notes(candidate))
        if reason := finish_reason(candidate):
            message = as_str(pick(candidate, "finishMessage"))
            if message and reason != "STOP":
                yield from self._notes(chunk, choice, [("finish message", message)])
            self._finished = True
            yield ev.Finished(chunk, choice, reason)

    def _part(self, chunk: int, choice: int, sent: Json) -> Iterator[ev.Event]:
        piece = part(sent)
        if piece.kind != "reasoning" and piece.text:
            self._reasoning.end(choice)
        match piece.kind:
            case "tool_call" if isinstance(call := pick(as_dict(sent), "functionCall"), dict):
                yield self.calls.event(chunk, choice, call)
            case "tool_call":
                yield self.calls.run_by_google(chunk, choice, piece)
            case "text" | "reasoning" if not piece.text:
                pass
            case "text":
                yield ev.TextDelta(chunk, choice, piece.text)
            case "reasoning":
                yield self._reasoning.part(chunk, choice, piece.text)
            case kind:
                label = "function response" if kind == "tool_result" else kind if kind != "other" else piece.name
                yield ev.Noted(chunk, choice, label, f"{piece.text.rstrip()}\n", is_part=True)
        if size := signature(sent):
            yield ev.Noted(chunk, choice, "thought signature", f"{size}\n")

    def _refusal(self, chunk: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A prompt that was refused has no candidates: why it was is how the answer ended."""
        if reason := block_reason(data, vertex=self._vertex):
            feedback = as_dict(pick(data, "promptFeedback"))
            message = as_str(pick(feedback, "blockReasonMessage"))
            yield from self._notes(chunk, self._first, [("blocked", message)] if message else [])
            yield from self._notes(chunk, self._first, blocking_ratings(feedback))
            self._finished, self._next = True, max(self._next, self._first + 1)
            yield ev.Finished(chunk, self._first, reason)

    def _notes(self, chunk: int, choice: int, new_notes: Iterator[Note] | list[Note]) -> Iterator[ev.Event]:
        """Later chunks may repeat what earlier ones told."""
        for note in new_notes:
            if (choice, note) not in self._noted:
                self._noted.add((choice, note))
                yield ev.Noted(chunk, choice, note[0], f"{note[1]}\n")


def _index(candidate: Mapping[str, Json], position: int) -> int:
    index = as_int(candidate.get("index"))
    return position if index is None else index

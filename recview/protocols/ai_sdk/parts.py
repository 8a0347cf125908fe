"""Each part of an AI SDK stream → events, whichever of its streams it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json
from recview.protocols.contract import ErrorSource
from recview.protocols.shared.calls_by_id import CallsById
from recview.protocols.shared.camel_usage import camel_usage
from recview.protocols.shared.errors import failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.sources import citation
from recview.wire import as_text

Fields: TypeAlias = Mapping[str, Json]

_SILENT = frozenset(
    {
        *("start", "start-step", "step-start", "text-start", "text-end", "reasoning-start", "reasoning-end", "raw"),
        *("tool-input-end", "response-metadata", "reasoning-part-finish", "reasoning-signature"),
        *("redacted-reasoning", "tool-approval-request"),
    }
)


class Parts:
    """Remembers, over one stream, its tool calls."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = CallsById()

    def events(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """The events of a part.

        Args:
            index: Of its chunk.
            part: {type, …}.
        """
        kind = as_str(part.get("type"))
        if read := _READERS.get(kind):
            yield from read(self, index, part)
        elif kind.startswith("data-"):
            yield ev.Noted(index, 0, kind.removeprefix("data-"), f"{as_text(part.get('data'))}\n")
        elif kind not in _SILENT:
            yield ev.Unknown(index, "no part of this name" if kind else "no type in this object")
        if kind in _SILENT or kind == "message-metadata":
            yield from self._usage(index, part)

    def text(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A piece of text: `delta` of a UI or a model, `text` in 5's full stream, `textDelta` in 4."""
        if text := _text(part):
            yield ev.TextDelta(index, 0, text)

    def reasoning(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A piece of reasoning."""
        if text := _text(part):
            yield ev.ReasoningDelta(index, 0, text)

    def call_start(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A call begins."""
        yield from self._calls.piece(index, _call_id(part), as_str(part.get("toolName")), "", _runs(part))

    def call_piece(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A stretch of a call's arguments."""
        stretches = map(as_str, (part.get("inputTextDelta"), part.get("delta"), part.get("argsTextDelta")))
        yield from self._calls.piece(index, _call_id(part), "", next(filter(None, stretches), ""))

    def call(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A call as a whole."""
        sent = part.get("input", part.get("args"))
        yield from self._calls.whole(index, _call_id(part), as_str(part.get("toolName")), sent, _runs(part))
        if wrong := as_str(part.get("errorText")):
            yield ev.Noted(index, 0, "tool input error", f"{wrong}\n")

    def result(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """What a tool gave back; a preliminary result is followed by the whole."""
        yield from self._calls.ran(index, _call_id(part))
        if part.get("preliminary") is not True:
            given = (part.get(key) for key in ("output", "result", "errorText", "error"))
            result = next((value for value in given if value is not None), "")
            yield ev.Noted(index, 0, "tool result", f"{as_text(result)}\n", is_part=True)

    def source(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A source."""
        yield ev.Noted(index, 0, "citations", f"{citation(part.get('source') or part)}\n")

    def file(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """A file that the model made."""
        inner = as_dict(part.get("file")) or part
        media = next((inner[key] for key in ("url", "data", "base64Data", "base64") if inner.get(key)), "")
        media_type = as_str(inner.get("mediaType")) or as_str(inner.get("mimeType"))
        yield ev.Noted(index, 0, "file", f"{describe_media(media, media_type)}\n")

    def finish(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """The end; without a reason, which UI streams before version 6 have not, its own name is the word."""
        reason = part.get("finishReason")
        word = as_str(as_dict(reason).get("unified")) or as_str(as_dict(reason).get("raw")) or as_words(reason)
        yield ev.Finished(index, 0, word or "finish")
        yield from self._usage(index, part)

    def step_finish(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """The end of a step, of which an answer may have several."""
        yield from self._usage(index, part)

    def error(self, index: int, part: Fields) -> Iterator[ev.Event]:
        """An error."""
        if failed := failure(part.get("errorText") or part.get("error") or part, self._source):
            yield ev.Failed(index, failed)

    def _usage(self, index: int, part: Fields) -> Iterator[ev.Event]:
        metadata = as_dict(part.get("messageMetadata"))
        reports = (part.get("totalUsage"), part.get("usage"), metadata.get("totalUsage"), metadata.get("usage"))
        if counts := next(filter(None, map(camel_usage, reports)), None):
            yield ev.UsageReported(index, counts)


def _text(part: Fields) -> str:
    return next(filter(None, map(as_str, (part.get("delta"), part.get("text"), part.get("textDelta")))), "")


def _call_id(part: Fields) -> str:
    return as_str(part.get("toolCallId")) or as_str(part.get("id"))


def _runs(part: Fields) -> ev.Runner:
    return "provider" if part.get("providerExecuted") is True else "client"


def _abort(parts: Parts, index: int, part: Fields) -> Iterator[ev.Event]:
    """The client stopped the answer."""
    yield ev.Finished(index, 0, "abort")


def _warnings(parts: Parts, index: int, part: Fields) -> Iterator[ev.Event]:
    """The warnings of the model's module."""
    for warning in as_list(part.get("warnings")):
        yield ev.Noted(index, 0, "warning", f"{as_text(warning)}\n")


def _nothing(parts: Parts, index: int, part: Fields) -> Iterator[ev.Event]:
    return iter(())


_READERS: Mapping[str, Callable[[Parts, int, Fields], Iterator[ev.Event]]] = MappingProxyType(
    {
        "text-delta": Parts.text,
        "reasoning-delta": Parts.reasoning,
        "reasoning": Parts.reasoning,
        "tool-input-start": Parts.call_start,
        "tool-call-streaming-start": Parts.call_start,
        "tool-input-delta": Parts.call_piece,
        "tool-call-delta": Parts.call_piece,
        "tool-input-available": Parts.call,
        "tool-input-error": Parts.call,
        "tool-call": Parts.call,
        "tool-output-available": Parts.result,
        "tool-output-error": Parts.result,
        "tool-output-denied": Parts.result,
        "tool-result": Parts.result,
        "tool-error": Parts.result,
        "source-url": Parts.source,
        "source-document": Parts.source,
        "source": Parts.source,
        "file": Parts.file,
        "finish": Parts.finish,
        "finish-step": Parts.step_finish,
        "step-finish": Parts.step_finish,
        "message-metadata": _nothing,
        "stream-start": _warnings,
        "abort": _abort,
        "error": Parts.error,
    }
)

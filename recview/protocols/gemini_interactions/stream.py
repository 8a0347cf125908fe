"""The answer of Gemini's Interactions API, event by event: what each start, delta and ending brings.

A plain answer is the last event of a stream by itself, with all of its contents or steps in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Json, Usage
from recview.protocols.contract import ErrorSource
from recview.protocols.gemini_interactions.parts import arguments, label, media, result, thoughts, tool_name
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.fields import one_line
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.protocols.shared.tool_calls import with_arguments
from recview.wire import as_text

_UNDER_WAY = {"", "in_progress", "queued", "idle"}
_MEDIA = {"image", "audio", "video", "document"}
_ITEM = re.compile("text|image|audio|video|document|thought|user_input|model_output|[a-z_]+_(?:call|result)")


def interaction_of(data: Mapping[str, Json]) -> Mapping[str, Json]:
    """The interaction that an event is about, or the plain body that is one."""
    return as_dict(data.get("interaction")) or data


def is_interaction(data: Mapping[str, Json]) -> bool:
    """Whether a body is an interaction: it says so, or has a status and typed steps or outputs."""
    if data.get("object") == "interaction":
        return True
    items = as_list(data.get("steps")) or as_list(data.get("outputs"))
    types = {as_words(as_dict(item).get("type")) for item in items[:20]}
    return bool(as_str(data.get("status")) and items) and all(map(_ITEM.fullmatch, types))


def ending(interaction: Mapping[str, Json]) -> str:
    """The status, once the interaction is no longer under way."""
    status = as_str(interaction.get("status"))
    return "" if status in _UNDER_WAY else status


def usage(interaction: Mapping[str, Json]) -> Usage | None:
    """The token counts of an interaction; its total is with thoughts and the prompts of tools."""
    reported = as_dict(interaction.get("usage"))
    counts = Usage(
        input=as_int(reported.get("total_input_tokens")),
        output=as_int(reported.get("total_output_tokens")),
        total=as_int(reported.get("total_tokens")),
        cached=as_int(reported.get("total_cached_tokens")),
        reasoning=as_int(reported.get("total_thought_tokens")),
    )
    return None if counts == Usage() else counts


def errors(data: Mapping[str, Json]) -> list[Json]:
    """The error objects {code, message} of an event or body: its own, and those of its interaction."""
    own = data.get("error") or (data if data.get("event_type") == "error" else None)
    return [error for error in (own, *as_list(interaction_of(data).get("errors"))) if error]


class _Call:
    """A function call: arguments that were given as a whole, by which chunk, and whether pieces of them came."""

    def __init__(self) -> None:
        self.given: Json = None
        self.chunk = 0
        self.in_pieces = False


class Decoder:
    """Remembers, over the events of one stream, its calls and what was noted, and counts its interactions."""

    def __init__(self, source: ErrorSource) -> None:
        self._source: ErrorSource = source
        self._started = 0
        self._said = False
        self._last = "0"
        self._calls: dict[tuple[int, str], _Call] = {}
        self._reasoning = ReasoningBlocks()
        self._noted: set[tuple[int, str, str]] = set()

    @property
    def _choice(self) -> int:
        """The choice of the current interaction: a second one in a stream is another choice."""
        return max(0, self._started - 1)

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        """The events of one chunk."""
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        kind = as_str(data.get("event_type")) or chunk.kind
        match kind.rpartition(".")[::2]:
            case ("interaction", "start" | "created"):
                self._started, self._said = self._started + 1, False
            case ("content" | "step", "start"):
                yield from self._item(index, self._key(data), as_dict(data.get("step") or data.get("content")))
            case ("content" | "step", "delta"):
                yield from self._delta(index, self._key(data), as_dict(data.get("delta")))
            case ("content" | "step", "stop") | ("", "done"):
                pass
            case ("interaction", _):
                yield from self._ending(index, interaction_of(data))
            case _ if is_interaction(data):
                yield from self._ending(index, data)
            case _ if not errors(data):
                yield ev.Unknown(index, f"an event of no known kind: {kind or 'unnamed'}")
        for failed in filter(None, (failure(error, self._source) for error in errors(data))):
            yield ev.Failed(index, failed)

    def with_arguments(self, events: Sequence[ev.Event]) -> list[ev.Event]:
        """The same events, with the arguments that were given as a whole and not in pieces as well."""
        return with_arguments(
            events,
            {
                (choice, key, call.chunk): as_text(call.given)
                for (choice, key), call in self._calls.items()
                if call.given is not None and not call.in_pieces
            },
        )

    def _key(self, data: Mapping[str, Json]) -> str:
        index = as_int(data.get("index"))
        self._last = self._last if index is None else f"{index}"
        return self._last

    def _ending(self, index: int, interaction: Mapping[str, Json]) -> Iterator[ev.Event]:
        """What was streamed counts; the contents of the whole are read where nothing was."""
        if not self._said:
            for position, item in enumerate(as_list(interaction.get("steps") or interaction.get("outputs"))):
                yield from self._item(index, f"{position}", as_dict(item))
        if status := ending(interaction):
            yield ev.Finished(index, self._choice, status)
        if counts := usage(interaction):
            yield ev.UsageReported(index, counts)

    def _delta(self, index: int, key: str, delta: Mapping[str, Json]) -> Iterator[ev.Event]:
        match delta.get("type"):
            case "arguments_delta":
                self._calls.setdefault((self._choice, key), _Call()).in_pieces = True
                piece = as_text(delta.get("arguments", delta.get("partial_arguments")))
                yield ev.ToolCallDelta(index, self._choice, key, arguments=piece)
            case "thought_summary":
                for thought in thoughts(delta.get("content")):
                    yield self._reasoning.piece(index, self._choice, (key, 0), thought)
            case "thought_signature" | "text_annotation" | "text_annotation_delta":
                yield from self._aside(index, delta)
            case _:
                yield from self._item(index, key, delta)

    def _item(self, index: int, key: str, item: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A content or a step: the whole, the start, or a stretch of it."""
        self._said = True
        choice = self._choice
        kind = as_words(item.get("type"))
        match kind:
            case "" | "text" if text := as_str(item.get("text")):
                yield ev.TextDelta(index, choice, text)
            case "thought":
                for position, text in enumerate(thoughts(item.get("summary"))):
                    yield self._reasoning.piece(index, choice, (key, position), text)
            case "model_output":
                yield from self._output(index, key, item)
            case "function_call":
                yield self._call(index, key, item)
            case "text" | "user_input":
                pass
            case _ if kind.endswith("_call"):
                yield self._run_by_google(index, key, item)
            case _:
                yield self._note(index, kind, item)
        yield from self._aside(index, item)

    def _output(self, index: int, key: str, item: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The contents of a step of the model, and its error."""
        for content in map(as_dict, as_list(item.get("content"))):
            if content.get("type") != "model_output":
                yield from self._item(index, key, content)
        if failed := failure(item.get("error"), self._source):
            yield ev.Failed(index, failed)

    def _call(self, index: int, key: str, item: Mapping[str, Json]) -> ev.Event:
        call = self._calls.setdefault((self._choice, key), _Call())
        if "arguments" in item and not call.given:
            call.given, call.chunk = item["arguments"], index
        return ev.ToolCallDelta(index, self._choice, key, as_words(item.get("id")), as_words(item.get("name")))

    def _run_by_google(self, index: int, key: str, item: Mapping[str, Json]) -> ev.Event:
        """A call of a tool that Google runs. Its arguments come at its start, or whole with a delta."""
        call = self._calls.setdefault((self._choice, key), _Call())
        if item.get("arguments") and not call.given:
            call.given, call.chunk = arguments(item), index
        return ev.ToolCallDelta(index, self._choice, key, as_words(item.get("id")), tool_name(item), runs="provider")

    def _note(self, index: int, kind: str, item: Mapping[str, Json]) -> ev.Event:
        """What is neither text nor a call of the user's functions. A start may say nothing yet."""
        if kind in _MEDIA:
            text = media(item)
        elif kind.endswith("_result"):
            text = f"{as_words(item.get('name'))} {result(item.get('result'))}".strip()
        else:
            text = "in the raw chunk"
        return ev.Noted(index, self._choice, label(kind), f"{text}\n" if text else "", is_part=True)

    def _aside(self, index: int, item: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The encrypted thought and the citations that come with a content; citations may come again."""
        if signature := as_str(item.get("signature")):
            yield ev.Noted(index, self._choice, "thought signature", f"{describe_media(signature, 'encrypted')}\n")
        for annotation in map(as_dict, as_list(item.get("annotations"))):
            line = one_line(annotation, "title", "fileName", "name", "url") or as_words(annotation.get("type"))
            if (self._choice, "citation", line) not in self._noted:
                self._noted.add((self._choice, "citation", line))
                yield ev.Noted(index, self._choice, "citation", f"{line}\n")

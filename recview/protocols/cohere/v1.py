"""Cohere's older API: chat and generate of v1, also as AWS Bedrock serves them; streamed as one JSON object a line.

Source: Cohere's API reference v1. Chat is {text, tool_calls[].{name, parameters (an object)}, citations,
finish_reason, meta}, generate {generations[].{text, finish_reason}, prompt, meta}. A streamed object has `event_type`
or `is_finished`; the last, `stream-end`, carries the whole response again: of that only what has not come yet is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_list, as_str, as_words
from recview.model import Json
from recview.protocols.cohere.parts import citations
from recview.protocols.contract import ErrorSource
from recview.protocols.shared.errors import failure
from recview.protocols.shared.usage import billed_usage as usage
from recview.wire import as_text

EVENTS = {
    *("stream-start", "text-generation", "citation-generation", "tool-calls-chunk", "tool-calls-generation"),
    *("search-queries-generation", "search-results", "stream-end", "debug"),
}
_WHOLE = frozenset({"text", "generations", "tool_calls", "finish_reason", "meta", "error"})


class OlderDecoder:
    """Remembers, over the objects of one stream, what of each kind has come."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._choice = 0
        self._began = False
        self._had: set[tuple[str, int]] = set()

    def chunk(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The events of a plain answer or of one streamed object."""
        kind = as_str(data.get("event_type"))
        if kind == "stream-start":
            self._choice += self._began
            self._began = True
        elif kind == "stream-end" or data.get("is_finished") is True:
            yield from self._end(index, data)
        elif kind and kind not in EVENTS:
            yield ev.Unknown(index, f"an event of type {kind}")
        elif kind or "is_finished" in data:
            yield from self._piece(index, data)
        elif _WHOLE.isdisjoint(data):
            yield ev.Unknown(index, "no text, generations or error in this object")
        else:
            yield from self._whole(index, data)

    def _piece(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        choice = self._choice + (as_int(data.get("index")) or 0)
        if as_str(data.get("event_type")) == "tool-calls-generation":
            # The whole of what the tool-calls-chunk events brought, if there were any.
            yield from self._rest(index, choice, data)
            return
        if text := as_str(data.get("text")):
            self._had.add(("text", choice))
            yield ev.TextDelta(index, choice, text)
        if call := as_dict(data.get("tool_call_delta")):
            self._had.add(("tool_calls", choice))
            key, name = as_words(call.get("index")), as_str(call.get("name"))
            yield ev.ToolCallDelta(index, choice, key or "0", "", name, as_text(call.get("parameters")))
        if "citations" in data:
            self._had.add(("citations", choice))
            yield from citations(index, choice, data["citations"])
        yield from _searches(index, choice, data)

    def _end(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        if text := as_str(data.get("text")):
            self._had.add(("text", self._choice))
            yield ev.TextDelta(index, self._choice, text)
        response = as_dict(data.get("response"))
        reason = as_str(data.get("finish_reason")) or as_str(response.get("finish_reason"))
        yield from self._whole(index, {**response, "finish_reason": reason, "error": data.get("error")})

    def _whole(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        reason = as_str(data.get("finish_reason"))
        for position, generation in enumerate(map(as_dict, as_list(data.get("generations")))):
            choice = self._choice + position
            if (text := as_str(generation.get("text"))) and ("text", choice) not in self._had:
                yield ev.TextDelta(index, choice, text, _tokens(generation.get("token_likelihoods")))
            if ended := as_str(generation.get("finish_reason")) or reason:
                yield ev.Finished(index, choice, ended)
        if "generations" not in data:
            yield from self._rest(index, self._choice, data)
            if reason:
                yield ev.Finished(index, self._choice, reason)
        if counts := usage(data.get("meta")):
            yield ev.UsageReported(index, counts)
        if failed := failure(data.get("error"), self._source):
            yield ev.Failed(index, failed)

    def _rest(self, index: int, choice: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The parts of a whole response that no piece had."""
        if (text := as_str(data.get("text"))) and self._is_new("text", choice):
            yield ev.TextDelta(index, choice, text)
        calls = as_list(data.get("tool_calls"))
        if calls and self._is_new("tool_calls", choice):
            for position, call in enumerate(map(as_dict, calls)):
                name, arguments = as_str(call.get("name")), as_text(call.get("parameters"))
                yield ev.ToolCallDelta(index, choice, f"{position}", "", name, arguments)
        cited = as_list(data.get("citations"))
        if cited and self._is_new("citations", choice):
            yield from citations(index, choice, cited)

    def _is_new(self, kind: str, choice: int) -> bool:
        had = (kind, choice) in self._had
        self._had.add((kind, choice))
        return not had


def _searches(index: int, choice: int, data: Mapping[str, Json]) -> Iterator[ev.Noted]:
    for query in map(as_dict, as_list(data.get("search_queries"))):
        yield ev.Noted(index, choice, "search queries", f"{as_str(query.get('text'))}\n")
    for document in map(as_dict, as_list(data.get("documents"))):
        fields = (as_words(document.get("id")), as_words(document.get("title")), as_words(document.get("url")))
        yield ev.Noted(index, choice, "search results", f"{' '.join(filter(None, fields)) or 'in the raw chunk'}\n")


def _tokens(value: Json) -> tuple[ev.TokenLogprob, ...]:
    return tuple(
        ev.TokenLogprob(as_str(fields.get("token")), likelihood)
        for fields in map(as_dict, as_list(value))
        if (likelihood := as_float(fields.get("likelihood"))) is not None
    )

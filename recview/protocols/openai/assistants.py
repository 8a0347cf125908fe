"""OpenAI's Assistants (beta), a run as it is streamed or, once it has ended, as it is; lists and threads are cards.

Source: OpenAI's API reference (assistants streaming), also as Azure serves it. Events are named after the object that
they have: `thread.run.*` {object: thread.run, status, required_action, last_error, incomplete_details, usage},
`thread.message.delta` {object, id, delta: {content: [{index, type: text, text: {value, annotations}}]}},
`thread.run.step.delta` {object, id, delta: {step_details: {type: tool_calls, tool_calls: [{index, id, type, function |
code_interpreter | file_search}]}}}, the objects as a whole when they are completed, `error` and `done`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Part
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.calls_by_id import CallsById
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import messages as chat_messages
from recview.protocols.shared.sources import citation
from recview.protocols.shared.usage import usage
from recview.wire import as_text

NAME = "openai.assistants"
DECODED_KEYS = frozenset({"value", "arguments", "input", "name", "status"})
FINISHES = {
    "stop": ("completed",),
    "length": ("incomplete", "incomplete:max_completion_tokens", "incomplete:max_prompt_tokens"),
    "tool_calls": ("requires_action",),
    "error": ("failed", "expired"),
    "other": ("cancelled",),
}
NOISE_KEYS = {
    "ids": ("thread_id", "run_id", "step_id"),
    "timestamps": ("started_at", "expires_at", "completed_at", "cancelled_at", "failed_at", "incomplete_at"),
}

_ENDED = frozenset({"completed", "incomplete", "requires_action", "failed", "expired", "cancelled"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the objects in a stream, or a run that has ended; without one, by the assistant that is asked to run."""
    for chunk in first:
        data = _payload(chunk)
        if not exchange.response.streaming:
            return data.get("object") == "thread.run" and data.get("status") in _ENDED
        return as_str(data.get("object")).startswith("thread")
    body = as_dict(exchange.request.body)
    return "assistant_id" in body and "/threads" in exchange.request.endpoint


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """Instructions, the messages of a new thread or those that are added, and outputs of tools."""
    instructions = [as_str(body.get(key)) for key in ("instructions", "additional_instructions")]
    system = tuple(Message("system", (Part("text", text),)) for text in instructions if text)
    sent = as_list(as_dict(body.get("thread")).get("messages")) or as_list(body.get("additional_messages"))
    outputs = map(as_dict, as_list(body.get("tool_outputs")))
    results = [
        Part("tool_result", as_str(given.get("output")), "", as_str(given.get("tool_call_id"))) for given in outputs
    ]
    tool = (Message("tool", tuple(results)),) if results else ()
    return (*system, *chat_messages({"messages": sent}), *tool)


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece; what came in no piece, by the objects as a whole."""
    run = _Run(origin.source)
    for index, chunk in enumerate(chunks):
        data = _payload(chunk)
        if failed := failure(error_of(chunk), origin.source):
            yield ev.Failed(index, failed)
        elif data:
            yield from run.events(index, data)
        elif chunk.kind != "done":
            yield ev.Unknown(index, why_unread(chunk))


def _payload(chunk: Chunk) -> Mapping[str, Json]:
    """The object of an event, which OpenAI's clients keep as {event, data}."""
    data = as_dict(chunk.data)
    return as_dict(data.get("data")) if as_str(data.get("event")).startswith("thread") else data


class _Run:
    """Remembers, over one stream, which messages and calls came in pieces."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._streamed: set[str] = set()
        self._calls = CallsById()
        self._ids: dict[tuple[str, int], str] = {}
        self._with_output: set[str] = set()

    def events(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        name, own_id = as_str(data.get("object")), as_str(data.get("id"))
        match name:
            case "thread.message.delta":
                self._streamed.add(own_id)
                yield from self._content(index, as_dict(data.get("delta")))
            case "thread.message":
                if as_str(data.get("status")) in {"completed", "incomplete"} and own_id not in self._streamed:
                    self._streamed.add(own_id)
                    yield from self._content(index, data)
            case "thread.run.step.delta":
                yield from self._step(index, own_id, as_dict(data.get("delta")), is_whole=False)
            case "thread.run.step":
                if data.get("status") == "completed":
                    yield from self._step(index, own_id, data, is_whole=True)
            case "thread.run":
                yield from self._run(index, data)
            case _ if not name.startswith("thread"):
                yield ev.Unknown(index, "no object of a thread")

    def _content(self, index: int, message: Mapping[str, Json]) -> Iterator[ev.Event]:
        for part in map(as_dict, as_list(message.get("content"))):
            text = as_dict(part.get("text"))
            if value := as_str(text.get("value")):
                yield ev.TextDelta(index, 0, value)
            for annotation in as_list(text.get("annotations")):
                yield ev.Noted(index, 0, "annotations", f"{citation(annotation)}\n")
            if refusal := as_str(part.get("refusal")):
                yield ev.RefusalDelta(index, 0, refusal)
            if image := as_dict(part.get("image_file")) or as_dict(part.get("image_url")):
                yield ev.Noted(
                    index, 0, "image", f"{as_str(image.get('file_id')) or describe_media(image.get('url'))}\n"
                )

    def _step(self, index: int, step: str, holder: Mapping[str, Json], *, is_whole: bool) -> Iterator[ev.Event]:
        calls = as_list(as_dict(holder.get("step_details")).get("tool_calls"))
        for position, call in enumerate(map(as_dict, calls)):
            number = as_int(call.get("index"))
            yield from self._call(index, (step, position if number is None else number), call, is_whole=is_whole)

    def _call(
        self, index: int, position: tuple[str, int], call: Mapping[str, Json], *, is_whole: bool
    ) -> Iterator[ev.Event]:
        """A call or a piece of it; only its first piece has its id, and OpenAI runs all but functions."""
        call_id = as_str(call.get("id")) or self._ids.get(position) or f"{position[0]}.{position[1]}"
        self._ids[position] = call_id
        kind = as_str(call.get("type"))
        detail = as_dict(call.get(kind))
        name = as_str(detail.get("name")) or ("" if kind == "function" else kind)
        arguments = as_str(detail.get("arguments")) or as_str(detail.get("input"))
        read = self._calls.whole if is_whole else self._calls.piece
        yield from read(index, call_id, name, arguments, "client" if kind == "function" else "provider")
        outputs = [*as_list(detail.get("outputs")), *filter(None, [detail.get("output")])]
        if not is_whole or call_id not in self._with_output:
            for output in outputs:
                self._with_output.add(call_id)
                shown = as_str(as_dict(output).get("logs")) or as_text(output)
                yield ev.Noted(index, 0, f"{name or kind} output", f"{shown}\n", is_part=True)

    def _run(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        action = as_dict(as_dict(data.get("required_action")).get("submit_tool_outputs"))
        for number, call in enumerate(map(as_dict, as_list(action.get("tool_calls")))):
            yield from self._call(index, ("", number), call, is_whole=True)
        status = as_str(data.get("status"))
        if status in _ENDED:
            why = as_str(as_dict(data.get("incomplete_details")).get("reason"))
            yield ev.Finished(index, 0, f"{status}:{why}" if status == "incomplete" and why else status)
        if counts := usage(data):
            yield ev.UsageReported(index, counts)
        if failed := failure(data.get("last_error"), self._source):
            yield ev.Failed(index, failed)

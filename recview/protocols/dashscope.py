"""Alibaba's DashScope (Model Studio), text and multimodal generation; its compatible mode is read as OpenAI's.

Source: DashScope's API reference (`/api/v1/services/aigc/…/generation`). An answer and each streamed object is {output:
{text, finish_reason} | {choices: [{message: {role, content, reasoning_content, tool_calls}, finish_reason}]}, usage:
{input_tokens, output_tokens, total_tokens}, request_id}; content is a text or [{text}, {image}]; "null" stands for no
reason yet. Without `incremental_output` each streamed object has all of the text so far. An error is {code, message,
request_id}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import messages as chat_messages
from recview.protocols.shared.sources import Citations
from recview.protocols.shared.tool_calls import ToolCalls
from recview.protocols.shared.usage import usage
from recview.wire import as_text

NAME = "dashscope"
DECODED_KEYS = frozenset({"text", "content", "reasoning_content", "name", "arguments", "finish_reason"})
FINISHES = {"": ("null",)}
NOISE_KEYS = {"ids": ("request_id",)}

_UNENDED = frozenset({"", "null"})
_ENDPOINT = "/services/aigc/"
_ERROR = frozenset({"code", "message"})
_MEDIA = ("image", "audio", "video")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By what its output holds; of an error or of no answer, by the URL and its input."""
    for chunk in first:
        data = as_dict(chunk.data)
        if output := as_dict(data.get("output")):
            is_own = "request_id" in data or _ENDPOINT in exchange.request.endpoint
            choices = as_list(output.get("choices"))
            is_text = isinstance(output.get("text"), str) and "finish_reason" in output
            return is_own and (is_text or "message" in as_dict(next(iter(choices), None)))
        if data and not data.keys() >= _ERROR:
            return False
    sent = as_dict(as_dict(exchange.request.body).get("input"))
    return f"{_ENDPOINT}" in exchange.request.endpoint and not {"messages", "prompt"}.isdisjoint(sent)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages, whose parts have no type; or the prompt after the turns before it."""
    sent = as_dict(body.get("input"))
    turns = chat_messages({"messages": [_in_openai_words(message) for message in as_list(sent.get("messages"))]})
    before = [
        Message(role, (Part("text", text),))
        for turn in map(as_dict, as_list(sent.get("history")))
        for role in ("user", "bot")
        if (text := as_str(turn.get(role)))
    ]
    prompt = as_str(sent.get("prompt"))
    return (*turns, *before, Message("prompt", (Part("text", prompt),))) if prompt else (*turns, *before)


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece; of a text that grows, what is new in each object."""
    kept = list(chunks)
    answer = _Answer(origin.source, is_cumulative=_is_cumulative(kept))
    for index, chunk in enumerate(kept):
        data = as_dict(chunk.data)
        if data:
            yield from answer.events(index, data)
        else:
            yield ev.Unknown(index, why_unread(chunk))


def _in_openai_words(message: Json) -> Json:
    fields = as_dict(message)
    content = fields.get("content")
    return {**fields, "content": [_part(part) for part in content]} if isinstance(content, list) else message


def _part(part: Json) -> Json:
    fields = as_dict(part)
    if "type" in fields:
        return part
    if isinstance(fields.get("text"), str):
        return {"type": "text", "text": fields["text"]}
    if "image" in fields:
        return {"type": "image_url", "image_url": {"url": fields["image"]}}
    return {"type": next((kind for kind in _MEDIA if kind in fields), "part"), **fields}


def _choices(data: Mapping[str, Json]) -> list[tuple[Mapping[str, Json], str]]:
    """The message and the finish_reason of each choice."""
    output = as_dict(data.get("output"))
    choices = [as_dict(choice) for choice in as_list(output.get("choices"))]
    if choices:
        return [(as_dict(choice.get("message")), as_str(choice.get("finish_reason"))) for choice in choices]
    return [({"content": output.get("text")}, as_str(output.get("finish_reason")))] if output else []


def _texts(content: Json) -> str:
    return as_str(content) or "".join(as_str(as_dict(part).get("text")) for part in as_list(content))


def _is_cumulative(chunks: Sequence[Chunk]) -> bool:
    """Whether each object has the text of the one before it, and more or as much."""
    before = ("", "", "")
    grows = False
    for chunk in chunks:
        for message, _ in _choices(as_dict(chunk.data))[:1]:
            call = as_dict(next(iter(as_list(message.get("tool_calls"))), None))
            arguments = as_text(as_dict(call.get("function")).get("arguments"))
            now = _texts(message.get("content")), as_str(message.get("reasoning_content")), arguments
            if not all(map(str.startswith, now, before)):
                return False
            grows = grows or any(before)
            before = now
    return grows


class _Answer:
    """Remembers, over one stream, what came of each choice.

    Attributes:
        is_cumulative: Whether each object has all of the text so far.
    """

    def __init__(self, source: ErrorSource, *, is_cumulative: bool) -> None:
        self._source = source
        self.is_cumulative = is_cumulative
        self._so_far: dict[tuple[int, str], str] = {}
        self._calls = ToolCalls()
        self._citations = Citations()
        self._usage: Usage | None = None

    def events(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        choices = _choices(data)
        for choice, (message, reason) in enumerate(choices):
            yield from self._message(index, choice, message)
            if reason not in _UNENDED:
                yield ev.Finished(index, choice, reason)
        yield from self._citations.beside(index, 0, as_dict(data.get("output")))
        counts = usage(data)
        if counts and counts != self._usage:
            self._usage = counts
            yield ev.UsageReported(index, counts)
        failed = failure(data, self._source) if data.get("code") and not choices else None
        if failed:
            yield ev.Failed(index, failed)
        elif not choices and not counts and "error" not in data:
            yield ev.Unknown(index, "no output or error in this object")

    def _message(self, index: int, choice: int, message: Mapping[str, Json]) -> Iterator[ev.Event]:
        if thought := self._new((choice, "reasoning"), as_str(message.get("reasoning_content"))):
            yield ev.ReasoningDelta(index, choice, thought)
        if text := self._new((choice, "text"), _texts(message.get("content"))):
            yield ev.TextDelta(index, choice, text)
        for part in map(as_dict, as_list(message.get("content"))):
            for kind in _MEDIA:
                if kind in part:
                    yield ev.Noted(index, choice, kind, f"{describe_media(part[kind], kind)}\n")
        for position, call in enumerate(map(as_dict, as_list(message.get("tool_calls")))):
            yield from self._call(index, choice, position, call)

    def _call(self, index: int, choice: int, position: int, call: Mapping[str, Json]) -> Iterator[ev.ToolCallDelta]:
        function = as_dict(call.get("function"))
        number = as_int(call.get("index"))
        key = (choice, f"call {position if number is None else number}")
        arguments = self._new(key, as_text(function.get("arguments")))
        named = as_str(call.get("id")), as_str(function.get("name"))
        if arguments or not self.is_cumulative or (choice, f"{key} began") not in self._so_far:
            self._so_far[(choice, f"{key} began")] = ""
            piece = ev.ToolCallDelta(index, choice, "", *named, arguments)
            yield from self._calls.deltas(piece, position, call.get("index"))

    def _new(self, key: tuple[int, str], text: str) -> str:
        """What of a text did not come yet."""
        before = self._so_far.get(key, "")
        if not self.is_cumulative:
            return text
        self._so_far[key] = text or before
        return text[len(before) :] if text.startswith(before) else text

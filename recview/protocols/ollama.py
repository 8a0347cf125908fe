"""Ollama's own API, /api/chat and /api/generate: streamed as one JSON object a line, or plain.

Source: Ollama's API reference and its Python client's classes, as OGX records them (ChatResponse, GenerateResponse).
Each object is {model, created_at, done} with `message` {role, content, thinking, tool_calls[].function.{name,
arguments (an object)}, images[]} or with `response` and `thinking`. The last has `done: true`, done_reason,
prompt_eval_count, eval_count (tokens) and durations (nanoseconds). An error is a line {error}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Exchange, Json, Message, Outline, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.logprobs import tokens
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import brief, question
from recview.protocols.shared.messages import messages as chat_messages
from recview.wire import as_text

NAME = "ollama"
DECODED_KEYS = frozenset({"content", "response", "thinking", "name", "arguments", "done_reason"})
FINISHES = {"stop": ("done",), "other": ("load", "unload")}
NOISE_KEYS = {
    "timestamps": ("modified_at", "total_duration", "load_duration", "prompt_eval_duration", "eval_duration"),
    "usage": ("prompt_eval_count", "eval_count"),
}

_KINDS = {"ChatResponse", "GenerateResponse"}
_ENDPOINTS = ("/api/chat", "/api/generate")
_DONE = "done"


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the class or by `done` beside what was said; of an error line, a broken one or none, by the URL."""
    for chunk in first:
        data = as_dict(chunk.data)
        if _only_loads(exchange.response.chunks):
            return False
        if chunk.kind in _KINDS:
            return True
        if chunk.kind or ("error" not in data and data and "done" not in data):
            return False
        if "done" in data:
            has_text = isinstance(data.get("message"), dict) or isinstance(data.get("response"), str)
            return has_text or "done_reason" in data
    return exchange.request.endpoint.endswith(_ENDPOINTS) and bool(messages(as_dict(exchange.request.body)))


def _only_loads(chunks: Sequence[Chunk]) -> bool:
    """A call without a prompt loads a model, or unloads it, and answers nothing."""
    return len(chunks) == 1 and as_dict(chunks[0].data).get("done_reason") in ("load", "unload")


def head(body: Mapping[str, Json]) -> Outline:
    """A chat, or a text where there is a prompt and no message."""
    turns = as_list(body.get("messages"))
    if turns or "prompt" not in body:
        return Outline("chat", messages=len(turns), opening=brief(turns), question=question(turns))
    return Outline("text", messages=len(messages(body)), opening=as_str(body["prompt"])[:80])


def is_piece(data: Json) -> bool:
    """Whether an object has a piece of a message or of a text, and nothing that a row shows."""
    if not isinstance(data, dict) or data.get(_DONE) is True or data.get("error") or data.get("tool_calls"):
        return False
    if data.get("prompt_eval_count") is not None or data.get("eval_count") is not None:
        return False
    message = data.get("message")
    return not message.get("tool_calls") if isinstance(message, dict) else "message" in data or "response" in data


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece. What comes after `done: true` is another answer."""
    decoder = _Decoder(origin.source)
    for index, chunk in enumerate(chunks):
        yield from decoder.chunk(index, chunk)


def messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages of a chat; of a generation its system prompt, template, prompt with images, and suffix."""
    if "messages" in sent:
        asked = [_in_openai_words(message) for message in as_list(sent["messages"])]
        return chat_messages({"messages": asked})
    images = [Part("image", describe_media(image)) for image in as_list(sent.get("images"))]
    texts = [("system", sent.get("system")), ("template", sent.get("template")), ("prompt", sent.get("prompt"))]
    turns = [Message(role, (Part("text", as_str(value)),)) for role, value in texts if as_str(value)]
    if images:
        prompt = turns.pop().parts if turns and turns[-1].role == "prompt" else ()
        turns.append(Message("prompt", (*prompt, *images)))
    if suffix := as_str(sent.get("suffix")):
        turns.append(Message("suffix", (Part("text", suffix),)))
    if context := as_list(sent.get("context")):
        turns.insert(0, Message("context", (Part("other", f"{len(context):,} token ids of an earlier answer"),)))
    return tuple(turns)


def _in_openai_words(message: Json) -> Json:
    """Ollama says `thinking` for reasoning, and names the tool of a result `tool_name`."""
    fields = as_dict(message)
    if not fields:
        return message
    name = as_words(fields.get("tool_name")) or fields.get("name")
    return {"reasoning": fields.get("thinking"), **fields, "name": name}


class _Decoder:
    """Remembers, over the objects of one stream, how many calls and whole answers came before."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._choice = 0
        self._calls = 0
        self._ended = False

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        pieces = list(self._pieces(index, data))
        yield from pieces
        if failed := failure(data.get("error"), self._source):
            yield ev.Failed(index, failed)
        elif not pieces and _DONE not in data and "message" not in data and "response" not in data:
            yield ev.Unknown(index, "no message, response, done or error in this chunk")
        if data.get(_DONE) is True:
            # A model that is loaded says so before it answers: that ends nothing.
            self._ended = bool(pieces) or _reason(data) not in {"load", "unload"}
            yield ev.Finished(index, self._choice, _reason(data))
        if counts := _usage(data):
            yield ev.UsageReported(index, counts)

    def _pieces(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        message = as_dict(data.get("message"))
        thought = as_str(message.get("thinking")) or as_str(data.get("thinking"))
        text = as_str(message.get("content")) or as_str(data.get("response"))
        calls = as_list(message.get("tool_calls")) or as_list(data.get("tool_calls"))
        images = [*as_list(message.get("images")), *as_list(data.get("images")), *filter(None, [data.get("image")])]
        if self._ended and (thought or text or calls or images):
            self._ended = False
            self._choice += 1
        if thought:
            yield ev.ReasoningDelta(index, self._choice, thought)
        if text:
            yield ev.TextDelta(index, self._choice, text, tokens(data.get("logprobs")))
        for call in map(as_dict, calls):
            yield self._call(index, call)
        for image in images:
            yield ev.Noted(index, self._choice, "image", f"{describe_media(image)}\n")

    def _call(self, index: int, call: Mapping[str, Json]) -> ev.ToolCallDelta:
        """Ollama parses a call before it sends it: each comes whole."""
        function = as_dict(call.get("function"))
        key, self._calls = f"{self._calls}", self._calls + 1
        name, arguments = as_str(function.get("name")), as_text(function.get("arguments"))
        return ev.ToolCallDelta(index, self._choice, key, as_str(call.get("id")), name, arguments)


def _reason(data: Mapping[str, Json]) -> str:
    """The done_reason; servers before 2024 sent none, so that `done` is the only word there is."""
    return as_str(data.get("done_reason")) or (_DONE if data.get(_DONE) is True else "")


def _usage(data: Mapping[str, Json]) -> Usage | None:
    """Ollama sends no total; prompt_eval_count is left out where the prompt was cached."""
    counts = Usage(input=as_int(data.get("prompt_eval_count")), output=as_int(data.get("eval_count")))
    return None if counts == Usage() else counts

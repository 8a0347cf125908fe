"""OpenAI's older completions: a prompt and its continuation, streamed and plain; and the edits of those years.

Source: OpenAI's API reference (text_completion object). `prompt` is a string, a list of strings, a list of token
ids, or a list of such lists; `logprobs` is {tokens, token_logprobs, text_offset, top_logprobs}. An edit has an `input`
and an `instruction` in the place of the prompt. Writer streams {value}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part
from recview.protocols.shared.endings import significant, with_ending_of
from recview.protocols.shared.usage import error_of, error_source, failure, last_usage, not_read, usage
from recview.wire import payloads

NAME = "openai.completions"
SPOKEN = frozenset({"text", "value", "finish_reason"})

# The first is OpenAI's; the others are Together's and older servers'.
_OBJECTS = {"text_completion", "text_completion.chunk", "text.completion", "completion.chunk", "edit"}
_CHAT = frozenset({"delta", "message"})


def claims(exchange: Exchange) -> bool:
    """By the first chunk's class or `object`, else by a choice that has `as_str`; without an answer, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        chunk = chunks[place]
        data = as_dict(chunk.data)
        if chunk.kind == "error":
            continue
        if chunk.kind == "Completion" or as_str(data.get("object")) in _OBJECTS:
            return True
        if chunk.kind or data.get("object"):
            return False
        if "text" in as_dict(next(iter(as_list(data.get("choices"))), None)):
            return True
    return exchange.request.endpoint.endswith("/completions") and "prompt" in as_dict(exchange.request.body)


def outline(exchange: Exchange) -> Outline:
    """The same as of a chat, and its prompt in the place of messages."""
    said = _messages(as_dict(exchange.request.body))
    head = Outline("text", messages=len(said), opening=said[0].parts[0].text[:80] if said else "")
    chunks, source = exchange.response.chunks, error_source(exchange.response)
    datas = payloads(chunks)
    indexes = significant(chunks, datas, _is_piece)
    ended = with_ending_of(head, chunks, indexes, lambda some: _events(some, source))
    return ended._replace(usage=last_usage(datas))


def _is_piece(data: Json) -> bool:
    """Whether a chunk has a piece of one choice and nothing that a row shows but usage, of which the last counts."""
    if not isinstance(data, dict) or "error" in data:
        return False
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    return isinstance(choice, dict) and "text" in choice and not choice.get("finish_reason")


def decode(exchange: Exchange) -> ev.Conversation:
    """The prompt as a user's message, then one event a piece of text."""
    found = _events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, _messages(as_dict(exchange.request.body)), tuple(found))


def _events(chunks: Iterable[Chunk], source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk, source)


def _messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    said = [("prompt", prompt) for prompt in _prompts(sent.get("prompt"))]
    said += [(key, as_str(sent.get(key))) for key in ("input", "instruction", "suffix")]
    return tuple(Message(role, (Part("text", words),)) for role, words in said if words or role == "prompt")


def _prompts(prompt: Json) -> Iterator[str]:
    if isinstance(prompt, str):
        yield prompt
        return
    items = as_list(prompt)
    if items and all(isinstance(item, int) for item in items):
        yield f"{len(items):,} token ids: {', '.join(map(str, items[:16]))}{'…' if len(items) > 16 else ''}"
        return
    for item in items:
        yield from _prompts(item) if isinstance(item, str) else [f"{len(as_list(item)):,} token ids"]


def _chunk(index: int, chunk: Chunk, source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, not_read(chunk))
        return
    for place, choice in enumerate(map(as_dict, as_list(data.get("choices")))):
        if "text" not in choice and not _CHAT.isdisjoint(choice):
            yield ev.Unknown(index, "a choice of a chat, not of completions")
            continue
        number_of = as_int(choice.get("index"))
        at = place if number_of is None else number_of
        if said := as_str(choice.get("text")):
            yield ev.TextDelta(index, at, said, _tokens(as_dict(choice.get("logprobs"))))
        if reason := as_str(choice.get("finish_reason")):
            yield ev.Finished(index, at, reason)
    if piece := as_str(data.get("value")):
        yield ev.TextDelta(index, 0, piece)
    if reported := usage(data):
        yield ev.UsageReported(index, reported)
    if failed := failure(error_of(chunk), source):
        yield ev.Failed(index, failed)
    elif not {"choices", "value"} & data.keys() and not reported:
        yield ev.Unknown(index, "no choices, usage or error in this chunk")


def _tokens(logprobs: Mapping[str, Json]) -> tuple[ev.TokenLogprob, ...]:
    pairs = zip(as_list(logprobs.get("tokens")), as_list(logprobs.get("token_logprobs")), strict=False)
    return tuple(
        ev.TokenLogprob(as_str(token), known) for token, logprob in pairs if (known := as_float(logprob)) is not None
    )

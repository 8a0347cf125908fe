"""OpenAI's older completions: a prompt and its continuation, streamed and plain; and the edits of those years.

Source: OpenAI's API reference (text_completion object). `prompt` is a string, a list of strings, a list of token
ids, or a list of such lists; `logprobs` is {tokens, token_logprobs, text_offset, top_logprobs}. An edit has an `input`
and an `instruction` in the place of the prompt. Writer streams {value}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.endings import Ending, ending_of_significant, significant
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.usage import last_usage, usage
from recview.wire import payloads

NAME = "openai.completions"
DECODED_KEYS = frozenset({"text", "value", "finish_reason"})

# The first is OpenAI's; the others are Together's and older servers'.
_OBJECTS = {"text_completion", "text_completion.chunk", "text.completion", "completion.chunk", "edit"}
_CHAT = frozenset({"delta", "message"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first chunk's class or `object`, else by a choice that has `text`; without an answer, by the URL."""
    for chunk in first:
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


def head(body: Mapping[str, Json]) -> Outline:
    """The prompts, and the start of the first."""
    sent = messages(body)
    return Outline("text", messages=len(sent), opening=sent[0].parts[0].text[:80] if sent else "")


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended; any chunk may have usage, and the last counts."""
    datas = payloads(chunks)
    indexes = significant(chunks, datas, _is_piece)
    return ending_of_significant(chunks, indexes, lambda some: events(some, origin))._replace(usage=last_usage(datas))


def _is_piece(data: Json) -> bool:
    """Whether a chunk has a piece of one choice and nothing that a row shows but usage, of which the last counts."""
    if not isinstance(data, dict) or "error" in data:
        return False
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    return isinstance(choice, dict) and "text" in choice and not choice.get("finish_reason")


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text."""
    for index, chunk in enumerate(chunks):
        yield from _chunk(index, chunk, origin.source)


def messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    """The prompts, each a message; of an edit its input and its instruction."""
    texts = [("prompt", prompt) for prompt in _prompts(sent.get("prompt"))]
    texts += [(key, as_str(sent.get(key))) for key in ("input", "instruction", "suffix")]
    return tuple(Message(role, (Part("text", words),)) for role, words in texts if words or role == "prompt")


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


def _chunk(index: int, chunk: Chunk, source: ErrorSource) -> Iterator[ev.Event]:
    data = as_dict(chunk.data)
    if not data:
        yield ev.Unknown(index, why_unread(chunk))
        return
    for position, choice in enumerate(map(as_dict, as_list(data.get("choices")))):
        if "text" not in choice and not _CHAT.isdisjoint(choice):
            yield ev.Unknown(index, "a choice of a chat, not of completions")
            continue
        number_of = as_int(choice.get("index"))
        at = position if number_of is None else number_of
        if text := as_str(choice.get("text")):
            yield ev.TextDelta(index, at, text, _tokens(as_dict(choice.get("logprobs"))))
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
        ev.TokenLogprob(as_str(token), probability)
        for token, logprob in pairs
        if (probability := as_float(logprob)) is not None
    )

"""llama.cpp's own API, /completion (also /completions) and /infill; its /v1 endpoints are read as OpenAI's.

Source: the README of llama.cpp's server and its `server-task.cpp`, 2023 to 2026. A streamed object is {index, content,
tokens, stop: false, id_slot, tokens_predicted, tokens_evaluated}, the last and a plain answer {content, stop: true,
stop_type (eos, limit, word), stopping_word, model, tokens_predicted, tokens_evaluated, timings, generation_settings,
truncated}; servers before 2025 have stopped_eos, stopped_limit and stopped_word in the place of stop_type, and slot_id.
Several prompts are answered by a list, or streamed by `index`. `completion_probabilities` is [{token, logprob |
prob}], before 2025 [{content, probs: [{tok_str, prob}]}]. An error is {error: {code, message, type}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import NoiseRule, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.media import describe_media

NAME = "llama.cpp"
DECODED_KEYS = frozenset({"content", "stop", "stop_type", "token", "logprob"})
KIND = "text"
FINISHES = {"stop": ("eos",), "length": ("limit",), "stop_sequence": ("word",)}
NOISE_KEYS = {
    "ids": ("id_slot", "slot_id"),
    "timestamps": ("timings",),
    "usage": ("tokens_predicted", "tokens_evaluated", "tokens_cached"),
}
NOISE_RULES: Mapping[str, NoiseRule] = {
    # The ids of a piece's tokens: what they stand for is compared as text.
    "tokens": ("ids", lambda owner: "content" in owner and "stop" in owner),
}

_ENDPOINTS = ("/completion", "/completions", "/infill")
_OWN = ("n_predict", "input_prefix", "input_suffix", "cache_prompt", "id_slot", "n_probs")
_UNENDED = frozenset({"", "none"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By `content` beside `stop`; of an error or of no answer, by the URL and what only llama.cpp is asked."""
    for chunk in first:
        for data in _answers(chunk.data):
            if isinstance(data.get("content"), str) and isinstance(data.get("stop"), bool):
                return True
            if "error" not in data:
                return False
    body, endpoint = as_dict(exchange.request.body), exchange.request.endpoint
    return endpoint.endswith(_ENDPOINTS) and "/v1/" not in endpoint and any(key in body for key in _OWN)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The prompt, or one for each of several; of an infill the files, and the text before and after the gap."""
    files = [as_dict(file) for file in as_list(body.get("input_extra"))]
    texts = [("file", as_str(file.get("text")), as_str(file.get("filename"))) for file in files]
    texts += [("prefix", as_str(body.get("input_prefix")), ""), ("suffix", as_str(body.get("input_suffix")), "")]
    around = tuple(Message(role, (Part("text", text),), name) for role, text, name in texts if text)
    return (*around, *_prompts(body.get("prompt")))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text, or the whole."""
    for index, chunk in enumerate(chunks):
        answers = _answers(chunk.data)
        if not any(answers):
            yield ev.Unknown(index, why_unread(chunk))
            continue
        for position, data in enumerate(answers):
            choice = as_int(data.get("index"))
            yield from _answer(index, position if choice is None or choice < 0 else choice, data)
        if failed := failure(error_of(chunk), origin.source):
            yield ev.Failed(index, failed)


def _answers(value: Json) -> list[Mapping[str, Json]]:
    return list(map(as_dict, value if isinstance(value, list) else [value]))


def _prompts(prompt: Json) -> Iterator[Message]:
    """A text, a list of texts and token ids, {prompt_string, multimodal_data}, or a list of any of these."""
    items = prompt if isinstance(prompt, list) else [prompt]
    if items and all(isinstance(item, int) for item in items):
        items = [items]
    for item in items:
        fields = as_dict(item)
        text = as_str(item) or as_str(fields.get("prompt_string"))
        parts = [Part("text", text)] if text else []
        parts += [Part("image", describe_media(media)) for media in as_list(fields.get("multimodal_data"))]
        if isinstance(item, list) and item:
            parts.append(Part("other", f"{len(item):,} token ids"))
        if parts:
            yield Message("prompt", tuple(parts))


def _answer(index: int, choice: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
    if text := as_str(data.get("content")):
        yield ev.TextDelta(index, choice, text, _tokens(data.get("completion_probabilities")))
    elif "content" not in data and "error" not in data and data.get("stop") is not True:
        yield ev.Unknown(index, "no content, stop or error in this object")
    if thought := as_str(data.get("reasoning_content")):
        yield ev.ReasoningDelta(index, choice, thought)
    if data.get("stop") is True:
        yield ev.Finished(index, choice, _reason(data))
        counts = Usage(as_int(data.get("tokens_evaluated")), as_int(data.get("tokens_predicted")))
        if counts != Usage():
            yield ev.UsageReported(index, counts)


def _reason(data: Mapping[str, Json]) -> str:
    """The stop_type; of a server that has flags in its place, the one that is set."""
    reason = as_str(data.get("stop_type"))
    if reason not in _UNENDED:
        return reason
    flags = ("eos", "word", "limit")
    return next((flag for flag in flags if data.get(f"stopped_{flag}") is True), "stop")


def _tokens(value: Json) -> tuple[ev.TokenLogprob, ...]:
    tokens = (_token(as_dict(item)) for item in as_list(value))
    return tuple(token for token in tokens if token)


def _token(fields: Mapping[str, Json]) -> ev.TokenLogprob | None:
    """A token: llama.cpp sends a logarithm, or a probability where it was asked for those after sampling."""
    text = as_str(fields.get("token")) or as_str(fields.get("content"))
    candidates = map(as_dict, as_list(fields.get("probs")))
    chosen = next((candidate for candidate in candidates if candidate.get("tok_str") == text), fields)
    logprob, share = as_float(fields.get("logprob")), as_float(chosen.get("prob"))
    if logprob is None and share is not None and share > 0:
        logprob = log(share)
    return None if logprob is None else ev.TokenLogprob(text, logprob)

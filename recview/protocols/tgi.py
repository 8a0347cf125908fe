"""Hugging Face's text-generation-inference, /generate and /generate_stream, and the inference API before it.

Source: TGI's API reference. A plain answer is {generated_text, details}, or a list of such objects at the root path
and in the inference API; a streamed object is {index, token: {id, text, logprob, special}, generated_text, details},
where the last two are null but for the last token. `details` is {finish_reason, generated_tokens, input_length,
tokens[], prefill[], best_of_sequences[]}. An error is {error, error_type}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Failure, Json, Message, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure

NAME = "tgi"
DECODED_KEYS = frozenset({"text", "generated_text", "finish_reason"})
KIND = "text"
FINISHES = {"stop": ("eos_token", "endoftext")}

_ENDPOINTS = ("/generate", "/generate_stream")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By `generated_text` or a streamed token; of an error, by the URL and `inputs` in the request."""
    for chunk in first:
        for data in _answers(chunk.data):
            if isinstance(data.get("generated_text"), str) or "text" in as_dict(data.get("token")):
                return True
            if "error" not in data:
                return False
    sent = as_dict(exchange.request.body)
    return exchange.request.endpoint.endswith(_ENDPOINTS) and "inputs" in sent


def is_piece(data: Json) -> bool:
    """Whether an object has a token and nothing that a row shows."""
    if not isinstance(data, dict) or data.get("details") or data.get("error") or data.get("generated_text"):
        return False
    return isinstance(data.get("token"), dict) and bool(data["token"])


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per token, or the whole text; special tokens, such as the one that ends it, are not text."""
    decoder = _Decoder(origin.source)
    for index, chunk in enumerate(chunks):
        yield from decoder.chunk(index, chunk)


def _answers(value: Json) -> list[Mapping[str, Json]]:
    """The objects of a list, and of the lists in it that several inputs make; else the one there is."""
    members = value if isinstance(value, list) else [value]
    return [as_dict(item) for member in members for item in (member if isinstance(member, list) else [member])]


def messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    """`inputs` is a string, or a list of them."""
    inputs = sent.get("inputs")
    prompts = [inputs] if isinstance(inputs, str) else as_list(inputs)
    return tuple(Message("prompt", (Part("text", prompt),)) for prompt in map(as_str, prompts) if prompt)


class _Decoder:
    """Remembers, over the objects of one stream, whether tokens came before the whole text."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._choice = 0
        self._streamed = False

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        answers = _answers(chunk.data)
        if not any(answers):
            yield ev.Unknown(index, why_unread(chunk))
            return
        for data in answers:
            yield from self._answer(index, data)

    def _answer(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        details, generated = as_dict(data.get("details")), data.get("generated_text")
        yield from self._text(index, data, details)
        if reason := as_str(details.get("finish_reason")):
            yield ev.Finished(index, self._choice, reason)
        if isinstance(generated, str):
            # The whole text ends an answer: what follows it is another.
            self._choice += 1
            self._streamed = False
        for other in map(as_dict, as_list(details.get("best_of_sequences"))):
            fields = {key: other.get(key) for key in ("finish_reason", "tokens")}
            yield from self._answer(index, {"generated_text": as_str(other.get("generated_text")), "details": fields})
        if counts := _usage(details):
            yield ev.UsageReported(index, counts)
        if failed := _failure(data, self._source):
            yield ev.Failed(index, failed)

    def _text(self, index: int, data: Mapping[str, Json], details: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The text of a token; the whole text where no tokens came before it."""
        token, generated = as_dict(data.get("token")), data.get("generated_text")
        if token:
            self._streamed = True
            if (text := as_str(token.get("text"))) and token.get("special") is not True:
                yield ev.TextDelta(index, self._choice, text, _tokens([token]))
        elif text := as_str(generated):
            if not self._streamed:
                yield ev.TextDelta(index, self._choice, text, _tokens(details.get("tokens")))
        elif not isinstance(generated, str) and "error" not in data:
            yield ev.Unknown(index, "no token, generated_text or error in this object")


def _usage(details: Mapping[str, Json]) -> Usage | None:
    counts = Usage(input=as_int(details.get("input_length")), output=as_int(details.get("generated_tokens")))
    return None if counts == Usage() else counts


def _failure(data: Mapping[str, Json], source: ErrorSource) -> Failure | None:
    kind = as_str(data.get("error_type"))
    error = data.get("error")
    return failure({"message": as_str(error), "type": kind} if kind and as_str(error) else error, source)


def _tokens(value: Json) -> tuple[ev.TokenLogprob, ...]:
    return tuple(
        ev.TokenLogprob(as_str(fields.get("text")), logprob)
        for fields in map(as_dict, as_list(value))
        if fields.get("special") is not True and (logprob := as_float(fields.get("logprob"))) is not None
    )

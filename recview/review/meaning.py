"""What an exchange means: what was asked, what was answered, and beside it what moves at every recording.

What a protocol reads as events is taken from those, so that it does not matter how a stream was cut into chunks;
everything else in an answer is taken as recorded, each field once for all chunks that repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from json import dumps
from urllib.parse import urlsplit

from recview.coerce import as_dict
from recview.events import Conversation, Failed
from recview.framing.aws_event_stream import unwrap_payload_part
from recview.model import Exchange, Failure, Json
from recview.review.answer import Choice, as_object, choices_of
from recview.review.flat import Flat, as_key, flat
from recview.review.flattening import Flattening
from recview.review.headers import parted
from recview.review.model_names import family
from recview.review.noise import is_an_id, is_keep_alive, noise_of
from recview.value import Value

Noise = Mapping[tuple[str, str], Json]
"""What does not count, by its kind and its path."""

MESSAGE_KEYS = frozenset(
    {"messages", "input", "prompt", "contents", "system", "instructions", "systemInstruction", "system_instruction"}
)
"""The members of a request's body that are the conversation."""


class Meaning(Value):
    """One exchange.

    Attributes:
        test_id: The test that it was recorded for; None where the file names none.
        protocol: The name of the protocol that reads it.
        card: The title of its card, if it is no conversation; else empty.
        body: The request's body.
        asked: The rest of the request and its body, by path; without ids.
        status: The HTTP status of the answer, if it was recorded.
        failure: The error that was recorded, if one was.
        choices: What was answered, by choice.
        fields: All else of the answer, by path.
        texts: The paths among them whose values came in pieces.
        answer: The payload of each chunk.
        usage: Counts of tokens, by path.
        noise: What does not count.
    """

    test_id: str | None
    protocol: str
    card: str
    body: Json
    asked: Flat
    status: int | None
    failure: Failure | None
    choices: Mapping[int, Choice]
    fields: Flat
    texts: frozenset[str]
    answer: tuple[Json, ...]
    usage: Flat
    noise: Noise

    @property
    def request_key(self) -> str:
        """The request as text: equal for equal requests."""
        return as_key(self.asked)

    def digest(self) -> bytes:
        """16 bytes that are the same for every exchange of this meaning."""
        failure = self.failure and (self.failure.type, self.failure.code, self.failure.message, self.failure.status)
        choices = {
            f"{index}": (
                _wording(choice.text),
                *(choice.reasoning, choice.refusal, choice.finish),
                sorted((call.name, as_key({"": call.values})) for call in choice.calls),
            )
            for index, choice in self.choices.items()
        }
        fields = {
            path: family(value) if path.endswith(".model") and isinstance(value, str) else value
            for path, value in self.fields.items()
            if self.card or path in self.texts or path.endswith(".model")
        }
        parts = (self.protocol, self.status, failure, choices, as_key(self.asked), as_key(fields))
        return blake2b(dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).digest()


def _wording(text: str) -> str:
    """A text, equal for all spellings of one JSON value and for all ids."""
    value = as_object(text)
    return "" if is_an_id(text) else text if value is text else as_key({"": value})


def meaning(exchange: Exchange, conversation: Conversation, spoken: frozenset[str]) -> Meaning:
    """The meaning of an exchange and of what its protocol made of it; `spoken` is that protocol's."""
    response, flattening = exchange.response, Flattening(spoken)
    asked, noise = _asked(exchange)
    payloads = []
    for chunk in response.chunks:
        if not is_keep_alive(chunk):
            payload = unwrap_payload_part(chunk.data)
            payloads.append(payload)
            flattening.add("", payload, "answer")
    failures = [event.failure for event in conversation.events if isinstance(event, Failed)]
    came = as_dict(exchange.response.fields)
    fields, kept = parted(as_dict(came.get("headers")), sent=False)
    cuts = [(type(event).__name__, event.chunk) for event in conversation.events]
    return Meaning(
        exchange.test_id,
        conversation.protocol,
        conversation.card.title if conversation.card else "",
        exchange.request.body,
        asked,
        response.status,
        response.failure or (failures[-1] if failures else None),
        choices_of(conversation.events),
        {f"response.headers.{name}": value for name, value in fields.items()} | flattening.fields(),
        flattening.grown,
        tuple(payloads),
        flattening.usage,
        {
            **noise,
            **flattening.noise,
            **({("headers", "response.headers"): kept} if kept else {}),
            **{("timestamps", f"response.{key}"): came[key] for key in ("recorded_at", "duration") if came.get(key)},
            ("container", "response.kind"): [response.chunks[0].kind if response.chunks else "", response.streaming],
            ("chunks", "response.chunks"): len(response.chunks),
            ("chunks", "answer.chunks"): cuts,
        },
    )


def asked_of(exchange: Exchange) -> Flat:
    """What an exchange asks, by path; without ids, and headers that say nothing."""
    return _asked(exchange)[0]


_BESIDE = frozenset(
    {"method", "url", "headers", "body", "payload", "endpoint", "model", "test_id", "provider_metadata"}
)
"""Members of a recorded request that are taken in a form that all recorders share, or that are not sent."""


def _asked(exchange: Exchange) -> tuple[Flat, dict[tuple[str, str], Json]]:
    """What was asked, and what in it does not count."""
    request, recorded = exchange.request, as_dict(exchange.request.fields)
    noise: dict[tuple[str, str], Json] = {}
    host, url = _address(request.url)
    noise["host", "request.url"] = host
    asked: Flat = {"request.method": request.method.upper(), "request.url": url}
    if not isinstance(request.body, dict) or "model" not in request.body:
        asked["request.model"] = request.model
    for path, value in flat(request.body, "request.body").items() if request.body is not None else ():
        if kind := _sent_noise(path, value):
            noise[kind, path] = value
        else:
            asked[path] = value
    for key in recorded.keys() - _BESIDE:
        asked |= flat(recorded[key], f"request.{key}")
    for path, value in flat(as_dict(recorded.get("provider_metadata")), "request.provider_metadata").items():
        noise["sdk" if path.endswith("_sdk_version") else "metadata", path] = value
    sent, other = parted(as_dict(recorded.get("headers")), sent=True)
    if other:
        noise["headers", "request.headers"] = other
    return asked | {f"request.headers.{name}": value for name, value in sent.items()}, noise


def _address(url: str) -> tuple[str, str]:
    """The host of a URL, and all behind it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return f"{parts.scheme}://{parts.netloc}", f"{parts.path}?{parts.query}" if parts.query else parts.path


def _sent_noise(path: str, value: Json) -> str | None:
    """The kind of noise that a field of a conversation that is sent again is: an id, or a signature."""
    if not isinstance(value, str) or path.removeprefix("request.body.").split(".")[0].split("[")[0] not in MESSAGE_KEYS:
        return None
    kind = noise_of(path.rpartition(".")[2], {})
    return kind if kind in ("ids", "signatures") else None

"""What an exchange means: what was asked, what was answered, and beside it what moves at every recording.

What a protocol reads as events is taken from those, so that it does not matter how a stream was cut into chunks;
everything else in an answer is taken as recorded, each field once for all chunks that repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from json import dumps

from recview.coerce import as_dict
from recview.events import Conversation, Failed
from recview.framing.aws_event_stream import unwrap_payload_part
from recview.model import Exchange, Failure, Json
from recview.review.answer import Choice, as_object, choices_of
from recview.review.asked import asked_of
from recview.review.field_kinds import kind_of_path
from recview.review.flat import Flat, as_key
from recview.review.flattening import Flattening
from recview.review.headers import parted
from recview.review.model_names import family
from recview.review.noise import is_an_id, is_keep_alive
from recview.value import Value

Noise = Mapping[tuple[str, str], Json]
"""What does not count, by its kind and its path."""


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
            path: family(value) if isinstance(value, str) and kind_of_path(path) == "model" else _without_id(value)
            for path, value in self.fields.items()
            if self.card or kind_of_path(path) != "metadata"
        }
        parts = (self.protocol, self.status, failure, choices, as_key(self.asked), as_key(fields))
        return blake2b(dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).digest()


def _without_id(value: Json) -> Json:
    return "" if is_an_id(value) else value


def _wording(text: str) -> str:
    """A text, equal for all spellings of one JSON value and for all ids."""
    value = as_object(text)
    return "" if is_an_id(text) else text if value is text else as_key({"": value})


def meaning(exchange: Exchange, conversation: Conversation, spoken: frozenset[str]) -> Meaning:
    """The meaning of an exchange and of what its protocol made of it; `spoken` is that protocol's."""
    response, flattening = exchange.response, Flattening(spoken)
    asked, noise = asked_of(exchange)
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

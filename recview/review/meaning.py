"""What an exchange means, laid flat: what must not move when it is recorded again, and beside it what may.

Both are path → value. What a protocol reads as events is taken from those, so that it does not matter how a stream was
cut into chunks; everything else in an answer is taken as recorded, each field once for all chunks that repeat it. So a
field that no protocol knows still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from json import dumps

from recview.coerce import as_dict, as_int
from recview.events import Conversation, Event, Finished, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta
from recview.framing.aws_event_stream import unwrap_payload_part
from recview.model import Exchange, Json
from recview.review.headers import parted
from recview.review.noise import GROWING, is_keep_alive, noise_of
from recview.value import Value

Flat = dict[str, Json]
"""Values by their path, such as `answer.choices[0].text` or `request.body.messages[1].content`."""


class Meaning(Value):
    """One exchange, laid flat.

    Attributes:
        significant: What a re-record should leave as it is.
        insignificant: Noise by kind; of usage each count by its path.
    """

    significant: Flat
    insignificant: Flat

    @property
    def request_key(self) -> str:
        """The request as text: equal for equal requests."""
        return _as_text({path: value for path, value in self.significant.items() if path.startswith("request")})

    def digest(self) -> bytes:
        """16 bytes that are the same for every exchange of this meaning."""
        return blake2b(_as_text(self.significant).encode(), digest_size=16).digest()


def _as_text(values: Flat) -> str:
    """Values as text, equal for equal values; the bytes that a YAML cassette may hold are spelled in hexadecimals."""
    return dumps(values, sort_keys=True, default=lambda data: {"bytes": bytes(data).hex()})


def meaning(exchange: Exchange, conversation: Conversation, spoken: frozenset[str]) -> Meaning:
    """Lay an exchange and what its protocol made of it flat; `spoken` is that protocol's."""
    response, answer = exchange.response, _Flattening(spoken)
    significant: Flat = {"test_id": exchange.test_id, **flat(_without_headers(exchange.request.fields), "request")}
    significant |= _answer(conversation)
    answer.add("", _without_headers(response.fields, "body", *_OF_THE_RECORDER), "response")
    significant |= _headers(exchange, answer.insignificant)
    if response.failure and not response.fields:
        answer.add("", response.failure._asdict(), "response.error")
    for chunk in response.chunks:
        if not is_keep_alive(chunk):
            answer.repeated("answer.class", chunk.kind)
            answer.add("", unwrap_payload_part(chunk.data), "answer")
    cuts = [(type(event).__name__, event.chunk) for event in conversation.events]
    return Meaning(
        significant | answer.significant(),
        answer.insignificant | {"chunks": len(response.chunks), "chunk boundaries": cuts},
    )


_OF_THE_RECORDER = ("recorded_at", "duration")
"""What recorders keep beside an answer: when it came and how long it took."""


def _without_headers(fields: Json, *others: str) -> Json:
    """A request or a response but for its headers, which are judged by rules of their own; and for other keys."""
    if not isinstance(fields, dict):
        return fields
    return {key: value for key, value in fields.items() if key not in ("headers", *others)}


def _headers(exchange: Exchange, insignificant: Flat) -> Flat:
    """The headers that count, by path; noise is added to what may move."""
    sent, other = parted(as_dict(as_dict(exchange.request.fields).get("headers")), sent=True)
    came, rest = parted(as_dict(as_dict(exchange.response.fields).get("headers")), sent=False)
    recorder = {key: value for key in _OF_THE_RECORDER if (value := as_dict(exchange.response.fields).get(key))}
    insignificant |= {
        name: kept for name, kept in (("headers sent", other), ("headers", rest), ("recorded", recorder)) if kept
    }
    return {f"request.headers.{name}": value for name, value in sent.items()} | {
        f"response.headers.{name}": value for name, value in came.items()
    }


def flat(value: Json, path: str) -> Flat:
    """Every leaf of a JSON value by its path. A list without objects or lists in it is one leaf."""
    leaves: Flat = {}
    stack: list[tuple[str, Json]] = [(path, value)]
    while stack:
        at, inner = stack.pop()
        if isinstance(inner, dict) and inner:
            stack.extend((f"{at}.{key}", member) for key, member in reversed(inner.items()))
        elif isinstance(inner, list) and any(isinstance(member, dict | list) for member in inner):
            stack.extend((f"{at}[{position}]", member) for position, member in reversed(list(enumerate(inner))))
        else:
            leaves[at] = inner
    return leaves


def _answer(conversation: Conversation) -> Flat:
    """What the events of an answer add up to, by choice."""
    texts: dict[str, list[str]] = {}
    calls: dict[int, dict[str, str]] = {}
    fields: Flat = {}
    for event in conversation.events:
        for path, piece in _pieces(event, calls):
            texts.setdefault(path, []).append(piece)
        if isinstance(event, ToolCallDelta) and event.name:
            # A name may come in pieces: each event has all of it so far.
            fields[f"{calls[event.choice][event.call]}.name"] = event.name
        elif isinstance(event, Finished):
            fields[f"answer.choices[{event.choice}].finish_reason"] = event.reason
    return {path: "".join(pieces) for path, pieces in texts.items()} | fields


def _pieces(event: Event, calls: dict[int, dict[str, str]]) -> Iterable[tuple[str, str]]:
    match event:
        case TextDelta(choice=choice, text=text):
            return ((f"answer.choices[{choice}].text", text),)
        case ReasoningDelta(choice=choice, text=text):
            return ((f"answer.choices[{choice}].reasoning", text),)
        case RefusalDelta(choice=choice, text=text):
            return ((f"answer.choices[{choice}].refusal", text),)
        case ToolCallDelta(choice=choice, call=call):
            paths = calls.setdefault(choice, {})
            path = paths.setdefault(call, f"answer.choices[{choice}].tool_calls[{len(paths)}]")
            return ((f"{path}.arguments", event.arguments),)
        case _:
            return ()


class _Flattening:
    """Lays the chunks of an answer flat, one upon the other."""

    def __init__(self, spoken: frozenset[str]) -> None:
        self._spoken = spoken
        self._runs: dict[str, list[Json]] = {}
        self._grown: dict[str, list[Json]] = {}
        self.insignificant: Flat = {}

    def repeated(self, path: str, value: Json) -> None:
        """A field that chunks repeat: it counts again when it is another."""
        run = self._runs.setdefault(path, [])
        if not run or run[-1] != value:
            run.append(value)

    def significant(self) -> Flat:
        """What a re-record should leave as it is."""
        runs = {path: run[0] if len(run) == 1 else run for path, run in self._runs.items()}
        grown = {
            path: "".join(pieces) if all(isinstance(piece, str) for piece in pieces) else pieces
            for path, pieces in self._grown.items()
        }
        return runs | grown

    def add(self, key: str, value: Json, path: str, *, whole_list: bool = False) -> None:
        """Add a field; nothing is the same as no field, since some servers spell out what others leave out."""
        if value is None or value in ("", [], {}):
            return
        if isinstance(value, dict):
            self._object(value, path, whole_list=whole_list or key == "logprobs")
        elif isinstance(value, list):
            # Probabilities come a token or many at a time, as the text does.
            if whole_list or key == "logprobs":
                self._grown.setdefault(path, []).extend(value)
            elif not any(isinstance(member, dict | list) for member in value):
                self.repeated(path, value)
            else:
                for position, member in enumerate(value):
                    index = as_int(as_dict(member).get("index"))
                    self.add(key, member, f"{path}[{position if index is None else index}]")
        elif isinstance(value, str) and key in GROWING:
            self._grown.setdefault(path, []).append(value)
        else:
            self.repeated(path, value)

    def _is_spoken(self, key: str, member: Json) -> bool:
        """Whether a field became an event; see `DECODED_KEYS` in `recview.protocols.contract`."""
        if isinstance(member, dict):
            return f"{key}{{}}" in self._spoken
        return isinstance(member, str | int) and key in self._spoken

    def _object(self, value: Mapping[str, Json], path: str, *, whole_list: bool) -> None:
        if "__data__" in value:
            self.add("", value["__data__"], path)
            return
        for key, member in value.items():
            kind = noise_of(key, value)
            if member is None:
                continue
            if kind == "usage":
                self.insignificant.update(flat(member, key))
            elif kind:
                seen = self.insignificant.setdefault(kind, [])
                if member not in seen[-1:]:
                    seen.append(member)
            elif key == "index" or self._is_spoken(key, member):
                continue
            else:
                self.add(key, member, f"{path}.{key}", whole_list=whole_list)

"""A protocol as a value: what its module offers, with a default for each thing that it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from recview import events as ev
from recview.coerce import as_dict
from recview.model import Chunk, Exchange, Json, Message, Outline
from recview.protocols.contract import ConversationModule, Noise, NoiseRule, Origin, WholeModule
from recview.protocols.shared.endings import Ending, ending_of, ending_of_significant, significant
from recview.value import Value
from recview.wire import payloads

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Protocol(Value):
    """What the rest of `recview.protocols` knows of a protocol.

    Each attribute but the last two is a function or, in capitals, a constant of the protocol's module; where the module
    has none, the default holds.

    Attributes:
        name: `NAME`.
        claims: Whether the protocol reads an exchange; see `contract.Module`.
        messages: The messages in a request's body.
        events: The events of an answer.
        head: What a row shows of a request's body: kind, count of messages, opening. The default decodes the messages
            and takes `KIND` (`chat` or `text`).
        ending: What a row shows of an answer. The default decodes it, but for the payloads that `is_piece` passes over:
            those that have text or reasoning and nothing else, or nothing at all. Of these, `is_silent` tells the ones
            that have nothing at all.
        request_body: The body that `messages` and `head` read; the default is the request's own.
        decoded_keys: `DECODED_KEYS`.
        finishes: `FINISHES`: the protocol's own words for how an answer ended, by normal form (see `finishes`).
        finish_numbers: `FINISH_NUMBERS`: the words that numbers from 0 stand for, where an API sends numbers.
        noise_keys: `NOISE_KEYS`: keys of an answer that are noise, by kind.
        noise_rules: `NOISE_RULES`: keys that are noise in some objects only.
        growing_keys: `GROWING_KEYS`: keys whose strings come in pieces and that are no events.
        is_fallback: `IS_FALLBACK`: whether the answer has no API of its own, so that the request's protocol reads the
            messages.
        whole: The module, if it shows the exchange as a whole; else None.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    name: str
    claims: Callable[[Exchange, Sequence[Chunk]], bool]
    messages: Callable[[Mapping[str, Json]], tuple[Message, ...]]
    events: Callable[[Iterable[Chunk], Origin], Iterable[ev.Event]]
    head: Callable[[Mapping[str, Json]], Outline]
    ending: Callable[[Sequence[Chunk], Origin], Ending]
    request_body: Callable[[Exchange], Mapping[str, Json]]
    decoded_keys: frozenset[str] = frozenset()
    finishes: Mapping[str, Sequence[str]] = _EMPTY
    finish_numbers: Sequence[str] = ()
    noise_keys: Mapping[Noise, Sequence[str]] = {}
    noise_rules: Mapping[str, NoiseRule] = {}
    growing_keys: Sequence[str] = ()
    is_fallback: bool = False
    whole: WholeModule | None = None


def protocol_of_module(module: ConversationModule | WholeModule) -> Protocol:
    """The protocol in a module."""

    def own(name: str, default: Any) -> Any:
        return getattr(module, name, default)

    whole = cast(WholeModule, module) if own("decode", None) else None
    messages = _no_messages if whole else cast(ConversationModule, module).messages
    events = _no_events if whole else cast(ConversationModule, module).events
    return Protocol(
        name=module.NAME,
        claims=module.claims,
        messages=messages,
        events=events,
        head=own("head", lambda body: head_of(own("KIND", "chat"), messages(body))),
        ending=own("ending", _ending(events, own("is_piece", None), own("is_silent", lambda data: False))),
        request_body=own("request_body", lambda exchange: as_dict(exchange.request.body)),
        decoded_keys=own("DECODED_KEYS", frozenset()),
        finishes=own("FINISHES", _EMPTY),
        finish_numbers=own("FINISH_NUMBERS", ()),
        noise_keys=own("NOISE_KEYS", _EMPTY),
        noise_rules=own("NOISE_RULES", _EMPTY),
        growing_keys=own("GROWING_KEYS", ()),
        is_fallback=own("IS_FALLBACK", False),
        whole=whole,
    )


def _no_messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    return ()


def _no_events(chunks: Iterable[Chunk], origin: Origin) -> Iterable[ev.Event]:
    return ()


_OPENERS = frozenset({"user", "prompt"})


def head_of(kind: str, messages: Sequence[Message]) -> Outline:
    """What a row shows of messages: how many, and the start of the first that a user wrote, else of the first."""
    of_user = [message for message in messages if message.role in _OPENERS] or messages[:1]
    starts = [next((part.text[:80] for part in message.parts if part.text), "") for message in of_user]
    opening, last = starts[0] if starts else "", next(filter(None, reversed(starts)), "")
    return Outline(kind, messages=len(messages), opening=opening, question=last if last != opening else "")


def _ending(
    events: Callable[[Iterable[Chunk], Origin], Iterable[ev.Event]],
    is_piece: Callable[[Json], bool] | None,
    is_silent: Callable[[Json], bool],
) -> Callable[[Sequence[Chunk], Origin], Ending]:
    """A function that gives how an answer ended, by its events."""
    if is_piece is None:
        return lambda chunks, origin: ending_of(events(chunks, origin))

    def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
        indexes = significant(chunks, payloads(chunks), is_piece)
        return ending_of_significant(chunks, indexes, lambda some: events(some, origin), is_silent)

    return ending

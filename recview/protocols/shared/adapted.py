"""A module of the new contract (`claims` with chunks, `messages`, `events`) as a protocol of the registry."""

from __future__ import annotations

from typing import Any

from recview import events as ev
from recview.coerce import as_dict
from recview.model import Exchange, Outline
from recview.protocols.contract import origin_of
from recview.protocols.shared.endings import with_ending

_OPENERS = frozenset({"user", "prompt"})


class Adapted:
    """A protocol by its module's `NAME`, `DECODED_KEYS`, `KIND`, `claims`, `messages` and `events`."""

    def __init__(self, module: Any) -> None:
        self._module = module
        self.NAME: str = module.NAME
        self.SPOKEN: frozenset[str] = module.DECODED_KEYS

    def claims(self, exchange: Exchange) -> bool:
        """Whether the module reads the exchange."""
        return bool(self._module.claims(exchange, tuple(exchange.response.chunks[:3])))

    def outline(self, exchange: Exchange) -> Outline:
        """What a row shows, by all events."""
        messages = self._module.messages(as_dict(exchange.request.body))
        first = next((message for message in messages if message.role in _OPENERS), messages[0] if messages else None)
        text = next((part.text for part in first.parts if part.text), "") if first else ""
        head = Outline(getattr(self._module, "KIND", "chat"), messages=len(messages), opening=text[:80])
        return with_ending(head, self._module.events(exchange.response.chunks, origin_of(exchange)))

    def decode(self, exchange: Exchange) -> ev.Conversation:
        """The messages and events."""
        events = tuple(self._module.events(exchange.response.chunks, origin_of(exchange)))
        return ev.Conversation(self.NAME, self._module.messages(as_dict(exchange.request.body)), events)

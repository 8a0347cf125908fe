"""A recording as text that is the same for every recording of the same call: for git's diffs.

What is said stands in it, in the order of a conversation, and what it cost last. Ids, times, how an answer was cut into
chunks and what else differs from one recording to the next are left out; JSON is laid out by key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import inf

from recview.coerce import as_dict
from recview.display.section import Section
from recview.model import Exchange, Failure, Json
from recview.pages.answer import answer_sections
from recview.pages.sent import sent_sections
from recview.protocols.choosing import protocol_of
from recview.protocols.contract import NoiseRule
from recview.reading.recording import Recording
from recview.review.common_noise import COMMON_KEYS, COMMON_RULES
from recview.review.message_keys import MESSAGE_KEYS

VERSION = 1
"""Of this text. Git keeps texts by the command that made them, so that another text needs another version there."""

_SHOWN_NUMBERS = 8
"""Numbers of a vector that are shown, rounded: the others move with them."""

_LONG_LIST = 32


def recording_text(recording: Recording, count: int) -> Iterator[str]:
    """The lines of the text, some of which are several.

    Args:
        recording: An exchange.
        count: How many exchanges its file holds.
    """
    exchange = recording.exchange
    if count > 1:
        yield f"══ exchange {exchange.source.number + 1}"
        yield ""
    yield from _asked(exchange)
    for section in sent_sections(exchange, recording.conversation, inf):
        yield from _section(section, "json" if section.kind == "json" else section.kind)
    if recording.problem:
        yield f"✗ {recording.problem}"
        yield ""
    yield from _answer(recording)
    if recording.usage:
        yield "── usage"
        yield from (f"{name}: {value}" for name, value in recording.usage._asdict().items() if value is not None)


def _asked(exchange: Exchange) -> Iterator[str]:
    """The call and its parameters, each by its key; the messages follow."""
    request = exchange.request
    if call := f"{request.method} {request.url or request.endpoint}".strip():
        yield call
    if request.model:
        yield f"model: {request.model}"
    for key, value in sorted(as_dict(request.body).items(), key=lambda member: str(member[0])):
        if key not in MESSAGE_KEYS and key != "model" and value is not None:
            yield f"{key}: {value if isinstance(value, str) else by_key(value)}"
    yield ""


def _answer(recording: Recording) -> Iterator[str]:
    exchange, conversation = recording.exchange, recording.conversation
    if recording.failure:
        yield from _failure(recording.failure, exchange.response.status)
    if conversation.card:
        yield f"── {conversation.card.title}"
        yield by_key(_without_noise(conversation.card.body, exchange))
        yield ""
    elif conversation.why:
        yield "── answer"
        for chunk in exchange.response.chunks:
            yield by_key(_without_noise(chunk.data, exchange))
        yield ""
    elif not exchange.response.is_absent:
        for section in answer_sections(exchange, conversation, recording.transcript):
            if section.kind != "error":
                yield from _section(section, section.kind)


def _failure(failure: Failure, status: int | None) -> Iterator[str]:
    yield f"✗ {failure.type or 'error'}"
    facts = {"status": failure.status if failure.status is not None else status, "code": failure.code or None}
    yield from (f"{name}: {value}" for name, value in facts.items() if value is not None)
    yield failure.message
    yield ""


def _section(section: Section, kind: str) -> Iterator[str]:
    """A section without what stands beside its title: ids, and how many chunks there were."""
    title = section.title
    if title:
        yield title if title[0] in "▲■✗·▣" else f"── {title}"
    text = section.final or section.text
    if text:
        yield _laid_out(text) if kind in ("tool_call", "tool", "json", "note") else text
    if not section.joined:
        yield ""


def _laid_out(text: str) -> str:
    """A text; of one that is a JSON object or list, its value by key."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return by_key(value)


def by_key(value: Json) -> str:
    """A JSON value laid out with its keys in order, whatever their order was."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    except (TypeError, ValueError, RecursionError):
        # Keys that are no texts, or more levels than Python goes down.
        from recview.json_text import pretty

        return pretty(value)


def _without_noise(value: Json, exchange: Exchange) -> Json:
    """An answer without what differs from one recording to the next; of a long list of numbers the first, rounded."""
    protocol = protocol_of(exchange)
    keys = {
        key: kind
        for table in (COMMON_KEYS, protocol.noise_keys)
        for kind, names in table.items()
        for key in names
        if kind != "usage"
    }
    rules = {**COMMON_RULES, **protocol.noise_rules}
    try:
        return _thinned(value, keys, rules)
    except RecursionError:
        return value


def _thinned(value: Json, keys: Mapping[str, str], rules: Mapping[str, NoiseRule]) -> Json:
    if isinstance(value, dict):
        return {
            key: _thinned(member, keys, rules)
            for key, member in value.items()
            if not _is_noise(key, value, keys, rules)
        }
    if isinstance(value, list):
        if len(value) > _LONG_LIST and all(isinstance(member, int | float) for member in value):
            shown = " ".join(f"{number:.2f}" for number in value[:_SHOWN_NUMBERS])
            return f"{len(value)} numbers: {shown} …"
        return [_thinned(member, keys, rules) for member in value]
    return value


def _is_noise(key: str, owner: Mapping[str, Json], keys: Mapping[str, str], rules: Mapping[str, NoiseRule]) -> bool:
    if key == "id" and ("owned_by" in owner or owner.get("object") == "model"):
        return False
    return rules[key][1](owner) if key in rules else key in keys

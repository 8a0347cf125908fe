"""What an answer adds up to, choice by choice: its text, its reasoning, its tool calls and how it ended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from recview.events import Event, Finished, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta
from recview.model import Json
from recview.named_tuple import NamedTuple


class ToolCall(NamedTuple):
    """A call of a tool, whoever ran it; the arguments are as they were sent."""

    name: str
    arguments: str

    @property
    def values(self) -> Json:
        """The arguments as JSON; as text where they are none. No arguments are an empty object."""
        return as_json(self.arguments) if self.arguments.strip() else {}


class Choice(NamedTuple):
    """One choice of an answer; `finish` is the word that was sent, empty if none was."""

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    finish: str = ""
    calls: tuple[ToolCall, ...] = ()


class _Growing:
    """A choice while its events are added."""

    def __init__(self) -> None:
        self.texts: dict[type, list[str]] = {TextDelta: [], ReasoningDelta: [], RefusalDelta: []}
        self.finish = ""
        self.names: dict[str, str] = {}
        self.arguments: dict[str, list[str]] = {}

    def choice(self) -> Choice:
        text, reasoning, refusal = ("".join(pieces) for pieces in self.texts.values())
        calls = (ToolCall(self.names.get(call, ""), "".join(pieces)) for call, pieces in self.arguments.items())
        return Choice(text, reasoning, refusal, self.finish, tuple(calls))


def choices_of(events: Iterable[Event]) -> Mapping[int, Choice]:
    """The choices of an answer by their index."""
    growing: dict[int, _Growing] = {}
    for event in events:
        if not isinstance(event, TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta | Finished):
            continue
        choice = growing.get(event.choice) or growing.setdefault(event.choice, _Growing())
        if isinstance(event, ToolCallDelta):
            choice.arguments.setdefault(event.call, []).append(event.arguments)
            # A name may come in pieces: each event has all of it so far.
            choice.names[event.call] = event.name or choice.names.get(event.call, "")
        elif isinstance(event, Finished):
            choice.finish = event.reason
        else:
            choice.texts[type(event)].append(event.text)
    return {index: choice.choice() for index, choice in growing.items()}


def as_json(text: str) -> Json:
    """The JSON value that a text spells; the text itself where it spells none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def as_object(text: str) -> Json:
    """The JSON object or array that a text spells; the text itself where it spells neither."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    value = as_json(text)
    return value if isinstance(value, dict | list) else text

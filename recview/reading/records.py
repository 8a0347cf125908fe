"""The records that `recview ls --json` and `recview show --json` write: one for each exchange.

The keys are a promise to programs: all of them are always there. What was not recorded is null; texts and lists are
then empty, and counts of characters 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from recview.json_text import strict
from recview.model import Failure, Message
from recview.protocols.finishes import normal
from recview.protocols.providers import provider
from recview.reading.recording import MeasuredRecording, Recording
from recview.replay.choices import Choice
from recview.replay.measures import MeasuredChoice

if TYPE_CHECKING:
    from recview.reading.record_types import (
        ErrorRecord,
        Finish,
        FullRecord,
        MeasuresRecord,
        MessageRecord,
        OutcomeRecord,
        Row,
        SentRecord,
        ShownChoice,
        UsageRecord,
    )


def record(recording: MeasuredRecording) -> Row:
    """An exchange at a glance, as `recview ls --json` writes it."""
    return {
        **_sent(recording),
        "choices": [
            {
                **_measures(choice),
                "tool_calls": [call.name or None for call in choice.calls],
                "runs": [call.runs for call in choice.calls],
            }
            for choice in recording.measures.choices
        ],
        **_outcome(recording),
    }


def full_record(recording: Recording) -> FullRecord:
    """An exchange in full, as `recview show --json` writes it."""
    return {
        **_sent(recording.measured),
        "choices": list(map(_full_choice, recording.choices)),
        **_outcome(recording.measured),
        "request": recording.exchange.request.body,
        "messages": list(map(_message, recording.conversation.messages)),
    }


def full_record_text(recording: Recording) -> Iterator[str]:
    """The JSON text of `full_record` on one line, in pieces: of a hundred thousand messages one is in memory."""
    head = {**full_record(recording._replace(conversation=recording.conversation._replace(messages=())))}
    del head["messages"]
    yield strict(head).removesuffix("}")
    yield ',"messages":['
    for index, message in enumerate(recording.conversation.messages):
        yield f"{',' if index else ''}{strict(_message(message))}"
    yield "]}"


def unread_record(path: str, problem: str) -> Row:
    """The record of a file that could not be read: all keys of `record`, with the problem."""
    return {**_UNKNOWN, "path": path, "choices": [], "usage": None, "error": None, "problem": problem}


def full_unread_record(path: str, problem: str) -> FullRecord:
    """The record of a file that could not be read, with the keys of `full_record`."""
    return {
        **_UNKNOWN,
        "path": path,
        "choices": [],
        "usage": None,
        "error": None,
        "problem": problem,
        "request": None,
        "messages": [],
    }


_UNKNOWN: SentRecord = {
    "path": "",
    "index": 0,
    "test_id": None,
    "format": None,
    "protocol": None,
    "provider": None,
    "method": None,
    "url": None,
    "endpoint": None,
    "model": None,
    "streaming": False,
    "chunks": 0,
    "status": None,
    "request_only": False,
}


def _sent(recording: MeasuredRecording) -> SentRecord:
    exchange = recording.exchange
    request, response = exchange.request, exchange.response
    return {
        "path": exchange.source.path,
        "index": exchange.source.number,
        "test_id": exchange.test_id,
        "format": exchange.format,
        "protocol": recording.protocol,
        "provider": provider(exchange) or None,
        "method": request.method or None,
        "url": request.url or None,
        "endpoint": request.endpoint or None,
        "model": request.model or None,
        "streaming": response.streaming,
        "chunks": len(response.chunks),
        "status": response.status,
        "request_only": response.is_absent,
    }


def _outcome(recording: MeasuredRecording) -> OutcomeRecord:
    measures = recording.measures
    return {
        "usage": measures.usage and cast("UsageRecord", measures.usage._asdict()),
        "error": measures.failure and _error(measures.failure),
        "problem": recording.problem or None,
    }


def _measures(choice: MeasuredChoice) -> MeasuresRecord:
    return {
        "index": choice.number,
        "finish_reason": cast("Finish | None", normal(choice.finish) or None),
        "native_finish_reason": choice.finish or None,
        "text_chars": choice.text_chars,
        "reasoning_chars": choice.reasoning_chars,
        "refusal_chars": choice.refusal_chars,
    }


def _full_choice(choice: Choice) -> ShownChoice:
    return {
        **_measures(choice.measured),
        "text": choice.text,
        "reasoning": choice.reasoning,
        "refusal": choice.refusal,
        "tool_calls": [
            {"id": call.id or None, "name": call.name or None, "arguments": call.arguments, "runs": call.runs}
            for call in choice.calls
        ],
    }


def _error(failure: Failure) -> ErrorRecord:
    return {
        "source": failure.source,
        "status": failure.status,
        "type": failure.type or None,
        "code": failure.code or None,
        "message": failure.message,
    }


def _message(message: Message) -> MessageRecord:
    return {
        "role": message.role,
        "parts": [
            {"kind": part.kind, "text": part.text, "name": part.name or None, "id": part.id or None}
            for part in message.parts
        ],
    }

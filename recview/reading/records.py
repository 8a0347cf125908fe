"""The records that `recview ls --json` and `recview show --json` write: one for each exchange.

The keys are a promise to programs: all of them are always there. What was not recorded is null; texts and lists are
then empty, and counts of characters 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.json_text import strict
from recview.model import Failure, Json, Message
from recview.protocols.finishes import normal
from recview.protocols.providers import provider
from recview.reading.recording import MeasuredRecording, Recording
from recview.replay.choices import Choice
from recview.replay.measures import MeasuredChoice

Record = dict[str, Json]


def record(recording: MeasuredRecording) -> Record:
    """An exchange at a glance, as `recview ls --json` writes it."""
    exchange, measures = recording.exchange, recording.measures
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
        "choices": [
            {
                **_measures(choice),
                "tool_calls": [call.name or None for call in choice.calls],
                "runs": [call.runs for call in choice.calls],
            }
            for choice in measures.choices
        ],
        "usage": measures.usage and measures.usage._asdict(),
        "error": measures.failure and _error(measures.failure),
        "problem": recording.problem or None,
    }


def full_record(recording: Recording) -> Iterator[str]:
    """An exchange in full, as `recview show --json` writes it: pieces of JSON text on one line.

    Of a hundred thousand messages one is in memory at a time.
    """
    yield strict(_without_messages(recording)).removesuffix("}")
    yield ',"messages":['
    for index, message in enumerate(recording.conversation.messages):
        yield f"{',' if index else ''}{strict(_message(message))}"
    yield "]}"


def _without_messages(recording: Recording) -> Record:
    return {
        **record(recording.measured),
        "choices": [_full_choice(choice) for choice in recording.choices],
        "request": recording.exchange.request.body,
    }


def unread_record(path: str, problem: str) -> Record:
    """The record of a file that could not be read: all keys of `record`, with the problem."""
    empty = ("test_id", "format", "protocol", "provider", "method", "url", "endpoint", "model")
    return {
        "path": path,
        "index": 0,
        **dict.fromkeys(empty),
        "streaming": False,
        "chunks": 0,
        "status": None,
        "request_only": False,
        "choices": [],
        "usage": None,
        "error": None,
        "problem": problem,
    }


def full_unread_record(path: str, problem: str) -> Record:
    """The record of a file that could not be read, with the keys of `full_record`."""
    return {**unread_record(path, problem), "request": None, "messages": []}


def _measures(choice: MeasuredChoice) -> Mapping[str, Json]:
    return {
        "index": choice.number,
        "finish_reason": normal(choice.finish) or None,
        "native_finish_reason": choice.finish or None,
        "text_chars": choice.text_chars,
        "reasoning_chars": choice.reasoning_chars,
        "refusal_chars": choice.refusal_chars,
    }


def _full_choice(choice: Choice) -> Record:
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


def _error(failure: Failure) -> Record:
    return {
        "source": failure.source,
        "status": failure.status,
        "type": failure.type or None,
        "code": failure.code or None,
        "message": failure.message,
    }


def _message(message: Message) -> Record:
    return {
        "role": message.role,
        "parts": [
            {"kind": part.kind, "text": part.text, "name": part.name or None, "id": part.id or None}
            for part in message.parts
        ],
    }

"""What `recview ls --json` and `recview show --json` say of an exchange.

The keys are a promise to programs: all of them are always there. What was not recorded is null; texts and lists are
then empty, and counts of characters 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.json_text import strict
from recview.model import Failure, Json, Message
from recview.protocols.finishes import normal
from recview.protocols.providers import provider
from recview.reading.recording import Recording
from recview.replay.choices import Choice

Record = dict[str, Json]


def record(answer: Recording) -> Record:
    """An exchange at a glance."""
    exchange = answer.exchange
    request, response = exchange.request, exchange.response
    return {
        "path": exchange.source.path,
        "index": exchange.source.number,
        "test_id": exchange.test_id,
        "format": exchange.format,
        "protocol": answer.protocol,
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
            for choice in answer.choices
        ],
        "usage": answer.usage and answer.usage._asdict(),
        "error": answer.failure and _error(answer.failure),
        "problem": answer.problem or None,
    }


def full_record(answer: Recording) -> Record:
    """The same, and what was sent and said, in full."""
    return {**_without_messages(answer), "messages": list(map(_message, answer.conversation.messages))}


def full_record_pieces(answer: Recording) -> Iterator[str]:
    """The same as JSON text on one line, in pieces: of a hundred thousand messages one is in memory at a time."""
    yield strict(_without_messages(answer)).removesuffix("}")
    yield ',"messages":['
    for place, message in enumerate(answer.conversation.messages):
        yield f"{',' if place else ''}{strict(_message(message))}"
    yield "]}"


def _without_messages(answer: Recording) -> Record:
    return {
        **record(answer),
        "choices": [_said(choice) for choice in answer.choices],
        "request": answer.exchange.request.body,
    }


def unread_record(path: str, problem: str) -> Record:
    """Of a file that could not be read nothing is known but why."""
    unknown = ("test_id", "format", "protocol", "provider", "method", "url", "endpoint", "model")
    return {
        "path": path,
        "index": 0,
        **dict.fromkeys(unknown),
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
    """The same with the keys of `full_record`."""
    return {**unread_record(path, problem), "request": None, "messages": []}


def _measures(choice: Choice) -> Mapping[str, Json]:
    return {
        "index": choice.number,
        "finish_reason": normal(choice.finish) or None,
        "native_finish_reason": choice.finish or None,
        "text_chars": len(choice.text),
        "reasoning_chars": len(choice.reasoning),
        "refusal_chars": len(choice.refusal),
    }


def _said(choice: Choice) -> Record:
    return {
        **_measures(choice),
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

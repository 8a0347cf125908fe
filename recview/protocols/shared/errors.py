"""Errors inside an answer, in whichever shape they come and whichever API it speaks.

Servers and gateways report a failure as one more chunk, after they have begun to answer (HTTP 200). Source: OpenAI,
Anthropic and llama.cpp {error: {message, type, code}}; an SSE event or field named `error`, with any data; vLLM
{object: "error", message, type, code}; FastChat's workers {text, error_code}; OpenRouter choices[].error; Gemini
without `alt=sse` [{error}]; MiniMax base_resp {status_code, status_msg}; Cloudflare and watsonx errors[]; Dify {event:
"error"}; Gemini's Interactions {event_type: "error"}.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_words
from recview.model import Chunk, Failure, Json
from recview.protocols.shared.usage import error_member, failure, is_filled
from recview.wire import Chunks, payloads

_ERROR = "error"
_KEYS = frozenset({_ERROR, "errors", "error_code", "base_resp", "detail"})
_NAMES = ("object", "type", "event", "event_type")


def holds_error(chunks: Sequence[Chunk]) -> bool:
    """Whether any chunk carries an error. Asked for every file of a tree, so most chunks are only glanced at."""
    return any(errors_in(chunks[index]) for index in _suspects(chunks))


def _suspects(chunks: Sequence[Chunk]) -> Iterator[int]:
    """The indexes of the chunks that are worth a closer look."""
    datas = payloads(chunks)
    # Only the chunks of an event stream have names; those of a list need not be unwrapped.
    is_named = not isinstance(chunks, Chunks) and any(map(_is_named, chunks))
    # Of a long stream not all payloads are to be in memory at once.
    if is_named or not isinstance(datas, list) or _may_any_err(datas):
        for index, data in enumerate(datas):
            if _may_err(data) or (is_named and _is_named(chunks[index])):
                yield index


def _may_any_err(datas: Sequence[Json]) -> bool:
    """Whether to look at payloads one by one. Most answers have no error, and this is asked of every one in a tree."""
    choices: list[Json] = []
    others: list[Json] = []
    try:
        if not _KEYS.isdisjoint(set().union(*datas)):
            return True
        for data in datas:
            if listed := data.get("choices"):
                choices += listed
            else:
                others.append(data)
        if [choice for choice in choices if _ERROR in choice]:
            return True
        return any(data.get(name) == _ERROR for data in others for name in _NAMES)
    except (AttributeError, TypeError):  # some are no objects
        return True


def with_failures(
    events: tuple[ev.Event, ...], chunks: Sequence[Chunk], source: Literal["stream", "response"]
) -> tuple[ev.Event, ...]:
    """The events of an answer, with those errors in its chunks that its protocol does not read.

    Args:
        events: What the protocol makes of the chunks, in their order.
        chunks: All of the answer.
        source: How the answer came.
    """
    merged: list[ev.Event] = []
    done = 0
    for index in _suspects(chunks):
        if failures := failures_in(chunks[index], source):
            start = bisect_left(events, index, key=_chunk_of)
            merged.extend(events[done:start])
            done = bisect_left(events, index + 1, key=_chunk_of)
            last = next((event.failure.message for event in reversed(merged) if isinstance(event, ev.Failed)), None)
            merged.extend(_with_own(index, events[start:done], failures, last))
    return (*merged, *events[done:]) if merged or done else events


def _chunk_of(event: ev.Event) -> int:
    return event.chunk


def _with_own(index: int, own: Sequence[ev.Event], failures: Sequence[Failure], last: str | None) -> list[ev.Event]:
    """The events of a chunk with its failures. What the protocol calls unknown is the error, which is known."""
    told = {event.failure.message for event in own if isinstance(event, ev.Failed)}
    if not own and failures[0].message == last:
        # The protocol passes over an error that repeats the one before it.
        return []
    known = [_completed(event, failures[0]) for event in own if not isinstance(event, ev.Unknown)]
    # Where the protocol has told the chunk's own error, only those of choices are left.
    others = failures[1:] if told else failures
    return [*known, *(ev.Failed(index, failed) for failed in others if failed.message not in told)]


def _completed(event: ev.Event, failed: Failure) -> ev.Event:
    """The event; an error without the type and code that the chunk has for it, with them."""
    if isinstance(event, ev.Failed) and event.failure.message == failed.message and (failed.type or failed.code):
        return event if event.failure.type or event.failure.code else ev.Failed(event.chunk, failed)
    return event


def failures_in(chunk: Chunk, source: Literal["stream", "response"]) -> list[Failure]:
    """The errors that a chunk carries, its own first; each that says the same as one before it is left out."""
    failures = (failure(error, source) or Failure(source, "(no message)", body=error) for error in errors_in(chunk))
    by_message: dict[str, Failure] = {}
    for failed in failures:
        by_message.setdefault(failed.message, failed)
    return list(by_message.values())


def errors_in(chunk: Chunk) -> list[Json]:
    """The error objects, or words, that a chunk carries, and those of its choices. Empty ones are none."""
    data = chunk.data[0] if isinstance(chunk.data, list) and len(chunk.data) == 1 else chunk.data
    fields = as_dict(data)
    own = _own_error(fields)
    errors = [data if own is None else own] if own is not None or _is_named(chunk) else []
    of_choices = (as_dict(choice).get(_ERROR) for choice in as_list(fields.get("choices")))
    return [*errors, *filter(is_filled, of_choices)]


def _own_error(fields: Mapping[str, Json]) -> Json:
    """The error of a chunk itself: a member of it, or all of it; None where it has none."""
    errors, base = fields.get("errors"), as_dict(fields.get("base_resp"))
    if error := error_member(fields):
        return error
    if _is_code(fields.get("error_code")) or any(fields.get(name) == _ERROR for name in _NAMES):
        return fields
    if _is_code(base.get("status_code")):
        return base
    if _is_problem(fields):
        return fields
    if isinstance(errors, list) and is_filled(errors):
        return errors[0] if len(errors) == 1 else errors
    return None


def _is_problem(fields: Mapping[str, Json]) -> bool:
    """Whether an object is a problem of RFC 9457: an HTTP status of an error, with words beside it."""
    status = as_int(fields.get("status"))
    return status is not None and 400 <= status < 600 and bool(as_words(fields.get("detail")).strip())


def _is_code(code: Json) -> bool:
    """Whether a code stands for an error; 0 is success."""
    return as_words(code).strip() not in {"", "0", "false"}


def _is_named(chunk: Chunk) -> bool:
    return chunk.kind.lower() == _ERROR


def _may_err(data: Json) -> bool:
    """Whether a payload is worth a closer look."""
    if not isinstance(data, dict):
        return isinstance(data, list) and len(data) == 1
    choices = map(as_dict, as_list(data.get("choices")))
    return (
        not _KEYS.isdisjoint(data)
        or any(data.get(name) == _ERROR for name in _NAMES)
        or any(_ERROR in choice for choice in choices)
    )

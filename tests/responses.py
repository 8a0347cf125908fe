"""Events and items of OpenAI's Responses API, written by hand."""

from __future__ import annotations

from typing import Any

from recview.model import Json
from tests.ogx import Value, pieces

ERROR: Value = {"code": "rate_limit_exceeded", "message": "Slow down"}
FLAT_ERROR: Value = {"type": "error", **ERROR, "param": None}
SEARCH: Value = {
    "type": "web_search_call",
    "id": "ws_1",
    "action": {"type": "search", "query": "a", "queries": ["a", "b"]},
}
CITED: Value = {"type": "url_citation", "title": "A page", "url": "https://h.test", "start_index": 0, "end_index": 1}
PATCH: Value = {"type": "apply_patch_call", "operation": {"type": "create_file", "path": "a.md", "diff": "+a\n"}}


def event(kind: str, index: int = 0, **fields: Any) -> Value:
    """An event about the item `index`, with an id of its own, as GitHub Copilot sends them."""
    return {"type": f"response.{kind}", "output_index": index, "item_id": f"{kind}-{index}", **fields}


def message(*parts: Value, **fields: Any) -> Value:
    """An item that holds text."""
    return {"type": "message", "id": "msg_1", "role": "assistant", "content": list(parts), **fields}


def said(text: str, **fields: Any) -> Value:
    """A part of a message."""
    return {"type": "output_text", "text": text, "annotations": [], **fields}


def delta(piece: Json, index: int = 0, part: int = 0, **fields: Any) -> Value:
    """A piece of text."""
    return event("output_text.delta", index, content_index=part, delta=piece, **fields)


def added(index: int, item: Value) -> Value:
    """An item begins."""
    return event("output_item.added", index, item=item)


def done(index: int, item: Value) -> Value:
    """An item is whole."""
    return event("output_item.done", index, item=item)


def reasoning(*summary: str, content: tuple[str, ...] = (), **fields: Any) -> Value:
    """An item of reasoning."""
    return {
        "type": "reasoning",
        "id": "rs_1",
        "summary": [{"type": "summary_text", "text": text} for text in summary],
        "content": [{"type": "reasoning_text", "text": text} for text in content],
        **fields,
    }


def function(arguments: Json, name: str = "f", call_id: str = "c1", **fields: Any) -> Value:
    """A call of a function."""
    return {"type": "function_call", "id": "fc_1", "call_id": call_id, "name": name, "arguments": arguments, **fields}


def usage(sent: int, received: int) -> Value:
    """Token counts that add up."""
    return {
        "input_tokens": sent,
        "input_tokens_details": {"cached_tokens": 2, "cache_write_tokens": 1},
        "output_tokens": received,
        "output_tokens_details": {"reasoning_tokens": 4},
        "total_tokens": sent + received,
    }


def response(*output: Value, status: str = "completed", **fields: Any) -> Value:
    """A response object: a plain answer."""
    return {"id": "resp_1", "object": "response", "status": status, "output": list(output), **fields}


def end(*output: Value, status: str = "completed", **fields: Any) -> Value:
    """The last event of a stream."""
    return {"type": f"response.{status}", "response": response(*output, status=status, **fields)}


def created(response_id: str = "resp_1") -> Value:
    """The first event of a stream."""
    return {"type": "response.created", "response": {**response(status="in_progress"), "id": response_id}}


def stream(text: str, cut: int = 0, **fields: Any) -> list[Value]:
    """All events of an answer of one text, in pieces of `cut` characters, or of a word."""
    whole = message(said(text, logprobs=logprobs(text)), **fields)
    found = [text[at : at + cut] for at in range(0, len(text), cut)] if cut else list(pieces(text))
    events = [
        created(),
        {"type": "response.in_progress", "response": response(status="in_progress")},
        event("output_item.added", item=message(status="in_progress")),
        event("content_part.added", content_index=0, part=said("")),
        *(event("output_text.delta", content_index=0, delta=piece, logprobs=logprobs(piece)) for piece in found),
        event("output_text.done", content_index=0, text=text, logprobs=logprobs(text)),
        event("content_part.done", content_index=0, part=said(text)),
        event("output_item.done", item=whole),
        end(whole, usage=usage(len(text), cut)),
    ]
    return [{**one, "sequence_number": number} for number, one in enumerate(events)]


def logprobs(text: str) -> list[Value]:
    """A token a character."""
    return [{"token": token, "logprob": -0.5, "top_logprobs": []} for token in text]

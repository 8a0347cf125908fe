"""Answers that a recorder keeps in words of its own → chunks in the words of OpenAI's chat completions.

Some recorders keep neither bodies nor events of a provider, but what a client library made of them: text, reasoning,
tool calls, a finish reason, usage. Such a chunk's `data` is a `chat.completion` or a `chat.completion.chunk`, which the
protocol reads; its `raw` stays what was recorded. What was not recorded is not made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview.coerce import as_dict
from recview.json_text import compact
from recview.model import Chunk, Json
from recview.named_tuple import NamedTuple


class Call(NamedTuple):
    """A tool call, or a piece of one; `index` tells the calls of a stream apart."""

    name: Json = None
    arguments: Json = None
    id: Json = None
    index: Json = None


class RecordedAnswer(NamedTuple):
    """What an answer, or a piece of a stream, says; any of it may be missing or of a wrong type. Audio is base64."""

    content: Json = None
    reasoning: Json = None
    calls: Iterable[Call] = ()
    finish: Json = None
    usage: Mapping[str, Json] | None = None
    model: Json = None
    audio: Json = None


def answer(said: RecordedAnswer, recorded: Json) -> Chunk:
    """A whole answer as one chunk."""
    return _chunk("chat.completion", "message", said, recorded)


def piece(said: RecordedAnswer, recorded: Json) -> Chunk:
    """A piece of a streamed answer."""
    return _chunk("chat.completion.chunk", "delta", said, recorded)


def failure(error: Json, recorded: Json) -> Chunk:
    """An error in the place of an answer, or at the end of a stream."""
    return Chunk("", {"object": "chat.completion.chunk", "error": error}, recorded)


def embeddings(vectors: Iterable[Json], model: Json, recorded: Json, usage: Mapping[str, Json] | None = None) -> Chunk:
    """Embeddings as OpenAI answers with them."""
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    return Chunk("", _filled({"object": "list", "data": data, "model": model, "usage": usage}), recorded)


def usage_of(found: Json, names: Mapping[str, str], cached: str = "", written: str = "") -> Mapping[str, Json] | None:
    """Token counts under OpenAI's names; None where there are none.

    Args:
        found: The counts as recorded.
        names: Which of OpenAI's names each recorded name stands for.
        cached: The recorded name of the tokens that were read from a cache.
        written: The recorded name of the tokens that were written to it.
    """
    counts = as_dict(found)
    details = _filled({"cached_tokens": counts.get(cached), "cache_write_tokens": counts.get(written)})
    named = _filled({name: counts.get(recorded) for recorded, name in names.items()})
    return {**named, "prompt_tokens_details": details} if details else named or None


def _chunk(kind: str, key: str, said: RecordedAnswer, recorded: Json) -> Chunk:
    words = _filled({"content": said.content, "reasoning_content": said.reasoning})
    if isinstance(said.audio, str):
        words["audio"] = {"data": said.audio}
    if calls := [_call(call) for call in said.calls]:
        words["tool_calls"] = calls
    choice = {"index": 0, key: words, "finish_reason": said.finish}
    data = {"object": kind, "model": said.model, "choices": [choice], "usage": said.usage}
    return Chunk("", _filled(data), recorded)


def _call(call: Call) -> Json:
    # A piece of arguments is text; whole ones may be an object, which stands for its JSON.
    arguments = call.arguments if isinstance(call.arguments, str | None) else compact(call.arguments)
    function = _filled({"name": call.name, "arguments": arguments})
    return _filled({"index": call.index, "id": call.id, "type": "function", "function": function})


def _filled(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if value is not None}

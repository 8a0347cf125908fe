"""Fixtures of aimock (formerly llmock), by hand or recorded: `{"fixtures": [{match, response}]}`.

Source: github.com/CopilotKit/aimock, its `types.ts` and `recorder.ts`. What is matched stands for what was sent:
{userMessage, systemMessage, inputText, toolCallId, toolResultContains, model, endpoint, …}. A response is {content,
reasoning, toolCalls: [{name, arguments, id}], blocks: [in the order of the stream], finishReason, usage, model}, all in
words of aimock's own which stand for those of any provider; or {error, status}, {embedding}, {image}, {images},
{transcription}, {audio}, {video}, or {json: the body}. A fixture of AG-UI has `events` in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_int, as_list, as_str
from recview.formats import as_chat
from recview.formats.as_chat import Call, RecordedAnswer
from recview.formats.contract import NO_INTERACTIONS
from recview.formats.file import File
from recview.formats.naming import named_test
from recview.json_text import compact
from recview.model import Chunk, Exchange, Json, Readability, Request, Response, Source
from recview.wire import Chunks

NAME = "aimock"

_COUNTS = (
    {"prompt_tokens": "prompt_tokens", "completion_tokens": "completion_tokens", "total_tokens": "total_tokens"},
    {"input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"},
    {
        "promptTokenCount": "prompt_tokens",
        "candidatesTokenCount": "completion_tokens",
        "totalTokenCount": "total_tokens",
    },
)
"""The names that token counts have: those of OpenAI, of Anthropic and the Responses API, and of Gemini."""


def begins(head: bytes) -> bool:
    """Whether it is JSON that speaks of fixtures."""
    return head[:1] == b"{" and b'"fixtures"' in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A fixture an exchange; None where fixtures are of another kind: what is matched or answered is missing."""
    fixtures = as_dict(file.json).get("fixtures")
    if not isinstance(fixtures, list) or not all(map(_is_fixture, fixtures)):
        return None
    if not fixtures:
        return NO_INTERACTIONS if as_dict(file.json).keys() <= {"fixtures", "_warning"} else None
    return tuple(_exchange(path, number, as_dict(fixture)) for number, fixture in enumerate(fixtures))


def _is_fixture(value: Json) -> bool:
    fixture = as_dict(value)
    is_answered = isinstance(fixture.get("response"), dict) or isinstance(fixture.get("events"), list)
    return isinstance(fixture.get("match"), dict) and is_answered


def _exchange(path: str, number: int, fixture: Mapping[str, Json]) -> Exchange:
    match, got = as_dict(fixture.get("match")), as_dict(fixture.get("response"))
    model = as_str(got.get("model")) or as_str(match.get("model"))
    kept = {name: value for name, value in fixture.items() if name not in {"response", "events"}}
    request = Request(endpoint=as_str(match.get("endpoint")), model=model, body=_sent(match), fields=kept)
    events = fixture.get("events")
    chunks = Chunks(events) if isinstance(events, list) else tuple(_chunks(got, model))
    streaming = isinstance(events, list) or bool(got.get("blocks"))
    response = Response(chunks, streaming, as_int(got.get("status")), fields=got)
    return Exchange(Source(path, number), NAME, request, response, named_test(path), ordered=True)


def _sent(match: Mapping[str, Json]) -> Json:
    """What is matched, as a request would say it; None where that is no words."""
    if isinstance(match.get("inputText"), str):
        return {"input": match["inputText"]}
    system = match.get("systemMessage")
    # Of several texts, each has to be in the system message.
    texts = system if isinstance(system, list) else [system]
    messages = [{"role": "system", "content": words} for words in texts if isinstance(words, str)]
    words = match.get("userMessage", match.get("message"))
    if isinstance(words, str):
        messages.append({"role": "user", "content": words})
    if result := {name: match[name] for name in ("toolCallId", "toolResultContains") if name in match}:
        content = as_str(result.get("toolResultContains"))
        messages.append({"role": "tool", "tool_call_id": as_str(result.get("toolCallId")), "content": content})
    return {"messages": messages} if messages else None


def _chunks(got: Mapping[str, Json], model: str) -> Iterator[Chunk]:
    """A response as one chunk, or block by block where their order is kept."""
    answer = RecordedAnswer(
        _content(got.get("content")),
        got.get("reasoning"),
        [_call(as_dict(call), index) for index, call in enumerate(as_list(got.get("toolCalls")))],
        got.get("finishReason"),
        _usage(got.get("usage")),
        model or None,
        _audio(got.get("audio")),
    )
    other = _other(got, model)
    if other is not None:
        yield other
    elif blocks := as_list(got.get("blocks")):
        rest = {name: value for name, value in got.items() if name not in {"blocks", "content", "toolCalls"}}
        if answer.reasoning:
            yield as_chat.piece(RecordedAnswer(reasoning=answer.reasoning), {"reasoning": answer.reasoning})
        yield from (_block(as_dict(block), index) for index, block in enumerate(blocks))
        if answer.finish or answer.usage:
            yield as_chat.piece(answer._replace(content=None, reasoning=None, calls=()), rest)
    else:
        yield as_chat.answer(answer, got)


def _other(got: Mapping[str, Json], model: str) -> Chunk | None:
    """A response that is no answer of a chat."""
    if "error" in got:
        return Chunk("", {"error": got["error"]}, got)
    if "json" in got:
        return Chunk("", got["json"], got)
    if isinstance(got.get("embedding"), list):
        return as_chat.embeddings([got["embedding"]], model or None, got)
    if "image" in got or "images" in got:
        images = got["images"] if isinstance(got.get("images"), list) else [got.get("image")]
        return Chunk("", {"data": [_image(as_dict(image)) for image in images]}, got)
    if isinstance(got.get("transcription"), dict):
        return Chunk("", got["transcription"], got)
    is_chat = any(key in got for key in ("content", "toolCalls", "blocks", "reasoning", "audio"))
    return None if is_chat else Chunk("", got, got)


def _audio(audio: Json) -> Json:
    """What is spoken, in base64."""
    return as_dict(audio).get("b64Json") if isinstance(audio, dict) else audio


def _image(image: Mapping[str, Json]) -> Json:
    names = {"url": "url", "b64Json": "b64_json", "revisedPrompt": "revised_prompt"}
    return {"revised_prompt": None} | {name: image[kept] for kept, name in names.items() if kept in image}


def _block(block: Mapping[str, Json], index: int) -> Chunk:
    if block.get("type") == "toolCall":
        return as_chat.piece(RecordedAnswer(calls=[_call(block, index)]), block)
    return as_chat.piece(RecordedAnswer(block.get("text")), block)


def _call(call: Mapping[str, Json], index: int) -> Call:
    return Call(call.get("name"), call.get("arguments"), call.get("id"), index)


def _content(content: Json) -> Json:
    """Text; an object stands for its JSON."""
    return compact(content) if isinstance(content, dict | list) else content


def _usage(counts: Json) -> Mapping[str, Json] | None:
    recorded = as_dict(counts)
    named = next(filter(None, (as_chat.usage_of(recorded, names) for names in _COUNTS)), None)
    return {**recorded, **named} if named else None

"""The request side of OpenAI's Responses API: `instructions`, and `input`, which is a string or a list of items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message, Outline, Part
from recview.named_tuple import NamedTuple
from recview.protocols.openai_responses.items import call, notes, reasoning
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import start_of
from recview.wire import as_text


class Turn(NamedTuple):
    """Items in a row that one role said."""

    role: str
    items: Sequence[Json]


def turns(body: Mapping[str, Json]) -> list[Turn]:
    """What was sent, in order. Reasoning, text and calls of an assistant in a row are one turn, as in other APIs."""
    grouped: list[Turn] = []
    if instructions := body.get("instructions"):
        grouped.append(Turn("system", [{"content": instructions}]))
    for key in _STORED:
        if stored := body.get(key):
            grouped.append(Turn("stored", [{"type": key, "id": as_str(as_dict(stored).get("id")) or as_text(stored)}]))
    sent = body.get("input")
    for item in [{"role": "user", "content": sent}] if isinstance(sent, str) else as_list(sent):
        role = _role(as_dict(item))
        if grouped and role == grouped[-1].role == "assistant":
            grouped[-1] = Turn(role, [*grouped[-1].items, item])
        else:
            grouped.append(Turn(role, [item]))
    return grouped


# What a request may go on from that the server keeps.
_STORED = ("previous_response_id", "conversation", "prompt")


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent."""
    calls = (call(as_dict(item)) for item in as_list(body.get("input")))
    names = {made.id: made.name for made in calls if made}
    return tuple(
        Message(turn.role, tuple(part for item in turn.items for part in _parts(item, names))) for turn in turns(body)
    )


def head(body: Mapping[str, Json]) -> Outline:
    """What a row shows of a request: how many turns, and the start of the first and of the last of the user's."""
    grouped = turns(body)
    starts = [start_of(as_dict(turn.items[0]).get("content")) for turn in grouped if turn.role == "user"]
    first, last = starts[0] if starts else "", next(filter(None, reversed(starts)), "")
    return Outline("chat", messages=len(grouped), opening=first, question=last if last != first else "")


def _role(item: Mapping[str, Json]) -> str:
    kind = as_str(item.get("type"))
    if role := as_words(item.get("role")):
        return role
    if kind.endswith("_output") or kind == "mcp_approval_response":
        return "tool"
    if kind == "item_reference":
        return "stored"
    return "assistant" if kind and kind != "message" else "?"


def _parts(item: Json, names: Mapping[str, str]) -> Iterator[Part]:
    fields = as_dict(item)
    kind = as_str(fields.get("type"))
    if not fields:
        yield Part("other", as_words(item) or "not an object")
    elif kind in {*_STORED, "item_reference"}:
        yield Part("other", as_words(fields.get("id")), kind)
    elif kind.endswith("_output"):
        yield from _result(kind, fields, names)
    elif made := call(fields):
        yield Part("tool_call", made.arguments, made.name, made.id)
        for _, text in notes(fields):
            yield Part("tool_result", text, made.name, made.id)
    elif kind == "reasoning":
        yield from (Part("reasoning", text) for _, text in reasoning(fields) if text)
        yield from (Part("other", text, label) for label, text in notes(fields))
    elif kind in {"", "message"}:
        yield from _content(fields.get("content"))
    else:
        yield from (Part("other", text, label) for label, text in notes(fields) if text)


def _result(kind: str, fields: Mapping[str, Json], names: Mapping[str, str]) -> Iterator[Part]:
    """The output of a tool: a string, content parts, a screenshot, or what only that tool gives."""
    call_id = as_words(fields.get("call_id")) or as_words(fields.get("id"))
    name = names.get(call_id, "") or kind.removesuffix("_output").removesuffix("_call")
    output = fields.get("output")
    sent = [output] if isinstance(output, dict) else output if isinstance(output, list) else []
    parts = [_result_part(item) for item in sent] or list(_content(output))
    if kind == "shell_call_output" or not parts:
        parts = [Part("text", text) for _, text in notes(fields)]
    for part in parts:
        yield Part("tool_result", part.text, name, call_id) if part.kind in {"text", "other"} else part


def _result_part(sent: Json) -> Part:
    """A part of a result; what is no content of the API is an object of the tool's own."""
    part = _part(sent)
    return Part("text", as_text(sent)) if part.kind == "other" else part


def _content(content: Json) -> Iterator[Part]:
    if isinstance(content, str):
        if content:
            yield Part("text", content)
    elif isinstance(content, list):
        yield from map(_part, content)
    elif content is not None:
        yield Part("other", as_text(content))


def _part(sent: Json) -> Part:
    fields = as_dict(sent)
    match as_str(fields.get("type")):
        case "input_text" | "output_text" | "text" | "summary_text":
            return Part("text", as_str(fields.get("text")))
        case "reasoning_text":
            return Part("reasoning", as_str(fields.get("text")))
        case "refusal":
            return Part("refusal", as_str(fields.get("refusal")))
        case "input_image" | "computer_screenshot":
            image = fields.get("image_url")
            url = as_dict(image).get("url", image)
            return Part("image", describe_media(url) if url else as_words(fields.get("file_id")))
        case "input_file":
            name = as_words(fields.get("filename")) or as_words(fields.get("file_id"))
            file = fields.get("file_data") or fields.get("file_url")
            return Part("file", describe_media(file) if file else name, name)
        case "input_audio":
            audio = as_dict(fields.get("input_audio"))
            return Part("audio", describe_media(audio.get("data"), f"audio/{as_words(audio.get('format')) or '?'}"))
        case kind:
            return Part("other", as_str(sent) or as_str(fields.get("text")) or "see the request", kind or "part")

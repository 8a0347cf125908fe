"""The request side of generateContent: `systemInstruction` and `contents[]`, as sent or as the Python SDK took them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json, Message
from recview.protocols.gemini.parts import all_parts, parts_of
from recview.protocols.shared.fields import pick

_ROLES = {"model": "assistant", "": "user"}
"""The names that a conversation has elsewhere; without a role it is the user who speaks."""


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The system prompt, then the conversation as it was sent."""
    system = _system(body)
    first = (Message("system", tuple(all_parts(system))),) if system else ()
    return first + tuple(map(_message, _contents(body)))


def count(body: Mapping[str, Json]) -> int:
    """How many messages there are, without reading them."""
    return len(_contents(body)) + bool(_system(body))


def brief(body: Mapping[str, Json]) -> str:
    """The start of the first user message: tells the conversations of one test apart."""
    return next(iter(_starts_of_user(_contents(body))), "")


def question(body: Mapping[str, Json]) -> str:
    """The start of the last user message that has text; empty where it is the one that `brief` tells."""
    last = next(filter(None, _starts_of_user(_contents(body)[::-1])), "")
    return last if last != brief(body) else ""


def _starts_of_user(contents: Sequence[Json]) -> Iterator[str]:
    """The first characters of each of the contents that are the user's."""
    for content in contents:
        if as_str(as_dict(content).get("role")) in {"", "user"}:
            texts = (as_str(as_dict(sent).get("text")) for sent in parts_of(content))
            yield next(filter(None, texts), "")[:80]


def _system(body: Mapping[str, Json]) -> Json:
    """The system instruction: on the wire it is beside the contents; the Python SDK takes it inside of `config`."""
    return pick(body, "systemInstruction") or pick(as_dict(body.get("config")), "systemInstruction")


def _contents(body: Mapping[str, Json]) -> Sequence[Json]:
    contents = body.get("contents")
    return [contents] if isinstance(contents, str | dict) else as_list(contents)


def _message(content: Json) -> Message:
    role = as_words(as_dict(content).get("role"))
    parts = tuple(all_parts(content))
    if parts and all(part.kind == "tool_result" for part in parts):
        return Message("tool", parts)
    return Message(_ROLES.get(role, role), parts)

"""What the items of OpenAI's Responses API say, in few words: the same items are received and sent back.

Source: OpenAI's API reference (response object, `output[]` and `input[]`) and the items that Azure, OpenRouter, xAI, LM
Studio and Amazon Bedrock send in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json
from recview.named_tuple import NamedTuple
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.sources import citation
from recview.wire import as_text

BRIEF = 400
"""The most characters of an item's JSON that a note shows; the rest is in the raw chunk."""

PART_KINDS = {
    "output_text": "text",
    "text": "text",
    "input_text": "text",
    "refusal": "refusal",
    "reasoning_text": "content",
    "summary_text": "summary",
}
"""The kind of a content part by its type. Reasoning comes as a `summary` or as `content`."""

_CALL = "_call"
# What says nothing to a reader, or stands elsewhere.
_DULL = {"id", "type", "status", "role", "call_id", "encrypted_content", "environment", "fingerprint"}
# Whose output the client sends back. All other tools of the API are run by the server.
_RUN_BY_CLIENT = {"function_call", "custom_tool_call", "computer_call", "local_shell_call", "apply_patch_call"}


class Call(NamedTuple):
    """A tool call; its `parts` are the arguments: JSON, or code as it is; of a shell each command."""

    id: str
    name: str
    parts: tuple[str, ...]
    runs: ev.Runner = "client"

    @property
    def arguments(self) -> str:
        """All of the arguments."""
        return "\n".join(self.parts)


def call(item: Mapping[str, Json]) -> Call | None:
    """The call that an item is, or None."""
    kind = as_str(item.get("type"))
    is_called = kind.endswith(_CALL) or kind.startswith("openrouter:") or kind == "program"
    key = next((key for key in ("arguments", "input") if key in item), None)
    if kind in {"message", "reasoning"} or not (is_called or key):
        return None
    call_id = as_str(item.get("call_id")) or as_str(item.get("id"))
    parts = (as_text(item[key]),) if key else tuple(_arguments(kind, item))
    return Call(call_id, as_str(item.get("name")) or kind.removesuffix(_CALL), parts, _runs(kind, item))


def _runs(kind: str, item: Mapping[str, Json]) -> ev.Runner:
    """Who runs the tool: a shell and a search for tools may be of either."""
    if kind == "shell_call":
        environment = as_str(as_dict(item.get("environment")).get("type"))
        return "client" if environment in {"", "local"} else "provider"
    if kind == "tool_search_call":
        return "client" if item.get("execution") == "client" else "provider"
    is_tool_of_the_api = kind.endswith(_CALL) or kind.startswith(("openrouter:", "mcp_")) or kind == "program"
    return "provider" if is_tool_of_the_api and kind not in _RUN_BY_CLIENT else "client"


def _arguments(kind: str, item: Mapping[str, Json]) -> Iterator[str]:
    """What a tool of the API is called with, where an item has no field of that name: code, else JSON."""
    action = item.get("action")
    match kind:
        case "code_interpreter_call" | "program":
            yield as_str(item.get("code"))
        case "shell_call":
            yield from map(as_str, as_list(as_dict(action).get("commands")))
        case "local_shell_call":
            yield " ".join(map(as_words, as_list(as_dict(action).get("command"))))
        case "apply_patch_call":
            yield as_str(as_dict(item.get("operation")).get("diff"))
        case "web_search_call":
            yield as_text({key: value for key, value in as_dict(action).items() if key != "sources"} or None)
        case _:
            sent = next((item[key] for key in ("action", "actions") if item.get(key)), None)
            others = {key: item[key] for key in ("queries", "query", "prompt", "revised_prompt") if item.get(key)}
            yield as_text(sent or others or None)


def message_parts(content: Json) -> Iterator[tuple[str, str, Json]]:
    """(kind, text, logprobs) of the parts of a message; of what is no text there is just the kind."""
    for part in map(as_dict, [{"type": "text", "text": content}] if isinstance(content, str) else as_list(content)):
        kind = as_str(part.get("type"))
        text = as_str(part.get("refusal")) or as_str(part.get("text")) if kind in PART_KINDS else "in the raw chunk"
        yield PART_KINDS.get(kind) or kind or "part", text, part.get("logprobs")


def texts(item: Mapping[str, Json]) -> tuple[str, ...]:
    """The ways in which an item spells all that it says; reasoning comes in two."""
    if made := call(item):
        return ("".join(made.parts),)
    match as_str(item.get("type")):
        case "message":
            parts = message_parts(item.get("content"))
            is_answer = as_str(item.get("role")) in {"", "assistant"}
            return ("".join(text for kind, text, _ in parts if is_answer and kind in {"text", "refusal"}),)
        case "reasoning":
            thoughts = list(reasoning(item))
            return tuple("".join(text for key, text in thoughts if key == way) for way in ("summary", "content"))
        case _:
            return ()


def reasoning(item: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(`summary` or `content`, text) of a reasoning item's parts, which are a paragraph each."""
    for key in ("summary", "content"):
        content = item.get(key)
        for part in [content] if isinstance(content, str) else as_list(content):
            yield key, as_str(part) or as_str(as_dict(part).get("text"))


def notes(item: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(label, text) of what an item holds besides text, reasoning and a call: mostly the result of a tool."""
    kind = as_str(item.get("type")) or "item"
    if sealed := as_str(item.get("encrypted_content")):
        yield f"encrypted {kind}", describe_media(sealed, "encrypted")
    if kind == "reasoning":
        return
    yield from ((kind, text) for text in _note_texts(kind, item))
    if operation := as_dict(item.get("operation")):
        yield f"{kind} operation", f"{as_words(operation.get('type'))} {as_words(operation.get('path'))}".strip()
    for output in as_list(item.get("outputs")):
        yield f"{kind} output", _output(as_dict(output), output)
    for key in ("output", "error"):
        if item.get(key) and not kind.endswith("_output"):
            yield f"{kind} {key}", as_text(item[key])


def streams(value: Json) -> str:
    """What a shell command wrote: `stdout`, then `stderr`."""
    fields = as_dict(value)
    return as_str(fields.get("stdout")) + as_str(fields.get("stderr"))


def _note_texts(kind: str, item: Mapping[str, Json]) -> Iterator[str]:
    """What an item says beside the arguments of a call: mostly the result of a tool."""
    match kind:
        case "web_search_call":
            yield from map(citation, as_list(as_dict(item.get("action")).get("sources")))
        case "file_search_call":
            if results := as_list(item.get("results")):
                yield f"{len(results):,} results in the raw chunk"
        case "image_generation_call":
            if image := as_str(item.get("result")):
                yield describe_media(image, f"image/{as_str(item.get('output_format')) or '?'}")
        case "shell_call_output":
            yield from map(streams, as_list(item.get("output")))
        case "mcp_list_tools" | "tool_search_output" | "additional_tools":
            tools = map(as_dict, as_list(item.get("tools")))
            named = ", ".join(as_words(tool.get("name")) or as_words(tool.get("type")) for tool in tools)
            yield " ".join(filter(None, [as_words(item.get("server_label")), named or "no tools"]))[:BRIEF]
        case _ if call(item) is None:
            telling = {key: value for key, value in item.items() if key not in _DULL and value}
            yield as_text(telling)[:BRIEF] if telling else ""


def _output(fields: Mapping[str, Json], value: Json) -> str:
    """What a code interpreter gave: logs, or the URL of an image."""
    if url := as_str(fields.get("url")):
        return describe_media(url, "image")
    return as_str(fields.get("logs")) or as_text(value)[:BRIEF]

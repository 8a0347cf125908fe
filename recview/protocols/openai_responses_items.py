"""What the items of OpenAI's Responses API say, in few words: the same items are received and sent back.

Source: OpenAI's API reference (response object, `output[]` and `input[]`) and the items that Azure, OpenRouter, xAI, LM
Studio and Amazon Bedrock send in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recview.model import Json
from recview.protocols.media import described
from recview.shapes import mapping, sequence, text, words
from recview.wire import as_text

BRIEF = 400
"""The most characters of an item's JSON that a note shows; the rest is in the raw chunk."""

_CALL = "_call"
# Fields that say nothing to a reader, or stand elsewhere.
_DULL = {"id", "type", "status", "role", "call_id", "encrypted_content", "environment", "fingerprint"}


class Call(NamedTuple):
    """A tool call: of a function, of a custom tool (`input`), of an MCP server; or code that the server itself ran."""

    id: str
    name: str
    arguments: str


def call(item: Mapping[str, Json]) -> Call | None:
    """The call that an item is, or None. A search for tools has arguments too, but calls none."""
    kind = text(item.get("type"))
    known = text(item.get("call_id")) or text(item.get("id"))
    if kind == "code_interpreter_call":
        return Call(known, kind.removesuffix(_CALL), text(item.get("code")))
    key = next((key for key in ("arguments", "input") if key in item), None)
    if key is None or kind in {"message", "tool_search_call"}:
        return None
    return Call(known, text(item.get("name")) or kind.removesuffix(_CALL), as_text(item[key]))


def reasoning(item: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(`summary` or `content`, text) of a reasoning item's parts, which are a paragraph each."""
    for key in ("summary", "content"):
        said = item.get(key)
        for part in [said] if isinstance(said, str) else sequence(said):
            yield key, text(part) or text(mapping(part).get("text"))


def notes(item: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(label, text) of what an item holds besides text, reasoning and a call: the work of a built-in tool."""
    kind = text(item.get("type")) or "item"
    if sealed := text(item.get("encrypted_content")):
        yield f"encrypted {kind}", described(sealed, "encrypted")
    if kind == "reasoning":
        return
    if call(item) is None:
        yield from ((kind, said) for said in _said(kind, item))
    if operation := mapping(item.get("operation")):
        yield f"{kind} operation", f"{words(operation.get('type'))} {words(operation.get('path'))}".strip()
    for output in sequence(item.get("outputs")):
        yield f"{kind} output", _output(mapping(output), output)
    for key in ("output", "error"):
        if item.get(key) and not kind.endswith("_output"):
            yield f"{kind} {key}", as_text(item[key])


def citation(value: Json) -> str:
    """An annotation in a few words: the title and URL, or the file."""
    fields = mapping(value)
    named = (words(fields.get(key)) for key in ("title", "url", "filename", "file_id"))
    return " ".join(dict.fromkeys(filter(None, named))) or as_text(value)[:BRIEF]


def streams(value: Json) -> str:
    """What a shell command wrote: `stdout`, then `stderr`."""
    fields = mapping(value)
    return text(fields.get("stdout")) + text(fields.get("stderr"))


def _said(kind: str, item: Mapping[str, Json]) -> Iterator[str]:
    action = mapping(item.get("action"))
    match kind:
        case "web_search_call":
            yield _search(action)
        case "file_search_call":
            yield from map(words, sequence(item.get("queries")))
            if found := sequence(item.get("results")):
                yield f"{len(found):,} results in the raw chunk"
        case "image_generation_call":
            if image := text(item.get("result")):
                yield described(image, f"image/{text(item.get('output_format')) or '?'}")
            yield text(item.get("revised_prompt"))
        case "program":
            yield text(item.get("code"))
        case "shell_call":
            yield from map(text, sequence(action.get("commands")))
        case "local_shell_call":
            yield " ".join(map(words, sequence(action.get("command"))))
        case "shell_call_output":
            yield from map(streams, sequence(item.get("output")))
        case "apply_patch_call":
            yield text(mapping(item.get("operation")).get("diff"))
        case "mcp_list_tools" | "tool_search_output" | "additional_tools":
            tools = map(mapping, sequence(item.get("tools")))
            named = ", ".join(words(tool.get("name")) or words(tool.get("type")) for tool in tools)
            yield " ".join(filter(None, [words(item.get("server_label")), named or "no tools"]))[:BRIEF]
        case _:
            telling = {key: value for key, value in item.items() if key not in _DULL and value}
            yield as_text(telling)[:BRIEF] if telling else ""


def _search(action: Mapping[str, Json]) -> str:
    """`search “…”`, `open_page https://…`, `find_in_page “…” https://…`."""
    asked = [*sequence(action.get("queries"))] or [action.get("query")]
    quoted = ", ".join(f"“{said}”" for said in map(words, [*asked, action.get("pattern")]) if said)
    told = [words(action.get("type")), quoted, words(action.get("url"))]
    return " ".join(filter(None, told)) if any(told[1:]) else ""


def _output(fields: Mapping[str, Json], value: Json) -> str:
    """What a code interpreter gave: logs, or the URL of an image."""
    if url := text(fields.get("url")):
        return described(url, "image")
    return text(fields.get("logs")) or as_text(value)[:BRIEF]

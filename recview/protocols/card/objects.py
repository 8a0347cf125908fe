"""Objects that a provider keeps: files, uploads, batches, vector stores, threads, conversations, caches.

Source: the API references of OpenAI (`object`, `id`, `status`), Anthropic (`type`, `processing_status`) and Gemini
(`name`, which begins with the collection, and `state`). One card serves them all: what it is, which, and how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, first, plain_facts

# As text: `re` compiles and keeps them at their first use, which spares the start.
_OBJECT = (
    r"(?:file|upload|batch|vector_store|thread|assistant|conversation|container|fine_tuning|eval|skill|realtime|video|"
    r"message_batch|cached_content|organization|project)(?:$|[._])|.*[._]deleted$"
)
_COLLECTION = r"(?:files|cachedContents|fileSearchStores|corpora|tunedModels|batches|operations)/|.*/operations/"
_RESOURCES = ("files", "cachedContents", "fileSearchStores", "corpora", "tunedModels", "operations")
"""What Gemini lists under a name of its own."""

_GONE = re.compile(r"[._]deleted$")
_STATES = ("status", "state", "processing_status")
_NAMES = ("filename", "display_name", "displayName", "name", "id")


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By what the object, or the first of a list, says that it is; the lines of a batch by their custom_id."""
    item = as_dict(first(body))
    if "custom_id" in item and ("response" in item or "result" in item):
        return _kind("results", "Batch results")
    fields = as_dict(body)
    name = _what(_inner(fields))
    if name:
        word = _GONE.sub("", name)
        return _kind("batch" if word == "message_batch" else word, _spelled(name))
    if resources := next((key for key in _RESOURCES if isinstance(fields.get(key), list)), ""):
        return Kind("list", f"List: {_spelled(resources)}", _list_facts, _counted, uses_tokens=False)
    items = fields.get("data")
    if isinstance(items, list) and ("has_more" in fields or fields.get("object") == "list"):
        of = _what(as_dict(first(items)))
        return Kind(of or "list", f"List: {_spelled(of)}" if of else "List", _list_facts, _counted, uses_tokens=False)
    if exchange.request.method.upper() == "DELETE" and fields.keys() <= {"id", "deleted", "object", "type"}:
        return _kind("delete", "Deleted")
    return None


def _spelled(name: str) -> str:
    """`vector_store.file` and `fileSearchStore` as words."""
    return re.sub(r"[._]|(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _kind(word: str, title: str) -> Kind:
    return Kind(word, title, _facts, _detail, uses_tokens=False)


def _inner(fields: Mapping[str, Json]) -> Mapping[str, Json]:
    """Gemini wraps a file that was just uploaded."""
    return as_dict(fields.get("file")) if fields.keys() == {"file"} else fields


def _what(fields: Mapping[str, Json]) -> str:
    if "id" in fields and (fields.get("deleted") is True or "object" in fields or "type" in fields):
        name = as_str(fields.get("object")) or as_str(fields.get("type"))
        return name if re.match(_OBJECT, name) or "deleted" in fields else ""
    name = as_str(fields.get("name"))
    collection = re.match(_COLLECTION, name)
    if not collection:
        return ""
    return "operation" if "operations/" in name else collection[0].rstrip("/").removesuffix("s")


def _facts(exchange: Exchange, body: Json) -> Facts:
    if isinstance(body, list):
        return _line_facts(body)
    fields = _inner(as_dict(body))
    counts = as_dict(fields.get("request_counts")) or as_dict(fields.get("file_counts"))
    return (*plain_facts(exchange, fields), *((f"{name} count", as_words(count)) for name, count in counts.items()))


def _line_facts(lines: Sequence[Json]) -> Facts:
    facts = [("results", f"{len(lines):,}")]
    for line in map(as_dict, lines[:200]):
        result = as_dict(line.get("response")) or as_dict(line.get("result"))
        state = "error" if line.get("error") else as_words(result.get("status_code")) or as_words(result.get("type"))
        facts.append((as_words(line.get("custom_id")) or "?", state or "…"))
    return tuple(facts)


def _list_facts(exchange: Exchange, body: Json) -> Facts:
    items = [as_dict(item) for item in _items(body)]
    named = [" · ".join(filter(None, (_first(item, *_NAMES), _first(item, *_STATES)))) or "?" for item in items[:200]]
    return (("listed", f"{len(items):,}"), *((f"{number}", name) for number, name in enumerate(named, 1)))


def _first(fields: Mapping[str, Json], *keys: str) -> str:
    return next((as_words(fields[key]) for key in keys if fields.get(key)), "")


def _detail(exchange: Exchange, body: Json) -> str:
    if isinstance(body, list):
        return f"{len(body)}"
    fields = _inner(as_dict(body))
    if fields.get("deleted") is True or _GONE.search(_what(fields)):
        return "deleted"
    return _first(fields, *_STATES, *_NAMES)[:40]


def _counted(exchange: Exchange, body: Json) -> str:
    return f"{len(_items(body))}"


def _items(body: Json) -> Sequence[Json]:
    fields = as_dict(body)
    return next(filter(None, (as_list(fields.get(key)) for key in ("data", *_RESOURCES))), ())

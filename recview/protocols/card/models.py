"""Which models there are, what one is like, which run, and how one is fetched.

Source: the API references of OpenAI, Anthropic and LM Studio (data[]), Ollama (tags, ps, show, pull), Gemini and Cohere
(models[]), Bedrock (modelSummaries[]) and text-generation-inference (info).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, first, path_ends, plain_facts, without_blanks

_LISTS = ("data", "models", "modelSummaries")
_NAMES = ("id", "model", "name", "key", "modelId")
_PROGRESS_KEYS = {"status", "digest", "total", "completed"}


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By what only a list of models or a model has; an empty list by the URL."""
    if isinstance(body, list):
        is_progress = bool(body) and all(_is_progress(item) for item in body[:2])
        is_listed = path_ends(exchange, "/models") or as_dict(first(body)).get("object") == "model"
        return PROGRESS if is_progress else MODELS if is_listed and not exchange.response.streaming else None
    fields = as_dict(body)
    for key in _LISTS:
        if isinstance(fields.get(key), list) and (key != "data" or _lists_models(exchange, fields)):
            is_running = path_ends(exchange, "/api/ps") or "size_vram" in as_dict(first(fields[key]))
            return RUNNING if is_running else MODELS if _is_listed(exchange, fields[key]) else None
    if _is_progress(body):
        return PROGRESS
    if fields.get("done_reason") in ("load", "unload"):
        return LOADED
    if "model_info" in fields or "modelfile" in fields:
        return SHOWN
    is_model = "model" in (fields.get("object"), fields.get("type")) or as_str(fields.get("name")).startswith("models/")
    if (is_model and "deleted" not in fields) or ("model_id" in fields and path_ends(exchange, "/info")):
        return MODEL
    return VERSION if fields.keys() == {"version"} else None


def _lists_models(exchange: Exchange, fields: Mapping[str, Json]) -> bool:
    """OpenAI and Anthropic list everything under `data`; older servers' models do not say that they are."""
    item = as_dict(first(fields["data"]))
    kind = item.get("object") or item.get("type")
    if path_ends(exchange, "/models") or kind == "model":
        return True
    return fields.get("object") == "list" and not kind and "id" in item


def _is_listed(exchange: Exchange, items: Sequence[Json]) -> bool:
    if not items:
        return path_ends(exchange, "/models", "/tags")
    item = as_dict(items[0])
    return path_ends(exchange, "/models") or item.get("object") == "model" or any(item.get(key) for key in _NAMES)


def _is_progress(item: Json) -> bool:
    fields = as_dict(item)
    return "status" in fields and fields.keys() <= _PROGRESS_KEYS


def _listed(body: Json) -> Sequence[Json]:
    fields = as_dict(body)
    return as_list(body) or next(filter(None, (as_list(fields.get(key)) for key in _LISTS)), ())


def _name(item: Mapping[str, Json]) -> str:
    name = next((as_words(item[key]) for key in _NAMES if item.get(key)), "?")
    details = as_dict(item.get("details"))
    kind = "" if item.get("type") == "model" else as_words(item.get("type"))
    more = (
        as_words(details.get("parameter_size")),
        as_words(details.get("quantization_level")),
        kind,
        as_words(item.get("state")),
    )
    return " · ".join(filter(None, (name, *more)))


def _listing(noun: str) -> Callable[[Exchange, Json], Facts]:
    def facts(exchange: Exchange, body: Json) -> Facts:
        items = _listed(body)
        names = (_name(as_dict(item)) for item in items[:200])
        return ((noun, f"{len(items):,}"), *((f"{number}", name) for number, name in enumerate(names, 1)))

    return facts


def _counted(exchange: Exchange, body: Json) -> str:
    return f"{len(_listed(body))}"


def _shown_facts(exchange: Exchange, body: Json) -> Facts:
    fields = as_dict(body)
    details, info = as_dict(fields.get("details")), as_dict(fields.get("model_info"))
    able = ", ".join(filter(None, map(as_str, as_list(fields.get("capabilities")))))
    context = next((as_words(value) for key, value in info.items() if key.endswith(".context_length")), "")
    return without_blanks(*plain_facts(exchange, details), ("context length", context), ("capabilities", able))


def _last(body: Json) -> Mapping[str, Json]:
    items = as_list(body)
    return as_dict(items[-1] if items else body)


def _progress_facts(exchange: Exchange, body: Json) -> Facts:
    statuses = list(dict.fromkeys(as_words(as_dict(item).get("status")) for item in as_list(body)))
    steps = tuple((f"step {number}", step) for number, step in enumerate(statuses[:40], 1)) if len(statuses) > 1 else ()
    return (*steps, *plain_facts(exchange, _last(body)))


def _model_name(exchange: Exchange, body: Json) -> str:
    fields = as_dict(body)
    return next((as_words(fields[key]) for key in (*_NAMES, "model_id") if fields.get(key)), "")[:40]


def _done(body: Json) -> str:
    """Ollama's word for what was done: `load` or `unload`."""
    return as_words(as_dict(body).get("done_reason"))


MODELS = Kind("models", "Models", _listing("models"), _counted)
RUNNING = Kind("ps", "Running models", _listing("running"), _counted)
PROGRESS = Kind("pull", "Model pull", _progress_facts, lambda exchange, body: as_words(_last(body).get("status")))
LOADED = Kind(
    "load",
    "Model load",
    plain_facts,
    lambda exchange, body: _done(body),
    uses_tokens=False,
    finish=_done,
)
SHOWN = Kind(
    "show", "Model details", _shown_facts, lambda exchange, body: as_words(exchange.request.model), uses_tokens=False
)
MODEL = Kind("model", "Model", plain_facts, _model_name)
VERSION = Kind(
    "version", "Version", plain_facts, lambda exchange, body: as_words(as_dict(body).get("version")), uses_tokens=False
)

"""What is no conversation: embeddings, model lists, running models, tool invocations, processed files, token counts.

Each becomes a card: a title, a few facts and the body as JSON. Recognised by the recorded class, by the body's
`object`, or by what only such a body has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from recview.model import Card, Conversation, Exchange, Json, Outline
from recview.protocols.openai_usage import usage
from recview.shapes import mapping, sequence, text, words

NAME = "card"
SPOKEN: frozenset[str] = frozenset()

Facts = tuple[tuple[str, str], ...]


class _Kind(NamedTuple):
    """A kind of card: the row's word, the page's title, and what is worth reading at once."""

    word: str
    title: str
    facts: Callable[[Exchange, Json], Facts]
    detail: Callable[[Exchange, Json], str]


def claims(exchange: Exchange) -> bool:
    """Whether the answer is one of the kinds below."""
    return _kind(exchange) is not None


def outline(exchange: Exchange) -> Outline:
    """The kind and its most telling figure."""
    kind, body = _kind(exchange), _body(exchange)
    if kind is None:
        return Outline("other")
    return Outline(kind.word, usage=usage(mapping(body)), detail=kind.detail(exchange, body))


def decode(exchange: Exchange) -> Conversation:
    """A card in the place of messages and events."""
    kind, body = _kind(exchange), _body(exchange)
    if kind is None:
        return Conversation(NAME)
    return Conversation(NAME, card=Card(kind.title, kind.facts(exchange, body), body))


def _body(exchange: Exchange) -> Json:
    """The plain body; a list of typed objects becomes the list of what they wrap."""
    chunks = exchange.response.chunks
    if len(chunks) != 1:
        return [chunk.data for chunk in chunks]
    data = chunks[0].data
    if isinstance(data, list) and data and all("__data__" in mapping(item) for item in data):
        return [mapping(item)["__data__"] for item in data]
    return data


def _kind(exchange: Exchange) -> _Kind | None:
    chunks = exchange.response.chunks
    if not chunks:
        return None
    first = chunks[0]
    if known := _BY_CLASS.get(first.kind):
        return known
    if first.kind:
        return None
    data = first.data
    if isinstance(data, list) and not exchange.response.streaming:
        return _list_kind(exchange, data)
    fields = mapping(data)
    items = fields.get("data")
    if isinstance(items, list) and fields.get("object") == "list":
        is_embedding = "embedding" in mapping(next(iter(items), None))
        return _EMBEDDINGS if is_embedding else _MODELS
    if "results" in fields and "rerank" in exchange.request.url:
        return _RERANK
    if "input_tokens" in fields and fields.keys() <= {"input_tokens", "context_management"}:
        return _COUNT
    return _BATCH if fields.get("type") == "message_batch" else None


def _list_kind(exchange: Exchange, data: list[Json]) -> _Kind | None:
    name = text(mapping(next(iter(data), None)).get("__type__")).rpartition(".")[2]
    if name == "Model" or exchange.request.endpoint.endswith("/models"):
        return _MODELS
    return None


def _vectors(body: Json) -> list[Json]:
    fields = mapping(body)
    if "data" in fields:
        return [mapping(item).get("embedding") for item in sequence(fields["data"])]
    return list(sequence(fields.get("embeddings")))


def _embedding_facts(exchange: Exchange, body: Json) -> Facts:
    vectors = _vectors(body)
    first = next(iter(vectors), None)
    sent = mapping(exchange.request.body).get("input")
    inputs = [sent] if isinstance(sent, str) else list(sequence(sent))
    counts = usage(mapping(body))
    values = ", ".join(words(value)[:9] for value in sequence(first)[:4])
    return (
        ("vectors", f"{len(vectors):,}"),
        ("dimensions", _dimensions(first)),
        *((("input tokens", f"{counts.input:,}"),) if counts and counts.input is not None else ()),
        ("first values", f"{values} …" if values else "base64" if text(first) else "–"),
        *((f"input {place}", text(said)[:400]) for place, said in enumerate(inputs[:20]) if text(said)),
    )


def _dimensions(vector: Json) -> str:
    return f"{len(text(vector)) * 3 // 16:,} (base64)" if text(vector) else f"{len(sequence(vector)):,}"


def _embedding_detail(exchange: Exchange, body: Json) -> str:
    vectors = _vectors(body)
    return f"{len(vectors)} × {_dimensions(next(iter(vectors), None)).replace(',', '').partition(' ')[0]}"


def _names(body: Json) -> list[str]:
    fields = mapping(body)
    items = sequence(body) or sequence(fields.get("data")) or sequence(fields.get("models"))
    named = (mapping(item) for item in items)
    return [next((words(item[key]) for key in ("id", "model", "name") if item.get(key)), "?") for item in named]


def _listing(noun: str) -> Callable[[Exchange, Json], Facts]:
    def facts(exchange: Exchange, body: Json) -> Facts:
        names = _names(body)
        return ((noun, f"{len(names):,}"), *((f"{place}", name) for place, name in enumerate(names[:200], 1)))

    return facts


def _counted(exchange: Exchange, body: Json) -> str:
    return f"{len(_names(body))}"


def _tool_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = mapping(exchange.request.fields), mapping(body)
    return (
        ("provider", words(sent.get("provider"))),
        ("tool", words(sent.get("tool_name"))),
        *((f"argument {name}", words(value) or "…") for name, value in mapping(sent.get("kwargs")).items()),
        *((f"error {key}", words(answer[key])) for key in ("error_code", "error_message") if answer.get(key)),
    )


def _tool_name(exchange: Exchange, body: Json) -> str:
    return words(mapping(exchange.request.fields).get("tool_name"))


def _file_facts(exchange: Exchange, body: Json) -> Facts:
    sent, answer = mapping(exchange.request.fields), mapping(body)
    return (
        ("provider", words(sent.get("provider"))),
        ("file", words(sent.get("file_id"))),
        ("chunks", f"{len(sequence(answer.get('chunks'))):,}"),
        *((name, words(value)) for name, value in mapping(answer.get("metadata")).items() if words(value)),
    )


def _plain_facts(exchange: Exchange, body: Json) -> Facts:
    fields: Mapping[str, Json] = mapping(body)
    return tuple((name, words(value)) for name, value in fields.items() if words(value))


def _batch_facts(exchange: Exchange, body: Json) -> Facts:
    """Anthropic's message batch: its fields, and how many of its requests are in which state."""
    counts = mapping(mapping(body).get("request_counts"))
    return (*_plain_facts(exchange, body), *((f"requests {name}", words(count)) for name, count in counts.items()))


def _nothing(exchange: Exchange, body: Json) -> str:
    return ""


_EMBEDDINGS = _Kind("embed", "Embeddings", _embedding_facts, _embedding_detail)
_MODELS = _Kind("models", "Models", _listing("models"), _counted)
_RUNNING = _Kind("ps", "Running models", _listing("running"), _counted)
_TOOL = _Kind("tool", "Tool invocation", _tool_facts, _tool_name)
_FILE = _Kind("file", "Processed file", _file_facts, _nothing)
_PROGRESS = _Kind("pull", "Model pull", _plain_facts, lambda exchange, body: words(mapping(body).get("status")))
_RERANK = _Kind(
    "rerank", "Rerank", _plain_facts, lambda exchange, body: f"{len(sequence(mapping(body).get('results')))}"
)

_COUNT = _Kind("count", "Token count", _plain_facts, lambda exchange, body: words(mapping(body).get("input_tokens")))
_BATCH = _Kind(
    "batch", "Message batch", _batch_facts, lambda exchange, body: words(mapping(body).get("processing_status"))
)

_BY_CLASS = {
    "CreateEmbeddingResponse": _EMBEDDINGS,
    "EmbedResponse": _EMBEDDINGS,
    "ProcessResponse": _RUNNING,
    "ListResponse": _MODELS,
    "Model": _MODELS,
    "ToolInvocationResult": _TOOL,
    "ProcessFileResponse": _FILE,
    "ProgressResponse": _PROGRESS,
}

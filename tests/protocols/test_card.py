"""What is no conversation becomes a card: the right kind, its figure for the row, its facts for the page."""

from __future__ import annotations

from functools import partial

import pytest

from recview.model import Exchange, Json, Usage
from tests import builders
from tests.ogx import Value, chunk, delta, typed
from tests.protocols.readers import READERS

card = READERS["card"]

exchange = partial(builders.exchange, streaming=False, body=None)


def model(name: Json) -> Value:
    return typed("model.Model", {"id": name, "object": "model"})


def embeddings(*vectors: Json) -> Value:
    return {"object": "list", "data": [{"embedding": vector} for vector in vectors]}


EMBEDDED = typed("create_embedding_response.CreateEmbeddingResponse", embeddings([0.1, -0.25], [1, 2]))
TOOL = {"provider": "tavily", "tool_name": "web_search", "kwargs": {"query": "q", "deep": [1]}}
FILE = {"provider": "pypdf", "file_id": "file-1"}

CARDS: dict[str, tuple[Exchange, str, str, str, dict[str, str]]] = {
    "embeddings": (
        exchange(EMBEDDED, body={"input": ["one", "two"]}),
        "embed",
        "Embeddings",
        "2 × 2",
        {"vectors": "2", "dimensions": "2", "first values": "0.1, -0.25 …", "input 0": "one", "input 1": "two"},
    ),
    "embeddings without a class": (
        exchange(embeddings([0.5] * 1024), body={"input": "one"}),
        "embed",
        "Embeddings",
        "1 × 1024",
        {
            "vectors": "1",
            "dimensions": "1,024",
            "first values": "0.5, 0.5, 0.5, 0.5 …",
            "input 0": "one",
        },
    ),
    "embeddings in base64": (
        exchange(embeddings("A" * 16384)),
        "embed",
        "Embeddings",
        "1 × 3072",
        {"vectors": "1", "dimensions": "3,072 (base64)", "first values": "base64"},
    ),
    "embeddings of Ollama": (
        exchange(typed("EmbedResponse", {"embeddings": [[1, 2, 3]]})),
        "embed",
        "Embeddings",
        "1 × 3",
        {"vectors": "1", "dimensions": "3", "first values": "1, 2, 3 …"},
    ),
    "no embeddings": (
        exchange(typed("CreateEmbeddingResponse", {"data": 5})),
        "embed",
        "Embeddings",
        "0 × 0",
        {"vectors": "0", "dimensions": "0", "first values": "–"},
    ),
    "models": (
        exchange([model("a"), model("b")]),
        "models",
        "Models",
        "2",
        {"models": "2", "1": "a", "2": "b"},
    ),
    "models without a class": (
        exchange({"object": "list", "data": [{"id": "a"}, {"object": "model"}, None]}),
        "models",
        "Models",
        "3",
        {"models": "3", "1": "a", "2": "?", "3": "?"},
    ),
    "models by their URL": (
        exchange([], endpoint="/v1/models"),
        "models",
        "Models",
        "0",
        {"models": "0"},
    ),
    "models of Ollama": (
        exchange(typed("ListResponse", {"models": [{"model": "a"}, {"name": "b"}]})),
        "models",
        "Models",
        "2",
        {"models": "2", "1": "a", "2": "b"},
    ),
    "running models": (
        exchange(typed("ProcessResponse", {"models": [{"model": "a", "name": "x"}]})),
        "ps",
        "Running models",
        "1",
        {"running": "1", "1": "a"},
    ),
    "tool": (
        exchange(typed("ToolInvocationResult", {"content": "{}", "error_code": None}), fields=TOOL),
        "tool",
        "Tool invocation",
        "web_search",
        {"provider": "tavily", "tool": "web_search", "argument query": "q", "argument deep": "…"},
    ),
    "tool that failed": (
        exchange(typed("ToolInvocationResult", {"error_code": 404, "error_message": "No."}), fields={}),
        "tool",
        "Tool invocation",
        "",
        {"provider": "", "tool": "", "error error_code": "404", "error error_message": "No."},
    ),
    "file": (
        exchange(typed("ProcessFileResponse", {"chunks": [1, 2], "metadata": {"pages": 3, "a": []}}), fields=FILE),
        "file",
        "Processed file",
        "",
        {"provider": "pypdf", "file": "file-1", "chunks": "2", "pages": "3"},
    ),
    "pull": (
        exchange(typed("ProgressResponse", {"status": "success", "total": None}), streaming=True),
        "pull",
        "Model pull",
        "success",
        {"status": "success"},
    ),
    "token count": (
        exchange({"input_tokens": 14}, body={"messages": []}, endpoint="/v1/messages/count_tokens"),
        "count",
        "Counted tokens",
        "14 tokens",
        {"tokens": "14", "input_tokens": "14"},
    ),
    "rerank": (
        exchange({"model": "m", "results": [{}, {}]}, url="https://h.test/v1/rerank"),
        "rerank",
        "Rerank",
        "2",
        {"model": "m"},
    ),
}


@pytest.mark.parametrize(("sent", "word", "title", "detail", "facts"), CARDS.values(), ids=CARDS.keys())
def test_card(sent: Exchange, word: str, title: str, detail: str, facts: dict[str, str]) -> None:
    assert card.claims(sent)
    assert (card.outline(sent).kind, card.outline(sent).detail) == (word, detail)
    found = card.decode(sent)
    assert (found.protocol, found.messages, found.events) == ("card", (), ())
    assert found.card is not None
    assert found.card.title == title
    assert dict(found.card.facts) == facts
    assert len(found.card.facts) == len(facts)


@pytest.mark.parametrize(
    ("chunks", "streaming", "body"),
    [
        ([EMBEDDED], False, EMBEDDED["__data__"]),
        ([[model("a")]], False, [{"id": "a", "object": "model"}]),
        ([typed("ProgressResponse", {"a": place}) for place in (1, 2)], True, [{"a": 1}, {"a": 2}]),
    ],
    ids=["object", "list of typed objects", "stream"],
)
def test_body_without_its_wrappers(chunks: list[Json], streaming: bool, body: Json) -> None:
    found = card.decode(exchange(*chunks, streaming=streaming)).card
    assert found is not None
    assert found.body == body


def test_outline_counts_tokens() -> None:
    answer = {**embeddings([1]), "usage": {"prompt_tokens": 14, "total_tokens": 14}}
    assert card.outline(exchange(answer)).usage == Usage(input=14, total=14)


@pytest.mark.parametrize(
    "sent",
    [
        exchange(),
        exchange(chunk(delta(content="a")), streaming=True),
        exchange(typed("a.Unheard", {"object": "list", "data": []})),
        exchange([{"a": 1}]),
        exchange([model("a")], streaming=True),
        exchange({"results": []}, url="https://h.test/v1/search"),
        exchange({"object": "list", "data": {}}),
        exchange({"object": [], "data": []}),
        exchange({"input_tokens": 1, "output_tokens": 2}),
        exchange(None),
        exchange("text"),
    ],
    ids=[
        "nothing",
        "chat",
        "another class",
        "another list",
        "models as a stream",
        "results of a search",
        "data is an object",
        "object is a list",
        "usage",
        "null",
        "string",
    ],
)
def test_of_another_kind(sent: Exchange) -> None:
    assert not card.claims(sent)
    assert card.outline(sent).kind == "other"
    assert card.decode(sent).card is None

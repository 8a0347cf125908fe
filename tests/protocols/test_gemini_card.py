"""What Google's APIs answer beside conversations: the right kind, its figure for the row, its facts for the page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.model import Exchange, Json, Request, Response, Source
from recview.protocols import card, gemini_card, protocol_of
from recview.wire import Chunks
from tests.ogx import typed
from tests.protocols.json_values import json_values


def exchange(*chunks: Json, streaming: bool = False, **body: Any) -> Exchange:
    return Exchange(Source("a.json"), "vcr", Request(body=body), Response(Chunks(chunks), streaming))


def content(text: str) -> dict[str, Any]:
    return {"content": {"parts": [{"text": text}]}}


STORE = "fileSearchStores/s"

CARDS: dict[str, tuple[Exchange, tuple[str, str, str], dict[str, str]]] = {
    "token count": (
        exchange({"totalTokens": 1200, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 1200}, None]}),
        ("tokens", "1200", "Token count"),
        {"tokens": "1,200", "text": "1,200"},
    ),
    "embedContent": (
        exchange({"embedding": {"values": [0.5, -0.25]}}, **content("one")),
        ("embed", "1 × 2", "Embeddings"),
        {"vectors": "1", "dimensions": "2", "first values": "0.5, -0.25 …", "input 0": "one"},
    ),
    "batchEmbedContents": (
        exchange({"embeddings": [{"values": [1]}, {"values": [2]}]}, requests=[content("one"), content("two")]),
        ("embed", "2 × 1", "Embeddings"),
        {"vectors": "2", "dimensions": "1", "first values": "1 …", "input 0": "one", "input 1": "two"},
    ),
    "embeddings of Vertex AI": (
        exchange({"predictions": [{"embeddings": {"values": [1, 2]}}]}, instances=[{"content": "one"}]),
        ("embed", "1 × 2", "Embeddings"),
        {"vectors": "1", "dimensions": "2", "first values": "1, 2 …", "input 0": "one"},
    ),
    "Imagen": (
        exchange(
            {"predictions": [{"mimeType": "image/png", "bytesBase64Encoded": "AAAA"}]}, instances=[{"prompt": "a cat"}]
        ),
        ("images", "1", "Images"),
        {"prompt": "a cat", "predictions": "1", "image 0": "image/png, 3 bytes"},
    ),
    "other predictions": (exchange({"predictions": [5]}), ("predict", "1", "Predictions"), {"predictions": "1"}),
    "models": (
        exchange({"models": [{"name": "models/a"}, {"name": "models/b"}], "nextPageToken": "x"}),
        ("models", "2", "Models"),
        {"models": "2", "1": "models/a", "2": "models/b"},
    ),
    "a model": (exchange({"name": "models/a"}), ("models", "1", "Models"), {"models": "1", "1": "models/a"}),
    "an uploaded file": (
        exchange({"file": {"name": "files/a", "state": "ACTIVE", "sizeBytes": "5"}}),
        ("file", "ACTIVE", "File"),
        {"name": "files/a", "state": "ACTIVE", "sizeBytes": "5"},
    ),
    "files": (exchange({"files": [{"name": "files/a"}]}), ("file", "1", "Files"), {"files": "1", "1": "files/a"}),
    "a store": (
        exchange({"name": STORE, "displayName": "docs"}),
        ("store", "docs", "Store"),
        {"name": STORE, "displayName": "docs"},
    ),
    "an operation": (
        exchange({"name": f"{STORE}/upload/operations/o", "done": True, "response": {"documentName": "d"}}),
        ("operation", "done", "Operation"),
        {"name": f"{STORE}/upload/operations/o", "done": "true", "documentName": "d"},
    ),
}


@pytest.mark.parametrize(("sent", "expected", "facts"), CARDS.values(), ids=CARDS.keys())
def test_cards(sent: Exchange, expected: tuple[str, str, str], facts: dict[str, str]) -> None:
    assert protocol_of(sent) is gemini_card
    outline, found = gemini_card.outline(sent), gemini_card.decode(sent).card
    assert found is not None
    assert (outline.kind, outline.detail, found.title) == expected
    assert dict(found.facts) == facts


def test_an_image_is_not_in_the_card() -> None:
    found = gemini_card.decode(exchange({"predictions": [{"bytesBase64Encoded": "AAAA", "mimeType": "image/png"}]}))
    assert found.card is not None
    assert found.card.body == {
        "predictions": [{"bytesBase64Encoded": "image/png, 3 bytes", "mimeType": "image/png"}],
    }


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"models": [{"name": "llama3"}]},
        {"object": "list", "data": [{"embedding": [1]}]},
        {"embeddings": [[1, 2]]},
        {"name": "get_weather"},
        {"name": "a/b"},
        {"error": {"code": 404}},
        typed("EmbedResponse", {"embedding": {"values": [1]}}),
    ],
    ids=["nothing", "models of Ollama", "OpenAI", "Ollama", "a name", "a path", "error", "a class"],
)
def test_what_others_answer_is_left_to_them(body: Json) -> None:
    assert not gemini_card.claims(exchange(body))


def test_a_stream_is_no_card() -> None:
    assert not gemini_card.claims(exchange({"totalTokens": 1}, streaming=True))
    assert card.claims(exchange(typed("Model", {"id": "a"})))


KEYS = (
    *("totalTokens", "embedding", "embeddings", "values", "predictions", "bytesBase64Encoded", "mimeType", "models"),
    *("name", "files", "file", "response", "error", "instances", "content", "requests", "parts", "text", "prompt"),
)


@given(json_values(*KEYS, strings=("models/a", "files/a")), json_values(*KEYS))
def test_hostile_json_never_raises(data: Json, body: Json) -> None:
    sent = exchange(data)
    sent = sent._replace(request=sent.request._replace(body=body))
    assert gemini_card.claims(sent) is (gemini_card.decode(sent).card is not None)
    assert gemini_card.outline(sent).kind

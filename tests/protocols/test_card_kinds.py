"""Every provider's shape of what is no conversation is recognised, and by its body before its URL."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.framing.server_sent_events import events
from recview.model import Exchange, Json, Response, Usage
from recview.protocols.choosing import protocol_of
from tests import builders
from tests.ogx import Value
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

card = READERS["card"]


def exchange(*chunks: Json, body: Json = None, url: str = "", method: str = "POST") -> Exchange:
    return builders.exchange(*chunks, streaming=False, method=method, url=url, endpoint=url, body=body)


VECTOR = [0.25, -1]
CONTENT = {"content": {"parts": [{"text": "one"}]}}
BASE64 = "iVBORw0KGgo" + "A" * 117

# (answer, request body, URL) → (word, detail, some of the facts)
KINDS: dict[str, tuple[tuple[Json, Json, str], tuple[str, str, Value]]] = {
    "OpenAI embeddings": (
        ({"object": "list", "data": [{"embedding": VECTOR}]}, {"input": ["one"]}, ""),
        ("embed", "1 × 2", {"first values": "0.25, -1 …", "input 0": "one"}),
    ),
    "no embeddings": (({"object": "list", "data": []}, None, "/v1/embeddings"), ("embed", "0 × 0", {"vectors": "0"})),
    "Ollama embed": (({"model": "m", "embeddings": [VECTOR, VECTOR]}, {"input": "one"}, ""), ("embed", "2 × 2", {})),
    "Ollama embeddings": (({"embedding": VECTOR}, {"prompt": "one"}, ""), ("embed", "1 × 2", {"input 0": "one"})),
    "Cohere v1 embed": (
        ({"id": "i", "embeddings": [VECTOR], "texts": ["a"]}, {"texts": ["a"]}, ""),
        ("embed", "1 × 2", {}),
    ),
    "Cohere v2 embed": (
        ({"embeddings": {"float": [VECTOR], "int8": [[1, 2]]}}, {"inputs": [{"content": [{"text": "one"}]}]}, ""),
        ("embed", "1 × 2", {"types": "float, int8", "input 0": "one"}),
    ),
    "Cohere base64": (
        ({"embeddings": {"base64": ["A" * 16]}}, None, ""),
        ("embed", "1 × 3", {"first values": "base64"}),
    ),
    "Gemini embedContent": (({"embedding": {"values": VECTOR}}, CONTENT, ""), ("embed", "1 × 2", {"input 0": "one"})),
    "Gemini batchEmbedContents": (
        ({"embeddings": [{"values": VECTOR}]}, {"requests": [CONTENT, CONTENT]}, ""),
        ("embed", "1 × 2", {"input 0": "one", "input 1": "one"}),
    ),
    "Vertex AI": (
        (
            {"predictions": [{"embeddings": {"values": VECTOR, "statistics": {}}}]},
            {"instances": [{"content": "one"}]},
            "",
        ),
        ("embed", "1 × 2", {"input 0": "one"}),
    ),
    "Titan": (
        (
            {"embedding": VECTOR, "embeddingsByType": {"float": VECTOR}, "inputTextTokenCount": 3},
            {"inputText": "one"},
            "",
        ),
        ("embed", "1 × 2", {"types": "float", "input tokens": "3", "input 0": "one"}),
    ),
    "Titan by type": (({"embeddingsByType": {"binary": [1, 0]}}, None, ""), ("embed", "1 × 2", {"types": "binary"})),
    "TEI": (([VECTOR, VECTOR], {"inputs": ["one", "two"]}, "/embed"), ("embed", "2 × 2", {"input 1": "two"})),
    "TEI sparse": (([[{"index": 1, "value": 0.5}]], None, "/embed_sparse"), ("embed", "1 × 1", {})),
    "Voyage in context": (
        ({"object": "list", "data": [{"object": "list", "data": [{"embedding": VECTOR}]}]}, None, ""),
        ("embed", "1 × 2", {}),
    ),
    "OpenAI models": (
        ({"object": "list", "data": [{"id": "a", "object": "model"}]}, None, ""),
        ("models", "1", {"1": "a"}),
    ),
    "Anthropic models": (
        ({"data": [{"type": "model", "id": "a", "display_name": "A"}], "has_more": False}, None, ""),
        ("models", "1", {"1": "a"}),
    ),
    "Ollama tags": (
        ({"models": [{"name": "a", "details": {"parameter_size": "3B", "quantization_level": "F16"}}]}, None, ""),
        ("models", "1", {"1": "a · 3B · F16"}),
    ),
    "no Ollama tags": (({"models": []}, None, "/api/tags"), ("models", "0", {})),
    "Gemini models": (({"models": [{"name": "models/a"}], "nextPageToken": "x"}, None, ""), ("models", "1", {})),
    "LM Studio models": (
        ({"object": "list", "data": [{"id": "a", "object": "model", "type": "llm", "state": "loaded"}]}, None, ""),
        ("models", "1", {"1": "a · llm · loaded"}),
    ),
    "LM Studio's newer models": (
        ({"models": [{"type": "llm", "key": "a"}]}, None, ""),
        ("models", "1", {"1": "a · llm"}),
    ),
    "Bedrock models": (({"modelSummaries": [{"modelId": "a"}]}, None, ""), ("models", "1", {"1": "a"})),
    "a list of models": (([{"id": "a"}], None, "/v1/models"), ("models", "1", {"1": "a"})),
    "one model": (({"id": "a", "object": "model"}, None, ""), ("model", "a", {"id": "a"})),
    "a Gemini model": (({"name": "models/a", "version": "1"}, None, ""), ("model", "models/a", {})),
    "Ollama ps": (({"models": [{"name": "a", "size_vram": 5}]}, None, ""), ("ps", "1", {"running": "1", "1": "a"})),
    "Ollama show": (
        (
            {"details": {"family": "llama"}, "model_info": {"llama.context_length": 8}, "capabilities": ["tools"]},
            None,
            "",
        ),
        ("show", "", {"family": "llama", "context length": "8", "capabilities": "tools"}),
    ),
    "Ollama pull": (({"status": "success"}, None, ""), ("pull", "success", {})),
    "Ollama load": (({"model": "m", "done": True, "done_reason": "load"}, None, ""), ("load", "load", {})),
    "Ollama version": (({"version": "0.9"}, None, ""), ("version", "0.9", {})),
    "TGI info": (({"model_id": "m", "version": "3"}, None, "/info"), ("model", "m", {})),
    "Cohere rerank": (
        (
            {"results": [{"index": 1, "relevance_score": 0.5}], "meta": {"billed_units": {"search_units": 1}}},
            {"query": "q", "documents": ["one", {"text": "two"}], "model": "m"},
            "",
        ),
        ("rerank", "1", {"query": "q", "search units": "1", "1": "0.5000  #1  two"}),
    ),
    "vLLM rerank": (
        (
            {
                "results": [{"index": 0, "document": {"text": "one"}, "relevance_score": 1}],
                "usage": {"prompt_tokens": 14},
            },
            None,
            "",
        ),
        ("rerank", "1", {"input tokens": "14", "1": "1.0000  #0  one"}),
    ),
    "Voyage rerank": (
        ({"object": "list", "data": [{"relevance_score": 0.5, "index": 0}]}, None, ""),
        ("rerank", "1", {}),
    ),
    "TEI rerank": (([{"index": 0, "score": 0.5}], {"texts": ["one"]}, ""), ("rerank", "1", {"1": "0.5000  #0  one"})),
    "moderation": (
        (
            {
                "results": [
                    {
                        "flagged": True,
                        "categories": {"hate": True, "self-harm": False},
                        "category_scores": {"hate": 0.9},
                    }
                ]
            },
            {"input": [{"type": "text", "text": "bad"}]},
            "",
        ),
        ("moderation", "flagged", {"input": "bad", "flagged": "hate", "score hate": "0.9000"}),
    ),
    "moderation of Mistral": (
        ({"results": [{"categories": {"hate": False}}, {"categories": {"pii": True}}]}, {"input": ["a", "b"]}, ""),
        ("moderation", "flagged", {"flagged 0": "no", "flagged 1": "pii", "input 1": "b"}),
    ),
    "images": (
        (
            {"created": 1, "data": [{"b64_json": BASE64, "revised_prompt": "r"}, {"url": "https://i"}]},
            {"prompt": "p", "size": "9x9"},
            "",
        ),
        (
            "images",
            "2",
            {
                "prompt": "p",
                "size": "9x9",
                "image 1": "image/png, 96 bytes",
                "revised prompt 1": "r",
                "image 2": "https://i",
            },
        ),
    ),
    "Imagen": (
        (
            {"predictions": [{"bytesBase64Encoded": BASE64, "mimeType": "image/webp"}]},
            {"instances": [{"prompt": "p"}]},
            "",
        ),
        ("images", "1", {"prompt": "p", "image 1": "image/webp, 96 bytes"}),
    ),
    "Bedrock images": (({"images": [BASE64]}, None, ""), ("images", "1", {"image 1": "image/png, 96 bytes"})),
    "transcription": (({"text": "said"}, None, "/v1/audio/transcriptions"), ("transcript", "said", {"text": "said"})),
    "transcription in detail": (
        ({"text": "said", "language": "en", "duration": 1.5, "segments": [{}]}, None, ""),
        ("transcript", "said", {"language": "en", "duration": "1.5", "segments": "1"}),
    ),
    "transcription as text": (("said\n", None, "/v1/audio/transcriptions"), ("transcript", "said", {})),
    "Deepgram": (
        (
            {"metadata": {"duration": 2}, "results": {"channels": [{"alternatives": [{"transcript": "said"}]}]}},
            None,
            "",
        ),
        ("transcript", "said", {"duration": "2", "text": "said"}),
    ),
    "speech": (
        ("ID3\x04", {"input": "say", "voice": "v", "response_format": "mp3"}, "/v1/audio/speech"),
        ("speech", "v", {"text": "say", "format": "mp3", "audio": "4 characters as recorded"}),
    ),
    "a file": (
        ({"object": "file", "id": "f", "filename": "a.csv", "status": "processed"}, None, ""),
        ("file", "processed", {"id": "f"}),
    ),
    "an Anthropic file": (({"type": "file", "id": "f", "filename": "a.csv"}, None, ""), ("file", "a.csv", {})),
    "a Gemini file": (
        ({"file": {"name": "files/f", "state": "ACTIVE"}}, None, ""),
        ("file", "ACTIVE", {"name": "files/f"}),
    ),
    "an upload": (({"object": "upload", "id": "u", "status": "pending"}, None, ""), ("upload", "pending", {})),
    "a vector store": (
        ({"object": "vector_store", "id": "v", "status": "completed", "file_counts": {"total": 2}}, None, ""),
        ("vector_store", "completed", {"total count": "2"}),
    ),
    "a batch": (
        ({"object": "batch", "id": "b", "status": "failed", "usage": {"input_tokens": 9}}, None, ""),
        ("batch", "failed", {}),
    ),
    "an Anthropic batch": (
        ({"type": "message_batch", "id": "b", "processing_status": "ended"}, None, ""),
        ("batch", "ended", {}),
    ),
    "a thread's run": (
        ({"object": "thread.run", "id": "r", "status": "queued"}, None, ""),
        ("thread.run", "queued", {}),
    ),
    "a list of files": (
        ({"object": "list", "data": [{"object": "file", "id": "f", "status": "processed"}, None]}, None, ""),
        ("file", "2", {"listed": "2", "1": "f · processed", "2": "?"}),
    ),
    "an empty list": (({"object": "list", "data": []}, None, ""), ("list", "0", {"listed": "0"})),
    "a model that is gone": (({"object": "model", "id": "m", "deleted": True}, None, ""), ("model", "deleted", {})),
    "an Anthropic file that is gone": (({"type": "file_deleted", "id": "f"}, None, ""), ("file", "deleted", {})),
    "a Gemini operation": (({"name": "operations/o", "done": True}, None, ""), ("operation", "operations/o", {})),
    "Anthropic count_tokens": (({"input_tokens": 14}, None, ""), ("count", "14 tokens", {"tokens": "14"})),
    "Gemini countTokens": (({"totalTokens": 1400, "promptTokensDetails": []}, None, ""), ("count", "1,400 tokens", {})),
    "Bedrock count-tokens": (({"inputTokens": 3}, None, ""), ("count", "3 tokens", {})),
    "tokenize": (({"tokens": [1, 2], "token_strings": ["a", "b"]}, None, "/v1/tokenize"), ("count", "2 tokens", {})),
    "MCP": (
        (
            {
                "jsonrpc": "2.0",
                "id": 1,
                "result": {"content": [{"type": "text", "text": "42"}, {"type": "image"}], "isError": True},
            },
            {"method": "tools/call", "params": {"name": "f", "arguments": {"a": 1}}},
            "",
        ),
        ("mcp", "f", {"tool": "f", "argument a": "1", "result 1": "42", "result 2": "image", "failed": "true"}),
    ),
    "MCP error": (
        ({"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "no"}}, {"method": "tools/list"}, ""),
        ("mcp", "tools/list", {"error": "-32601 no"}),
    ),
    "OCR": (({"pages": [{"markdown": "# A"}], "model": "m"}, None, ""), ("ocr", "1", {"pages": "1", "page 1": "# A"})),
}


@pytest.mark.parametrize(("given_", "expected"), KINDS.values(), ids=KINDS.keys())
def test_kinds(given_: tuple[Json, Json, str], expected: tuple[str, str, Value]) -> None:
    answer, body, url = given_
    sent = exchange(answer, body=body, url=url)
    assert protocol_of(sent).name == "card"
    outline, found = card.outline(sent), card.decode(sent).card
    assert (outline.kind, outline.detail) == expected[:2]
    assert found is not None
    assert {name: value for name, value in found.facts if name in expected[2]} == expected[2]


STREAMS: dict[str, tuple[list[str], str, str, Value]] = {
    "Ollama pull": (
        [
            'data: {"status": "pulling manifest"}',
            'data: {"status": "pulling a", "total": 9, "completed": 9}',
            'data: {"status": "success"}',
        ],
        "pull",
        "success",
        {"step 1": "pulling manifest", "status": "success"},
    ),
    "MCP": (
        [
            'event: message\ndata: {"jsonrpc": "2.0", "method": "notifications/message"}',
            'event: message\ndata: {"jsonrpc": "2.0", "id": 1, "result": {"tools": [{"name": "f"}, {"name": "g"}]}}',
        ],
        "mcp",
        "",
        {"tools": "f, g", "messages": "2"},
    ),
    "transcript": (
        [
            'data: {"type": "transcript.text.delta", "delta": "sa"}',
            'data: {"type": "transcript.text.delta", "delta": "id"}',
        ],
        "transcript",
        "said",
        {"text": "said"},
    ),
    "a transcript's end": (
        [
            'data: {"type": "transcript.text.delta", "delta": "sa"}',
            'data: {"type": "transcript.text.done", "text": "said"}',
        ],
        "transcript",
        "said",
        {"text": "said"},
    ),
    "images": (['data: {"type": "image_generation.partial_image", "b64_json": ""}'], "images", "0", {}),
    "batch results": (
        [
            'data: {"custom_id": "0", "response": {"status_code": 200}}',
            'data: {"custom_id": "1", "result": {"type": "errored"}}',
        ],
        "results",
        "2",
        {"0": "200", "1": "errored"},
    ),
}


@pytest.mark.parametrize(("runs", "word", "detail", "facts"), STREAMS.values(), ids=STREAMS.keys())
def test_streams(runs: list[str], word: str, detail: str, facts: Value) -> None:
    sent = exchange()._replace(response=Response(tuple(events(f"{run}\n\n" for run in runs)), True))
    assert protocol_of(sent).name == "card"
    found = card.decode(sent).card
    assert (card.outline(sent).kind, card.outline(sent).detail) == (word, detail)
    assert found is not None
    assert {name: value for name, value in found.facts if name in facts} == facts


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"embeddings": [VECTOR], "prompt_eval_count": 5}, Usage(input=5)),
        ({"embedding": VECTOR, "inputTextTokenCount": 3}, Usage(input=3)),
        ({"embeddings": [VECTOR], "meta": {"billed_units": {"input_tokens": 2}}}, Usage(input=2)),
        ({"embedding": {"values": VECTOR}, "usageMetadata": {"promptTokenCount": 4}}, Usage(input=4)),
        (
            {"created": 1, "data": [{"url": "u"}], "usage": {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}},
            Usage(1, 2, 3),
        ),
        ({"object": "batch", "id": "b", "usage": {"input_tokens": 1}}, None),
        ({"embedding": VECTOR}, None),
    ],
    ids=["Ollama", "Titan", "Cohere", "Gemini", "images", "a batch looked at", "none"],
)
def test_usage(answer: Value, expected: Usage | None) -> None:
    assert card.outline(exchange(answer)).usage == expected


def test_deleted() -> None:
    assert card.outline(exchange({}, method="DELETE")).kind == "delete"
    assert not card.claims(exchange({}))


@pytest.mark.parametrize(
    "answer",
    [
        {"object": "response", "id": "r", "output": []},
        {"type": "message", "id": "m", "content": []},
        {"candidates": [], "usageMetadata": {}},
        {"output": {}, "stopReason": "end_turn", "usage": {"inputTokens": 1}},
        {"inputTextTokenCount": 3, "results": [{"outputText": "a"}]},
        {"data": ["a", "b"]},
        {"embedding": [], "data": [{"values": ["a"]}]},
        {"images": ["https://i", "https://j"], "results": [{"url": "u"}]},
        {"text": "said"},
        [{"name": "x"}],
        ["a"],
    ],
)
def test_of_other_protocols(answer: Any) -> None:
    assert not card.claims(exchange(answer))


@given(
    odd_exchanges(
        *(
            "data",
            "embedding",
            "embeddings",
            "values",
            "models",
            "results",
            "index",
            "score",
            "categories",
            "object",
            "type",
        ),
        *(
            "id",
            "name",
            "file",
            "images",
            "text",
            "jsonrpc",
            "result",
            "params",
            "pages",
            "markdown",
            "status",
            "tokens",
        ),
        *("usage", "meta", "predictions", "input", "inputs", "requests", "content", "parts", "custom_id", "segments"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(card, sent)

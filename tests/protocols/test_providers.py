"""Who served a call, from what is recorded of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Exchange, Request, Response, Source
from recview.protocols.providers import provider


def served(url: str = "", model: str = "", fields: Any = None, answer: Any = None) -> str:
    request = Request(url=url, model=model, fields=fields)
    return provider(Exchange(Source("a.json"), "ogx", request, Response(fields=answer)))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.openai.com/v1/chat/completions", "openai"),
        ("https://API.OpenAI.com:443/v1", "openai"),
        ("https://user:key@api.openai.com/v1?x=http://api.groq.com/", "openai"),
        ("https://api.openai.com.evil.example/v1", ""),
        ("https://notopenai.com/v1", ""),
        ("https://my-resource.openai.azure.com/openai/v1", "azure"),
        ("https://x-eastus2.cognitiveservices.azure.com/openai", "azure"),
        ("https://x.services.ai.azure.com/models", "azure"),
        ("https://adb-1.azuredatabricks.net/serving-endpoints", "databricks"),
        ("https://api.anthropic.com/v1/messages", "anthropic"),
        ("https://generativelanguage.googleapis.com/v1beta/models/x:generateContent", "google"),
        ("https://us-central1-aiplatform.googleapis.com/v1/projects", "google"),
        ("https://bedrock-runtime.<AWS_REGION>.amazonaws.com/model/x/converse", "aws"),
        ("https://bedrock-mantle.us-east-1.api.aws/v1", "aws"),
        ("http://localhost:11434/api/chat", "ollama"),
        ("https://ollama.com/api/chat", "ollama"),
        ("http://0.0.0.0:11434/v1/v1/chat/completions", "ollama"),
        ("http://[::1]:11434/api/chat", "ollama"),
        ("http://[::1]/v1", ""),
        ("https://api.groq.com/openai/v1", "groq"),
        ("https://api.together.xyz/v1", "together"),
        ("https://api.fireworks.ai/inference/v1", "fireworks"),
        ("https://api.mistral.ai/v1", "mistral"),
        ("https://api.cohere.com/v2/chat", "cohere"),
        ("https://api.x.ai/v1", "xai"),
        ("https://netflix.ai/v1", ""),
        ("https://openrouter.ai/api/v1", "openrouter"),
        ("https://router.huggingface.co/v1", "huggingface"),
        ("https://us-south.ml.cloud.ibm.com/ml/v1", "ibm"),
        ("/v1/chat/completions", ""),
        ("", ""),
        ("://", ""),
    ],
)
def test_by_host(url: str, expected: str) -> None:
    assert served(url) == expected


@pytest.mark.parametrize(
    ("url", "model", "fields", "answer", "expected"),
    [
        # What the recorder noted counts before the model's name, the host before both.
        ("", "gpt-4o", {"provider_metadata": {"provider": "vertexai"}}, None, "google"),
        ("", "", {"provider": "tavily"}, None, "tavily"),
        ("https://api.groq.com", "gpt-4o", {"provider": "openai"}, None, "groq"),
        ("http://localhost:9", "m", {"provider_metadata": {"vllm_server_version": "0.18"}}, None, "vllm"),
        ("http://localhost:9", "m", {"provider_metadata": {"openai_sdk_version": "2.5.0"}}, None, ""),
        # By the model.
        ("http://proxy:4000", "gpt-4o", None, None, "openai"),
        ("http://proxy:4000", "openai/gpt-4o", None, None, "openai"),
        ("http://proxy:4000", "azure/gpt-4o", None, None, "azure"),
        ("http://proxy:4000", "groq/openai/gpt-oss-20b", None, None, "groq"),
        ("http://proxy:4000", "vertex_ai/gemini-2.0-flash", None, None, "google"),
        ("", "publishers/google/models/gemini-2.0-flash", None, None, "google"),
        ("", "databricks-meta-llama-3-3-70b-instruct", None, None, "databricks"),
        ("", "claude-sonnet-4", None, None, "anthropic"),
        # Open weights are served by many.
        ("", "gpt-oss-20b", None, None, ""),
        ("", "openai/gpt-oss-20b", None, None, ""),
        ("", "google/gemma-3", None, None, ""),
        ("http://localhost:8080", "Qwen/Qwen3-0.6B", None, None, ""),
        ("http://localhost:8000", "Qwen/Qwen3-0.6B", None, None, "vllm"),
        ("http://localhost:8000", "openai/gpt-oss-20b", None, None, "vllm"),
        ("http://localhost:8000", "m", None, None, ""),
        # Whose client raised is the last thing to ask.
        ("", "m", None, {"exception_data": {"provider": "openai"}}, "openai"),
        ("http://localhost:11434", "m", None, {"exception_data": {"provider": "openai"}}, "ollama"),
        ("", "m", None, {"exception_data": {"provider": "provider_sdk"}}, ""),
    ],
)
def test_by_what_else_is_recorded(url: str, model: str, fields: Any, answer: Any, expected: str) -> None:
    assert served(url, model, fields, answer) == expected


odd = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(st.text(), st.text(), odd, odd)
def test_never_raises(url: str, model: str, fields: Any, answer: Any) -> None:
    wrapped = {"provider_metadata": fields, "provider": answer}
    assert isinstance(served(f"http://{url}", model, wrapped, {"exception_data": answer}), str)

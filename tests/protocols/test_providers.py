"""Who served a call, from what is recorded of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Chunk, Exchange, Request, Response, Source
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
        ("https://dashscope-intl.aliyuncs.com/api/v1", "alibaba"),
        ("https://api.dify.ai/v1/chat-messages", "dify"),
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
    ("host", "model", "expected"),
    [
        # Clients and servers of open weights have OpenAI's names as defaults.
        *(
            (host, "gpt-3.5-turbo", "")
            for host in ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal")
        ),
        *((host, "gpt-4", "") for host in ("10.1.2.3", "192.168.0.9", "172.16.0.1", "172.31.9.9", "100.64.0.1")),
        *((host, "text-embedding-ada-002", "") for host in ("box.local", "gpu.lan", "[fd00::1]", "169.254.1.1")),
        ("localhost", "o3-mini", ""),
        # In the network of containers, proxies have such hosts as well.
        *((host, "gpt-3.5-turbo", "") for host in ("llama-server", "llm_1")),
        ("llama-server", "gpt-4o", "openai"),
        ("api.example", "gpt-3.5-turbo", "openai"),
        # A router names whom it asks, and other names are no defaults.
        ("localhost", "openai/gpt-4o", "openai"),
        ("localhost", "azure/gpt-4o", "azure"),
        ("localhost", "claude-sonnet-4", "anthropic"),
        # These hosts are not private, or only begin like one that is.
        *(
            (host, "gpt-4", "openai")
            for host in ("172.32.0.1", "100.128.0.1", "10.example.com", "localhost.example.com")
        ),
    ],
)
def test_a_default_name_on_a_private_host_tells_nothing(host: str, model: str, expected: str) -> None:
    assert served(f"http://{host}:8080/v1/chat/completions", model) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"content": "Hi", "stop": False}, "llama.cpp"),
        ({"token": "Hi", "finish_reason": None}, "koboldcpp"),
        ({"event": "message", "task_id": "t", "answer": "Hi"}, "dify"),
        ({"output": {"text": "Hi", "finish_reason": "stop"}, "request_id": "r"}, "alibaba"),
        ({"type": "message.output.delta", "content": "Hi"}, "mistral"),
        ({"type": "TEXT_MESSAGE_CONTENT", "delta": "Hi"}, ""),
        ({"choices": [{"delta": {"content": "Hi"}}]}, ""),
        ({"choices": [{"delta": {"content": "Hi"}}], "system_fingerprint": "b6123-79c1160b"}, "llama.cpp"),
        ({"choices": [{"delta": {"content": "Hi"}}], "system_fingerprint": "fp_79c1160b"}, ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("url", ["", "http://localhost:8080/x"])
def test_by_an_answer_that_only_one_sends(url: str, answer: Any, expected: str) -> None:
    request = Request(url=url, model="" if url else "m")
    response = Response((Chunk("", answer, answer),), True)
    assert provider(Exchange(Source("a.json"), "ogx", request, response)) == expected


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

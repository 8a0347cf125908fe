"""The model that a URL names, one row per rule; each rule stands in the module of its protocol."""

from __future__ import annotations

import pytest

from recview.protocols.model_in_url import model_in_url


@pytest.mark.parametrize(
    ("url", "model"),
    [
        ("https://bedrock-runtime.a.amazonaws.com/model/us.maker.m-v1%3A0/converse", "us.maker.m-v1:0"),
        ("https://a.openai.azure.com/openai/deployments/my-m/chat/completions?api-version=1", "my-m"),
        ("https://api.openai.com/v1/engines/m-1/completions", "m-1"),
        ("https://api.cloudflare.com/client/v4/accounts/1/ai/run/@cf/maker/m-1?x=1", "@cf/maker/m-1"),
        ("https://generativelanguage.googleapis.com/v1beta/models/m-2:streamGenerateContent?alt=sse", "m-2"),
        ("https://generativelanguage.googleapis.com/v1beta/tunedModels/m-3:generateContent", "m-3"),
        ("https://api-inference.huggingface.co/models/maker/m-4", "maker/m-4"),
        ("https://api.openai.com/v1/chat/completions", ""),
        ("http://[bad/%zz/%FF", ""),
        ("", ""),
    ],
    ids=["Bedrock", "Azure", "engines", "Cloudflare", "Gemini", "tuned", "Hugging Face", "none", "odd", "empty"],
)
def test_model_in_url(url: str, model: str) -> None:
    assert model_in_url(url) == model

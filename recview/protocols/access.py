"""What a call needs beside its body: where a provider serves it, in which header a key goes, a protocol's path.

The names of variables are those that the providers' own SDKs and documentation read.
"""

from __future__ import annotations

from collections.abc import Mapping

from recview.named_tuple import NamedTuple


class Access(NamedTuple):
    """How a provider is called.

    Attributes:
        variable: The environment variable that holds the key; empty where none is needed.
        base: The server and the first part of the path, up to where the endpoints of OpenAI's API begin; empty where
            every customer has another.
        header: The header that the key goes in.
        scheme: What stands before the key in it.
        headers: Further headers that every call needs.
    """

    variable: str
    base: str = ""
    header: str = "Authorization"
    scheme: str = "Bearer "
    headers: tuple[tuple[str, str], ...] = ()


_ACCESS: Mapping[str, Access] = {
    "openai": Access("OPENAI_API_KEY", "https://api.openai.com/v1"),
    "anthropic": Access(
        "ANTHROPIC_API_KEY",
        "https://api.anthropic.com/v1",
        "x-api-key",
        "",
        (("anthropic-version", "2023-06-01"),),
    ),
    "google": Access("GEMINI_API_KEY", "https://generativelanguage.googleapis.com/v1beta", "x-goog-api-key", ""),
    "azure": Access("AZURE_OPENAI_API_KEY", "", "api-key", ""),
    "aws": Access("AWS_BEARER_TOKEN_BEDROCK"),
    "groq": Access("GROQ_API_KEY", "https://api.groq.com/openai/v1"),
    "together": Access("TOGETHER_API_KEY", "https://api.together.xyz/v1"),
    "fireworks": Access("FIREWORKS_API_KEY", "https://api.fireworks.ai/inference/v1"),
    "mistral": Access("MISTRAL_API_KEY", "https://api.mistral.ai/v1"),
    "cohere": Access("CO_API_KEY", "https://api.cohere.com/v2"),
    "xai": Access("XAI_API_KEY", "https://api.x.ai/v1"),
    "openrouter": Access("OPENROUTER_API_KEY", "https://openrouter.ai/api/v1"),
    "huggingface": Access("HF_TOKEN", "https://router.huggingface.co/v1"),
    "deepseek": Access("DEEPSEEK_API_KEY", "https://api.deepseek.com/v1"),
    "cerebras": Access("CEREBRAS_API_KEY", "https://api.cerebras.ai/v1"),
    "sambanova": Access("SAMBANOVA_API_KEY", "https://api.sambanova.ai/v1"),
    "nvidia": Access("NVIDIA_API_KEY", "https://integrate.api.nvidia.com/v1"),
    "perplexity": Access("PERPLEXITY_API_KEY", "https://api.perplexity.ai"),
    "databricks": Access("DATABRICKS_TOKEN"),
    "replicate": Access("REPLICATE_API_TOKEN", "https://api.replicate.com/v1"),
    "cloudflare": Access("CLOUDFLARE_API_TOKEN"),
    "github": Access("GITHUB_TOKEN", "https://models.github.ai/inference"),
    "alibaba": Access("DASHSCOPE_API_KEY"),
    "ollama": Access("", "http://localhost:11434/v1"),
    "vllm": Access("", "http://localhost:8000/v1"),
    "llama.cpp": Access("", "http://localhost:8080/v1"),
    "koboldcpp": Access("", "http://localhost:5001/v1"),
}

_PATHS: Mapping[str, str] = {
    "openai.chat": "/chat/completions",
    "openai.completions": "/completions",
    "openai.responses": "/responses",
    "anthropic.messages": "/messages",
    "anthropic.completions": "/complete",
    "cohere.chat": "/chat",
    "gemini.generate_content": "/models/{model}:generateContent",
    "gemini.interactions": "/interactions",
}


def access_of(provider: str) -> Access:
    """How a provider is called; of one that is not in the table, its key is in a variable named after it.

    Args:
        provider: The word of `recview.protocols.providers`; empty if it is not known.
    """
    word = "".join(character if character.isalnum() and character.isascii() else "_" for character in provider.upper())
    return _ACCESS.get(provider) or Access(f"{word}_API_KEY" if word and not word[0].isdigit() else "API_KEY")


def path_of(protocol: str) -> str:
    """The path behind a provider's base, `{model}` in it where the model's name goes; empty if it is not known.

    Args:
        protocol: The name of the protocol that the call speaks.
    """
    return _PATHS.get(protocol, "")

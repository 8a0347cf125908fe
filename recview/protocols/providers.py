"""Who served a call, as one word: by the host of the URL, else by what the recorder noted, else by the model's name.

The words are those of the OpenTelemetry GenAI conventions where they are short (`openai`, `anthropic`, `groq`); a cloud
is one word for all that it serves (`azure`, `aws`, `google`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from recview.coerce import as_dict, as_str
from recview.model import Exchange, Json
from recview.protocols import PROTOCOLS
from recview.protocols.shared.concatenated import WINDOW

# By the end of the host's name, whole labels of it. Listed here are those who speak the protocols of others.
_HOSTS: Mapping[str, str] = {
    **{host: word for row in PROTOCOLS.rows for host, word in row.hosts.items()},
    "azuredatabricks.net": "databricks",
    "databricks.com": "databricks",
    "groq.com": "groq",
    "together.xyz": "together",
    "together.ai": "together",
    "fireworks.ai": "fireworks",
    "x.ai": "xai",
    "openrouter.ai": "openrouter",
    "deepseek.com": "deepseek",
    "cerebras.ai": "cerebras",
    "sambanova.ai": "sambanova",
    "nvidia.com": "nvidia",
    "perplexity.ai": "perplexity",
    "githubcopilot.com": "github",
    "models.github.ai": "github",
    "voyageai.com": "voyage",
    "jina.ai": "jina",
    "moonshot.ai": "moonshot",
    "moonshot.cn": "moonshot",
    "z.ai": "zai",
    "bigmodel.cn": "zai",
    "deepinfra.com": "deepinfra",
    "ai21.com": "ai21",
    "tavily.com": "tavily",
    "exa.ai": "exa",
    "bfl.ai": "bfl",
    "pollinations.ai": "pollinations",
    "venice.ai": "venice",
}

# Default ports. The first is Ollama's alone; the second is common, so vLLM also needs the name of a Hugging Face model.
_OLLAMA = "11434"
_VLLM = "8000"

# What recorders and routers write, where that is another word than the host gives.
_WORDS = {
    "vertexai": "google",
    "vertex_ai": "google",
    "vertex": "google",
    "gemini": "google",
    "google_genai": "google",
    "bedrock": "aws",
    "sagemaker": "aws",
    "azure_ai": "azure",
    "azure_openai": "azure",
    "together_ai": "together",
    "fireworks_ai": "fireworks",
    "watsonx": "ibm",
    "hosted_vllm": "vllm",
    "tgi": "huggingface",
    "nvidia_nim": "nvidia",
}

# By the start of the model's name; the first that fits counts.
_MODELS = (
    ("gpt-oss", ""),  # open weights, which many serve
    ("gpt-", "openai"),
    ("chatgpt-", "openai"),
    ("o1", "openai"),
    ("o3", "openai"),
    ("o4", "openai"),
    ("text-embedding-3", "openai"),
    ("text-embedding-ada", "openai"),
    ("claude-", "anthropic"),
    ("gemini-", "google"),
    ("models/gemini-", "google"),
    ("publishers/google/", "google"),
    ("accounts/fireworks/", "fireworks"),
    ("databricks-", "databricks"),
    ("grok-", "xai"),
    ("command-", "cohere"),
    ("mistral-", "mistral"),
    ("deepseek-", "deepseek"),
    ("amazon.", "aws"),
    ("anthropic.", "aws"),
)

# They also publish open weights, whose full name begins with theirs whoever serves them.
_PUBLISHERS = {"openai", "google", "nvidia", "databricks"}


def provider(exchange: Exchange) -> str:
    """Who served an exchange; empty where nothing tells."""
    request = exchange.request
    host, port = _address(request.url)
    return (
        _by_host(host)
        or ("ollama" if port == _OLLAMA else "")
        or _noted(as_dict(request.fields))
        or _by_answer(exchange)
        or _by_model(request.model, port, is_private=_is_private(host) or _is_default(request.model, host))
        or _known(_sdk(exchange))
    )


@lru_cache(maxsize=1024)
def _address(url: str) -> tuple[str, str]:
    """(host, port) of a URL, both empty if it has none. Recorded URLs may hold placeholders, so nothing is checked."""
    _, separator, rest = url.partition("://")
    if not separator:
        return "", ""
    for end in "/?#":
        rest = rest.partition(end)[0]
    server = rest.rpartition("@")[2].lower()
    host, colon, port = server.rpartition(":")
    if not colon or server.endswith("]"):
        host, port = server, ""
    return host.rstrip("."), port


@lru_cache(maxsize=1024)
def _by_host(host: str) -> str:
    for end, word in _HOSTS.items():
        if host == end or host.endswith(f".{end}"):
            return word
    return ""


def _noted(fields: Mapping[str, Json]) -> str:
    """What OGX's recorder noted of the request: a provider, or the version of the server that answered."""
    metadata = as_dict(fields.get("provider_metadata"))
    named = as_str(metadata.get("provider")) or as_str(fields.get("provider"))
    if named:
        return _WORDS.get(named.lower(), named.lower())
    servers = (name.removesuffix("_server_version") for name in metadata if name.endswith("_server_version"))
    return next((_known(server) for server in servers), "")


def _by_answer(exchange: Exchange) -> str:
    """Who alone speaks the protocol of an answer, or names its build in answers of OpenAI's shape."""
    first = tuple(exchange.response.chunks[:WINDOW])
    if any(re.fullmatch(_LLAMA_CPP_BUILD, as_str(as_dict(chunk.data).get("system_fingerprint"))) for chunk in first):
        return "llama.cpp"
    return next((row.provider for row in _TELLING if row.protocol.claims(exchange, first)), "")


# As text: `re` compiles and keeps it at its first use, which spares the start.
_LLAMA_CPP_BUILD = r"b\d+-[0-9a-f]{7,}"
_TELLING = tuple(row for row in PROTOCOLS.rows if row.provider)
_PRIVATE = (
    r"localhost|127(?:\.\d+){3}|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|169\.254(?:\.\d+){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}"
    r"|\[(?:::1?|f[cde][0-9a-f]{2}:[0-9a-f:.]*)\]|.*\.(?:localhost|local|internal|lan)"
)


def is_private_url(url: str) -> bool:
    """Whether a URL is of the machine itself, or of a host that only its own network knows."""
    return _is_private(_address(url)[0])


@lru_cache(maxsize=1024)
def _is_private(host: str) -> bool:
    """Whether a host is the machine itself, or one that only its own network knows."""
    return re.fullmatch(_PRIVATE, host) is not None


_DEFAULTS = frozenset({"gpt-3.5-turbo", "text-embedding-ada-002"})


def _is_default(model: str, host: str) -> bool:
    """Whether a model is the default of many servers of open weights, on a host that only a container's network knows.

    Proxies have such hosts, too, so the names of other models still tell.
    """
    return model.lower() in _DEFAULTS and host.replace("-", "").replace("_", "").isalnum()


@lru_cache(maxsize=1024)
def _by_model(model: str, port: str, *, is_private: bool) -> str:
    """`gpt-4o`, a router's `groq/llama-3`, or a Hugging Face model at vLLM's port.

    Servers of open weights answer to OpenAI's names, the defaults of many a client: on a private host such a name alone
    tells nothing.
    """
    name = model.lower()
    before, separator, after = name.partition("/")
    if separator and port == _VLLM:
        return "vllm"
    if separator and before not in _PUBLISHERS and (word := _known(before)):
        return word
    by_name = _by_start(name)
    return ("" if is_private and by_name == "openai" else by_name) or _by_start(after)


def _by_start(name: str) -> str:
    return next((word for start, word in _MODELS if name.startswith(start)), "")


def _sdk(exchange: Exchange) -> str:
    """Whose client raised: that of OpenAI is used with many servers, so it is asked last."""
    fields = as_dict(as_dict(exchange.response.fields).get("exception_data"))
    return as_str(fields.get("provider"))


_ALL = frozenset({*_HOSTS.values(), "ollama", "vllm", *(row.provider for row in _TELLING)})


def _known(word: str) -> str:
    word = word.lower()
    word = _WORDS.get(word, word)
    return word if word in _ALL else ""

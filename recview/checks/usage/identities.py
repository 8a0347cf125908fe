"""What a total of tokens is made of, by who counted.

Everywhere it is input + output, and what else it holds differs: OpenAI, Azure, Ollama, vLLM and most others count
cached tokens as input and reasoning as output; xAI counts reasoning beside the output; Gemini adds thoughts and what
its tools put into the prompt; Bedrock adds what was read from the cache and written to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Literal, TypeAlias

from recview.model import Exchange, Usage
from recview.protocols.providers import provider

Extra: TypeAlias = Literal["reasoning", "cached", "cache_write", "tool_use"]

_ALL: tuple[Extra, ...] = ("reasoning", "cached", "cache_write", "tool_use")
_NOTHING: tuple[Extra, ...] = ()

_OF_PROTOCOL: Mapping[str, tuple[tuple[Extra, ...], ...]] = {
    "gemini.generate_content": (("reasoning", "tool_use"),),
    "gemini.interactions": (("reasoning", "tool_use"),),
    # Here thoughts may be counted as output.
    "gemini.live": (("reasoning", "tool_use"), ("tool_use",)),
}
"""What a total holds besides input and output in protocols that only their maker speaks."""

_OF_PROVIDER: Mapping[str, tuple[tuple[Extra, ...], ...]] = {
    **dict.fromkeys(
        ("openai", "azure", "ollama", "vllm", "groq", "together", "fireworks", "mistral", "deepseek", "cerebras"),
        (_NOTHING,),
    ),
    "xai": (_NOTHING, ("reasoning",)),
    "aws": (_NOTHING, ("cached", "cache_write")),
}
"""What a total may hold besides input and output, by provider."""

_ANYTHING = tuple(extras for count in range(len(_ALL) + 1) for extras in combinations(_ALL, count))
"""Who is not listed may count as anyone does: gateways pass on what another has counted."""


def explains_total(usage: Usage, tool_use: int, protocol: str, exchange: Exchange) -> bool:
    """Whether a total is a sum of its parts as its provider makes it.

    Args:
        usage: The counts; a total without any part, or parts without a total, are explained.
        tool_use: The tokens that tools put into the prompt.
        protocol: The name of the protocol that the counts came in.
        exchange: It tells who served the call, and the model who counted where another served it.
    """
    if usage.total is None or (usage.input is None and usage.output is None):
        return True
    rest = usage.total - (usage.input or 0) - (usage.output or 0)
    if rest == 0 and protocol not in _OF_PROTOCOL:
        return True
    model = exchange.request.model
    if "gemini" in model.lower() and protocol not in _OF_PROTOCOL:
        # Behind another's face the thoughts are in the total and in no field.
        return rest >= 0
    amounts: Mapping[Extra, int] = {
        "reasoning": usage.reasoning or 0,
        "cached": usage.cached or 0,
        "cache_write": usage.cache_write or 0,
        "tool_use": tool_use,
    }
    return any(rest == sum(amounts[extra] for extra in extras) for extras in _sums(protocol, provider(exchange), model))


def _sums(protocol: str, server: str, model: str) -> tuple[tuple[Extra, ...], ...]:
    """What the total may hold besides input and output: any of these sums."""
    if protocol in _OF_PROTOCOL:
        return _OF_PROTOCOL[protocol]
    # Clouds serve xAI's models as well, and their counts with them.
    return _OF_PROVIDER["xai" if "grok" in model.lower() else server] if server in _OF_PROVIDER else _ANYTHING

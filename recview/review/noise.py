"""What differs between any two recordings of the same call, and says nothing about the model: told by its key.

Only in answers: in a request everything counts. Source: a comparison of 863 committed re-recordings of OGX, and the
answers of OpenAI, Azure, Groq, Ollama, llama.cpp, Anthropic, Google, Cohere and Bedrock. Any other key is a change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_str
from recview.model import Chunk, Json
from recview.protocols import PROTOCOLS
from recview.protocols.contract import Noise, NoiseRule
from recview.review.common_noise import COMMON_KEYS, COMMON_RULES

_KINDS: Mapping[str, Noise] = {
    key: kind
    for table in (COMMON_KEYS, *(protocol.noise_keys for protocol in PROTOCOLS))
    for kind, keys in table.items()
    for key in keys
}
_RULES = tuple(
    (key, rule)
    for table in (COMMON_RULES, *(protocol.noise_rules for protocol in PROTOCOLS))
    for key, rule in table.items()
)
_RULES_BY_KEY: Mapping[str, Sequence[NoiseRule]] = {
    key: [rule for name, rule in _RULES if name == key] for key, _ in _RULES
}

MAY_BE_NOISE = frozenset({*_KINDS, *_RULES_BY_KEY})
"""The keys that `noise_of` knows: most keys of an answer are none of them."""

_ID = re.compile(
    r"[A-Za-z]{2,12}[-_](?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,64}"
)


def is_an_id(value: Json) -> bool:
    """Whether a value is a text that is only an id: a UUID, or a word and random letters and digits."""
    return isinstance(value, str) and 10 <= len(value) <= 80 and _ID.fullmatch(value) is not None


_KEEP_ALIVES = {"ping", "keepalive"}

GROWING = frozenset(
    {
        *("arguments", "content", "data", "delta", "response", "summary", "text"),
        *(key for protocol in PROTOCOLS for key in protocol.growing_keys),
    }
)
"""Keys whose strings arrive in pieces: over the chunks of a stream they are one text, wherever it was cut."""


def noise_of(key: str, owner: Mapping[str, Json]) -> Noise | None:
    """The kind of noise that a field of an answer is, or None if it counts.

    Args:
        key: The field's name.
        owner: The object that it is in: what lists models by `id` names them so.
    """
    if key == "id" and ("owned_by" in owner or owner.get("object") == "model"):
        return None
    if rules := _RULES_BY_KEY.get(key):
        return next((kind for kind, holds in rules if holds(owner)), None)
    return _KINDS.get(key)


def is_keep_alive(chunk: Chunk) -> bool:
    """Whether a chunk only keeps the connection open, as Anthropic's pings do: they come whenever they come."""
    return (as_str(as_dict(chunk.data).get("type")) or chunk.kind) in _KEEP_ALIVES

"""The data stream of the AI SDK 3 and 4: lines of a code, a colon and a JSON value, as the parts that 5 sends.

Source: the AI SDK's page on stream protocols (v4) and `data-stream-parts.ts` of its `ui-utils`.
"""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict
from recview.model import Chunk, Json

_TYPES = {"9": "tool-call", "a": "tool-result", "b": "tool-call-streaming-start", "c": "tool-call-delta"}
_ENDS = {"d": "finish", "e": "finish-step", "f": "start-step"}
_NAMED = {"2": "data", "8": "annotations", "1": "function_call", "4": "message", "5": "control", "6": "message"}
_TEXTS = {"0": ("text-delta", "delta"), "g": ("reasoning-delta", "delta"), "3": ("error", "errorText")}
CODES = frozenset({*_TYPES, *_ENDS, *_NAMED, *_TEXTS, "h", "i", "j", "k"})
"""The codes of lines, which are the chunks' kinds."""


def is_line(chunk: Chunk) -> bool:
    """Whether a chunk is a line of a data stream."""
    return chunk.kind in CODES


def part_of_line(code: str, value: Json) -> Mapping[str, Json]:
    """The part of a UI message stream that says the same as a line."""
    if code in _TEXTS:
        name, key = _TEXTS[code]
        return {"type": name, key: value}
    if code in _NAMED:
        return {"type": f"data-{_NAMED[code]}", "data": value}
    name = {**_TYPES, **_ENDS, "h": "source", "i": "redacted-reasoning", "j": "reasoning-signature"}.get(code, "file")
    return {**as_dict(value), "type": name}

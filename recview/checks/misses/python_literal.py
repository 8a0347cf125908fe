"""A Python dict as `repr` writes it, in a text that goes on behind it."""

from __future__ import annotations

import ast
import re

from recview.model import Json

_MOST_CHARACTERS = 200_000
_TOKEN = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[{}\[\]()]|…|\.\.\.", re.DOTALL)


def literal_at(text: str, start: int) -> tuple[Json, bool]:
    """The dict that begins at a position, as JSON, and whether it is whole.

    Args:
        text: The text, in which line ends may stand within the dict.
        start: The position of the opening brace.

    Returns:
        An empty dict where it is cut, or is none.
    """
    end = _end(text, start)
    if end is None:
        return {}, False
    # A narrow terminal breaks lines anywhere; `repr` never writes a line end itself.
    for words in (text[start:end].replace("\n", " "), text[start:end].replace("\n", "")):
        try:
            value = ast.literal_eval(words)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(value, dict) and (plain := _as_json(value)) is not None:
            return plain, True
    return {}, False


def _end(text: str, start: int) -> int | None:
    """Where the brace at a position is closed; None where it is not, or the text is cut before."""
    depth = 0
    for token in _TOKEN.finditer(text, start, start + _MOST_CHARACTERS):
        if token[0] in "{[(":
            depth += 1
        elif token[0] in "}])":
            depth -= 1
            if depth == 0:
                return token.end()
        elif token[0] in ("…", "..."):
            return None
    return None


def _as_json(value: object) -> Json | None:
    """The value as the recorder's `json.dumps` would write it and read it back; None if it would refuse."""
    import json

    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError, RecursionError):
        return None

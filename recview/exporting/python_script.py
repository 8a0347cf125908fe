"""A call as a Python script that needs nothing but the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from recview.exporting.http_call import HttpCall, Variable
from recview.exporting.http_call import Text as Pieces
from recview.json_text import compact
from recview.model import Json

MAX_DEPTH = 40
"""Levels of nesting up to which a body is written as Python; the parser of Python itself ends at 100 or so."""


def python_script(call: HttpCall) -> str:
    """The script: it makes the call and prints the answer as it comes."""
    has_body = call.body is not None
    is_json = has_body and not isinstance(call.body, str)
    texts = (call.url, *(value for _, value in call.headers))
    uses_variables = any(isinstance(piece, Variable) for text in texts for piece in text)
    modules = [*(["json"] if is_json else []), *(["os"] if uses_variables else []), "urllib.request"]
    lines = [f"# {remark[0].upper()}{remark[1:]}." for remark in call.remarks]
    lines += [f"import {module}" for module in modules]
    if has_body:
        lines += ["", f"body = {_literal(call.body) if is_json else repr(call.body.encode('utf-8', 'surrogatepass'))}"]
    headers = [f"        {name!r}: {_concatenated(value)}," for name, value in call.headers]
    return "\n".join(
        [
            *lines,
            "",
            "request = urllib.request.Request(",
            f"    {_concatenated(call.url)},",
            *([f"    data={'json.dumps(body).encode()' if is_json else 'body'},"] if has_body else []),
            *(["    headers={", *headers, "    },"] if headers else []),
            f"    method={call.method!r},",
            ")",
            "with urllib.request.urlopen(request) as response:",
            "    for line in response:",
            '        print(line.decode("utf-8", "replace"), end="", flush=True)',
            "",
        ]
    )


def _concatenated(pieces: Pieces) -> str:
    """A text as an expression: `'Bearer ' + os.environ['OPENAI_API_KEY']`."""
    words = (f"os.environ[{piece.name!r}]" if isinstance(piece, Variable) else repr(piece) for piece in pieces if piece)
    return " + ".join(words) or "''"


def _literal(value: Json) -> str:
    """A JSON value as a Python expression; where it cannot be one, as JSON text that Python parses."""
    try:
        return "".join(_pieces(value, 0))
    except ValueError:
        return f"json.loads({compact(value)!r})"


def _pieces(value: Json, depth: int) -> Iterator[str]:
    """The expression in pieces.

    Raises:
        ValueError: If it is nested too deeply for Python's parser, or a number that Python has no literal for.
    """
    if depth > MAX_DEPTH or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(value)
    if not isinstance(value, dict | list) or not value:
        yield repr(value)
        return
    indent = "    " * (depth + 1)
    yield "{\n" if isinstance(value, dict) else "[\n"
    for name, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{indent}{name!r}: " if isinstance(value, dict) else indent
        yield from _pieces(item, depth + 1)
        yield ",\n"
    yield indent[4:] + ("}" if isinstance(value, dict) else "]")

"""S105: a JSON Web Token: three parts of base64, the first of them JSON that names an algorithm."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_placeholder
from recview.checks.secrets.secret import Secret
from recview.credentials import spans_of
from recview.framing.kept import unbase64
from recview.key_shapes import JSON_WEB_TOKEN
from recview.wire import parse

RULE = Rule(
    "S105",
    "json-web-token",
    "error",
    "A JSON Web Token.",
    "It proves who its bearer is until it expires, and often names a person and an account.",
    "End the session that it belongs to, and let the recorder put a placeholder in its place.",
)

_EXAMPLE_NAMES = (b"John Doe", b"Jane Doe", b"example", b"1234567890")


def secrets_in(text: str) -> Iterator[Secret]:
    """The tokens in a text."""
    if "eyJ" not in text:
        return
    for start, end in spans_of(JSON_WEB_TOKEN, text):
        token = text[start:end].rstrip(".")
        if _is_token(token):
            yield Secret(RULE, token, start, start + len(token), "a JSON Web Token")


def _is_token(token: str) -> bool:
    head, *others = token.split(".")
    fields = parse(_bytes_of(head))
    if not isinstance(fields, dict) or "alg" not in fields or not others or is_placeholder(others[-1]):
        return False
    body = _bytes_of(others[0])
    return len(others) != 2 or not any(name in body for name in _EXAMPLE_NAMES)


def _bytes_of(part: str) -> bytes:
    part = part.replace("-", "+").replace("_", "/")
    data = unbase64(part + "=" * (-len(part) % 4))
    return data if isinstance(data, bytes) else b""

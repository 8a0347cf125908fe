"""S106: a private key in PEM."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_random
from recview.checks.secrets.secret import Secret
from recview.credentials import private_key_spans

RULE = Rule(
    "S106",
    "private-key",
    "error",
    "A private key in PEM, also that of a service account.",
    "It signs in the name of its owner, and does not expire by itself.",
    "Replace the key pair everywhere it is used, and record anew without it.",
)

_NO_BASE64 = re.compile(r"\\+[nrt]|[^A-Za-z0-9+/=]")
_LEAST = 60
"""Characters of base64 in the shortest private key, of an elliptic curve."""


def secrets_in(text: str) -> Iterator[Secret]:
    """The private keys in a text."""
    for start, end in private_key_spans(text):
        body = _NO_BASE64.sub("", text[start:end])
        if len(body) >= _LEAST and is_random(body):
            yield Secret(RULE, body, start, end, "a private key")

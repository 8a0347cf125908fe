"""S108: a name and a password in a URL or a connection string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_placeholder, is_random, word_set
from recview.checks.secrets.secret import Secret
from recview.credentials import authority_spans

RULE = Rule(
    "S108",
    "url-password",
    "error",
    "A password in a URL, as in the address of a database.",
    "It opens the database or the server that the URL names.",
    "Change the password, and read the address from the environment.",
)

_USUAL = word_set(
    "password pass passwd pwd secret user username postgres root admin guest mysql mongo redis rabbitmq minio"
    " changeme test example mypassword mypass letmein token key apikey api_key"
)

_A_WORD = re.compile(r"[A-Za-z]?[a-z]*[0-9]{0,4}")


def secrets_in(text: str) -> Iterator[Secret]:
    """The passwords in the URLs of a text."""
    for start, end in authority_spans(text):
        name, colon, password = text[start:end].partition(":")
        plain = unquote(password, errors="replace")
        if colon and len(plain) >= 6 and plain.lower() not in _USUAL and not is_placeholder(plain) and _is_mixed(plain):
            yield Secret(RULE, plain, start + len(name) + 1, end, "a password in a URL")


def _is_mixed(password: str) -> bool:
    """Whether it is no word, also not with figures behind it: `user:password@host` is how such URLs are explained."""
    return (
        not _A_WORD.fullmatch(password) and (not password.isalpha() or is_random(password)) and len(set(password)) >= 4
    )

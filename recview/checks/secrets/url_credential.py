"""S107: a signature, a key or a token among the parameters of a URL."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_live
from recview.checks.secrets.secret import Secret
from recview.credentials import parameter_spans

RULE = Rule(
    "S107",
    "url-credential",
    "error",
    "A signature, a key or a token among the parameters of a URL: a signed URL of a store of files is one.",
    "Who has the URL has what it opens. URLs stand in logs and in error messages, too.",
    "Let the recorder filter the parameter; let a signed URL expire, or sign with another key.",
)


def secrets_in(text: str) -> Iterator[Secret]:
    """The credentials in the URLs of a text."""
    for start, end in parameter_spans(text):
        value = unquote(text[start:end], errors="replace").rstrip(").,")
        if is_live(value):
            yield Secret(RULE, value, start, end, "a credential in a URL")

"""S102: what a caller proves itself with: a token behind `Bearer`, a name and a password behind `Basic`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_live, is_placeholder
from recview.checks.secrets.secret import Secret
from recview.credentials import bearer_spans

RULE = Rule(
    "S102",
    "authorization",
    "error",
    "A token behind `Bearer`, or a name and a password: behind `Basic`, behind `curl -u`, in a line of `.netrc`.",
    "It opens the account that the recording was made with, for as long as it is valid.",
    "Revoke it, and let the recorder filter the header `authorization`.",
)

_BASIC = re.compile(r"(?<![A-Za-z])[Bb]asic[ \t]+([A-Za-z0-9+/_-]{12,}={0,2})")
_CURL = re.compile(r"\bcurl [^\r\n]{0,400}?(?:-u|--user)[ =]{0,4}[\"'\\]{0,3}([^\s:\"'\\]{1,80}:[^\s\"'\\]{8,128})")
_NETRC = re.compile(r"\blogin\s{1,8}(\S{1,80}\s{1,8}password\s{1,8}[^\s)\"'\\]{8,128})")
_BETWEEN = re.compile(r":|\s+password\s+")
_SIGNATURE = re.compile(r"\bSignature=([0-9a-f]{32,})")


def secrets_in(text: str) -> Iterator[Secret]:
    """The tokens in a text."""
    for start, end in bearer_spans(text):
        if is_live(text[start:end]):
            yield Secret(RULE, text[start:end], start, end, "a bearer token")
    if "asic" in text:
        for match in _BASIC.finditer(text):
            if is_user_with_password(match[1]):
                yield Secret(RULE, match[1], *match.span(1), "a name and a password")
    for word, pattern in (("curl ", _CURL), ("login", _NETRC)):
        if word in text:
            yield from _passwords(pattern, text)


def _passwords(pattern: re.Pattern[str], text: str) -> Iterator[Secret]:
    """The passwords that stand behind a name, as programs are told them."""
    for match in pattern.finditer(text):
        password = _BETWEEN.split(match[1], maxsplit=1)[1]
        if is_live(password, 8):
            yield Secret(RULE, password, match.end(1) - len(password), match.end(1), "a password behind a name")


def is_user_with_password(value: str) -> bool:
    """Whether base64 holds `name:password`, neither of them an example."""
    from recview.framing.kept import unbase64  # on use

    decoded = unbase64(value + "=" * (-len(value) % 4))
    if not isinstance(decoded, bytes) or not decoded.isascii() or b":" not in decoded or is_placeholder(value):
        return False
    name, _, password = decoded.decode("ascii").partition(":")
    return password.isprintable() and len(name) + len(password) >= 8 and not is_placeholder(f"{name} {password}")


def secret_of_header(name: str, value: str) -> Iterator[Secret]:
    """What a header `authorization` proves: a token, a password, or a signature of AWS."""
    scheme, _, rest = value.strip().partition(" ")
    token = rest.strip() or scheme
    if scheme.lower() == "basic":
        if is_user_with_password(rest.strip()):
            yield Secret(RULE, token, 0, len(value), "a name and a password")
    elif match := _SIGNATURE.search(value):
        if is_live(match[1]):
            yield Secret(RULE, match[1], *match.span(1), f"the signature in {name}")
    elif " " not in token and is_live(token):
        yield Secret(RULE, token, 0, len(value), f"the token in {name}")

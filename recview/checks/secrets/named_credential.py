"""S103: a value whose name says that it is a credential: `api_key = "…"`, a header `x-api-key`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_live
from recview.checks.secrets.secret import Secret
from recview.credentials import is_credential_name

RULE = Rule(
    "S103",
    "named-credential",
    "error",
    "A random value whose name says that it is a key, a secret, a token or a password.",
    "Many providers issue keys without a beginning of their own: only the name beside one tells what it is.",
    "Revoke it, and let the recorder filter the header or the field.",
)

_NAME = (
    r"(?:api[_-]?key|(?:secret|access|account|private|signing|encryption|subscription|shared)[_-]?(?:access[_-]?)?key"
    r"|(?:access|auth|refresh|session|security|api|bot|bearer)[_-]?token|client[_-]?secret|passwo?r?d|passphrase|pwd|secret)"
)
_ENDS_WITH_NAME = re.compile(rf"{_NAME}(?:[_-]?[0-9]{{1,2}})?\Z", re.IGNORECASE)
_VARIABLE = re.compile(r"(?<![\w$])([A-Z][A-Z0-9]*_TOKEN)=[\"']?([\w+/=.~-]{20,512})")
"""A token in a variable of the environment: there are too many other tokens to take it for one anywhere else."""
_IDENTIFIER = re.compile(r"[\w-]*\Z")
_LONGEST_NAME = 32
_LAST_WORDS = ("key", "token", "secret", "passwd", "passwrd", "password", "passphrase", "pwd=")
_VALUE = re.compile(
    r"(?:[_-]?[0-9]{1,2})?[\"'\\]{0,8}[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}[\"'\\]{0,8}([^\s\"'\\,;&<>(){}\[\]|`]{8,512})"
)
_TOKEN = re.compile(r"[\w+/=.~-]+")
_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^A-Za-z0-9]"))


def secrets_in(text: str) -> Iterator[Secret]:
    """The values in a text before which a credential's name stands."""
    if "_TOKEN=" in text:
        for match in _VARIABLE.finditer(text):
            if is_live(match[2]):
                yield Secret(RULE, match[2], *match.span(2), f"the value of {match[1].lower()}")
    folded = text.lower()
    if len(folded) != len(text):
        # Some letters are longer in lower case.
        folded = "".join(character.lower()[:1] for character in text)
    for word in _LAST_WORDS:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word.rstrip("="))
            if (
                (value := _VALUE.match(text, end))
                and (name := _ENDS_WITH_NAME.search(text, max(0, end - _LONGEST_NAME), end))
                and is_credential_name(_identifier(text, end))
            ):
                credential = value[1].rstrip(".:")
                if _is_credential(name[0], credential):
                    start = value.start(1)
                    yield Secret(RULE, credential, start, start + len(credential), _kind(name[0]))
            at = folded.find(word, end)


def _identifier(text: str, end: int) -> str:
    """The whole name that ends there: a `page_token` is none of a credential's."""
    name = _IDENTIFIER.search(text, max(0, end - 60), end)
    return name[0] if name else ""


def secret_of_field(name: str, value: str) -> Iterator[Secret]:
    """The value of a field of JSON, if its name is a credential's."""
    if (match := _ENDS_WITH_NAME.search(name)) and is_credential_name(name) and _is_credential(match[0], value):
        yield Secret(RULE, value, 0, len(value), _kind(match[0]))


def secret_of_header(name: str, value: str) -> Iterator[Secret]:
    """The value of a header that is known to be a credential's."""
    if len(value) >= 8 and _TOKEN.fullmatch(value) and is_live(value, 8):
        yield Secret(RULE, value, 0, len(value), f"the value of {name}")


def _kind(name: str) -> str:
    return f"the value of {name.strip('_-').lower()}"


def _is_credential(name: str, value: str) -> bool:
    if name.lower().startswith("p"):
        return name.lower().startswith("private") or _is_password(value)
    return _TOKEN.fullmatch(value) is not None and is_live(value) and not value.isalpha()


def _is_password(value: str) -> bool:
    """Whether a text is a password and no word: of three kinds of characters at least, and not too short."""
    kinds = sum(bool(kind.search(value)) for kind in _CLASSES)
    return 8 <= len(value) <= 128 and kinds >= 3 and is_live(value, 8)

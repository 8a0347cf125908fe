"""S203: the id of an account, an organization or a project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_placeholder, is_random
from recview.checks.secrets.secret import Secret

RULE = Rule(
    "S203",
    "account-id",
    "warning",
    "The id of an account, an organization or a project at a provider.",
    "It opens nothing by itself, and tells who pays, whom to attack, and where.",
    "Let the recorder filter the header, or put a placeholder in its place.",
)

_IDS = tuple(
    (kind, sign, re.compile(pattern))
    for kind, sign, pattern in (
        ("an organization's id", "org-", r"(?<![\w-])org-([A-Za-z0-9]{20,32})(?![\w-])"),
        ("a project's id", "proj_", r"(?<![\w-])proj_([A-Za-z0-9]{20,32})(?![\w-])"),
        ("an AWS account", "arn:aws", r"\barn:aws[a-z-]{0,10}:[a-z0-9-]{1,40}:[a-z0-9-]{0,40}:([0-9]{12})(?![0-9])"),
        ("a Google project", "projects/", r"\bprojects/([a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{9,14})/locations\b"),
        ("an Azure subscription", "subscriptions/", r"\bsubscriptions/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"),
    )
)  # fmt: skip
_DOCUMENTED = frozenset(
    {"123456789012", "000000000000", "111122223333", "111111111111", "999999999999", "444455556666"}
)
_PUBLIC = re.compile(r"\A(?:my-|your-|test|example|sample|fake|dummy|placeholder|project)", re.IGNORECASE)
_HEADER = re.compile(r"(?:organization|organisation|project|account|workspace|tenant)(?:-id)?\Z", re.IGNORECASE)


def secrets_in(text: str) -> Iterator[Secret]:
    """The ids in a text."""
    for kind, sign, pattern in _IDS:
        if sign in text:
            for match in pattern.finditer(text):
                if _is_real(match[1]):
                    yield Secret(RULE, match[1], *match.span(1), kind)


def secret_of_header(name: str, value: str) -> Iterator[Secret]:
    """The value of a header that names an account."""
    if _HEADER.search(name) and len(value) >= 4 and _is_real(value):
        yield Secret(RULE, value, 0, len(value), f"the value of {name}")


def _is_real(value: str) -> bool:
    if value in _DOCUMENTED or _PUBLIC.match(value) or is_placeholder(value):
        return False
    return len(value) < 20 or value.isdigit() or "-" in value or is_random(value)

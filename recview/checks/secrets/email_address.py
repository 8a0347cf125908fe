"""S201: somebody's e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import word_set
from recview.checks.secrets.secret import Secret

RULE = Rule(
    "S201",
    "email-address",
    "warning",
    "An e-mail address that is not an example.",
    "It names a person, and a public repository gives it to whoever collects addresses.",
    "Put an address of `example.com` in its place; addresses that a model made up may be silenced by the baseline.",
)

_ADDRESS = re.compile(
    r"(?<![\w.+%/:@-])([A-Za-z0-9][\w.+%-]{0,63})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,18})"
    r"(?![\w@/-])"
)
_EXAMPLE_DOMAINS = re.compile(
    r"(?:\A|\.)(?:example|test|invalid|localhost|local|internal|lan)\Z|\A(?:[\w-]+\.)*(?:example|sample|test|acme|your-?\w*|my-?"
    r"(?:company|domain|org)|company|domain|email|mail|foo|bar|corp|host|site|server|organization|business|abc|xyz|users"
    r"\.noreply\.github|noreply\.github)(?:corp|company|inc)?\.\w+\Z",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\A(?:no-?reply|do-?not-?reply|noreply.*|user\d*|username|you|your.*|me|name|email|test.*|example.*|foo|bar|git|john|jane|"
    r"(?:john|jane)[._]?(?:doe|smith)|info|contact|support|hello|help|sales|admin|press|security|privacy|team|abuse|webmaster"
    r"|postmaster|root|bot|someone|somebody|alice|bob|customer|service|jobs|office|mail)\Z",
    re.IGNORECASE,
)
_FILE_ENDINGS = word_set("png jpg jpeg gif svg webp css js ts json py md txt")


def secrets_in(text: str) -> Iterator[Secret]:
    """The addresses in a text."""
    at = text.find("@")
    while at >= 0:
        start = max(0, at - 64)
        if (match := _ADDRESS.search(text, start, at + 260)) and match.start() < at < match.end():
            if _is_personal(match[1], match[2]):
                yield Secret(RULE, match[0], *match.span(), "an e-mail address")
            at = match.end() - 1
        at = text.find("@", at + 1)


def _is_personal(name: str, domain: str) -> bool:
    ending = domain.rpartition(".")[2].lower()
    # In a form a plus stands for a blank, so that a word before it seems to belong to the name.
    is_nobody = _NOBODY.match(name) or name.lower().endswith(("+", "+noreply", "+no-reply"))
    return not (ending in _FILE_ENDINGS or _EXAMPLE_DOMAINS.search(domain) or is_nobody)

"""S101: a key that has the shape of its issuer's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_live, is_placeholder
from recview.checks.secrets.secret import Secret
from recview.checks.secrets.signs import beginning_in_run, joined_runs
from recview.credentials import spans_of
from recview.key_shapes import JSON_WEB_TOKEN, KEY_SHAPES, KeyShape

RULE = Rule(
    "S101",
    "provider-key",
    "error",
    "A key that has the shape of a provider's: OpenAI, Anthropic, Google, AWS, GitHub and many others.",
    "Whoever can read the repository can call the provider in your name. Scanners that look at bytes miss a key that a"
    " stream cuts into chunks.",
    "Revoke the key at its provider, then record anew with a filter, or put a placeholder in its place.",
)

_SHAPES = tuple((beginning_in_run(shape.prefix), shape) for shape in KEY_SHAPES if shape is not JSON_WEB_TOKEN)

_FIXED = {"AKIA": 20, "ASIA": 20}
"""Keys of one length, which other words in capitals do not have."""

# Keys without a beginning of their own: (what it is, what its first run holds, pattern).
_OTHERS = tuple(
    (kind, re.compile(sign), re.compile(pattern))
    for kind, sign, pattern in (
        ("an Azure key", "JQQJ99", r"(?<![A-Za-z0-9])[A-Za-z0-9]{40,60}JQQJ99[A-Za-z0-9]{16,40}(?![A-Za-z0-9])"),
        ("an Azure client secret", "Q~", r"(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])"),
        ("a Voyage key", "pa-", r"(?<![\w-])pa-[\w-]{43}(?![\w-])"),
        ("a Modal token", "a[ks]-", r"(?<![\w-])a[ks]-[A-Za-z0-9]{22}(?![\w-])"),
        ("a Brave key", "BSA", r"(?<![\w-])BSA[\w-]{28}(?![\w-])"),
        ("a Twilio key", "SK", r"(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])"),
        ("a Telegram bot token", ":AA", r"(?<![0-9])[0-9]{8,10}:AA[\w-]{32,35}(?![\w-])"),
        ("a Mailchimp key", "-us[0-9]", r"(?<![A-Za-z0-9])[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9])"),
        ("an Airtable key", r"[A-Za-z0-9]\.[0-9a-f]{64}", r"(?<![\w-])pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?!\w)"),
        ("a Terraform key", r"tlasv1\.", r"(?<![\w-])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}(?![\w-])"),
        ("a Llama key", r"[0-9]{6}\|", r"(?<!\w)LLM\|[0-9]{12,18}\|[\w-]{24,32}(?![\w-])"),
        (
            "a Z.ai or Ollama key",
            r"[0-9a-f]{32}\.",
            r"(?<![\w.-])[0-9a-f]{32}\.(?:[A-Za-z0-9]{16}|[\w-]{24})(?![\w.-])",
        ),
        (
            "a Discord bot token",
            r"[MNO][\w-]{22,27}\.",
            r"(?<![\w.-])[MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])",
        ),
    )
)
_VOWELS = "AEIONXa"


def secrets_in(text: str) -> Iterator[Secret]:
    """The keys in a text."""
    runs = joined_runs(text)
    for beginning, shape in _SHAPES:
        if beginning in runs:
            yield from _shaped(shape, text)
    for kind, sign, pattern in _OTHERS:
        if sign.search(runs):
            for match in pattern.finditer(text):
                if is_live(match[0]):
                    yield Secret(RULE, match[0], *match.span(), kind)


def _shaped(shape: KeyShape, text: str) -> Iterator[Secret]:
    for start, end in spans_of(shape, text):
        shortest = len(shape.prefix) + shape.least
        # A sign at the end belongs to the sentence, unless the key would be too short without it.
        key = text[start : start + shortest] + text[start + shortest : end].rstrip(".-_")
        rest = key[len(shape.prefix) :]
        if len(rest) >= shape.least and len(key) == _FIXED.get(shape.prefix, len(key)) and _is_live(shape, rest):
            yield Secret(RULE, key, start, start + len(key), _kind(shape.issuer))


def _is_live(shape: KeyShape, rest: str) -> bool:
    """Whether it is no placeholder; one in thirty of AWS's keys has no figure, and no word has so many letters."""
    return is_live(rest) or (shape.prefix in _FIXED and len(set(rest)) >= 10 and not is_placeholder(rest))


def _kind(issuer: str) -> str:
    article = "an" if issuer[0] in _VOWELS and not issuer.startswith("No") and not issuer.startswith("Ne") else "a"
    return f"{article} {issuer.removesuffix(' and others')} key"

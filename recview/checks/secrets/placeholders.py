"""What only stands for a secret: words in its place, documented examples, letters in a row; and what is random.

Every function is total, and looks at no more than the first 256 characters.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log2

_ENOUGH = 256

# Long words tell wherever they stand; a random text of a hundred letters and figures hardly ever holds one of them.
_WORDS = re.compile(
    r"example|redact|placeholder|change.?me|dummy|sample|masked|filtered|scrubbed|sanitiz|removed|obfuscat|censored"
    r"|replace|not.?a.?real|not.?real|invalid|my.?key|api.?key|secret|passw|token|xxxxx|hidden|insert|anything"
    # Short words tell only at the beginning of a word.
    r"|(?<![a-z0-9])(?:your|test|fake|mock|demo|todo|none|null|local|ollama)",
    re.IGNORECASE,
)

# What documentation shows as examples: AWS's, Stripe's, Google's, GitHub's, Azure's emulator's, Telegram's, jwt.io's.
_DOCUMENTED = (
    *("wJalrXUtnFEMI", "4eC39HqLyjWDarjt", "SyDaGmWKa4JsXZ", "16C7e42F292c6912", "Eby8vdM02xNOcqFl"),
    *("AAHdqTcvCH1vGWJx", "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV", "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "dXNlcjpwYXNz"),
)

_BRACKETED = re.compile(r"\A\W*[<{\[$(%*]|\*\*|\.\.\.|…|\$\{|\{\{|•|\A__|__\Z")
_PUBLIC = re.compile(r"\Apub[0-9a-f]{32}\Z")
"""Datadog's tokens for browsers, which stand in the source of each page."""

_SAME = re.compile(r"([^A])\1{5,}")
_A_WORD = re.compile(r"[a-z]+\d{0,4}|[A-Z]?[a-z]+|[A-Z]+|v?\d{1,4}")


def word_set(words: str) -> frozenset[str]:
    """Words that are parted by blanks."""
    return frozenset(words.split())


@lru_cache(maxsize=4096)
def is_placeholder(value: str) -> bool:
    """Whether a text says that a secret was here, or is an example of one."""
    value = value[:_ENOUGH]
    if _BRACKETED.search(value) or _WORDS.search(value) or any(example in value for example in _DOCUMENTED):
        return True
    return bool(_SAME.search(value) or _PUBLIC.match(value)) or _is_periodic(value) or _counts_up(value)


@lru_cache(maxsize=4096)
def is_random(value: str, least: int = 16) -> bool:
    """Whether a text looks as if drawn at random: long enough, of many different characters, and no words.

    Args:
        value: The secret, without a beginning that all of its kind have.
        least: How many characters it must have.
    """
    if len(value) < least:
        return False
    value = value[:_ENOUGH]
    if all(map(_A_WORD.fullmatch, filter(None, re.split(r"[^A-Za-z0-9]+", value)))):
        return _changes_case(value)
    return _entropy(value) >= (3.0 if len(value) >= 20 else 2.7) and any(letter.isalpha() for letter in value)


def is_live(value: str, least: int = 16) -> bool:
    """Whether a text is a secret and not a word in the place of one."""
    return is_random(value, least) and not is_placeholder(value)


def _changes_case(value: str) -> bool:
    """Whether letters without a figure are mixed as no words are: Hugging Face's tokens are only letters."""
    changes = sum(before.isupper() != after.isupper() for before, after in pairwise(value))
    return value.isalpha() and len(value) >= 20 and changes >= 0.3 * len(value)


def _entropy(value: str) -> float:
    """Bits for each character."""
    counts = Counter(value).values()
    return -sum(count / len(value) * log2(count / len(value)) for count in counts)


def _is_periodic(value: str) -> bool:
    """Whether a text is a shorter one again and again: `A1b2C3d4A1b2C3d4`."""
    return len(value) >= 8 and (value in (value + value)[1:-1] or value.count(value[:6]) >= 3)


def _counts_up(value: str) -> bool:
    """Whether six figures or letters follow each other as they do in the alphabet, others between them or not."""
    figures = "".join(filter(str.isdigit, value))
    letters = "".join(filter(str.isalpha, value)).lower()
    return any(_longest_ascent(text) >= least for text, least in ((value.lower(), 6), (letters, 7), (figures, 8)))


def _longest_ascent(text: str) -> int:
    longest = length = 1
    for before, after in pairwise(text):
        step = ord(after) - ord(before)
        length = length + 1 if step == 1 or (before, after) == ("9", "0") else 1
        longest = max(longest, length)
    return longest

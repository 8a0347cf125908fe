"""Whether bytes may hold a secret at all: most files hold none, and to know that costs far less than to look for each.

A secret is, or stands beside, a long run of letters and figures with a known beginning, a word such as `password`, or
a sign such as `@`. What is written with escapes or in base64 is looked at as what it stands for. Bytes that say no
hold nothing that a rule would find; those that say yes may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from recview.checks.secrets.encodings import is_base64_of_text, is_escaped, without_escapes
from recview.key_shapes import KEY_SHAPES

_SHORTEST_RUN = 20
_RUN_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=%~"
_A = ord("a")
_RUNS = bytes(_A if code in _RUN_CHARACTERS else ord(" ") for code in range(256))
_RUN = bytes((_A,)) * _SHORTEST_RUN
_LONGEST = 1_024
"""Bytes of the beginning and of the end of a run that are looked at: what is longer is a picture, or packed."""
_BEFORE = 7
"""Bytes before a run that are looked at with it: the dot of `ya29.` ends a run."""

_BEHIND = bytes(code for code in range(256) if code not in _RUN_CHARACTERS)

_LOWER = bytes(code | 32 if 65 <= code <= 90 else code for code in range(256))
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())
LEFT_OUT = _NO_LETTERS + b"iouIOU"
"""What is left out first; `a` is not, which tells `secret` from `response created`."""

WORDS = tuple(
    b"bearer passw passphrase secret cookie authorization arnaws signature apikey accesskey accountkey privatekey"
    b" signingkey encryptionkey subscriptionkey sharedkey accesstoken authtoken refreshtoken sessiontoken securitytoken"
    b" apitoken bottoken".split()
)
STEMS = tuple(
    b"ptnkey htken cke pass arnaws sharedkey accesskey accntkey prvatekey sgnngkey sessntken secrtytken accesstken"
    b" aptken bearer athrzatn bttken apkey sgnatre secret crl".split()
)
"""Rare pieces of the words and of `curl`, without what is left out: each word holds one, some of them the same."""
_ENDS = (b"key", b"tken")
_WORDS_BY_STEM = {stem: tuple(word for word in WORDS if stem in word.translate(None, LEFT_OUT)) for stem in STEMS}
_STEMS_BY_END = {
    b"": tuple(stem for stem in STEMS if not stem.endswith(_ENDS)),
    **{end: tuple(stem for stem in STEMS if stem.endswith(end)) for end in _ENDS},
}
"""Those that end alike are only looked for where that end is."""
_NEEDLES = (b"@", b"/home/", b"Users")


def beginning_in_run(prefix: str) -> str:
    """What of a key's beginning is in one run with the rest, or just before it."""
    inside = prefix.rpartition(".")[2]
    return inside if len(inside) > _BEFORE else prefix


_EVERY_BEGINNING = frozenset(
    (
        *(beginning_in_run(shape.prefix).encode() for shape in KEY_SHAPES),
        *(
            b":AA",
            b"JQQJ99",
            b"BSA",
            b"pa-",
            b"Q~",
            b"org-",
            b"proj_",
            b"sig=",
            b"key=",
            b"token=",
            b"TOKEN=",
            b"__cf_bm=",
            b"_cfuvid=",
            b"cf_clearance=",
            b"ak-",
            b"as-",
            b"wd=",
            b"WD=",
        ),
        *(b"-us", b"projects/", b"subscriptions/"),
    )
)
_SHORT = frozenset(beginning for beginning in _EVERY_BEGINNING if len(beginning) == 3 and beginning[-1:] in b"-_")
_BEGINNINGS = tuple(
    beginning
    for beginning in _EVERY_BEGINNING - _SHORT
    if not any(other in beginning for other in _EVERY_BEGINNING - _SHORT if other != beginning)
)
"""Those that hold no other: `AIza` stands for what begins with it."""

_OTHERS = re.compile(
    # Short ones only where a word begins: `re_` stands in each `store_tool`.
    rb"(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf]))(?:" + b"|".join(map(re.escape, sorted(_SHORT))) + rb"|SK[0-9a-f])"
    # Keys of two parts without a beginning of their own.
    rb"|[MNO][A-Za-z0-9_-]{22,27}\.|[0-9a-f]{32}\.|[A-Za-z0-9]\.[0-9a-f]{64}|tlasv1\.|[0-9]{6}\|[A-Za-z0-9_-]{24}"
)


def may_hold_secrets(data: bytes) -> bool:
    """Whether bytes of text may hold a secret or personal data; False is certain."""
    return _may_hold(data) or (is_escaped(data) and _may_hold(_plain(data)))


def any_may_hold_secrets(texts: Iterable[str]) -> bool:
    """Whether any of some texts may hold a secret; False is certain."""
    together = "\n".join(texts)  # One look at all of them costs less than one at each.
    return bool(together) and may_hold_secrets(together.encode("utf-8", "surrogatepass"))


def joined_runs(text: str) -> str:
    """The long runs of letters, figures and a few signs in a text, with what is before each: keys are in these."""
    return b" ".join(_long_runs(text.encode("utf-8", "surrogatepass"))).decode("latin-1")


def _plain(data: bytes) -> bytes:
    return without_escapes(data.decode("latin-1")).encode("utf-8", "replace")


def _may_hold(data: bytes) -> bool:
    return _holds_any(_NEEDLES, data) or _holds_words(data) or any(map(_is_suspicious, _long_runs(data)))


@lru_cache(maxsize=4_096)
def _is_suspicious(run: bytes) -> bool:
    """Whether a run may be a key or base64 of text; kept, since a tree has few different ones."""
    if _holds_any(_BEGINNINGS, run) or _OTHERS.search(run):
        return True
    return not run.islower() and is_base64_of_text(run[_BEFORE:].rstrip(_BEHIND))


def _holds_words(data: bytes) -> bool:
    """Whether a word stands in bytes, whatever is between its letters: `API_KEY`, `api-key`."""
    # Without some vowels there is less to look through; what is there without them is looked for with them.
    shortened = data.translate(_LOWER, LEFT_OUT)
    stems = [stem for end, stems in _STEMS_BY_END.items() if end in shortened for stem in stems if stem in shortened]
    if not stems:
        return False
    letters = data.translate(_LOWER, _NO_LETTERS)
    return any(_holds_any(_WORDS_BY_STEM[stem], letters) for stem in stems) or (b"crl" in stems and b"curl " in data)


def _holds_any(words: Iterable[bytes], data: bytes) -> bool:
    for word in words:  # noqa: SIM110 - a generator costs more than what it looks for
        if word in data:
            return True
    return False


def _long_runs(data: bytes) -> set[bytes]:
    """The different runs of letters, figures and a few signs, each with the bytes before it and one behind it."""
    marks = data.translate(_RUNS)
    runs: set[bytes] = set()
    start = marks.find(_RUN)
    while start >= 0:
        end = marks.find(b" ", start)
        end = len(data) if end < 0 else end
        run = data[max(0, start - _BEFORE) : min(end + 1, start + _LONGEST)]
        runs.add(b" " * (_BEFORE - start) + run)
        if end - start > _LONGEST:
            runs.add(data[max(start, end - _LONGEST) : end + 1])
        start = marks.find(_RUN, end)
    return runs

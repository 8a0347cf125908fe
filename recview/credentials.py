"""What counts as a credential: names of headers and URL parameters, and the shapes of keys. The one table of them.

Names tell only outside of bodies, in headers, cookies and URLs: in a body, `token` is a word of a model. There, only
what has the shape of a key is one. Positions are of characters; every function is total, and linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import unquote

from recview.key_shapes import KEY_SHAPES, KeyShape

_compiled = lru_cache(maxsize=None)(re.compile)
"""Patterns are compiled at their first use: that spares the start some milliseconds."""

Span = tuple[int, int]
"""(start, end) of the characters of a text."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS = _set(
    "accesskey apikey auth authentication authorization bearer cookie cookie2 credential jwt oauth passphrase passwd"
    " password pwd secret secretkey sig signature token"
)
"""Words of a name between `-` and `_` that tell a credential."""

_KINDS_OF_KEY = _set(
    "access account admin api auth encryption function functions license master private secret service session shared"
    " signing subscription virtual"
)
"""Words after which `key` is a credential: `subscription-key`, and not `idempotency-key`."""

_DESCRIBED = _set(
    "algorithm budget bytes count counts details duration expires expiration expiry hint id ids input length limit"
    " limits logprob logprobs method policy remaining reset scheme size timestamp type types usage version"
)
"""Words behind a credential's that make the name one of something about it: `token_logprobs`, `auth-type`."""

_COUNTED = _set(
    "bos completion count eos input limit max min next num output pad page progress prompt ratelimit stop total"
)
"""Words of names whose tokens are counted or are a model's: `page_token`, `x-ratelimit-limit-token`."""


_TELLING = (
    *(("authorization",), ("cookie",), ("apikey",), ("api", "key"), ("subscription", "key"), ("secret", "key")),
    *(("access", "token"), ("auth", "token"), ("refresh", "token"), ("security", "token"), ("client", "secret")),
)
"""Last words of names that are a credential's wherever they stand."""


@lru_cache(maxsize=4096)
def is_credential_name(name: str) -> bool:
    """Whether a header, cookie or URL parameter of this name carries a credential, told by the whole words of it."""
    words = _words(unquote(name))
    if words in (["key"], ["x", "key"]):
        return True
    for index, word in enumerate(words):
        before, behind = words[:index], words[index + 1 :]
        is_key = word == "key" and bool(before) and before[-1] in _KINDS_OF_KEY
        if not (is_key or word in _WORDS) or (behind and behind[0] in _DESCRIBED):
            continue
        if word != "token" or _COUNTED.isdisjoint(before):
            return True
    return False


@lru_cache(maxsize=4096)
def is_telling_name(name: str) -> bool:
    """Whether a name is a credential's even where it is not known to be that of a header."""
    words = tuple(_words(name))
    return any(words[-len(last) :] == last for last in _TELLING)


_STEMS = ["auth", "bearer", "cookie", "cred", "jwt", "key", "pass", "pwd", "secret", "sig", "token"]
_NAME_LEFT = r"[\w-]{0,60}\Z"
_NAME_RIGHT = r"[\w-]{0,60}"


def credential_names(text: str) -> list[int]:
    """Positions in a text of what may be the names of credentials, in order; few texts hold any."""
    folded = text.lower()
    if len(folded) != len(text):
        # Some letters are longer in lower case.
        folded = "".join(character.lower()[:1] for character in text)
    positions: list[int] = []
    for stem in _STEMS:
        at = folded.find(stem)
        while at >= 0:
            left = _compiled(_NAME_LEFT).search(text, max(0, at - 60), at)
            right = _compiled(_NAME_RIGHT).match(text, at)
            start, end = left.start() if left else at, right.end() if right else at
            name = text[start:end]
            if is_credential_name(name) or name.lower().endswith("cookies"):
                positions.append(at)
            at = folded.find(stem, end)
    return sorted(positions)


def _words(name: str) -> list[str]:
    """The words of a name: `X-Goog-Api-Key`, `api_key` and `apiKey` hold api and key. A sentence is no name."""
    if len(name) > 200 or " " in name:
        return []
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return [word for word in re.split(r"[^a-z0-9]+", parted.lower()) if word]


_SIGNS = "-_.JKIBx"
_SHAPES_BY_SIGN = {
    sign: [shape for shape in KEY_SHAPES if sign == next((each for each in _SIGNS if each in shape.prefix), "")]
    for sign in (*_SIGNS, "")
}
"""The shapes by the first of some signs that their prefix holds; those whose prefix holds none by an empty one."""

_RUN_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=."
_RUNS = bytes(ord("a") if code in _RUN_CHARACTERS else ord(" ") for code in range(256))
SHORTEST_RUN = 12
"""Every key begins with a run of so many of these characters at least, which few words of prose are long enough for."""

_BEGINS = r"(?:(?<![A-Za-z0-9]{0})|(?<=\\[nrtbf]{0}))"
"""Behind a prefix: nothing stood before it that it could be the end of; `\\n` in JSON is no `n`."""
_TOKEN = r"[A-Za-z0-9._~+/=-]"
# Where YAML folds a long string at the blank: no word of prose, nor the key of the next line.
_FOLD = rf"[ \t]*\\?\r?\n[ \t]+(?:\\ )?(?={_TOKEN}{{0,400}}?[0-9])(?!{_TOKEN}{{1,400}}+:(?:\s|$))"
_BEARER = (
    rf"(?i:bearer){_BEGINS.format('(?i:bearer)')}(?:(?:\\[tnr]|[ \t\\+:]|%20)+|{_FOLD})"
    # A word of prose is no token: `Bearer authentication`.
    rf"(?![A-Za-z]?[a-z]{{0,18}}[.-]?(?!{_TOKEN}))({_TOKEN}{{6,}})"
)
_AUTHORITY = r"://([^\s/?#\"'<>\\]*)@"
_PARAMETER = r"(?:[?&#;]|%3[Ff]|%26)((?:[\w.\[\]-]|%(?:2[Dd]|5[BbDdFf])){1,80})(?:=|%3[Dd])"
_PARAMETER_VALUE = r"[^&\s\"'<>#\\]*"
_PRIVATE_KEY = r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_PRIVATE_KEY_BODY = r"(?:[A-Za-z0-9+/=:,\s\\]|-(?!----END ))*"


def key_spans(text: str) -> Iterator[Span]:
    """Where a text holds keys by their shape, without their public beginning, and tokens behind `Bearer`."""
    yield from ((start + len(shape.prefix), end) for shape, (start, end) in shaped_keys(text))
    yield from bearer_spans(text)
    yield from private_key_spans(text)


def shaped_keys(text: str) -> Iterator[tuple[KeyShape, Span]]:
    """The keys in a text that have the shape of an issuer's, and where each is, with its public beginning."""
    if not (runs := _long_runs(text)):
        return
    for sign, shapes in _SHAPES_BY_SIGN.items():
        # To look for one character is many times as fast as to look for each of those prefixes.
        for shape in (shape for shape in shapes if shape.prefix in runs) if sign in runs else ():
            yield from ((shape, span) for span in spans_of(shape, text))


def _long_runs(text: str) -> str:
    """The runs of a text that are long enough to begin a key, parted by blanks."""
    data = text.encode("utf-8", "surrogatepass")
    marks = data.translate(_RUNS)
    run = b"a" * SHORTEST_RUN
    runs: list[bytes] = []
    start = marks.find(run)
    while start >= 0:
        end = marks.find(b" ", start)
        end = len(data) if end < 0 else end
        runs.append(data[start:end])
        start = marks.find(run, end)
    return b" ".join(runs).decode()


def spans_of(shape: KeyShape, text: str) -> Iterator[Span]:
    """Where keys of one shape are in a text."""
    return (match.span() for match in _pattern(shape).finditer(text))


def bearer_spans(text: str) -> Iterator[Span]:
    """Where tokens stand behind `Bearer` in a text."""
    if "earer" in text or "EARER" in text:
        yield from (match.span(1) for match in re.finditer(_BEARER, text))


def private_key_spans(text: str) -> Iterator[Span]:
    """Where the bodies of private keys in PEM stand in a text, between their first and their last line."""
    at = text.find("-----BEGIN ")
    while (
        at >= 0
        and (begin := _compiled(_PRIVATE_KEY).search(text, at))
        and (body := _compiled(_PRIVATE_KEY_BODY).match(text, begin.end()))
    ):
        at = body.end()
        yield body.span()


def url_spans(text: str) -> Iterator[Span]:
    """Where URLs in a text hold `user:password`, or the value of a parameter whose name is a credential's."""
    yield from authority_spans(text)
    yield from parameter_spans(text)


def authority_spans(text: str) -> Iterator[Span]:
    """Where URLs in a text hold `user:password`."""
    if "://" in text:
        yield from (match.span(1) for match in re.finditer(_AUTHORITY, text) if ":" in match[1])


def parameter_spans(text: str) -> Iterator[Span]:
    """Where URLs in a text hold the value of a parameter whose name is a credential's."""
    if "=" not in text and "%3" not in text:
        return
    at = 0
    while match := _compiled(_PARAMETER).search(text, at):
        at = match.end()
        if is_credential_name(match[1]) and (value := _compiled(_PARAMETER_VALUE).match(text, at)):
            at = value.end()
            yield value.span()


@cache
def _pattern(shape: KeyShape) -> re.Pattern[str]:
    """The pattern of a key, compiled at its first use: that spares the start some milliseconds."""
    prefix = re.escape(shape.prefix)
    return re.compile(f"{prefix}{_BEGINS.format(prefix)}(?:{shape.rest})")

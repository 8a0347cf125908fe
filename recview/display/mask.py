"""Credentials are covered until asked for: by a bullet per character, so that positions and selections stay right.

What counts as a credential is in one table, `recview.credentials`. A key keeps its public first letters: `sk-•••`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from recview.credentials import Span, is_credential_name, key_spans, url_spans
from recview.model import Json

BULLET = "•"

# `\u002d` or `\/` in JSON, also in JSON inside of a JSON string, where the backslash is doubled; `\x2d` in YAML.
_ESCAPE = r"\\+(?:(?:u00|x)([2-7][0-9a-fA-F])|/)"


def covered(text: str) -> str:
    """Recorded text with keys of a known shape, `Bearer` tokens and credentials in URLs covered."""
    return _with_bullets(text, _spans(text))


def masked_url(url: str) -> str:
    """A URL with its credentials covered."""
    return covered(url)


def masked_text(raw: str) -> str:
    """A file's raw text with credentials covered, also behind escapes, and the values of credential headers."""
    from recview.display.line_headers import LineReader  # on use: only raw files need it

    return _with_bullets(raw, (*LineReader(raw).spans(), *_spans(raw), *_escaped_spans(raw)))


def masked(headers: Mapping[str, Json]) -> dict[str, Json]:
    """Headers by name with credential values covered."""
    return {name: _cover(value) if is_credential_name(name) else _other(value) for name, value in headers.items()}


def _cover(value: Json) -> Json:
    if isinstance(value, list):
        return [_cover(item) for item in value]
    return BULLET * min(len(str(value)), 40)


def _other(value: Json) -> Json:
    """The value of another header, which may hold a URL with a key."""
    if isinstance(value, list):
        return [_other(item) for item in value]
    return covered(value) if isinstance(value, str) else value


def _spans(text: str) -> Iterator[Span]:
    yield from key_spans(text)
    yield from url_spans(text)


def _escaped_spans(raw: str) -> Iterator[Span]:
    """Spans of credentials that are written with escapes, as spans of the escaped text."""
    if "\\" not in raw:
        return
    escapes = list(re.finditer(_ESCAPE, raw))
    if not escapes:
        return
    plain = re.sub(_ESCAPE, lambda escape: chr(int(escape[1], 16)) if escape[1] else "/", raw)
    # Behind each escape, which is one character of the plain text, positions are further apart.
    behind, shifts = [0], [0]
    for escape in escapes:
        behind.append(escape.start() - shifts[-1] + 1)
        shifts.append(shifts[-1] + len(escape[0]) - 1)
    for start, end in _spans(plain):
        yield tuple(at + shifts[bisect_right(behind, at) - 1] for at in (start, end))  # type: ignore[misc]


def _with_bullets(text: str, spans: Iterable[Span]) -> str:
    """The text with bullets over the spans; line feeds stay. The same object where there is nothing to cover."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > max(start, at):
            pieces += (text[at:start], re.sub(r"[^\n]", BULLET, text[max(start, at) : end]))
            at = end
    return "".join((*pieces, text[at:])) if pieces else text

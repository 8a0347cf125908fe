"""What a text holds in other writings: JSON's and URLs' escapes, base64, gzip; each as a text of its own.

Bounded: no more than a few writings inside of each other, and no more text than a limit in all. Total.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

from recview.decompressing import packing_of, unpacked
from recview.framing.media import is_media
from recview.named_tuple import NamedTuple

MOST_CHARACTERS = 8_000_000
"""Characters that are made of one text at most."""

_DEEPEST = 4

# `\u002d` and `\/` in JSON, also in JSON inside of a JSON string, where the backslash is doubled; `\x2d` in YAML.
_ESCAPE = re.compile(r"(\\+)(?:(?:u00|x)([2-7][0-9a-fA-F])|/)")
_ESCAPED = re.compile(rb"\\(?:u00[2-7]|/|x[2-7])")
_PERCENT_BYTES = re.compile(rb"%[2-7][0-9a-fA-F]")
_PERCENT = re.compile(r"%[2-7][0-9a-fA-F]")

# A long one may be cut into lines, as YAML and e-mails do.
_FORM = re.compile(r"[\w.~%*\[\]-]{1,80}=[^\s\"'<>{}\\]*\Z")
"""A form's fields as they are sent: a plus in it stands for a blank."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{22,}+(?:(?:\\n|[ \t]*\r?\n[ \t]*+)[A-Za-z0-9+/_-]{4,}+)*+={0,2}")
_LINE_ENDS = re.compile(r"\\n|\s+")


class Writing(NamedTuple):
    """A text, and how it stands in the text that was looked at.

    Attributes:
        text: It, plain.
        how: How it was written, innermost last: `base64`, `gzip in base64`; empty for the text itself.
        start, end: The characters of the text looked at that it was made of, [start, end); None if that is all of it.
    """

    text: str
    how: str = ""
    span: tuple[int, int] | None = None


def writings(text: str) -> Iterator[Writing]:
    """A text itself, then what it holds in other writings."""
    room = MOST_CHARACTERS
    waiting = [(Writing(text), 0)]
    while waiting:
        writing, depth = waiting.pop(0)
        yield writing
        if depth == _DEEPEST:
            continue
        for inner in _inner(writing):
            room -= len(inner.text)
            if room < 0:
                return
            waiting.append((inner, depth + 1))


def is_escaped(data: bytes) -> bool:
    """Whether the bytes of a text hold escapes of letters, figures or signs."""
    if b"\\" in data and _ESCAPED.search(data):
        return True
    return b"%" in data and _PERCENT_BYTES.search(data) is not None


def without_escapes(text: str) -> str:
    """A text with the escapes of JSON, YAML and URLs resolved, as often as they are escaped again."""
    for _ in range(_DEEPEST):
        plain = _ESCAPE.sub(_unescaped, text)
        plain = unquote(plain, errors="replace") if _PERCENT.search(plain) else plain
        if plain == text:
            break
        text = plain
    return text


def _unescaped(escape: re.Match[str]) -> str:
    # Of three backslashes the first two stand for one, as before a folder of Windows.
    return "\\" * ((len(escape[1]) - 1) // 2) + (chr(int(escape[2], 16)) if escape[2] else "/")


def is_base64_of_text(run: bytes) -> bool:
    """Whether a run of letters and figures begins as base64 of text, or of something packed, does."""
    core = run.rpartition(b"=")[2] if not run.endswith(b"=") else run.rstrip(b"=")
    core = core.strip(b"-_/")[:48]
    if core.startswith((b"H4sI", b"KLUv", b"eJ", b"eNp", b"AAA")):
        return True
    data = _bytes_of(core[: len(core) // 4 * 4])
    return len(data) >= 12 and _is_text(data)


def _inner(writing: Writing) -> Iterator[Writing]:
    text = writing.text
    if "+" in text and _FORM.match(text):
        yield Writing(unquote_plus(text, errors="replace"), _joined("a form's field", writing.how), writing.span)
    elif ("\\" in text or "%" in text) and (plain := without_escapes(text)) != text:
        yield Writing(plain, _joined("escapes", writing.how), writing.span)
    for match in _BASE64.finditer(text):
        span = writing.span or match.span()
        run = _LINE_ENDS.sub("", match[0]).rstrip("=")
        # A path or a name may stand before it: base64 is tried behind each slash, too.
        for core in (run, *(part for part in run.split("/")[1:3] if len(part) >= 22)):
            data = _bytes_of(core.encode())
            if packing_of(data):
                result = unpacked(data, MOST_CHARACTERS)
                data, how = (result.data if result else b""), "gzip in base64"
            else:
                how = "base64"
            if len(data) >= 12 and not is_media(data) and (_is_text(data[:36]) or how != "base64"):
                yield Writing(data.decode("utf-8", "replace"), _joined(how, writing.how), span)
                break


def _joined(inner: str, outer: str) -> str:
    return f"{inner} in {outer}" if outer else inner


def _bytes_of(core: bytes) -> bytes:
    """The bytes that base64 stands for, in either alphabet; none if it is no base64."""
    core = core.replace(b"-", b"+").replace(b"_", b"/")
    core = core[: len(core) - 1] if len(core) % 4 == 1 else core
    try:
        return a2b_base64(core + b"=" * (-len(core) % 4))
    except NotBase64:
        return b""


_PRINTABLE = bytes((9, 10, 13, *range(32, 127)))


def _is_text(data: bytes) -> bool:
    """Whether bytes are mostly ASCII that can be printed."""
    return len(data.translate(None, _PRINTABLE)) * 8 <= len(data)

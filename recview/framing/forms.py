"""What browsers' forms send: `a=1&b=2`, and parts between boundaries (how files are uploaded)."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from recview.framing.media import described
from recview.model import Json

# As text: `re` compiles and keeps them at their first use, which spares the start.
_BOUNDARY = r"""(?i)boundary=(?:"([^"]+)"|([^\s;"]+))"""
_FIRST_LINE = rb"--([^\r\n]{1,70})\r?\n"
_NAMED_PART = rb"(?i)content-disposition:"
_NAMED = r"""(?i)\b(name|filename)\*?=(?:"([^"]*)"|([^\s;]+))"""
_TYPE = r"(?im)^content-type:\s*(\S[^\r\n]*)"
_MOST = 1_000
"""Fields or parts; no more are read."""


def form(text: str) -> Json:
    """Fields by name; a list where a name comes more than once. The text itself if it is no form."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST)
    except ValueError:
        return text
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found or text


def multipart(data: bytes, content_type: str) -> list[Json]:
    """The parts as `{name, filename, content_type, content}`; none if it is not multipart. Boundaries are random."""
    named = re.search(_BOUNDARY, content_type)
    boundary = (named[1] or named[2]).encode("utf-8", "surrogatepass") if named else b""
    if not boundary or not data.startswith(b"--" + boundary):
        first = re.match(_FIRST_LINE, data)
        if not first or not re.search(_NAMED_PART, data[:1_000]):
            return []
        boundary = first[1]
    return [_part(piece) for piece in data.split(b"--" + boundary, _MOST)[1:] if not piece.startswith(b"--")]


def _part(piece: bytes) -> Json:
    head, separator, content = re.sub(rb"\A\r?\n|\r?\n\Z", b"", piece).partition(b"\r\n\r\n")
    if not separator:
        head, _, content = head.partition(b"\n\n")
    told = head.decode("utf-8", "backslashreplace")
    kind = re.search(_TYPE, told)
    content_type = kind[1].strip() if kind else ""
    found: dict[str, Json] = {key.lower(): quoted or bare for key, quoted, bare in re.findall(_NAMED, told)}
    if content_type:
        found["content_type"] = content_type
    try:
        found["content"] = content.decode()
    except UnicodeDecodeError:
        found["content"] = described(content, content_type)
    return found

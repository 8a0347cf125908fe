"""What browsers' forms send: `a=1&b=2`, and parts between boundaries (how files are uploaded)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from recview.framing.media import describe_bytes
from recview.model import Json

if TYPE_CHECKING:
    from email.message import Message

# As text: `re` compiles and keeps them at their first use, which spares the start.
_BOUNDARY = r"""(?i)boundary=(?:"([^"]+)"|([^\s;"]+))"""
_FIRST_LINE = rb"--([^\r\n]{1,70})\r?\n"
_NAMED_PART = rb"(?i)content-disposition:"
_MOST = 1_000
"""Fields or parts; no more are read."""


def form(text: str) -> Json:
    """Fields by name; a list where a name comes more than once. The text itself if it is no form."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST)
    except ValueError:
        return text
    fields: dict[str, Json] = {}
    for name, value in pairs:
        if name not in fields:
            fields[name] = value
        elif isinstance(fields[name], list):
            fields[name].append(value)
        else:
            fields[name] = [fields[name], value]
    return fields or text


def multipart(data: bytes, content_type: str) -> list[Json]:
    """The parts of a multipart body as `{name, filename, content_type, content}`; none if it is not multipart.

    A part is cut out here and `email` reads its headers. `email` could cut, too, but it takes names in plain UTF-8,
    which browsers send, for damaged, and goes into parts that are messages themselves.

    Args:
        data: The body.
        content_type: The header of that name. Boundaries are random, so a cassette may hold another body's.
    """
    boundary = _boundary(data, content_type)
    if not boundary:
        return []
    pieces = re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary), data, maxsplit=_MOST)[1:]
    return [_part(piece) for piece in pieces if not piece.startswith(b"--")]


def _boundary(data: bytes, content_type: str) -> bytes:
    """What stands between the parts: by the header, or if that is another body's by the first line."""
    match = re.search(_BOUNDARY, content_type)
    boundary = (match[1] or match[2]).encode("utf-8", "surrogatepass") if match else b""
    if boundary and data.startswith(b"--" + boundary):
        return boundary
    first = re.match(_FIRST_LINE, data)
    return first[1] if first and re.search(_NAMED_PART, data[:1_000]) else b""


def _part(piece: bytes) -> Json:
    from email.parser import HeaderParser  # on use: uploads are rare

    head, separator, content = re.sub(rb"\A\r?\n", b"", piece).partition(b"\r\n\r\n")
    if not separator:
        head, _, content = head.partition(b"\n\n")
    headers = HeaderParser().parsestr(head.decode("utf-8", "backslashreplace"))
    content_type = str(headers.get("content-type", "")).strip()
    part: dict[str, Json] = _disposition(headers)
    if content_type:
        part["content_type"] = content_type
    try:
        part["content"] = content.decode()
    except UnicodeDecodeError:
        part["content"] = describe_bytes(content, content_type)
    return part


def _disposition(headers: Message) -> dict[str, Json]:
    """The name and the file's name of a part, as far as it has them."""
    from email.utils import collapse_rfc2231_value

    try:
        words = {key: headers.get_param(key, header="content-disposition") for key in ("name", "filename")}
        return {key: collapse_rfc2231_value(word) for key, word in words.items() if word is not None}
    except (TypeError, ValueError, LookupError):
        # `email` fails on a name in numbered and unnumbered pieces at once.
        return {}

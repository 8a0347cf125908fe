"""Quoting for a POSIX shell: what was recorded is an argument, never a part of the command."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from recview.exporting.http_call import Variable
from recview.exporting.terminal_text import is_typable

MAX_ARGUMENT_BYTES = 100_000
"""Bytes of one argument that are safe: Linux takes 131,071."""

_PLAIN = re.compile(r"[\w ./:;,?&=%@+#~*()|<>^{}\[\]'-]*", re.ASCII)
"""Text that stands for itself between double quotes."""


def quoted(pieces: Iterable[str | Variable]) -> str:
    """A text as one word of a shell's command, variables in it as the shell's own."""
    pieces = [piece for piece in pieces if piece != ""]
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if len(texts) == len(pieces):
        return shlex.quote("".join(texts))
    if all(_PLAIN.fullmatch(text) for text in texts):
        return '"' + "".join(piece if isinstance(piece, str) else f"${{{piece.name}}}" for piece in pieces) + '"'
    return "".join(shlex.quote(piece) if isinstance(piece, str) else f'"${piece.name}"' for piece in pieces)


def printed(text: str) -> str:
    """The shell's command that writes a text to its standard output, exactly, whatever is in it."""
    if is_typable(text):
        return f"printf %s {shlex.quote(text)}"
    return f"printf %b {shlex.quote(''.join(map(_escaped, text)))}"


def _escaped(character: str) -> str:
    r"""A character for `printf %b`: one that cannot be typed as the octal numbers of its bytes, `\0033`."""
    if character == "\\":
        return "\\\\"
    if is_typable(character):
        return character
    return "".join(f"\\0{byte:03o}" for byte in character.encode("utf-8", "surrogatepass"))

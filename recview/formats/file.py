"""A file as containers see it: its bytes, and what they spell, each made when it is first asked for, and once."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from recview.decompressing import SIZE_LIMIT, is_gzip, unpacked
from recview.model import WHOLE, Json, Readability, ReadState
from recview.wire import parse

if TYPE_CHECKING:
    from recview.framing import Framing

Beside: TypeAlias = Callable[[str], bytes | str]
"""Reads another file of the same tree, by its path below the root: its bytes, or as text why it is not read."""


def _nothing_beside(path: str) -> str:
    return ""


HEAD = 4_096
"""Bytes that tell whether a file may be a recording at all."""

_WIDE = (BOM_UTF16_LE, BOM_UTF16_BE)
"""What UTF-16 begins with, in which a shell of Windows keeps what a program writes."""

_BLANKS = b"\xef\xbb\xbf \t\r\n"
_UNASKED: Final = object()


class File:
    """The content of one file, unpacked where it was packed, and in UTF-8 where it was in UTF-16.

    Attributes:
        data: All its bytes.
        head: The first of them, without a byte order mark or blanks before them.
        exact: Whether integers of any length are kept (see `recview.wire.parse`).
        beside: What reads a file that this one names.
        unpacking: WHOLE if it was not packed, or could be unpacked; else why it could not be.
    """

    def __init__(self, data: bytes, *, exact: bool = False, beside: Beside | None = None) -> None:
        self.exact = exact
        self.beside = beside or _nothing_beside
        self.unpacking = WHOLE
        if is_gzip(data) and (content := unpacked(data)):
            data = content.data
            if content.problem:
                self.unpacking = Readability(ReadState.CUT if content.cut else ReadState.BROKEN, content.problem)
        if data.startswith(_WIDE):
            data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        self.data = data
        self.head = data[:HEAD].lstrip(_BLANKS)
        self._text: str | None = None
        self._json: Json | Readability = _UNASKED
        self._yaml: Json | Readability = _UNASKED
        self._core_yaml: Json | Readability = _UNASKED

    @property
    def is_json(self) -> bool:
        """Whether it begins as a JSON object or array does."""
        return self.head[:1] in (b"{", b"[")

    @property
    def text(self) -> str:
        """It as text; bytes that are not UTF-8 are spelled out."""
        if self._text is None:
            self._text = self.data.decode("utf-8-sig", "backslashreplace")
        return self._text

    @property
    def json(self) -> Json | Readability:
        """It as JSON."""
        if self._json is _UNASKED:
            self._json = parse(self.data, exact=self.exact)
        return self._json

    @property
    def yaml(self) -> Json | Readability:
        """It as YAML; may hold bytes."""
        if self._yaml is _UNASKED:
            from recview.yaml_text import parse_yaml  # on use: many a tree holds no YAML

            self._yaml = parse_yaml(self.data)
        return self._yaml

    @property
    def core_yaml(self) -> Json | Readability:
        """It as YAML 1.2: `no` and `on` are words there, `1e-7` a number; may hold bytes."""
        if self._core_yaml is _UNASKED:
            from recview.yaml_text import parse_yaml

            self._core_yaml = parse_yaml(self.data, core=True)
        return self._core_yaml

    @property
    def documents(self) -> Sequence[Json] | Readability:
        """It as YAML of several documents, one after the other; may hold bytes."""
        from recview.yaml_text import parse_documents

        documents = parse_documents(self.data)
        self._yaml = documents if isinstance(documents, Readability) else next(iter(documents), None)
        return documents

    @property
    def asked_yaml(self) -> Json | Readability:
        """What a container got that asked for YAML; None if none did."""
        asked = self._core_yaml if self._yaml is _UNASKED else self._yaml
        return None if asked is _UNASKED else asked

    @property
    def tree(self) -> Json | Readability:
        """It as JSON where it begins so, whatever its name is; else as YAML."""
        return self.json if self.is_json else self.yaml

    def framing(self) -> Framing:
        """What reads the bodies in it: together with the file itself they unpack to no more than the limit."""
        from recview.framing import Framing  # on use: OGX keeps what bodies hold

        return Framing(exact=self.exact, room=SIZE_LIMIT - len(self.data), bytes_in_trees=self.holds_bytes)

    @property
    def holds_bytes(self) -> bool:
        """Whether bytes stand in its YAML: trees and headers in it have to be looked through for them."""
        return b"!binary" in self.data


def ends(file: File) -> bool:
    """Whether a file ends with a whole line: YAML that is cut inside of a line is still YAML."""
    return file.is_json or file.data.endswith(b"\n")


def has_key(head: bytes, key: bytes) -> bool:
    """Whether the start of a file in YAML or JSON has a key at its top level."""
    if head[:1] == b"{":
        return b'"%b"' % key in head
    return head.startswith(b"%b:" % key) or b"\n%b:" % key in head

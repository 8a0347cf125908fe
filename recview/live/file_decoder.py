"""Decodes files for what is kept of their texts, and has them checked by the same reading, parsing and decoding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from recview.digests import content_digest
from recview.live.decoded_files import DecodedFiles
from recview.reading.decoded_content import DecodedContent, content_or_nothing, decode_file, from_bytes
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.files import whole_content

if TYPE_CHECKING:
    from recview.live.idle_checks import IdleChecks


class FileDecoder:
    """Decodes one file after the other; what an earlier session kept is taken in its place.

    Attributes:
        files: What was decoded.
    """

    def __init__(self, root: Root) -> None:
        """Begin with none.

        Args:
            root: Where the files are.
        """
        self.files = DecodedFiles()
        self._root = root

    def decode(self, path: str, kept: Callable[[str], bytes | None], checks: IdleChecks | None) -> bool:
        """Decode a file as it is now; of one that cannot be read nothing is kept.

        Args:
            path: The file.
            kept: Returns what an earlier session decoded of it; None if that is not known.
            checks: What the file is checked by meanwhile; None if it is not.

        Returns:
            Whether it had to be decoded.
        """
        piece = kept(path)
        contents = from_bytes(piece) if piece else None
        if contents is not None:
            self.files.put(path, contents)
            if checks:
                checks.work_on(path)
            return False
        data = whole_content(self._root, path)
        self.files.put(path, self._contents(path, data, checks), content_digest(data or b""))
        if checks:
            checks.report_if_due()
        return data is not None

    def _contents(self, path: str, data: bytes | None, checks: IdleChecks | None) -> list[DecodedContent]:
        contents: list[DecodedContent] = []
        if checks and not checks.take_kept(path):
            checks.check(path, data, lambda recording: contents.append(content_or_nothing(recording)))
        elif data is not None:
            contents = decode_file(path, data, FilesBeside(self._root))
        return contents

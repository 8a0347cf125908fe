"""The order of the work on a large file that is all of a root: its first page, its parse, its opening, its row.

It is parsed in one piece, and no other thread does anything meanwhile: what the user waits for goes before that. It is
read before that, while the screen is being made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from recview.model import Exchange, Readability, Source
from recview.sources.file_index import read_quickly

if TYPE_CHECKING:
    from recview.live.opener import Opener
    from recview.root import Root
    from recview.sources.beside import FilesBeside
    from recview.sources.file_index import Reader
    from recview.sources.files import Bytes
    from recview.sources.parsed_files import ParsedFiles


class SoleFile:
    """A large file that is all of a root."""

    def __init__(self, path: str, files: ParsedFiles, opener: Opener, digest: Callable[[str], bytes]) -> None:
        """Have its beginning read before it is asked for.

        Args:
            path: The file's path below the root.
            files: Parses it once for all who need it.
            opener: Opens its first recording, for which the screen asks at its start.
            digest: Returns the digest of what was read of it.
        """
        self._path, self._files, self._opener, self._digest = path, files, opener, digest
        opener.prepare(Source(path))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While it is read, let who opens it wait for what is parsed of it."""
        with self._files.to_be_parsed(self._path):
            yield

    def read(self, path: str, content: Bytes, beside: FilesBeside) -> Sequence[Exchange] | Readability:
        """Its exchanges, parsed once its first page is shown.

        They come once the recording is open for which they were parsed: its row comes after that.
        """
        digest = self._digest(path)
        self._opener.wait_for_beginning()
        exchanges = self._files.read_opened(path, content, beside, digest=digest)
        self._opener.wait_until_idle()
        return exchanges


def first_reader(root: Root, files: ParsedFiles, sole_file: SoleFile | None) -> Reader:
    """What reads a file in the first scan: a root that is one file is opened next, so it is parsed once for both."""
    if sole_file is not None:
        return sole_file.read
    is_file = len(root.tops) == 1 and not root.archives and os.path.isfile(root.path(root.tops[0]))
    return files.read_opened if is_file else read_quickly

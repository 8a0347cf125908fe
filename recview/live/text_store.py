"""The texts of all recordings, for searching: in two nameless files, as recorded and folded, at the same offsets.

So they need no memory of the process's own, and whoever searches maps them.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Sequence
from mmap import ACCESS_READ, mmap
from typing import IO

from recview.case_folding import folded_utf8
from recview.nameless_files import nameless_file, write_at
from recview.reading.search_text import laid_out
from recview.text_matching import WIDTH, RecordedTexts

SLACK_BYTES = 32_000_000
"""Bytes of texts that are not needed any more, up to which the files are not written anew."""


class TextStore:
    """The texts of all recordings, by number. One thread appends and drops; any may look.

    Attributes:
        problem: Why no further texts are kept; empty if they are.
    """

    def __init__(self, slack: int = SLACK_BYTES) -> None:
        """Hold nothing yet.

        Args:
            slack: See `SLACK_BYTES`.
        """
        self.problem = ""
        self._slack = slack
        self._lock = threading.Lock()
        self._files: tuple[IO[bytes], IO[bytes]] | None = None
        self._starts = array("Q", [0])
        self._is_dropped = bytearray()
        self._dropped_bytes = 0
        self._mapped = RecordedTexts(b"", b"", self._starts, 0)

    def __len__(self) -> int:
        return len(self._is_dropped)

    def append(self, texts: Sequence[bytes]) -> None:
        """Append the texts of recordings, `WIDTH` of each; nothing any more once there was no room for some."""
        if self.problem or not texts:
            return
        data, starts = laid_out(texts)
        with self._lock:
            end = self._starts[-1]
            try:
                self._files = self._files or (nameless_file(), nameless_file())
                for file, content in zip(self._files, (data, folded_utf8(data)), strict=True):
                    write_at(file.fileno(), content, end)
            except OSError as error:
                self.problem = f"some texts cannot be searched: {(error.strerror or str(error)).lower()}"
                return
            self._starts.extend([end + start for start in starts[1:]])
            self._is_dropped.extend(bytes(len(texts) // WIDTH))

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget the texts of some recordings; their numbers are not used again."""
        for number in numbers:
            if number >= len(self):
                return
            self._is_dropped[number] = True
            self._dropped_bytes += self._starts[(number + 1) * WIDTH] - self._starts[number * WIDTH]
        if self._dropped_bytes > self._slack and self._dropped_bytes * 2 > self._starts[-1]:
            self._write_anew()

    def mapped(self) -> RecordedTexts:
        """The texts of all recordings there are."""
        with self._lock:
            if self._files is not None and self._mapped.total != len(self):
                recorded, folded = (mmap(file.fileno(), self._starts[-1], access=ACCESS_READ) for file in self._files)
                self._mapped = RecordedTexts(recorded, folded, self._starts, len(self))
            return self._mapped

    def _write_anew(self) -> None:
        """Leave out what was dropped: of those recordings all texts are empty from now on."""
        earlier, later = self.mapped(), TextStore(self._slack)
        for number in range(earlier.total):
            later.append([b""] * WIDTH if self._is_dropped[number] else earlier.texts(number))
        if later.problem:
            # No room for both: the old ones stay.
            return
        with self._lock:
            self._files, self._starts = later._files, later._starts
            self._mapped = RecordedTexts(b"", b"", self._starts, 0)
            self._dropped_bytes = 0

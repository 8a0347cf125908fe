"""What checks look at: a file with its exchanges, and one recording of it with its texts put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from recview.checks.merged_texts import MergedText, merged_texts
from recview.formats import File
from recview.model import Exchange, Json, Readability
from recview.reading.recording import Recording


class CheckedRecording:
    """A recording, decoded once for all checks.

    Attributes:
        recording: It.
        file: The file that it is in.
    """

    def __init__(self, recording: Recording, file: CheckedFile) -> None:
        self.recording = recording
        self.file = file

    @cached_property
    def texts(self) -> tuple[MergedText, ...]:
        """The texts of its answer, each put together from its chunks; made when they are first asked for."""
        return merged_texts(self.recording.transcript)


class CheckedFile:
    """A file as checks see it.

    Attributes:
        path: Below the root.
        data: Its bytes, as they are on the disk.
        exchanges: Its exchanges.
        telling: The bytes that tell whether secrets may be in it: all, or the lines that another file has not.
    """

    def __init__(self, file: File, path: str, exchanges: Sequence[Exchange], telling: bytes | None = None) -> None:
        self.path = path
        self.data = file.data
        self.telling = file.data if telling is None else telling
        self.exchanges = exchanges
        self._file = file

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def json(self) -> Json | Readability:
        """It as JSON, parsed once; why it is none, if it is none."""
        return self._file.json

    @property
    def text(self) -> str:
        """It as text; bytes that are not UTF-8 are spelled out."""
        return self._file.text

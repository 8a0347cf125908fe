"""Recordings as checks get them."""

from __future__ import annotations

from recview.checks.checked_file import CheckedFile, CheckedRecording
from recview.formats import File
from recview.model import Readability
from recview.reading.recordings import exchanges_of, recordings_of


def checked_recording(content: bytes, path: str = "a.json") -> CheckedRecording:
    """The first recording of a file, decoded."""
    file = File(content)
    exchanges = exchanges_of(file, path)
    recordings = recordings_of(path, exchanges)
    assert not isinstance(exchanges, Readability)
    assert not isinstance(recordings, Readability)
    return CheckedRecording(recordings[0], CheckedFile(file, path, exchanges))

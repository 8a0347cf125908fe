"""What an earlier session read of a file, so that this one need not read it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from recview.model import Entry
from recview.sources.files import Stamp


class KeptFile(NamedTuple):
    """What is kept of a file.

    Attributes:
        path: Below the root.
        stamp: The file's when it was read.
        digest: Of its content; empty if its content is no recording, so that it is no part of a baseline.
        beside: The stamps of the files that it names, by path.
        entries: Its rows; none if it is no recording.
    """

    path: str
    stamp: Stamp
    digest: bytes
    beside: Mapping[str, Stamp]
    entries: tuple[Entry, ...]

"""Loading what the user chose: a recording, or another part of a file's raw bytes."""

from __future__ import annotations

import os

from recview.model import Source
from recview.place import Place
from recview.reading.listing import too_large
from recview.reading.opening import Opened, Unopened, opened, unopened
from recview.reading.raw_text import RAW_WINDOW, RawText, raw_text
from recview.sources.catalog import DANGLING
from recview.sources.files import NotRead, read_bytes


def load(place: Place, source: Source) -> Opened | Unopened | None:
    """A recording ready to be shown, or why not; None if its file is gone."""
    try:
        content = read_bytes(place.path(source.path))
    except FileNotFoundError:
        dangling = os.path.islink(place.path(source.path))
        return unopened(source, DANGLING, b"") if dangling else None
    except NotRead as problem:
        return unopened(source, str(problem), b"")
    if not content.whole:
        return unopened(source, too_large(content.size), content.data, content.size)
    return opened(source, content.data)


def window(place: Place, path: str, offset: int) -> RawText | None:
    """A window on a file's raw bytes, or None if it cannot be read."""
    try:
        content = read_bytes(place.path(path), max(0, offset), RAW_WINDOW)
    except (OSError, NotRead):
        return None
    return raw_text(content.data, max(0, offset), content.size)

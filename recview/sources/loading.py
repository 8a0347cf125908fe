"""Loading what the user chose: a recording, or another part of a file's raw bytes."""

from __future__ import annotations

import os
from dataclasses import replace

from recview.library import GONE
from recview.model import Readability, ReadState, Source
from recview.reading.listing import too_large
from recview.reading.opening import opened, unopened, with_earlier
from recview.reading.raw_text import MARGIN, raw_text
from recview.reading.recording import RAW_WINDOW, RawText, RecordingView, Unopened
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.file_index import DANGLING
from recview.sources.files import NotRead, read_listed
from recview.unpacking import readable

OUTWARD = "a link that leads out of what was opened, so it is not read"


def load(place: Root, source: Source, baseline: Baseline | None = None) -> RecordingView | Unopened | None:
    """A recording ready to be shown, beside what its file held at the start; or why not.

    A file that is gone is shown as it was at the start, marked stale; None if it was not there then.

    Args:
        place: Where to look.
        source: What to load.
        baseline: What every file held at the start; None if there is no such measure.
    """
    baseline = baseline or Baseline()
    try:
        content = read_listed(place, source.path)
    except FileNotFoundError:
        return _gone(place, source, baseline)
    except NotRead as problem:
        return unopened(source, Readability(ReadState.BROKEN, str(problem)), b"")
    if not content.whole:
        return unopened(source, Readability(ReadState.BROKEN, too_large(content.size)), content.data, content.size)
    beside = FilesBeside(place)
    now = opened(source, content.data, beside)
    if isinstance(now, RecordingView) and baseline.differs(source.path, content.data):
        earlier = baseline.content(source.path)
        return with_earlier(now, content.data, earlier, beside) if earlier is not None else now
    return now


def _gone(place: Root, source: Source, baseline: Baseline) -> RecordingView | Unopened | None:
    if os.path.islink(place.path(source.path)):
        reason = OUTWARD if place.leads_out(source.path) else DANGLING
        return unopened(source, Readability(ReadState.BROKEN, reason), b"")
    first = baseline.content(source.path)
    was = opened(source, first, FilesBeside(place)) if first is not None else None
    return replace(was, entry=was.entry._replace(stale=GONE)) if isinstance(was, RecordingView) else None


def window(place: Root, path: str, offset: int) -> RawText | None:
    """A window on a file's raw bytes (those of a `.gz` unpacked), or None if it cannot be read."""
    offset = max(0, offset)
    try:
        if path.endswith(".gz") and (packed := read_listed(place, path)).whole:
            data = readable(packed.data)
            margin = data[max(0, offset - MARGIN) : offset]
            return raw_text(data[offset:], offset, len(data), packed=data is not packed.data, before=margin)
        margin_size = min(offset, MARGIN)
        content = read_listed(place, path, offset - margin_size, margin_size + RAW_WINDOW + MARGIN)
    except (OSError, NotRead):
        return None
    before, data = content.data[:margin_size], content.data[margin_size:]
    return raw_text(data, offset, content.size, before=before)

"""Loading what the user chose: a recording, or another part of a file's raw bytes."""

from __future__ import annotations

import os
from collections.abc import Callable

from recview.decompressing import SIZE_LIMIT, readable
from recview.indexed_file import GONE
from recview.model import Readability, ReadState, Source
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import own_mistake, too_large
from recview.reading.opening import (
    BEGINNING_BYTES,
    open_beginning,
    open_parsed,
    open_recording,
    unopened,
)
from recview.reading.raw_text import MARGIN, raw_text
from recview.reading.recording_view import LARGE_BYTES, RAW_WINDOW, RawText, Unopened
from recview.review.parsed import Parsed
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.files import Bytes, NotRead, read_listed
from recview.sources.parsed_files import ParsedFiles
from recview.sources.tree_listing import DANGLING

OUTWARD = "a link that leads out of what was opened, so it is not read"


PARSED, DECODED = 0.4, 0.9
"""Shares of the work of loading that are done once a file is parsed, and once it is decoded."""


def load(
    root: Root,
    source: Source,
    baseline: Baseline | None = None,
    files: ParsedFiles | None = None,
    advance: Callable[[float], None] = lambda share: None,
) -> HeldRecording | Unopened | None:
    """A recording ready to be shown, beside what its file held at the start; or why not.

    A file that is gone is shown as it was at the start, marked stale; None if it was not there then.

    Args:
        root: Where to look.
        source: What to load.
        baseline: What every file held at the start; None if that is not known.
        files: Holds what was parsed before.
        advance: Is called with the share of the work that is done; what it raises ends the work.
    """
    baseline = baseline or Baseline()
    try:
        content = (files or ParsedFiles(root)).read(source.path)
    except FileNotFoundError:
        return _deleted(root, source, baseline)
    except NotRead as problem:
        return unopened(source, Readability(ReadState.BROKEN, str(problem)), b"")
    except Exception as error:
        return unopened(source, own_mistake(error), b"")
    if isinstance(content, Bytes):
        return unopened(source, Readability(ReadState.BROKEN, too_large(content.size)), content.data, content.size)
    advance(PARSED)
    now = open_parsed(source, content)
    advance(DECODED)
    if isinstance(now, HeldRecording) and baseline.differs(source.path, content.digest):
        _add_first(now, content, baseline)
    return now


def load_beginning(root: Root, source: Source) -> HeldRecording | None:
    """The first part of a recording in a large file; None for a small file, or if that cannot be read by itself."""
    try:
        content = read_listed(root, source.path, limit=BEGINNING_BYTES)
    except (OSError, NotRead):
        return None
    is_large = LARGE_BYTES < content.size <= SIZE_LIMIT
    return open_beginning(source, content.data, content.size) if is_large else None


def _add_first(now: HeldRecording, content: Parsed, baseline: Baseline) -> None:
    """Put the file's first content beside a recording; nothing if that was not kept or cannot be read."""
    try:
        first = baseline.parsed(content.path)
    except Exception:
        # A mistake of recview's own: the comparison of the file tells it.
        return
    if first is not None:
        from recview.reading.earlier import add_earlier

        add_earlier(now, content, first)


def _deleted(root: Root, source: Source, baseline: Baseline) -> HeldRecording | Unopened | None:
    if os.path.islink(root.path(source.path)):
        reason = OUTWARD if root.leads_out(source.path) else DANGLING
        return unopened(source, Readability(ReadState.BROKEN, reason), b"")
    first = baseline.content(source.path)
    recording = open_recording(source, first, FilesBeside(root)) if first is not None else None
    if not isinstance(recording, HeldRecording):
        return None
    recording.view = recording.view._replace(entry=recording.view.entry._replace(stale=GONE))
    return recording


def window(root: Root, path: str, offset: int) -> RawText | None:
    """A window on a file's raw bytes (those of a `.gz` unpacked), or None if it cannot be read."""
    offset = max(0, offset)
    try:
        if path.endswith(".gz") and (packed := read_listed(root, path)).whole:
            data = readable(packed.data)
            margin = data[max(0, offset - MARGIN) : offset]
            return raw_text(data[offset:], offset, len(data), packed=data is not packed.data, before=margin)
        margin_size = min(offset, MARGIN)
        content = read_listed(root, path, offset - margin_size, margin_size + RAW_WINDOW + MARGIN)
    except (OSError, NotRead):
        return None
    before, data = content.data[:margin_size], content.data[margin_size:]
    return raw_text(data, offset, content.size, before=before)

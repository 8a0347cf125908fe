"""From a file's bytes to rows of the list. Runs over every file of a tree, so it looks at little."""

from __future__ import annotations

from recview.formats import SUFFIXES, Beside, Unread, read
from recview.formats.naming import named_test
from recview.humanize import REQUEST_ONLY
from recview.humanize import size as size_words
from recview.library import IndexedFile
from recview.model import Entry, Exchange, Outline, Source
from recview.protocols import outline, protocol_of
from recview.unpacking import SIZE_LIMIT


def found(path: str, data: bytes, beside: Beside | None = None) -> IndexedFile:
    """The entries of a file; a file that cannot be read is one entry with its problem. Never raises.

    Args:
        path: Its path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    try:
        exchanges = read(data, path, beside=beside)
        if isinstance(exchanges, Unread) and exchanges.so_far:
            whole = [entry(exchange, len(data)) for exchange in exchanges.so_far]
            return IndexedFile(path, (*whole[:-1], whole[-1]._replace(problem=exchanges.problem)), exchanges.partial)
        if isinstance(exchanges, Unread):
            listed = unfound(path, exchanges.problem, len(data), exchanges.partial, exchanges.foreign)
            return listed._replace(unlisted=exchanges.unlisted or exchanges.unknown)
        return IndexedFile(path, tuple(entry(exchange, len(data)) for exchange in exchanges))
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this file's problem.
        return unfound(path, f"recview failed on it: {error!r}", len(data))


def unfound(path: str, problem: str, size: int = 0, partial: bool = False, foreign: bool = False) -> IndexedFile:
    """A file that is listed with a problem in the place of its content; a foreign one is sound, just no recording."""
    outline = Outline("other" if foreign else "")
    # A cassette stands where its test does, readable or not; the name of a JSON file is mostly a hash.
    test_id = None if path.endswith(".json") or not path.endswith(SUFFIXES) else named_test(path)
    return IndexedFile(path, (Entry(Source(path), size, test_id=test_id, outline=outline, problem=problem),), partial)


def is_foreign(file: IndexedFile) -> bool:
    """Whether a file is sound and just no recording."""
    return any(entry.problem and entry.outline.kind == "other" for entry in file.entries)


def too_large(size: int) -> str:
    """The problem of a file over the limit."""
    return f"{size_words(size)}: larger than {size_words(SIZE_LIMIT)}, so it is not parsed"


def entry(exchange: Exchange, size: int) -> Entry:
    """The row of an exchange."""
    protocol = protocol_of(exchange)
    shown = outline(exchange, protocol)
    if exchange.response.is_absent:
        shown = shown._replace(kind=REQUEST_ONLY, detail="")
    return Entry(
        source=exchange.source,
        size=size,
        format=exchange.format,
        protocol=protocol.NAME,
        test_id=exchange.test_id,
        endpoint=exchange.request.endpoint,
        model=exchange.request.model,
        streaming=exchange.response.streaming,
        chunks=len(exchange.response.chunks),
        outline=shown,
        ordered=exchange.ordered,
        answer_problem=exchange.response.problem,
    )

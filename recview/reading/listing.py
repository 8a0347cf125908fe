"""From a file's bytes to rows of the list. Runs over every file of a tree, so it looks at little."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recview.decompressing import SIZE_LIMIT
from recview.formats import SUFFIXES, Beside, read
from recview.formats.naming import named_test
from recview.humanize import REQUEST_ONLY
from recview.humanize import size as size_words
from recview.indexed_file import IndexedFile
from recview.model import WHOLE, Entry, Exchange, Readability, ReadState, Source
from recview.protocols.outlining import outlined


def index_file(path: str, data: bytes, beside: Beside | None = None) -> IndexedFile:
    """The entries of a file; a file that cannot be read is one entry with its problem. Never raises.

    Args:
        path: Its path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    return list_exchanges(path, len(data), lambda: read(data, path, beside=beside))


def list_exchanges(path: str, size: int, read: Callable[[], Sequence[Exchange] | Readability]) -> IndexedFile:
    """The entries of the exchanges that are read; if they cannot be, one entry with the problem. Never raises.

    Args:
        path: The file's path below the root.
        size: Its size in bytes.
        read: Returns the exchanges, or why there are none.
    """
    try:
        exchanges = read()
        if not isinstance(exchanges, Readability):
            return IndexedFile(path, tuple([entry(exchange, size) for exchange in exchanges]))
        if not exchanges.recovered:
            return unread_file(path, exchanges, size)
        readability = exchanges._replace(recovered=())
        *whole, last = (entry(exchange, size) for exchange in exchanges.recovered)
        return IndexedFile(path, (*whole, last._replace(readability=readability)), readability)
    except Exception as error:
        # A reader's own mistake must not cost the user the other recordings: it becomes this file's problem.
        return unread_file(path, own_mistake(error), size)


def own_mistake(error: Exception) -> Readability:
    """How readable a file is that recview itself failed on."""
    return Readability(ReadState.BROKEN, f"recview failed on it: {error!r}")


def unread_file(path: str, readability: Readability, size: int = 0) -> IndexedFile:
    """A file that is listed with a problem in the place of its content."""
    # A cassette stands where its test does, readable or not; the name of a JSON file is mostly a hash.
    test_id = None if path.endswith(".json") or not path.endswith(SUFFIXES) else named_test(path)
    return IndexedFile(path, (Entry(Source(path), size, test_id=test_id, readability=readability),), readability)


def too_large(size: int) -> str:
    """The problem of a file over the limit."""
    return f"{size_words(size)}: larger than {size_words(SIZE_LIMIT)}, so it is not parsed"


def entry(exchange: Exchange, size: int) -> Entry:
    """The row of an exchange."""
    protocol, shown = outlined(exchange)
    request, response = exchange.request, exchange.response
    if response.is_absent:
        shown = shown._replace(kind=REQUEST_ONLY, detail="")
    # By position: this runs for every recording, and names cost twice as much.
    return Entry(
        exchange.source,
        size,
        exchange.format,
        protocol.name,
        exchange.test_id,
        request.endpoint,
        request.model,
        response.streaming,
        len(response.chunks),
        shown,
        exchange.ordered,
        WHOLE,
        response.problem,
    )

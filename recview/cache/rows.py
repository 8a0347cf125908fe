"""What is kept of one file, as a line of JSON: its stamp, the digest of its content and its rows.

The line may be anyone's: whatever is not exactly of these shapes is no line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

import orjson

from recview.library import IndexedFile
from recview.model import Entry, Failure, Outline, ReadState, Source, Usage
from recview.sources.files import Stamp
from recview.sources.kept_file import KeptFile

Shapes: TypeAlias = frozenset[tuple[type, ...]]


def is_to_be_kept(file: IndexedFile) -> bool:
    """Whether the rows of a file say all that there is to say: it was read to its end, and so was each answer.

    What could not be read may be readable next time: it was being written, or a package was missing.
    """
    return (
        file.readability.state is ReadState.WHOLE
        and not file.hidden
        and not any(entry.answer_problem or entry.problem for entry in file.entries)
    )


def rows_json(entries: Sequence[Entry]) -> bytes | None:
    """Rows as JSON; None if JSON cannot hold them. The body of a recorded error is left out: no row shows it."""
    try:
        return orjson.dumps(list(map(_row, entries)))
    except (TypeError, ValueError):
        # Lone surrogates, or integers over 64 bits.
        return None


def file_line(path: str, stamp: Stamp, digest: bytes, beside: Mapping[str, Stamp], rows: bytes) -> bytes | None:
    """A file as a line; None if JSON cannot hold it.

    Args:
        path: Below the root.
        stamp: The file's when it was read.
        digest: Of its content; empty if that is no part of a baseline.
        beside: The stamps of the files that it names.
        rows: What `rows_json` returned of its rows.
    """
    try:
        return orjson.dumps([path, stamp, digest.hex(), beside, orjson.Fragment(rows)])
    except (TypeError, ValueError):
        return None


def joined(lines: Sequence[bytes]) -> bytes:
    """All lines as one text, which is JSON as well."""
    return b"[" + b",\n".join(lines) + b"]"


def parse_files(text: bytes) -> list[KeptFile] | None:
    """The files of all lines; None if anything in it is odd. Never raises."""
    try:
        files = orjson.loads(text)
        return list(map(_file, files)) if type(files) is list else None
    except (ValueError, TypeError, RecursionError, MemoryError):
        return None


def _row(entry: Entry) -> list[Any]:
    outline = entry.outline
    failure = outline.failure
    return [
        entry.source.number,
        *entry[1:9],
        [
            *outline[:2],
            outline.usage and [*outline.usage],
            failure and [failure.source, failure.message, failure.type, failure.code, failure.status],
            *outline[4:],
        ],
        entry.ordered,
    ]


def _shapes(*columns: tuple[type, ...]) -> Shapes:
    """Every combination of types that a list of values may have, one of each column."""
    return frozenset(product(*columns))


_NONE = type(None)
_STR, _INT, _BOOL, _LIST = (str,), (int,), (bool,), (list,)
_FILE = _shapes(_STR, _LIST, _STR, (dict,), _LIST)
_STAMP = _shapes(_INT, _INT, _INT, _INT)
_ENTRY = _shapes(_INT, _INT, _STR, _STR, (str, _NONE), _STR, _STR, _BOOL, _INT, _LIST, _BOOL)
_OUTLINE = _shapes(_STR, _STR, (list, _NONE), (list, _NONE), _STR, _INT, _STR, _BOOL)
_FAILURE = _shapes(_STR, _STR, _STR, _STR, (int, _NONE))
_USAGE = _shapes(*[(int, _NONE)] * len(Usage._fields))
_FAILURE_SOURCES = frozenset(("exception", "response", "stream"))


def _checked(values: Any, shapes: Shapes) -> Any:
    """Values of the right types; raises ValueError for others."""
    if type(values) is not list or tuple(map(type, values)) not in shapes:
        raise ValueError("not of these types")
    return values


def _file(value: Any) -> KeptFile:
    path, stamp, digest, beside, rows = _checked(value, _FILE)
    stamps = {name: _stamp(each) for name, each in beside.items()}
    return KeptFile(path, _stamp(stamp), bytes.fromhex(digest), stamps, tuple([_entry(path, row) for row in rows]))


def _stamp(value: Any) -> Stamp:
    modified, changed, size, inode = _checked(value, _STAMP)
    return modified, changed, size, inode


def _entry(path: str, value: Any) -> Entry:
    number, size, form, protocol, test_id, endpoint, model, streaming, chunks, outline, ordered = _checked(
        value, _ENTRY
    )
    kind, finish, usage, failure, detail, messages, opening, calls = _checked(outline, _OUTLINE)
    usage = None if usage is None else Usage(*_checked(usage, _USAGE))
    failure = None if failure is None else _failure(failure)
    shown = Outline(kind, finish, usage, failure, detail, messages, opening, calls)
    return Entry(
        Source(path, number), size, form, protocol, test_id, endpoint, model, streaming, chunks, shown, ordered
    )


def _failure(value: Any) -> Failure:
    source, message, kind, code, status = _checked(value, _FAILURE)
    if source not in _FAILURE_SOURCES:
        raise ValueError("no source of an error")
    return Failure(source, message, kind, code, status)

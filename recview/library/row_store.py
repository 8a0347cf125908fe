"""All rows that were ever merged, by number. Rows are only added, so a number means the same row for ever.

Many states of a library share one store; each knows which of the rows are its own.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any

from recview.library.chains import IN_FILE_ORDER, Turns
from recview.library.coded import Coded
from recview.library.file_columns import FileColumns
from recview.library.key_table import KeyTable
from recview.library.row_columns import NONE, NUMBERS, RowColumns
from recview.library.tally import MOST_TOKENS, Tally, added_up, has_tokens, tally
from recview.library.text_blocks import TextBlocks
from recview.library.tree_keys import Key, leaf_label
from recview.model import Entry, Source
from recview.query.names import is_named

# Conversations first: they are what a reader came for; listings of models last.
_KINDS = {**dict.fromkeys(("models", "model", "ps", "pull", "load", "show", "version"), 3), "embed": 2, "count": 2}

_NUMBER, _MESSAGES, _OUTPUT = map(NUMBERS.index, ("number", "messages", "output"))
_TURNS, _EARLIER = map(NUMBERS.index, ("turns_digest", "earlier_digest"))


class RowStore:
    """Every row that was ever merged.

    Attributes:
        rows: The rows without their paths.
        paths: The path of each row.
        key_codes: The code of the key of each row in `keys`.
        counts: What each row counts for, but for its tokens.
        tokens: The tokens that each row adds to a sum.
        starts: The first row of each content of a file that was ever merged, and behind the last the number of rows.
        latest: For each path's code, the last content of the file.
        named: For each path's code, whether the file's name is more than a hash.
        path_texts: What a filter looks through of each path.
        leaves: What was made of rows; see `recview.library.leaf`.
    """

    def __init__(self) -> None:
        self.rows = RowColumns()
        self.paths: Coded[str] = Coded()
        self.keys = KeyTable()
        self.key_codes = array("I")
        self.counts: Coded[Tally] = Coded()
        self.tokens = array("q")
        self.starts = array("I", [0])
        self.latest = array("i")
        self.named = bytearray()
        self.path_texts = TextBlocks(lambda codes: self.paths.table.values[codes.start : codes.stop])
        self.leaves: dict[int, Any] = {}
        self._counts_by_shape: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.key_codes)

    def add(self, files: FileColumns) -> Sequence[int]:
        """Add the contents of files; returns the code of the path of each, the last ones of `starts` are theirs."""
        before = len(self)
        codes = self.paths.table.add(files.paths)
        contents = len(self.starts) - 1
        self.named.extend(map(is_named, self.paths.table.values[len(self.named) :]))
        self.latest.extend(repeat(-1, len(self.named) - len(self.latest)))
        for content, code in enumerate(codes, contents):
            self.latest[code] = content
        starts = files.starts
        self.starts.extend(map(before.__add__, starts[1:]))
        if len(files.rows) == len(files):
            path_codes: Sequence[int] = codes
        else:
            spans = [repeat(code, starts[index + 1] - starts[index]) for index, code in enumerate(codes)]
            path_codes = list(chain.from_iterable(spans))
        self.paths.codes.extend(path_codes)
        self.rows.extend(files.rows)
        paths = self.paths.table.values
        self.key_codes.extend(self.keys.codes(files.rows.test_ids, map(paths.__getitem__, path_codes)))
        self._count(before, path_codes)
        return codes

    def _count(self, before: int, path_codes: Sequence[int]) -> None:
        """Note what rows count for, from the row `before` on."""
        shapes, by_shape = self.rows.shapes, self._counts_by_shape
        for shape in shapes.table.values[len(by_shape) :]:
            count = tally(shape)
            unnamed, with_name = self.counts.table.add([count, count._replace(named=1)])
            by_shape.append((unnamed, with_name))
        codes = shapes.codes[before:]
        named = self.named
        self.counts.codes.extend([by_shape[code][named[path]] for code, path in zip(codes, path_codes, strict=True)])
        without = {code for code in set(codes) if not has_tokens(shapes.table.values[code])}
        numbers = self.rows.numbers[_OUTPUT][before:]
        if without or min(numbers, default=0) < 0:
            self.tokens.extend(
                0 if code in without or number == NONE else number if number > 0 else self._bounded_tokens(number)
                for code, number in zip(codes, numbers, strict=True)
            )
        else:
            self.tokens.extend(iter(numbers))

    def _bounded_tokens(self, number: int) -> int:
        return max(-MOST_TOKENS, min(int(self.rows.value(number)), MOST_TOKENS))

    def entry(self, row: int) -> Entry:
        """A row."""
        return self.rows.entry(row, self.paths[row])

    def source(self, row: int) -> Source:
        """The source of a row."""
        return Source(self.paths[row], self.rows.number(_NUMBER, row))

    def label(self, row: int) -> str:
        """The label of a row's leaf."""
        return leaf_label(self.source(row))

    def key(self, row: int) -> Key:
        """The labels of the branches above a row."""
        return self.keys.keys[self.key_codes[row]]

    def order(self, row: int) -> tuple[Any, ...]:
        """What the leaves of a branch are sorted by before they are put into chains; the last is the row.

        The exchanges of one file stand as they do in it, where it keeps their order. Otherwise nothing records the
        order of a test's calls. Within one opening, fewer messages come first: inferred; see `chains`.
        """
        shape, source = self.rows.shapes[row], self.source(row)
        if shape.ordered:
            return (1, IN_FILE_ORDER, "", 0, *source, row)
        messages = self.rows.number(_MESSAGES, row)
        return (1, _KINDS.get(shape.kind, 1), self.rows.openings[row], messages, *source, row)

    def turns(self, row: int) -> Turns:
        """The digests of what the call of a row sent."""
        numbers = self.rows.numbers
        return Turns(numbers[_TURNS][row], numbers[_EARLIER][row])

    def content_rows(self, content: int) -> range:
        """The rows of a content of a file."""
        return range(self.starts[content], self.starts[content + 1])

    def latest_row(self, source: Source) -> int | None:
        """The row that a source has in what was merged last, or None."""
        return next((row for row in latest_rows(self, source.path) if self.source(row) == source), None)

    def tally(self, row: int) -> Tally:
        """What a row counts for."""
        return self.counts[row]._replace(tokens=self.tokens[row])

    def tallied(self, rows: Sequence[int]) -> Tally:
        """What rows count for in all."""
        counts = Counter(map(self.counts.codes.__getitem__, rows))
        values = self.counts.table.values
        tokens = sum(map(self.tokens.__getitem__, rows))
        return added_up(values[code].times(count) for code, count in counts.items())._replace(tokens=tokens)


def latest_rows(store: RowStore, path: str) -> range:
    """The rows of the latest content of a file; none if it was never merged."""
    code = store.paths.table.codes().get(path, -1)
    return store.content_rows(store.latest[code]) if code >= 0 and store.latest[code] >= 0 else range(0)


def same_path(store: RowStore | None, path: str) -> str:
    """A path as a store holds it, if it does: tables by path then share one text of each."""
    code = store.paths.table.codes().get(path) if store else None
    return path if store is None or code is None else store.paths.table.values[code]

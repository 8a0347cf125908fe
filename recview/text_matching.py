"""What looks for a term in UTF-8, and which of many texts, one behind the other in one buffer, have it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from recview.case_folding import fold
from recview.named_tuple import NamedTuple
from recview.patterns import Pattern, PatternProblem, compile_pattern
from recview.text_terms import MOST_COUNTED, TEXT_FIELDS, TextHit, TextTerm

WIDTH = len(TEXT_FIELDS)
"""The texts of each recording."""

END = b"\n"
"""Stands behind every text of a buffer: then the lines of each begin and end where it does."""


class Word:
    """A word or phrase, to be looked for in bytes.

    Attributes:
        is_folded: Whether it is looked for in folded text: it has no capital letter.
        needs_text_alone: See `Pattern`: no.
    """

    needs_text_alone = False

    def __init__(self, text: str) -> None:
        self.is_folded = not any(map(str.isupper, text))
        self._bytes = (fold(text) if self.is_folded else text).encode("utf-8", "surrogatepass")

    def span(self, data: Any, start: int, end: int) -> tuple[int, int] | None:
        """The offsets of the first place between two offsets of UTF-8; None if there is none."""
        index = data.find(self._bytes, start, end)
        return None if index < 0 else (index, index + len(self._bytes))


Matcher: TypeAlias = Word | Pattern


def compiled(term: TextTerm) -> Matcher | PatternProblem:
    """What looks for a term; or why it cannot be searched for."""
    return compile_pattern(term.text) if term.is_pattern else Word(term.text)


Match: TypeAlias = tuple[int, int, int]
"""A match: the index of its text, and its offsets in the buffer."""

WINDOW_BYTES = 64_000
"""Bytes that are looked through at once: an expression that goes on behind a text costs no more than this."""

_MOST_TOO_LONG = 3
"""Matches in a window that go on behind their text, after which each text is looked through by itself."""

_NEAR = 16
"""Texts behind a match in which the next one is looked for first."""


def first_matches(
    matcher: Matcher,
    data: Any,
    starts: Sequence[int],
    indexes: range,
    *,
    group: int = 1,
    columns: Collection[int] = (0,),
) -> Iterator[Match]:
    """The first match in each group of texts that has one.

    It is what looking through each text by itself would find, but takes one look at many texts between two matches.

    Args:
        matcher: What is searched for.
        data: The buffer: bytes, or what has them as `mmap` does.
        starts: The offset of each text in it, and behind the last text its length. Behind each text stands `END`.
        indexes: The texts to look through: whole groups.
        group: How many texts are a group.
        columns: Which texts of a group to look through, by their index in it.
    """
    if matcher.needs_text_alone:
        yield from _each(matcher, data, starts, indexes, group, columns)
        return
    index = indexes.start
    while index < indexes.stop:
        stop = window_stop(starts, index, indexes.stop, group)
        yield from _in_window(matcher, data, starts, range(index, stop), group, columns)
        index = stop


def _in_window(
    matcher: Matcher, data: Any, starts: Sequence[int], indexes: range, group: int, columns: Collection[int]
) -> Iterator[Match]:
    """The same in a window, which is looked through at once."""
    index, too_long = indexes.start, 0
    while index < indexes.stop and (span := matcher.span(data, starts[index], starts[indexes.stop])):
        if span[0] >= starts[index + 1]:
            index = _text_at(starts, span[0], index, indexes.stop)
        if span[1] >= starts[index + 1]:
            # It goes on behind the end of its text, where another match may be within.
            too_long += 1
            if too_long > _MOST_TOO_LONG:
                yield from _each(matcher, data, starts, range(index - index % group, indexes.stop), group, columns)
                return
            span = matcher.span(data, starts[index], starts[index + 1] - len(END))
        if span is not None and index % group in columns:
            yield (index, *span)
            index += group - index % group
        else:
            index += 1


def window_stop(starts: Sequence[int], first: int, stop: int, group: int = 1) -> int:
    """Behind the last text of a window that begins with a group: one group, or as many as have `WINDOW_BYTES`."""
    end = bisect_right(starts, starts[first] + WINDOW_BYTES, first, stop) - 1
    return min(stop, max(end - end % group, first + group))


def _text_at(starts: Sequence[int], offset: int, first: int, stop: int) -> int:
    """The index of the text that an offset is in, among those from `first` to before `stop`."""
    near = first + _NEAR
    if near < stop and starts[near] > offset:
        stop = near
    return bisect_right(starts, offset, first, stop) - 1


def _each(
    matcher: Matcher,
    data: Any,
    starts: Sequence[int],
    indexes: range,
    group: int,
    columns: Collection[int],
) -> Iterator[Match]:
    """The same, text by text."""
    for first in range(indexes.start, indexes.stop, group):
        for index in range(first, first + group):
            if index % group in columns:
                span = matcher.span(data, starts[index], starts[index + 1] - len(END))
                if span is not None:
                    yield (index, *span)
                    break


class RecordedTexts(NamedTuple):
    """The texts of recordings in two buffers, those of each in the order of `TEXT_FIELDS`.

    Attributes:
        recorded: The texts as recorded, each with an `END` behind it.
        folded: The same, folded: of the same lengths.
        starts: The offset of each text, and behind the last the length of the buffers; there may be more by now.
        total: How many recordings.
    """

    recorded: Any
    folded: Any
    starts: Sequence[int]
    total: int

    def texts(self, number: int) -> list[bytes]:
        """The texts of a recording, as recorded."""
        indexes = range(number * WIDTH, (number + 1) * WIDTH)
        return [self.recorded[self.starts[index] : self.starts[index + 1] - len(END)] for index in indexes]

    def matches(self, matcher: Matcher, recordings: range, columns: Collection[int]) -> Iterator[Match]:
        """The first match in each of some recordings that has one, in some columns of `TEXT_FIELDS`."""
        data = self.folded if matcher.is_folded else self.recorded
        indexes = range(recordings.start * WIDTH, recordings.stop * WIDTH)
        return first_matches(matcher, data, self.starts, indexes, group=WIDTH, columns=columns)

    def hit(self, matcher: Matcher, match: Match, columns: Collection[int]) -> TextHit:
        """A match with its context and with the number of matches in its recording."""
        data = self.folded if matcher.is_folded else self.recorded
        index, start, end = match
        first = index - index % WIDTH
        count = _count_matches(matcher, data, self.starts, (first + column for column in columns))
        bounds = self.starts[index], self.starts[index + 1] - len(END)
        return _hit(TEXT_FIELDS[index % WIDTH], self.recorded, (start, end), bounds, count)


def column_indexes(fields: Collection[str]) -> tuple[int, ...]:
    """The columns of some fields among `TEXT_FIELDS`."""
    return tuple(index for index, field in enumerate(TEXT_FIELDS) if field in fields)


CONTEXT_CHARACTERS = 60
"""Characters before and behind a match that are shown with it."""

_MAX_BYTES_OF_HIT = 400


def _hit(field: str, data: Any, span: tuple[int, int], bounds: tuple[int, int], count: int = 1) -> TextHit:
    """A match with its context.

    Args:
        field: In which it is.
        data: UTF-8, as it was recorded.
        span: The offsets of the match in it.
        bounds: The offsets of the field in it.
        count: How many matches the recording has.
    """
    (start, end), (first, last) = span, bounds
    reach = CONTEXT_CHARACTERS * 4
    before = _decoded(data[max(first, start - reach) : start])[-CONTEXT_CHARACTERS:]
    after = _decoded(data[end : min(last, end + reach)])[:CONTEXT_CHARACTERS]
    text = _decoded(data[start : min(end, start + _MAX_BYTES_OF_HIT)])
    length = len(_decoded(data[start:end]))
    return TextHit(field, len(_decoded(data[first:start])), before, text[:length], after, length, count)


def _decoded(data: bytes) -> str:
    """Bytes as text; characters that are cut at either end are left out."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "ignore")


def _count_matches(matcher: Matcher, data: Any, starts: Sequence[int], indexes: Iterable[int]) -> int:
    """How many matches some texts of a buffer have, up to `MOST_COUNTED`."""
    count = 0
    for index in indexes:
        start, end = starts[index], starts[index + 1] - len(END)
        while count < MOST_COUNTED and (span := matcher.span(data, start, end)):
            count += 1
            start = max(span[1], start + 1)
            if start > end:
                break
    return count

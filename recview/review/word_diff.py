"""Two texts as one: what both have, what only the first had, what only the second has, by words.

What a reader sees is words, not the shortest edit: single blanks and commas between two changes belong to them, and two
texts that share next to nothing are one replaced by the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import zip_longest
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple

Change: TypeAlias = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A stretch of text and whether both texts have it."""

    change: Change
    text: str


# A word or a sign with the blanks before it; scripts without blanks go by the character.
_WIDE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"\s*(?:[{_WIDE}]|[^\W{_WIDE}]+|\S)|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_COSTLY = 1_500_000
"""Pairs of words above which lines are compared instead, and of lines above which nothing is."""

_COSTLY_REPEATS = 200_000
"""Pairs of equal items of two lists above which they correspond in turn, except at the beginning and the end."""

_ALIKE = 0.4
"""The part of the longer text that must be shared for a comparison by words to be readable."""


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order, what was removed before what was added in its place."""
    if before == after:
        return (Piece("same", before),) if before else ()
    pieces = list(_joined(_absorbed(list(_compared(before, after)))))
    shared = sum(len(piece.text.strip()) for piece in pieces if piece.change == "same")
    if shared < _ALIKE * max(len(before), len(after)):
        pieces = [Piece("removed", before), Piece("added", after)]
    return tuple(piece for piece in pieces if piece.text)


def _compared(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle, others = old[head : len(old) - tail], new[head : len(new) - tail]
    yield Piece("same", "".join(old[:head]))
    if len(middle) * len(others) > _COSTLY:
        middle, others = _LINE.findall("".join(middle)), _LINE.findall("".join(others))
    if len(middle) * len(others) > _COSTLY:
        yield Piece("removed", "".join(middle))
        yield Piece("added", "".join(others))
    else:
        yield from _matched(middle, others)
    yield Piece("same", "".join(old[len(old) - tail :]))


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[low:high]))
        else:
            yield Piece("removed", "".join(before[low:high]))
            yield Piece("added", "".join(after[start:end]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _absorbed(pieces: list[Piece]) -> list[Piece]:
    """Without the scraps that two changes happen to share between them."""
    pieces = [piece for piece in pieces if piece.text]
    kept: list[Piece] = []
    for index, piece in enumerate(pieces):
        between = 0 < index < len(pieces) - 1
        if piece.change == "same" and between and len(piece.text.strip()) < 2 and "\n" not in piece.text:
            kept += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            kept.append(piece)
    return kept


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; between two shared pieces all that was removed, then all that was added."""
    removed = added = ""
    same = ""
    for change, text in pieces:
        if change == "same":
            if removed or added:
                yield Piece("removed", removed)
                yield Piece("added", added)
                removed = added = ""
            same += text
            continue
        if same:
            yield Piece("same", same)
            same = ""
        if change == "removed":
            removed += text
        else:
            added += text
    yield Piece("same", same)
    yield Piece("removed", removed)
    yield Piece("added", added)


def aligned(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which item of one list corresponds to which of the other: (index before, index after), None where there is none.

    Items between the same neighbours correspond in turn, so that a message that was edited is one message.
    """
    pairs: list[tuple[int | None, int | None]] = []
    for (left, right), block in aligned_blocks(before, after):
        pairs += zip_longest(left, right)
        pairs += block
    return pairs


def aligned_blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[tuple[list[int], list[int]], list[tuple[int, int]]]]:
    """Two lists as stretches: the indexes of what differs, on each side, then the pairs of equal items behind it."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle, others = before[head : len(before) - tail], after[head : len(after) - tail]
    low = start = 0
    last = Match(len(before) - tail, len(after) - tail, tail)
    for block in (Match(0, 0, head), *_blocks(middle, others, head), last):
        gap = list(range(low, block.a)), list(range(start, block.b))
        yield gap, [(block.a + step, block.b + step) for step in range(block.size)]
        low, start = block.a + block.size, block.b + block.size


def _blocks(before: Sequence[str], after: Sequence[str], offset: int) -> Iterator[Match]:
    """What two lists have in common, in order; nothing where a few items are repeated so often that it would take long.

    Args:
        before: The one list.
        after: The other.
        offset: Is added to all indexes.
    """
    counts = Counter(after)
    if sum(counts[item] for item in before) <= _COSTLY_REPEATS:
        for a, b, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            yield Match(a + offset, b + offset, size)

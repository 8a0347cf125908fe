"""Two texts as one, with marks on what only one of them has, and where the characters of either are in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from recview.coerce import as_words
from recview.display.section import DiffSpan
from recview.json_text import compact
from recview.model import Readability
from recview.named_tuple import NamedTuple
from recview.replay.transcript import Block, packed
from recview.review.word_diff import Piece, word_diff
from recview.wire import parse_text

_EMPTY_LINE = "\n\n"


class Merged(NamedTuple):
    """One text from two.

    Attributes:
        earlier: (start there, start here) of every stretch that the earlier text has.
        later: (start there, start here) of every stretch that the later text has.
        is_seam: Whether two longer texts share next to nothing, so that one just stands below the other.
    """

    text: str
    diff_spans: tuple[DiffSpan, ...]
    earlier: tuple[tuple[int, int], ...] = ()
    later: tuple[tuple[int, int], ...] = ()
    is_seam: bool = False


def merged(before: str, after: str) -> Merged:
    """Both texts by words, what was removed before what was added in its place."""
    return _laid(word_diff(before, after))


def _laid(pieces: Sequence[Piece]) -> Merged:
    parts: list[str] = []
    diff_spans: list[DiffSpan] = []
    runs: dict[str, list[tuple[int, int]]] = {"removed": [], "added": []}
    sizes = {"removed": 0, "added": 0}
    at = 0
    gap = ""
    for index, (change, text) in enumerate(pieces):
        if change == "added" and index and pieces[index - 1].change == "removed":
            gap = _between(pieces[index - 1].text, text, alone=len(pieces) == 2)
            parts.append(gap)
            at += len(gap)
        for side in runs:
            if change in ("same", side):
                runs[side].append((sizes[side], at))
                sizes[side] += len(text)
        if change != "same":
            diff_spans.append((at, at + len(text), change))
        parts.append(text)
        at += len(text)
    is_seam = len(pieces) == 2 and gap == _EMPTY_LINE
    return Merged("".join(parts), tuple(diff_spans), tuple(runs["removed"]), tuple(runs["added"]), is_seam)


def _between(removed: str, added: str, *, alone: bool) -> str:
    """What separates a removed word from an added one: a blank; a removed text from an added one: an empty line."""
    if alone and ("\n" in removed + added or len(removed) + len(added) > 60):
        return _EMPTY_LINE
    return " → " if alone else "" if removed[-1:].isspace() or added[:1].isspace() else " "


def grown(block: Block, whole: Merged, *, later: bool) -> Block:
    """A block that grows over the merged text as it did over its own text.

    What only the other text has comes with the block's characters before it.
    """
    runs = whole.later if later else whole.earlier
    starts = [start for start, _ in runs]

    def here(offset: int) -> int:
        """Where the character before an offset of the block's own text ends."""
        if not offset:
            return 0
        start, at = runs[bisect_right(starts, offset - 1) - 1]
        return at + offset - start

    length = len(block.text)
    ends = packed(len(whole.text) if end == length else here(end) for end in block.ends)
    tokens = tuple((here(start + 1) - 1, here(end), logprob) for start, end, logprob in block.tokens if end > start)
    return block._replace(text=whole.text, ends=ends, tokens=tokens)


def by_key(before: str, after: str) -> Merged | None:
    """Two JSON objects with a line per key; None if a text is no JSON object."""
    earlier, later = parse_text(before), parse_text(after)
    if isinstance(earlier, Readability) or isinstance(later, Readability):
        return None
    if not (isinstance(earlier, dict) and isinstance(later, dict)):
        return None
    lines = [_key_line(key, earlier, later) for key in dict.fromkeys((*earlier, *later))]
    return _stacked(lines)


def _key_line(key: str, earlier: dict[str, object], later: dict[str, object]) -> Merged:
    name = f"{key}: "
    if key not in later:
        return _laid((Piece("removed", f"{name}{_spelled(earlier[key])}"),))
    if key not in earlier:
        return _laid((Piece("added", f"{name}{_spelled(later[key])}"),))
    values = merged(_spelled(earlier[key]), _spelled(later[key]))
    size = len(name)
    return Merged(
        name + values.text, tuple((start + size, end + size, change) for start, end, change in values.diff_spans)
    )


def _spelled(value: object) -> str:
    return as_words(value) if isinstance(value, str) else compact(value)


def _stacked(lines: Iterable[Merged]) -> Merged:
    text = ""
    diff_spans: list[DiffSpan] = []
    for line in lines:
        text += "\n" if text else ""
        diff_spans += [(start + len(text), end + len(text), change) for start, end, change in line.diff_spans]
        text += line.text
    return Merged(text, tuple(diff_spans))

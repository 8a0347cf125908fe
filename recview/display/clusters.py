"""Clusters: characters that a reader sees as one, and that terminals give different widths.

The toolkit counts the cells of a cluster as Unicode means it; a terminal may count its code points one by one (⚠️ is 1
or 2 cells, 👍🏽 is 2 or 4). Such a cluster is called risky: what follows it on its row must be placed anew, and no
segment or selection may begin or end inside of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import category

from rich.cells import get_character_cell_size, split_graphemes

from recview.named_tuple import NamedTuple

# Characters of one or two cells in every terminal, whatever stands beside them: Latin, Greek, Cyrillic, punctuation,
# arrows, mathematics, control pictures, box drawing and blocks, Braille; then Chinese, Japanese, Korean.
_HARMLESS_SIGNS = (
    "\x00-\x7f\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u209c"
    "\u20a0-\u20c0\u2100-\u22ff\u2400-\u2426\u2500-\u25fc\u2800-\u28ff"
)
_HARMLESS = (
    f"{_HARMLESS_SIGNS}\u2e80-\u2fd5\u3000-\u3029\u3030-\u303e"
    "\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3190-\u31bf\u3200-\u4dbf\u4e00-\ua4c6\uac00-\ud7a3\uf900-\ufad9"
    "\uff01-\uff9d\uffe0-\uffe6\ufffd"
)
_NO_SIGN = f"[^{_HARMLESS_SIGNS}]"
# As text: it takes milliseconds to compile, and most screens show no such character.
_RISKY = f"[^{_HARMLESS}]"
_compiled = cache(re.compile)
_FLAG_HALF = "[\U0001f1e6-\U0001f1ff]"
_RECOUNTED = "[\u200d\ufe0f]"
_NEARBY = 64
"""Characters before and after a position that are looked at for the cluster it is in."""


class Cluster(NamedTuple):
    """Characters [start, end) of a text, the cells that the toolkit gives them, and whether terminals may differ."""

    start: int
    end: int
    cells: int
    is_risky: bool


def has_risky(text: str) -> bool:
    """Whether a text has a cluster that terminals may count otherwise."""
    return not text.isascii() and _is_risky(text)


def _is_risky(text: str) -> bool:
    return _compiled(_NO_SIGN).search(text) is not None and _compiled(_RISKY).search(text) is not None


def clusters(text: str) -> list[Cluster]:
    """Every cluster of a text, in order; the two halves of a flag are one."""
    merged: list[Cluster] = []
    is_half = False
    for start, end, cells in split_graphemes(text)[0]:
        if _compiled(_FLAG_HALF).match(text, start):
            if is_half:
                half = merged[-1]
                merged[-1] = Cluster(half.start, end, half.cells + cells, True)
                is_half = False
                continue
            is_half = True
        else:
            is_half = False
        merged.append(Cluster(start, end, cells, _compiled(_RISKY).search(text, start, end) is not None))
    return merged


def recounted_bounds(text: str) -> list[tuple[int, int]]:
    """(start, end) of the clusters whose cells are not the sum of their characters' cells."""
    if not _compiled(_RECOUNTED).search(text):
        return []
    return [(start, end) for start, end, *_ in clusters(text) if _compiled(_RECOUNTED).search(text, start, end)]


def whole_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of a text, widened until no cluster is cut; only the characters near its two ends are looked at."""
    if text.isascii() or start >= end:
        return start, end
    return _around(text, start)[0], _around(text, end)[1]


def _around(text: str, at: int) -> tuple[int, int]:
    """The bounds of the cluster that a position is inside of; (at, at) between two clusters."""
    # What joins the character before it is risky itself, or stands behind a joiner.
    if not 0 < at < len(text) or not (_is_risky(text[at]) or text[at - 1] == "\u200d"):
        return at, at
    low = max(0, at - _NEARBY)
    nearby = text[low : at + _NEARBY]
    if not has_risky(nearby):
        return at, at
    inside = ((low + start, low + end) for start, end, *_ in clusters(nearby) if low + start < at < low + end)
    return next(inside, (at, at))


def first_unjoined(text: str, index: int) -> int:
    """The first position from `index` on where a cluster ends; of a cluster of very many characters, one inside."""
    for at in range(index, min(index + _NEARBY, len(text))):
        if text[at - 1] != "\u200d" and get_character_cell_size(text[at]):
            return at
    return min(index + _NEARBY, len(text))


def unjoined_positions(text: str, positions: range) -> Iterable[int]:
    """Positions, each moved on to where a cluster ends; in order, none twice, all before the range's stop."""
    if positions.start >= positions.stop:
        return ()
    heads = text[positions.start : positions.stop : positions.step]
    before = text[max(0, positions.start - 1) : positions.stop - 1 : positions.step]
    if not _is_risky(heads) and "\u200d" not in before:
        return positions
    moved = list(positions)
    for match in _compiled(_RISKY).finditer(heads):
        moved[match.start()] = min(positions.stop - 1, first_unjoined(text, positions[match.start()]))
    return dict.fromkeys(moved)


def leading_characters(cluster: str, cells: int) -> str:
    """The first characters of a cluster that take no more than some cells in any terminal.

    A joiner at its end is left out: it would join what is drawn next.
    """
    taken = 0
    length = 0
    for character in cluster:
        taken += most_cells(character)
        if taken > cells:
            break
        length += 1
    return cluster[:length].rstrip("\u200d")


def most_cells(character: str) -> int:
    """The most cells that a terminal gives one character."""
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    # Emoji, also those that are narrow unless U+FE0F follows, and skin tones, which stand alone in some terminals.
    is_emoji = character >= "\U0001f200" or "\u231a" <= character <= "\u2bff" or character in "©®‼⁉™ℹ↔↩↪〰〽㊗㊙"
    return 2 if is_emoji or category(character) == "Co" else max(1, get_character_cell_size(character))

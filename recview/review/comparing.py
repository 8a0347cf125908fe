"""Two contents of one recording → the verdict, and what is different by path.

Whatever holds the contents (a watch, two revisions of a repository, two folders) can ask.
"""

from __future__ import annotations

from collections.abc import Sequence

from recview.model import Json
from recview.review.meaning import Flat, Meaning
from recview.review.parsed import Digest, Parsed
from recview.review.word_diff import aligned
from recview.verdicts.comparison import MISSING, WHOLE_FILE, Comparison, Difference


def compare(before: Parsed | Digest | None, after: Parsed | None, *, unkept: str = "") -> Comparison:
    """The verdict over two contents, None standing for no file; `gone` also if there was none before.

    Args:
        before: The content before, or the digests that are left of it.
        after: The content now.
        unkept: Why only digests are left.
    """
    if after is None:
        return Comparison("gone")
    if before is not None and before.digest == after.digest:
        return Comparison("same")
    if after.problem and not after.readability.is_sound:
        return Comparison("broken", (Difference(WHOLE_FILE, "readable", after.problem),))
    if before is None or before.is_half_written:
        return Comparison("new")
    if isinstance(before, Digest) and not before.problem:
        return Comparison("noise" if before.meaning_digest == after.meaning_digest else "changed", unseen=unkept)
    if isinstance(before, Digest) or before.problem or after.problem:
        return Comparison(
            "changed", (Difference(WHOLE_FILE, before.problem or "readable", after.problem or "readable"),)
        )
    return _compare_meanings(before, after)


Pairs = Sequence[tuple[int | None, int | None]]
"""(number before, number after) of exchanges that correspond; None where one came or went."""


def pair_exchanges(before: Parsed, after: Parsed) -> Pairs:
    """The exchanges of two contents, by their requests: one that was put in between does not shift those after it."""
    if len(before.meanings) == len(after.meanings) == 1:
        return [(0, 0)]
    return aligned(
        [meaning.request_key for meaning in before.meanings], [meaning.request_key for meaning in after.meanings]
    )


def _compare_meanings(before: Parsed, after: Parsed) -> Comparison:
    has_several = max(len(before.meanings), len(after.meanings)) > 1
    counting: list[Difference] = []
    noise: list[Difference] = []
    each: list[Comparison] = []
    for old, new in pair_exchanges(before, after):
        if old is None or new is None:
            # That it came or went is one difference, whatever is in it.
            sides = (MISSING, {}) if old is None else ({}, MISSING)
            counting.append(Difference(f"#{(old or new or 0) + 1} exchange", *sides))
            each += [Comparison("new")] if old is None else []
            continue
        comparison = _compare_exchanges(before.meanings[old], after.meanings[new])
        each.append(comparison)
        prefix = f"#{new + 1} " if has_several else ""
        counting += [difference._replace(path=f"{prefix}{difference.path}") for difference in comparison.differences]
        noise += [difference._replace(path=f"{prefix}{difference.path}") for difference in comparison.noise]
    if not counting and not noise:
        noise.append(Difference("layout", "blanks, order of keys or spelling", "the same JSON otherwise"))
    parts = tuple(each) if has_several else ()
    return Comparison("changed" if counting else "noise", tuple(counting), tuple(noise), each=parts)


def _compare_exchanges(before: Meaning, after: Meaning) -> Comparison:
    counting = differences(before.significant, after.significant)
    noise = differences(before.insignificant, after.insignificant)
    return Comparison("changed" if counting else "noise" if noise else "same", tuple(counting), tuple(noise))


def differences(before: Flat, after: Flat) -> list[Difference]:
    """Every path whose value is not the same, in the order of the second, then what only the first has."""
    changed = [
        Difference(path, before.get(path, MISSING), value)
        for path, value in after.items()
        if path not in before or not _equal(before[path], value)
    ]
    return changed + [Difference(path, before[path], MISSING) for path in before if path not in after]


def _equal(one: Json, other: Json) -> bool:
    """Whether two values are equal as JSON: `true` is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)

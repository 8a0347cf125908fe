"""Two contents of one recording → how grave it is that they differ, and what is different by kind and path.

Whatever holds the contents (a watch, two revisions of a repository, two folders) can ask.
"""

from __future__ import annotations

from collections.abc import Iterable

from recview.events import Conversation
from recview.model import Exchange, Verdict
from recview.review.echoes import NO_ECHOES, Echoes, echoes_of
from recview.review.exchange_pairs import is_reordered, pair_exchanges
from recview.review.families import answers, beside, endings, fields, requests, schemas, tool_calls
from recview.review.meaning import Meaning, meaning
from recview.review.parsed import Digest, Parsed
from recview.verdicts.comparison import MISSING, WHOLE_FILE, Comparison, Difference
from recview.verdicts.kinds import Class, gravest

_VERDICTS: dict[Class, Verdict] = {
    "identical": "same",
    "noise": "noise",
    "usage": "noise",
    "new": "new",
    "gone": "gone",
}
"""The verdict of live watching for each class; of any other it is `changed`, or `broken` for what cannot be read."""


def compare(
    before: Parsed | Digest | None, after: Parsed | None, *, unkept: str = "", echoes: Echoes = NO_ECHOES
) -> Comparison:
    """The verdict over two contents, None standing for no file; `gone` also if there was none before.

    Args:
        before: The content before, or the digests that are left of it.
        after: The content now.
        unkept: Why only digests are left.
        echoes: What the answers of other files of the same test were before, and are now.
    """
    if after is None:
        return Comparison("gone", "gone")
    if before is not None and before.digest == after.digest:
        return Comparison("same", "identical")
    if after.problem and not after.readability.is_sound:
        return _unreadable("broken", before.problem if before and before.problem else "readable", after.problem)
    if before is None or before.is_half_written:
        return Comparison("new", "new")
    if isinstance(before, Digest) and not before.problem:
        is_noise = before.meaning_digest == after.meaning_digest
        return Comparison("noise" if is_noise else "changed", unseen=unkept)
    if isinstance(before, Digest) or before.problem or after.problem:
        return _unreadable("changed", before.problem or "readable", after.problem or "readable")
    return _compare_meanings(before, after, echoes)


def _unreadable(verdict: Verdict, before: str, after: str) -> Comparison:
    return Comparison(verdict, "unreadable", (Difference("unreadable", WHOLE_FILE, before, after),))


def differences(before: Meaning, after: Meaning, echoes: Echoes = NO_ECHOES) -> tuple[Difference, ...]:
    """All that differs between two exchanges, in the order of a recording, what does not count last.

    Args:
        before: The exchange before.
        after: The exchange after.
        echoes: What earlier answers of the same test were before, and are now.
    """
    return (
        *requests.differences(before, after, echoes),
        *endings.differences(before, after),
        *answers.differences(before, after),
        *tool_calls.differences(before, after),
        *schemas.differences(before, after),
        *fields.differences(before, after),
        *beside.differences(before, after),
    )


def _compare_meanings(before: Parsed, after: Parsed, echoes: Echoes) -> Comparison:
    pairs = pair_exchanges(before.meanings, after.meanings)
    if len(pairs) == 1:
        only = _compare_exchanges(before.meanings[0], after.meanings[0], echoes)
        return only if only.class_ != "identical" else _other_spelling(())
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    echoes = echoes_of((before.meanings[old], after.meanings[new]) for old, new in both).joined(echoes)
    every: list[Difference] = []
    each: list[Comparison] = []
    for old, new in pairs:
        if old is None or new is None:
            # That it came or went is one difference, whatever is in it.
            kind, *sides = ("calls_added", MISSING, {}) if old is None else ("calls_removed", {}, MISSING)
            every.append(Difference(kind, f"#{(old or new or 0) + 1} exchange", *sides))
            each += [Comparison("new", "new")] if old is None else []
            continue
        comparison = _compare_exchanges(before.meanings[old], after.meanings[new], echoes)
        each.append(comparison)
        every += (
            difference._replace(at=f"#{new + 1} {difference.at}")
            for difference in (*comparison.differences, *comparison.noise)
        )
    if is_reordered(pairs):
        every.append(Difference("container", "exchanges", "one order", "another order of the same calls"))
    return comparison_of(every, tuple(each)) if every else _other_spelling(tuple(each))


def compare_exchanges(before: tuple[Exchange, Conversation], after: tuple[Exchange, Conversation]) -> Comparison:
    """The comparison of any two exchanges, each with what it decodes to."""
    from recview.protocols.choosing import protocol_of  # on use, as in `recview.review.parsed`

    try:
        old, new = (meaning(*side, protocol_of(side[0]).decoded_keys) for side in (before, after))
        return _compare_exchanges(old, new, NO_ECHOES)
    except RecursionError:
        return _unreadable("changed", "readable", "nested too deeply to compare")


def _other_spelling(each: tuple[Comparison, ...]) -> Comparison:
    spelling = Difference("spelling", "layout", "blanks, order of keys or spelling", "the same JSON otherwise")
    return comparison_of([spelling], each)


def _compare_exchanges(before: Meaning, after: Meaning, echoes: Echoes) -> Comparison:
    return comparison_of(differences(before, after, echoes))


def comparison_of(every: Iterable[Difference], each: tuple[Comparison, ...] = ()) -> Comparison:
    """The comparison that some differences make.

    Args:
        every: All differences.
        each: Of a file with several exchanges the comparison of each.
    """
    every = tuple(every)
    class_ = gravest(difference.class_ for difference in every)
    return Comparison(
        _VERDICTS.get(class_, "changed"),
        class_,
        tuple(difference for difference in every if difference.counts),
        tuple(difference for difference in every if not difference.counts),
        each=each,
    )

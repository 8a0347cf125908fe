"""Two contents of one recording → the verdict, and what is different by path.

Whatever holds the contents (a watch, two revisions of a repository, two folders) can ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, NamedTuple

from recview.formats import read
from recview.model import WHOLE, Json, Readability, ReadState, Verdict
from recview.protocols import decode, protocol_of
from recview.review.flags import error, flags
from recview.review.meaning import Flat, Meaning, meaning
from recview.review.word_diff import aligned


class Missing:
    """Stands where one side has no such field."""

    def __repr__(self) -> str:
        return "(nothing)"

    def __reduce__(self) -> str:
        """Pickled by its name: there is just one."""
        return "MISSING"


MISSING: Final = Missing()


class Difference(NamedTuple):
    """One place that is not the same: its path, and what stood and stands there."""

    path: str
    before: Json | Missing
    after: Json | Missing


WHOLE_FILE: Final = "file"
"""The path of a difference between files that cannot both be read."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a recording.

    Attributes:
        verdict: `changed` if anything is different that counts.
        differences: What counts, in the order of the recording.
        noise: What is different besides and does not count.
        unseen: Why the differences are not known, where just the verdict is.
        each: Of a file with several exchanges what became of each, by its number in the second content.
    """

    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    noise: tuple[Difference, ...] = ()
    unseen: str = ""
    each: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A file's content as far as a comparison needs it.

    Attributes:
        content: A digest of the bytes, 16 of them.
        meanings: What each exchange means; none if the file is no recording.
        readability: Why it could not be read.
        flagged: What a reader should look at in each exchange; see `recview.review.flags`.
        error: The error that was recorded, in a few words.
    """

    content: bytes
    meanings: tuple[Meaning, ...] = ()
    readability: Readability = WHOLE
    flagged: tuple[tuple[str, ...], ...] = ()
    error: str = ""

    def only(self, number: int) -> Understood:
        """The same of one of its exchanges; as it is if there is no such one."""
        if not 0 <= number < len(self.meanings):
            return self
        one = slice(number, number + 1)
        return replace(self, meanings=self.meanings[one], flagged=self.flagged[one])

    @property
    def problem(self) -> str:
        """Why it could not be read; empty if it was."""
        return self.readability.reason

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader should look at in any of its exchanges."""
        return tuple(dict.fromkeys(flag for flags in self.flagged for flag in flags))

    @property
    def digest(self) -> bytes:
        """A digest of all of its meaning, 16 bytes; of the content, where there is none."""
        if not self.meanings:
            return self.content
        return blake2b(b"".join(one.digest() for one in self.meanings), digest_size=16).digest()


def content_digest(data: bytes) -> bytes:
    """16 bytes that tell one content from another."""
    return blake2b(data, digest_size=16).digest()


def understood(data: bytes, path: str) -> Understood:
    """Read a content for comparing. Never raises."""
    content = content_digest(data)
    exchanges = read(data, path, exact=True)
    if isinstance(exchanges, Readability):
        return Understood(content, (), replace(exchanges, recovered=()))
    try:
        protocols = [protocol_of(exchange) for exchange in exchanges]
        pairs = [(one, decode(one, protocol)) for one, protocol in zip(exchanges, protocols, strict=True)]
        return Understood(
            content,
            tuple(meaning(*pair, protocol.SPOKEN) for pair, protocol in zip(pairs, protocols, strict=True)),
            flagged=tuple(flags(*pair) for pair in pairs),
            error=next(filter(None, (error(*pair) for pair in pairs)), ""),
        )
    except RecursionError:
        return Understood(content, readability=Readability(ReadState.FOREIGN, "nested too deeply to compare"))


def compare(before: Understood | None, after: Understood | None) -> Comparison:
    """The verdict over two contents, None standing for no file; both None is `gone`, too."""
    if after is None:
        return Comparison("gone")
    if before is not None and before.content == after.content:
        return Comparison("same")
    if after.problem and not after.readability.is_sound:
        return Comparison("broken", (Difference(WHOLE_FILE, "readable", after.problem),))
    if before is None or before.readability.is_half_written:
        return Comparison("new")
    if before.problem or after.problem:
        return Comparison(
            "changed", (Difference(WHOLE_FILE, before.problem or "readable", after.problem or "readable"),)
        )
    return _by_meaning(before, after)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is left of a content that was not kept: enough for a verdict, too little for the differences.

    Attributes:
        content: A digest of the bytes.
        meaning: A digest of what it means.
        readability: Why it could not be read.
    """

    content: bytes
    meaning: bytes
    readability: Readability = WHOLE

    @staticmethod
    def of(known: Understood) -> Digest:
        """All that need be kept of a content."""
        return Digest(known.content, known.digest, known.readability)


def by_digest(before: Digest, after: Understood, why: str) -> Comparison:
    """The verdict where only digests of the earlier content are left, and `why` they are."""
    if before.content == after.content:
        return Comparison("same")
    if before.readability.reason or (after.problem and not after.readability.is_sound):
        return compare(Understood(before.content, (), before.readability), after)
    return Comparison("noise" if before.meaning == after.digest else "changed", unseen=why)


Pairs = Sequence[tuple[int | None, int | None]]
"""(number before, number after) of exchanges that stand for each other; None where one came or went."""


def pair_exchanges(before: Understood, after: Understood) -> Pairs:
    """The exchanges of two contents, by what was asked: one that was put in between does not shift those after it."""
    if len(before.meanings) == len(after.meanings) == 1:
        return [(0, 0)]
    return aligned([one.asked for one in before.meanings], [one.asked for one in after.meanings])


def _by_meaning(before: Understood, after: Understood) -> Comparison:
    several = max(len(before.meanings), len(after.meanings)) > 1
    counts: list[Difference] = []
    noise: list[Difference] = []
    each: list[Comparison] = []
    for one, other in pair_exchanges(before, after):
        if one is None or other is None:
            # That it came or went is one difference, whatever is in it.
            came = (MISSING, {}) if one is None else ({}, MISSING)
            counts.append(Difference(f"#{(one or other or 0) + 1} exchange", *came))
            each += [Comparison("new")] if one is None else []
            continue
        found = _compared(before.meanings[one], after.meanings[other])
        each.append(found)
        prefix = f"#{other + 1} " if several else ""
        counts += [told._replace(path=f"{prefix}{told.path}") for told in found.differences]
        noise += [told._replace(path=f"{prefix}{told.path}") for told in found.noise]
    if not counts and not noise:
        noise.append(Difference("layout", "blanks, order of keys or spelling", "the same JSON otherwise"))
    told = tuple(each) if several else ()
    return Comparison("changed" if counts else "noise", tuple(counts), tuple(noise), each=told)


def _compared(before: Meaning, after: Meaning) -> Comparison:
    counts, noise = differences(before.must, after.must), differences(before.may, after.may)
    return Comparison("changed" if counts else "noise" if noise else "same", tuple(counts), tuple(noise))


def differences(before: Flat, after: Flat) -> list[Difference]:
    """Every path whose value is not the same, in the order of the second, then what only the first has."""
    found = [
        Difference(path, before.get(path, MISSING), value)
        for path, value in after.items()
        if path not in before or not _equal(before[path], value)
    ]
    gone = [path for path in before if path not in after]
    return found + [Difference(path, before[path], MISSING) for path in gone]


def _equal(one: Json, other: Json) -> bool:
    """As JSON tells them apart: `true` is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)

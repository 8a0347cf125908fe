"""Changes as a list shows them: without the values that differ, so that thousands are small; and their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from recview.findings import Severity
from recview.named_tuple import NamedTuple
from recview.verdicts.kinds import CLASSES, Class

KEY_CHARACTERS = 8
"""Characters of a key, as long as no two changes of a review begin alike."""

MOST_DIGESTS = 20_000
"""Digests that are kept: each key of a review asks for those of all changes."""


class ListedFindings(NamedTuple):
    """What the checks find after a change and do not find before.

    Attributes:
        total: How many findings there are.
        words: The first of them, the gravest first, as `S101 provider-key: answer, chunks 41–44: …`.
        severity: That of the gravest.
        rules: The rules that found them, each once, sorted.
        severities: How grave they are, each once, sorted.
    """

    total: int = 0
    words: tuple[str, ...] = ()
    severity: Severity = "info"
    rules: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()


NO_FINDINGS = ListedFindings()


class ListedChange(NamedTuple):
    """A change as a list shows it.

    Attributes:
        before: The path in the first tree; None for a new file.
        after: The path in the second tree; None for one that is gone.
        before_id: The id of the content before, equal for equal contents; empty if there is none.
        after_id: The id of the content after.
        class_: How grave it is.
        kinds: The kinds of all differences, those that count first.
        words: The first differences in a few words each: `finish_reason stop → length`.
        test_id: The test that it was recorded for; empty where the file names none.
        provider: Who served the call; empty if that is not known.
        ambiguity: Why another pair would do as well; empty if none would.
        findings: What the checks find after and do not find before.
    """

    before: str | None
    after: str | None
    before_id: str
    after_id: str
    class_: Class
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    test_id: str = ""
    provider: str = ""
    ambiguity: str = ""
    findings: ListedFindings = NO_FINDINGS

    @property
    def path(self) -> str:
        """The path now; of what is gone, the path before."""
        return self.after or self.before or ""

    @property
    def pair(self) -> str:
        """The digest of both contents, 64 hex digits: what a decision belongs to, wherever the files are."""
        return pair_digest(self.before_id, self.after_id)


class PairedExchange(NamedTuple):
    """An exchange of the file before and the one of the file after that is the same call; one of them may be missing.

    Attributes:
        before: The number of the exchange in the file before; None where there is none.
        after: The number in the file after.
        class_: How grave the difference is.
        words: The first differences in a few words each.
    """

    before: int | None
    after: int | None
    class_: Class
    words: tuple[str, ...] = ()


def findings_words(findings: ListedFindings) -> str:
    """`2 new findings: S101 provider-key: answer, chunks 41–44, …`; empty if there is none."""
    if not findings.total:
        return ""
    noun, more = ("finding", "") if findings.total == 1 else ("findings", ", …")
    return f"{findings.total:,} new {noun}: {findings.words[0]}{more}"


@lru_cache(MOST_DIGESTS)
def pair_digest(before_id: str, after_id: str) -> str:
    """The digest of a pair of contents by their ids, of which one may be empty."""
    return sha256(f"{before_id}\n{after_id}".encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()


def short_keys(pairs: Iterable[str]) -> Mapping[str, str]:
    """The key of each pair of contents: the beginning of its digest, longer where two begin alike."""
    ordered = sorted(set(pairs))
    keys = {}
    for index, pair in enumerate(ordered):
        neighbours = [*ordered[max(0, index - 1) : index], *ordered[index + 1 : index + 2]]
        length = KEY_CHARACTERS
        while any(other[:length] == pair[:length] for other in neighbours):
            length += 1
        keys[pair] = pair[:length]
    return keys


def pairs_with_key(key: str, pairs: Iterable[str]) -> tuple[str, ...]:
    """The pairs of contents that a key stands for: one, none, or several if it is too short."""
    wanted = key.strip().lower()
    return tuple(sorted({pair for pair in pairs if wanted and pair.startswith(wanted)}))


def listed_in_order(changes: Iterable[ListedChange]) -> Sequence[ListedChange]:
    """Changes with the gravest first, those of a test and provider together, as `in_order` has them."""
    ranks = {name: rank for rank, name in enumerate(CLASSES)}
    return sorted(changes, key=lambda change: (ranks[change.class_], change.test_id, change.provider, change.path))

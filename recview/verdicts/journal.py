"""What happened to which recording in a session: verdicts, flags, and what was written twice in one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recview.model import Source, Verdict
from recview.value import Value
from recview.verdicts.flags import OVERWRITTEN
from recview.verdicts.kinds import CLASSES, NOTEWORTHY, Class
from recview.verdicts.review import Review

RUN_ENDS = 30.0
"""Seconds without a write after which the next one belongs to another run of the tests."""

VERDICTS: tuple[Verdict, ...] = ("new", "same", "noise", "changed", "gone", "broken")


class Journal(Value):
    """A session's journal.

    Attributes:
        touched: What became of every file that was touched, by path.
        writes: How often each file was completed in the present run.
        overwritten: The files that were completed more than once in some run.
        newest: The file that was completed last.
        written: When it was, in seconds since the epoch.
        event: When anything last happened; 0 if nothing did.
    """

    touched: Mapping[str, Review] = {}
    writes: Mapping[str, int] = {}
    overwritten: frozenset[str] = frozenset()
    newest: str = ""
    written: float = 0.0
    event: float = 0.0

    def with_writes(self, at: float, completed: Sequence[str] = ()) -> Journal:
        """The journal after something happened at a time; some files were completed, in this order."""
        if not completed:
            return self._replace(event=at)
        writes = dict(self.writes) if at - self.written <= RUN_ENDS else {}
        for path in completed:
            writes[path] = writes.get(path, 0) + 1
        twice = self.overwritten.union(path for path in completed if writes[path] > 1)
        return self._replace(writes=writes, overwritten=twice, newest=completed[-1], written=at, event=at)

    def with_reviews(self, reviews: Mapping[str, Review | None]) -> Journal:
        """The journal after files were compared; None means that it came and went."""
        touched = {**self.touched, **{path: review for path, review in reviews.items() if review}}
        for path, review in reviews.items():
            if review is None:
                touched.pop(path, None)
        return self._replace(touched=touched)

    def review(self, source: Source) -> Review | None:
        """What became of a recording; None if its file was not touched."""
        review = self.touched.get(source.path)
        return review.each[source.number] if review and source.number < len(review.each) else review

    def flags(self, path: str, review: Review | None = None) -> tuple[str, ...]:
        """All flags of a file, or of that of its recordings whose review is handed in."""
        review = review or self.touched.get(path)
        flags = review.flags if review else ()
        return (*flags, OVERWRITTEN) if path in self.overwritten and (review and review.verdict != "gone") else flags

    def counts(self) -> dict[Verdict, int]:
        """How many files have each verdict."""
        counts = Counter(review.verdict for review in self.touched.values())
        return {verdict: counts[verdict] for verdict in VERDICTS}

    def classes(self) -> dict[Class, int]:
        """How many files are of each class; a file of which just the verdict is known is of none."""
        counts = Counter(review.class_ for review in self.touched.values())
        return {class_: counts[class_] for class_ in CLASSES}

    def noise_kinds(self) -> dict[str, int]:
        """How many files have each kind of noise that a row names, where they have nothing graver."""
        counts = Counter(
            kind for review in self.touched.values() if review.verdict == "noise" for kind in set(review.kinds)
        )
        return {kind: counts[kind] for kind in NOTEWORTHY if counts[kind]}

"""The latest review of every file that was compared; a file that moved has one, at its new path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview.review.judging import as_moved
from recview.review.moves import Moves
from recview.sources.comparing import ComparedFile
from recview.sources.files import UNSEEN, Stamp
from recview.verdicts.review import Review


class Reviews:
    """Reviews by path."""

    def __init__(self) -> None:
        self._compared: dict[str, ComparedFile] = {}
        self._before_deletion: dict[str, ComparedFile] = {}
        self._moves = Moves()

    def __contains__(self, path: str) -> bool:
        return path in self._compared

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a file when it was compared; None if it was not."""
        compared = self._compared.get(path)
        return compared.stamp if compared else None

    def digest(self, path: str, stamp: Stamp) -> bytes:
        """The digest of what a file held when it had a stamp; empty if it was not compared then, or not read."""
        compared = self._compared.get(path)
        return compared.digest if compared and compared.stamp == stamp else b""

    def take(self, path: str, compared: ComparedFile | None) -> dict[str, Review | None]:
        """Note the result of a comparison, and return the reviews that changed by it, by path.

        Args:
            path: The file.
            compared: The result; None if there is none now, so that an earlier one stays.
        """
        earlier = self._compared.get(path)
        compared = compared or earlier or ComparedFile(None, UNSEEN)
        if earlier and earlier.stamp != UNSEEN and compared.stamp == UNSEEN:
            self._before_deletion[path] = earlier
        self._compared[path] = compared
        affected = self._moves.note(path, compared.verdict, compared.digest)
        return {path: self._review(path) for path in affected}

    def put_back(
        self, untouched: Iterable[str], touched: Mapping[str, Stamp]
    ) -> tuple[dict[str, Review | None], list[str]]:
        """Take deleted files that are there again as they were before.

        Args:
            untouched: Files that nobody had touched before they were deleted.
            touched: The stamps of others.

        Returns:
            The reviews that are another now by path, and the paths that were not compared when they had their stamp.
        """
        reviews: dict[str, Review | None] = {}
        uncompared = []
        for path in untouched:
            affected = self._moves.note(path, None, b"")
            self._compared.pop(path, None)
            reviews |= {other: self._review(other) for other in affected}
        for path, stamp in touched.items():
            earlier = self._before_deletion.pop(path, None)
            if earlier and earlier.stamp == stamp:
                reviews |= self.take(path, earlier)
            else:
                uncompared.append(path)
        return reviews, uncompared

    def all(self) -> dict[str, Review | None]:
        """The review of every file that was compared."""
        return {path: self._review(path) for path in self._compared}

    def _review(self, path: str) -> Review | None:
        """The review of a file; None for one that came and went, and for the path that a moved file left."""
        compared = self._compared.get(path)
        review = compared.review if compared else None
        if review is None or self._moves.has_left(path):
            return None
        origin = self._moves.origin(path)
        return as_moved(review, origin) if origin else review

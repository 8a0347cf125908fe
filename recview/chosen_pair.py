"""Two recordings that the user chose to see as before and after."""

from __future__ import annotations

from recview.model import Source
from recview.value import Value


class ChosenPair(Value):
    """A recording that was marked, and the one that it is compared with.

    Attributes:
        before: The marked one.
        after: The one that shows both; None as long as none was chosen.
    """

    before: Source
    after: Source | None = None

    def with_choice(self, source: Source) -> ChosenPair | None:
        """The pair once a recording was chosen; None if it is one of the two, which ends the comparison."""
        return None if source in self else self._replace(after=source)

    def __contains__(self, source: object) -> bool:
        """Whether a recording is one of the two."""
        return source is not None and source in (self.before, self.after)


def before_of(pair: ChosenPair | None, source: Source | None) -> Source | None:
    """The recording that another one is shown beside; None where it is shown by itself."""
    return pair.before if pair and source is not None and source == pair.after else None

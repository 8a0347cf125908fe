"""The recordings that were open, and going back and forward through them as a browser does."""

from __future__ import annotations

from collections.abc import Callable

from recview.library.renaming import is_there
from recview.model import Source
from recview.session import Session
from recview.value import Value

MOST_VISITED = 200


class Visited(Value):
    """Which recordings were open, one after the other.

    Attributes:
        sources: The recordings, the first one first; none twice in a row.
        index: Which of them is open; -1 before the first.
    """

    sources: tuple[Source, ...] = ()
    index: int = -1

    @property
    def current(self) -> Source | None:
        """The recording that is open, or was last."""
        return self.sources[self.index] if self.sources else None

    def visit(self, source: Source) -> Visited:
        """Once a recording is open: behind the current one, in the place of those that were ahead."""
        if source == self.current:
            return self
        sources = (*self.sources[: self.index + 1], source)[-MOST_VISITED:]
        return Visited(sources, len(sources) - 1)

    def rename(self, before: Source, after: Source) -> Visited:
        """Once the file of a recording was renamed."""
        return self._replace(sources=tuple(after if source == before else source for source in self.sources))

    def step(self, by: int, is_there: Callable[[Source], bool]) -> Visited | None:
        """Go back (-1) or forward (1) to the next recording that is still there; None if there is none.

        Args:
            by: The direction.
            is_there: Whether a recording can be opened.
        """
        index = self.index + by
        while 0 <= index < len(self.sources):
            if self.sources[index] != self.current and is_there(self.sources[index]):
                return self._replace(index=index)
            index += by
        return None


def with_visit(visited: Visited, session: Session, before: Session) -> Visited:
    """What was visited once another recording is shown, or the same one at another path.

    Args:
        visited: What was visited by then.
        session: The session that shows it.
        before: The session before it.
    """
    shown, left = session.shown, before.shown
    if shown is None:
        return visited
    if left is not None and not is_there(session.library, left) and _name(left) == _name(shown):
        visited = visited.rename(left, shown)
    return visited.visit(shown)


def _name(source: Source) -> tuple[str, int]:
    return source.path.rpartition("/")[2], source.number

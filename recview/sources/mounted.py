"""What is read as files though it is none of the disk's: the members of an archive, what came on standard input.

Each is a `Container`, known by the path that it stands at. A path below that is asked of it, and never of the disk. A
further kind, such as the files of a commit, is one more class of this shape, and a line in `recview.sources.mounting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    from recview.sources.files import Bytes, Stamp


class ContainedFile(NamedTuple):
    """A file in a container.

    Attributes:
        path: Below where the container stands; empty for the container itself.
        stamp: What tells that it changed.
        problem: Why it is not read, as a clause; empty if it is.
    """

    path: str
    stamp: Stamp
    problem: str = ""


class Container(Protocol):
    """Files that are not the disk's. Safe for several threads; paths are below where the container stands."""

    def files(self) -> Iterable[ContainedFile]:
        """Every file, also of other kinds, folder by folder; and the container itself, if something is wrong with it.

        Raises:
            FileNotFoundError: If the container is gone.
        """

    def read(self, path: str, offset: int, limit: int | None) -> Bytes:
        """Bytes of a file, from an offset on, and at most so many: see `recview.sources.files.read_bytes`.

        Raises:
            NotRead: With the reason.
            FileNotFoundError: If there is no such file.
        """

    def stamp(self, path: str) -> Stamp:
        """What tells that a file changed; `UNSEEN` if there is no such file."""


_containers: dict[str, Container] = {}


def mount(path: str, container: Container) -> None:
    """Have what is at a path, and below it, read from a container.

    Args:
        path: Where it stands, on disk.
        container: What is there.
    """
    _containers[path] = container


def is_mounted(path: str) -> bool:
    """Whether a container stands at a path."""
    return path in _containers


def mounted(path: str) -> tuple[Container, str] | None:
    """The container that a path on disk leads into, and the rest of the path; None if it is the disk's."""
    if not _containers:
        return None
    start = path = path.rstrip("/")
    while start:
        if start in _containers:
            return _containers[start], path[len(start) + 1 :]
        start = start.rpartition("/")[0]
    return None

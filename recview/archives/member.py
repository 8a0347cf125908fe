"""What an archive holds, as values, and the bounds that hold for every kind of archive."""

from __future__ import annotations

from recview.archives.endings import ENDINGS, OTHER_ENDINGS
from recview.named_tuple import NamedTuple

MAX_MEMBERS = 100_000
"""Members of an archive, folders and links included; an archive of more is not read."""

MAX_BYTES = 2_000_000_000
"""Bytes of all members together, unpacked; an archive of more is not read."""

MAX_PATH_BYTES = 4_096

TOO_LARGE = f"an archive that unpacks to more than {MAX_BYTES:,} bytes, so it is not read"
OUTSIDE = "its path leads out of the archive, so it is not read"
LINK = "a link in an archive, which is not followed"
NESTED = "an archive in an archive, which is not opened"
ENCRYPTED = "it is encrypted, so it is not read"


class ArchiveProblem(Exception):
    """An archive, or one of its members, cannot be read; the message is a clause for the screen."""


class Member(NamedTuple):
    """A file in an archive.

    Attributes:
        path: Below the archive, with neither `..` nor a `/` at its start.
        size: Its bytes, unpacked, as the archive declares them.
        offset: Where it begins in the archive; in a zip, that is its own header.
        packed_size: Its bytes in the archive.
        method: How a zip packed it; 0 is not at all.
        checksum: The CRC-32 of its bytes in a zip.
        problem: Why it is not read, as a clause; empty if it can be.
    """

    path: str
    size: int = 0
    offset: int = 0
    packed_size: int = 0
    method: int = 0
    checksum: int = 0
    problem: str = ""


class Members(dict[str, Member]):
    """The members of an archive by their path; where several have the same one, the last, as when it is extracted."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._bytes = 0

    def count(self, size: int = 0) -> None:
        """Count a member, whatever it is.

        Args:
            size: Its bytes, unpacked.

        Raises:
            ArchiveProblem: If there are too many members, or all together have too many bytes.
        """
        self._count += 1
        self._bytes += size
        if self._count > MAX_MEMBERS:
            raise ArchiveProblem(f"an archive of more than {MAX_MEMBERS:,} members, so it is not read")
        if self._bytes > MAX_BYTES:
            raise ArchiveProblem(TOO_LARGE)

    def add(self, name: str, member: Member) -> None:
        """Add a member under its name as recorded; one that is not read hides none that is.

        Args:
            name: Its name.
            member: All else about it; its path does not matter.
        """
        path, is_inside = member_path(name)
        problem = member.problem if is_inside else OUTSIDE
        if not problem and path.lower().endswith((*ENDINGS, *OTHER_ENDINGS)):
            problem = NESTED
        if path and not (problem and path in self):
            self[path] = member._replace(path=path, problem=problem)


def member_path(name: str) -> tuple[str, bool]:
    """A member's path below its archive, and whether its name leads nowhere else.

    Of a name that does, the path is just what it is shown as: `../a` as `‥/a`.
    """
    parts = [part for part in name.replace("\0", "␀").split("/") if part not in ("", ".")]
    has_drive = name[1:2] == ":" and name[:1].isalpha() and name[2:3] in ("/", "\\")
    is_inside = not name.startswith(("/", "\\")) and not has_drive and ".." not in name.replace("\\", "/").split("/")
    is_inside = is_inside and "\0" not in name and len(name.encode("utf-8", "replace")) <= MAX_PATH_BYTES
    return "/".join("‥" if part == ".." else part for part in parts)[:MAX_PATH_BYTES], is_inside

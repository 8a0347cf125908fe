"""What a comparison compares: the files of a side by their paths, with ids by which equal ones are known unread.

Any root is such a side: a folder, a file, an archive, a revision, what is staged, the working tree.

    before, after = tree_of(sides.before), tree_of(sides.after)
    for path in before.files.keys() & after.files.keys():
        if not same_bytes(before, path, after, path):
            before.read(path).data, after.read(path).data
"""

from __future__ import annotations

from collections.abc import Callable

from recview.formats import SUFFIXES
from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.files import Bytes, NotRead, read_listed
from recview.sources.git.contained_files import GitFiles
from recview.sources.git.objects import algorithm_of, content_id
from recview.sources.mounted import mounted
from recview.sources.tree_listing import TreeListing


class TreeFile(NamedTuple):
    """A file of a side.

    Attributes:
        path: Below the root's base.
        id: The id that git gives its bytes: files with the same one are equal. Empty if it must be read to know it. Of
            a submodule, its commit.
        problem: Why it cannot be read, as a clause; empty if it can be.
    """

    path: str
    id: str = ""
    problem: str = ""


class Tree:
    """The files of a side. What is read is not kept; ids that are computed are.

    Attributes:
        root: Where they are.
        files: Those that may be recordings by their ending, or cannot be looked at, by their paths, in order.
        problem: What is wrong with the side as a whole, such as objects that a partial clone lacks.
    """

    def __init__(
        self,
        root: Root,
        files: dict[str, TreeFile],
        problem: str = "",
        read: Callable[[str], Bytes] | None = None,
    ) -> None:
        """Hold the files of a side.

        Args:
            root: Where they are.
            files: By their paths.
            problem: What is wrong with the side as a whole.
            read: Returns the bytes of a file that is not read from the root.
        """
        self.root = root
        self.files = files
        self.problem = problem
        self._read = read

    def read(self, path: str) -> Bytes:
        """The bytes of a file; of a very large one the first.

        Raises:
            NotRead: With the reason.
            FileNotFoundError: If there is no such file, or no longer.
        """
        return self._read(path) if self._read else read_listed(self.root, path)

    def content_id(self, path: str, algorithm: str = "sha1") -> str:
        """The id that git gives the bytes of a file, which is read if git has not said it; empty if it cannot be known.

        Args:
            path: The file.
            algorithm: `sha1` or `sha256`, in which it is wanted.
        """
        file = self.files.get(path)
        if file is None or file.problem:
            return ""
        if file.id and algorithm_of(file.id) == algorithm:
            return file.id
        try:
            content = self.read(path)
        except (NotRead, OSError):
            return ""
        if not content.whole:
            return ""
        id_ = content_id(content.data, algorithm)
        if not file.id:
            self.files[path] = file._replace(id=id_)
        return id_


def tree_of(root: Root) -> Tree:
    """The files of a root, as they are now."""
    listing = TreeListing(root)
    paths = [path for top in root.tops for path, _ in listing.walk(top)]
    problem = listing.refused.get("", "")
    files = {
        path: TreeFile(path, _known_id(root, path), listing.refused.get(path, ""))
        for path in paths
        if path or not problem
        if path.endswith(SUFFIXES) or path in listing.refused or path in listing.tops
    }
    return Tree(root, files, problem)


def same_bytes(before: Tree, before_path: str, after: Tree, after_path: str) -> bool:
    """Whether two files have the same bytes; two of git's are not read for it. False if that cannot be known."""
    first, second = before.files.get(before_path), after.files.get(after_path)
    known_id = (first and first.id) or (second and second.id) or ""
    algorithm = algorithm_of(known_id)
    before_id = before.content_id(before_path, algorithm)
    return before_id != "" and before_id == after.content_id(after_path, algorithm)


def _known_id(root: Root, path: str) -> str:
    inside = mounted(root.path(path)) if root.git else None
    return inside[0].object_id(inside[1]) if inside and isinstance(inside[0], GitFiles) else ""

"""One side of a comparison: its files told apart by digests, each read and parsed once and when it is needed."""

from __future__ import annotations

from recview.formats import HEAD, is_listed
from recview.model import Readability, ReadState
from recview.reading.listing import own_mistake, too_large
from recview.review.asked_facts import AskedFacts, asked_facts
from recview.review.parsed import Parsed, parse_file
from recview.sources.beside import FilesBeside
from recview.sources.files import NotRead
from recview.sources.git.objects import algorithm_of, content_id
from recview.sources.trees import Tree, TreeFile

_KEPT_BYTES = 256_000_000
"""Bytes of files that are kept from when their digest is made until they are compared; others are read again."""


def shared_algorithm(before: Tree, after: Tree) -> str:
    """What the contents of two trees are told apart with, `sha1` or `sha256`: as git does where it is asked."""
    ids = (file.id for tree in (after, before) for file in tree.files.values() if file.id)
    return algorithm_of(next(ids, ""))


def read_content(tree: Tree, path: str) -> bytes | Readability:
    """A file's bytes, or why there are none."""
    try:
        content = tree.read(path)
    except FileNotFoundError:
        return Readability(ReadState.BROKEN, "it is gone, or a link that leads out of what was named")
    except NotRead as error:
        return Readability(ReadState.BROKEN, str(error))
    return content.data if content.whole else Readability(ReadState.FOREIGN, too_large(content.size))


def parsed_content(tree: Tree, path: str, content: bytes | Readability, digest: bytes) -> Parsed:
    """A file, parsed. Never raises.

    Args:
        tree: Where it is.
        path: Its path there.
        content: Its bytes, or why there are none.
        digest: What is equal for equal contents.
    """
    if isinstance(content, Readability):
        return Parsed(path, b"", content, digest=digest)
    try:
        return parse_file(content, path, FilesBeside(tree.root), digest=digest, keeps_file=True)
    except Exception as error:
        return Parsed(path, content, own_mistake(error), digest=digest)


def unread_id(path: str, reason: str) -> str:
    """What stands for the id of a content that cannot be read: another one for another reason."""
    return f"unread {path}: {reason}"


class ComparedTree:
    """The files of one side.

    Attributes:
        tree: Where they are.
        digests: What is equal for equal contents, by path; unique where a file cannot be read.
    """

    def __init__(self, tree: Tree, algorithm: str) -> None:
        """Tell all files apart; those of which git says the id are not read.

        Args:
            tree: The side.
            algorithm: What digests are made with: `sha1` or `sha256`.
        """
        self.tree = tree
        self._algorithm = algorithm
        self._data: dict[str, bytes] = {}
        self._room = _KEPT_BYTES
        self._unread: dict[str, Readability] = {}
        self._parsed: dict[str, Parsed] = {}
        self.digests = {path: self._digest(path, file) for path, file in tree.files.items()}

    def _digest(self, path: str, file: TreeFile) -> bytes:
        if file.id and algorithm_of(file.id) == self._algorithm:
            return bytes.fromhex(file.id)
        data = self._read(path)
        if isinstance(data, Readability):
            return f"{id(self)} {path}".encode(errors="surrogateescape")
        if len(data) <= self._room:
            self._room -= len(data)
            self._data[path] = data
        return bytes.fromhex(content_id(data, self._algorithm))

    def _read(self, path: str) -> bytes | Readability:
        """A file's bytes, or why there are none."""
        content: bytes | Readability = self._unread.get(path) or read_content(self.tree, path)
        if isinstance(content, Readability):
            self._unread[path] = content
        return content

    def content_id(self, path: str) -> str:
        """The id of a file's content, equal for equal contents; of one that cannot be read, what stands for why."""
        if (problem := self._unread.get(path)) and not self.tree.files[path].id:
            return unread_id(path, problem.reason)
        return self.digests[path].hex()

    def forget(self, path: str) -> None:
        """Keep a file no longer: its partner has the same bytes."""
        self._room += len(self._data.pop(path, b""))

    def facts(self, path: str) -> AskedFacts | None:
        """What pairing needs to know of a file; None if it cannot be read. It stays parsed until it is taken."""
        parsed = self._parsed[path] = self.take(path)
        try:
            return asked_facts(parsed.exchanges) if parsed.exchanges else None
        except Exception:
            # A mistake of recview's own: the file is compared, or alone, and says so there.
            return None

    def take(self, path: str) -> Parsed:
        """A file, parsed, which is kept no longer. Never raises."""
        if parsed := self._parsed.pop(path, None):
            return parsed
        data = self._data.pop(path, None)
        return parsed_content(self.tree, path, self._read(path) if data is None else data, self.digests[path])

    def is_foreign(self, parsed: Parsed) -> bool:
        """Whether a file is sound and no recording, or nothing in it or in its name speaks for one."""
        content = parsed.content
        if not isinstance(content, Readability) or content.recovered:
            return False
        path = parsed.path
        if path in self._unread or self.tree.files[path].problem:
            return False
        return content.is_sound or not is_listed(content, parsed.data[:HEAD], path)

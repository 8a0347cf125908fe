"""Where the cursor is in a JSON document: the value under it, and the paths to that."""

from __future__ import annotations

from recview.display.json_lines import JsonLines
from recview.display.json_path import JsonPaths
from recview.named_tuple import NamedTuple


class JsonCursor(NamedTuple):
    """A line of a document that is not plain words.

    Attributes:
        paths: The paths of the document's lines; None for one of very many lines.
    """

    document: JsonLines
    line: int
    paths: JsonPaths | None

    @property
    def where(self) -> str:
        """The path of the value and its size, for the border; empty if paths are not known."""
        return self.paths.status(self.line) if self.paths else ""

    @property
    def value(self) -> str:
        """The JSON text of the value, without its key."""
        return self.document.value(self.line)

    @property
    def path(self) -> str:
        """`messages[1].content`; empty for the root, and if paths are not known."""
        return self.paths.path(self.line) if self.paths else ""

    @property
    def jq_path(self) -> str:
        """The same as a filter of jq; empty if paths are not known."""
        return self.paths.jq_path(self.line) if self.paths else ""

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The keys and indexes that lead to the value; none for the root, and if paths are not known."""
        return self.paths.keys(self.line) if self.paths else ()

"""A recording whose name is judged: what is known of it, by which recorder, and beside which files."""

from __future__ import annotations

from recview.checks.names.fact import NameFact
from recview.checks.names.generations.generation import Generation
from recview.checks.names.places import Places, folder_of
from recview.checks.settings import EarlierName
from recview.named_tuple import NamedTuple


class Case(NamedTuple):
    """A recording, and what its name is judged by.

    Attributes:
        path: The file, below the root.
        fact: What is known of it.
        generation: The recorder that looks for it.
        places: Where the files of the tree are.
        is_right: Whether its name is the one that the recorder looks for.
        earlier: The content that its name is the hash of, if its history has one and its content is another.
    """

    path: str
    fact: NameFact
    generation: Generation
    places: Places
    is_right: bool
    earlier: EarlierName | None = None

    @property
    def expected_name(self) -> str:
        """The name that the recorder looks for, without a folder; empty if that cannot be computed."""
        return self.fact.name(self.generation.name)

    @property
    def expected_path(self) -> str:
        """Where the recorder looks for it, below the root; empty if that is not known."""
        if not self.expected_name or not self._is_test_known:
            return ""
        folder = folder_of(self.path)
        if self.is_bound_to_test and not self.places.is_fitting(folder, self.test):
            folder = self.places.folder_of_test(self.test)
            return f"{folder}/{self.expected_name}" if folder else ""
        return f"{folder}/{self.expected_name}" if folder else self.expected_name

    @property
    def test(self) -> str:
        """The test that it was recorded for; empty if that is not known."""
        return self.fact.test_id if isinstance(self.fact.test_id, str) else ""

    @property
    def is_bound_to_test(self) -> bool:
        """Whether only its own test looks for it."""
        return bool(self.test) and self.fact.kind != "tool" and self.fact.key(self.generation.name) == "kept"

    @property
    def _is_test_known(self) -> bool:
        """Whether the hash that is looked for can be told: without a test it can only where its name proves it."""
        way = self.fact.way
        needs_no_test = self.fact.kind == "tool" or self.fact.key(self.generation.name) == "absent"
        return bool(self.test) or self.is_right or needs_no_test or (way is not None and not way.is_first)

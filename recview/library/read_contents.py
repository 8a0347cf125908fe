"""What decoding the recordings of some files told, as columns."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    from recview.content_facts import ContentFacts
    from recview.library.coded import Coded


class ReadContents(NamedTuple):
    """What decoding the recordings of some files told.

    Attributes:
        paths: The files.
        firsts: The number of the first recording of each, by which a search names it; the others follow.
        counts: How many recordings each has; 0 of what could not be read.
        facts: Of each recording, file by file.
    """

    paths: Sequence[str]
    firsts: array[int]
    counts: array[int]
    facts: Coded[ContentFacts]

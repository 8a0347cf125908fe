"""What is searched for in the texts of recordings, and where it stands in them."""

from __future__ import annotations

from recview.named_tuple import NamedTuple

TEXT_FIELDS = ("answer", "reasoning", "calls", "request")
"""The texts of a recording, in the order in which they are searched; see `recview.reading.search_text.SearchText`."""


MOST_COUNTED = 20
"""Matches of a recording that are counted."""


LIMIT_S = 2.0
"""Seconds of searching after which a search for an expression is stopped."""

STOPPED = f"it was stopped after {LIMIT_S:g} s"
"""What is said of one that was."""


class TextTerm(NamedTuple):
    """A text to search for.

    Attributes:
        text: A word or a phrase; a regular expression if `is_pattern`. Case counts if it has a capital letter.
        is_pattern: Whether it is a regular expression.
        fields: Which of `TEXT_FIELDS` it may stand in.
    """

    text: str
    is_pattern: bool = False
    fields: tuple[str, ...] = TEXT_FIELDS


class TextHit(NamedTuple):
    """Where a term stands in a recording, and the text around it, as recorded: with line feeds, and not sanitized.

    Attributes:
        field: One of `TEXT_FIELDS`.
        offset: Of its first character in that field.
        before: What stands before it: a few words.
        text: What the term matches; of a long one the start.
        after: What stands behind it, likewise.
        length: How many characters the term matches.
        matches: How many matches the recording has; `MOST_COUNTED` are that many or more.
    """

    field: str
    offset: int
    before: str
    text: str
    after: str
    length: int
    matches: int = 1

"""The part of the list that some words leave."""

from __future__ import annotations

from recview.library.query_names import names_in
from recview.library.query_rows import queried
from recview.library.tree import Branch
from recview.query.syntax import And, Word


def words_of(text: str, root: Branch) -> tuple[str, ...]:
    """The words of a filter, in lower case: a text that stands as a whole in an id or a path is one word.

    Quotes around it and a `./` before it are those of the shell that it was copied from.
    """
    whole = text.strip().lower().strip("'\"`").removeprefix("./")
    words = tuple(whole.split())
    return (whole,) if len(words) > 1 and names_in(root)(whole) else words


def filtered(root: Branch, words: tuple[str, ...]) -> Branch:
    """The part of a tree that bare words of a query, in lower case, leave."""
    return queried(root, And(tuple(map(Word, words)))).root

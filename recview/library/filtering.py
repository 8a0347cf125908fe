"""The part of the list that a filter leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.library.row_store import RowStore
from recview.library.text_blocks import END
from recview.library.tree import Branch


def words_of(text: str, root: Branch) -> tuple[str, ...]:
    """The words of a filter, in lower case: a text that stands as a whole in an id or a path is one word.

    Quotes around it and a `./` before it are those of the shell that it was copied from.
    """
    whole = text.strip().lower().strip("'\"`").removeprefix("./")
    words = tuple(whole.split())
    return (whole,) if len(words) > 1 and _matching(root, whole, root.members) else words


def filtered(root: Branch, words: tuple[str, ...]) -> Branch:
    """The part of a tree that matches: each word (in lower case) in the labels above a recording or in its path.

    A file whose name is just a hash is found by a part of that; any other by its folder, too. A word with a slash is a
    part of a path, or a path of which a file's is the end.
    """
    rows: Sequence[int] = root.members
    count = len(rows)
    for word in filter(None, words):
        rows = _matching(root, word, rows)
    return root if len(rows) == count else root.with_rows(rows)


def _matching(root: Branch, word: str, rows: Sequence[int]) -> Sequence[int]:
    """Those of some rows that a word matches."""
    store = root.store
    by_key, by_path = _matching_keys(store, word), _matching_paths(store, word)
    keys, paths = store.key_codes, store.paths.codes
    if by_path is None:
        return [row for row in rows if by_key[keys[row]]]
    return [row for row in rows if by_key[keys[row]] or by_path[paths[row]]]


def _matching_keys(store: RowStore, word: str) -> bytearray:
    """For each code of a key, whether the word stands in its labels."""
    count = len(store.keys.keys)
    matching = bytearray(count)
    for code, labels in store.keys.texts.holding((word,), count):
        matching[code] = word in labels
    return matching


_IN_A_HASH = re.compile(r"(?:models-)?[0-9a-f]{5,}[-0-9a-f]*(?:@.*)?(?:\.(?:j(?:s(?:on?)?)?)?)?$").match


def _matching_paths(store: RowStore, word: str) -> bytearray | None:
    """For each code of a path, whether the word matches it; None if it matches none."""
    in_a_hash, is_part = bool(_IN_A_HASH(word)), "/" in word
    if not (is_part or in_a_hash or any(store.named)):
        return None
    count = len(store.named)
    matching = bytearray(count)
    ends = [word[index + 1 :] for index, letter in enumerate(word) if letter == "/"]
    for code, path in store.path_texts.holding((word, *(f"{END}{end}{END}" for end in ends)), count):
        if word in path:
            matching[code] = is_part or store.named[code] or (in_a_hash and word in path[path.rfind("/") + 1 :])
        elif is_part:
            matching[code] = path in ends
    return matching

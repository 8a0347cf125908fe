"""Which texts of a column the words of a query find, by code; and which rows bare words find by name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress

from recview.library.key_table import KeyTable
from recview.library.row_store import RowStore
from recview.library.text_blocks import END, TextBlocks
from recview.library.tree import Branch
from recview.library.tree_keys import spelled
from recview.library.truths import of_codes
from recview.query.names import has_capital, holds, is_hexadecimal, is_part_of_hash, names_path


def holding(texts: TextBlocks, count: int, word: str, text_of: Callable[[int], str]) -> bytearray:
    """For each of the first texts of a column, whether a word is part of it; see `recview.query.names.holds`.

    Args:
        texts: The column in lower case.
        count: How many texts.
        word: The word.
        text_of: Returns a text as recorded.
    """
    matching = bytearray(count)
    lowered, is_exact = word.lower().replace(END, " "), has_capital(word) or END in word
    for first, block in texts.holding((lowered,), count):
        matching[first : first + len(block)] = bytes([lowered in text for text in block])
    if is_exact:
        for code in compress(range(count), bytes(matching)):
            matching[code] = holds(text_of(code), word)
    return matching


def rows_named(store: RowStore, word: str) -> int:
    """The rows that a word finds by a label above them or by their path, as the integer of `Truths`."""
    by_key = of_codes(store.key_codes, _matching_keys(store, word))
    return by_key | of_codes(store.paths.codes, _matching_paths(store, word))


def names_in(root: Branch) -> Callable[[str], bool]:
    """What tells whether a text finds rows of a tree by their labels or paths."""

    def is_name(text: str) -> bool:
        store = root.store
        keys, paths = _matching_keys(store, text), _matching_paths(store, text)
        if 1 not in keys and 1 not in paths:
            return False
        return any(keys[store.key_codes[row]] or paths[store.paths.codes[row]] for row in root.members)

    return is_name


def label(keys: KeyTable, code: int) -> str:
    """The labels of a key, by its code, as test ids spell them."""
    return spelled(keys.keys[code], keys.test_ids[code])


def _matching_keys(store: RowStore, word: str) -> bytearray:
    return holding(store.keys.texts, len(store.keys.keys), word, lambda code: label(store.keys, code))


def _matching_paths(store: RowStore, word: str) -> bytearray:
    """For each code of a path, whether the word finds it; see `recview.query.names.names_path`."""
    count = len(store.named)
    matching = bytearray(count)
    lowered = word.lower().replace(END, " ")
    is_part, is_hex = "/" in word, is_hexadecimal(lowered)
    if not (is_part or is_hex or 1 in store.named):
        return matching
    is_exact = has_capital(word) or END in word
    ends = [lowered, *(lowered[index + 1 :] for index, letter in enumerate(lowered) if letter == "/")]
    paths = store.paths.table.values
    for first, block in store.path_texts.holding((lowered, *(f"{END}{end}{END}" for end in ends)), count):
        for code, path in enumerate(block, first):
            if lowered not in path:
                matching[code] = path in ends
            elif is_exact:
                matching[code] = names_path(word, paths[code])
            else:
                name = path[path.rfind("/") + 1 :]
                is_found = is_part or store.named[code] or lowered == name
                matching[code] = is_found or is_part_of_hash(lowered, name)
    return matching

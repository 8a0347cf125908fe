"""Which names a bare word is part of: test ids, models, tools, and paths.

Files that recorders name after a hash stand in one folder, and any short text is a part of some hash: so of the path
of such a file only the name counts, and there only what looks like a part of a hash.
"""

from __future__ import annotations

import re

_HASH = re.compile(r"(?:models-)?[0-9a-f]{12,}[-0-9a-f]*(?:@[^/]*)?\.json$")

# As text: `re` compiles and keeps them at their first use, which spares the start.
_IN_A_HASH = r"(?:models-)?[0-9a-f]{5,}[-0-9a-f]*(?:@.*)?(?:\.(?:j(?:s(?:on?)?)?)?)?$"
_STARTS_A_HASH = r"(?:models-)?[0-9a-f]{4}$"


def is_named(path: str) -> bool:
    """Whether a file's name is more than a hash."""
    return not _HASH.match(path[path.rfind("/") + 1 :])


def has_capital(text: str) -> bool:
    """Whether a text has a capital letter, so that case counts where it is looked for."""
    return text != text.lower()


def holds(text: str, word: str) -> bool:
    """Whether a word is part of a text; the case of letters counts only if the word has a capital."""
    return word in text if has_capital(word) else word in text.lower()


def names_path(word: str, path: str) -> bool:
    """Whether a bare word finds a file by its path.

    It is a part of the path, and has a slash in it or the file's name is more than a hash; or it is a part of the hash
    (of one with four digits only the start); or it ends in the path, or is the file's name, whatever the case.
    """
    lowered = path.lower()
    name = lowered[lowered.rfind("/") + 1 :]
    word, as_typed = word.lower(), word
    if is_part_of_hash(word, name) or word == name or f"/{word}".endswith(f"/{lowered}"):
        return True
    return holds(path, as_typed) and ("/" in word or is_named(path))


def is_part_of_hash(word: str, name: str) -> bool:
    """Whether a word is part of the hash that a file is named after; both are in lower case."""
    if re.match(_STARTS_A_HASH, word):
        return name.startswith((word, f"models-{word}"))
    return word in name and bool(re.match(_IN_A_HASH, word))


def is_hexadecimal(word: str) -> bool:
    """Whether a word in lower case may be part of a hash."""
    return bool(re.match(_IN_A_HASH, word) or re.match(_STARTS_A_HASH, word))

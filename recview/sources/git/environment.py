"""What surrounds a git process: the variables that it is given, and what it says went wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT = frozenset(
    {
        # The user's own files: an exception from the check of a repository's owner usually stands there.
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
        # In a hook of git, the index that is being committed.
        "GIT_INDEX_FILE",
    }
)


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without what tells git of another repository, to run a program, or to write a file."""
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | _SET


def problem_words(errors: bytes) -> str:
    """What git says went wrong, from its first `fatal:` or `error:` on, as one clause."""
    text = errors.decode("utf-8", "surrogateescape")
    match = re.search(r"(?m)^(?:fatal|error): ", text)
    return " ".join(text[match.end() :].split())[:600] if match else ""

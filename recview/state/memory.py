"""What the app remembers, read at its start and written as it is left."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from recview.config.files import read_bytes, state_file
from recview.config.settings import SETTING_OF_NAME, WrongValue, from_variable
from recview.destination import enclosing_root
from recview.private_folder import is_own, is_private, make_folder
from recview.root import Root
from recview.state.history import QueryHistory, with_queries
from recview.state.private_file import locked, write_whole

_QUERY = "/"
"""What the line of a query begins with; that of a choice is the setting's name, a blank and the value.

The file is no JSON: every start reads it, and the parser would have to be imported.
"""


class Memory:
    """What is remembered, and what is to be.

    Attributes:
        choices: Values of settings that were chosen in the app, by name.
        history: The queries.
    """

    def __init__(self, path: str = "") -> None:
        """Read what is remembered.

        Args:
            path: The file; without one nothing is remembered, and nothing is kept.
        """
        self._path = path
        self.choices, queries = read_state(path)
        self.history = QueryHistory(queries)
        self._chosen: dict[str, Any] = {}

    def choose(self, name: str, value: object) -> None:
        """Remember the value of a setting."""
        self._chosen[name] = value

    def save(self) -> None:
        """Write what is new beside what another recview wrote meanwhile. What cannot be written is forgotten."""
        added = [query for query in self.history.added if not _is_secret(query)]
        folder = os.path.dirname(self._path)
        if not self._path or not (added or self._chosen) or not make_folder(folder):
            return
        with suppress(OSError, ValueError), locked(folder):
            choices, queries = read_state(self._path)
            lines = [f"{name} {_as_text(value)}" for name, value in (choices | self._chosen).items()]
            lines += [f"{_QUERY}{query}" for query in with_queries(queries, added)]
            write_whole(self._path, "\n".join([*lines, ""]))


def memory_of_user(root: Root) -> Memory:
    """What is remembered for the user; nothing if its file would be inside of what is open."""
    path = state_file()
    try:
        is_inside = bool(enclosing_root(os.path.dirname(path), root.roots))
    except (OSError, ValueError):
        is_inside = True
    return Memory("" if is_inside else path)


def read_state(path: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The choices and queries of a file; nothing of what is damaged, and none if others may write to it."""
    try:
        if not path or not is_own(os.path.dirname(path)) or not is_private(os.lstat(path)):
            return {}, ()
        lines = (read_bytes(path, os.O_NOFOLLOW) or b"").decode().split("\n")
    except (OSError, ValueError):
        return {}, ()
    choices: dict[str, Any] = {}
    for line in lines:
        name, _, text = line.partition(" ")
        setting = SETTING_OF_NAME.get(name)
        if setting and setting.is_remembered:
            value = from_variable(setting, text)
            if not isinstance(value, WrongValue):
                choices[name] = value
    return choices, with_queries((), (line[1:] for line in lines if line.startswith(_QUERY)))


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_secret(query: str) -> bool:
    """Whether a query holds a credential, which nothing keeps, or what a line of a file cannot."""
    from recview.display.mask import covered

    is_line = "\n" not in query and query == query.encode(errors="replace").decode()
    return not is_line or covered(query) != query

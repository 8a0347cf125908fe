"""How editors are told which line of a file to open."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from recview.named_tuple import NamedTuple


class EditorCommand(NamedTuple):
    """A user's editor.

    Attributes:
        words: The program and its arguments.
        variable: The environment variable that names it.
    """

    words: tuple[str, ...]
    variable: str

    @property
    def name(self) -> str:
        """The program's name without its folder."""
        return self.words[0].rpartition("/")[2]


def editor_command(environment: Mapping[str, str]) -> EditorCommand | str:
    """The editor that $VISUAL names, else $EDITOR; a sentence if there is none.

    No other is taken in its place: whoever has set none may not know how to leave `vi`.
    """
    for variable in ("VISUAL", "EDITOR"):
        if not environment.get(variable, "").strip():
            continue
        try:
            words = tuple(shlex.split(environment[variable]))
        except ValueError as error:
            return f"${variable} cannot be read: {str(error).lower()}"
        if words and words[0]:
            return EditorCommand(words, variable)
        return f"${variable} names no program"
    return "No editor is set: set $VISUAL or $EDITOR, as in export EDITOR=nano"


_PLUS_LINE = frozenset(
    [
        "vi",
        "vim",
        "nvim",
        "view",
        "gvim",
        "vim.basic",
        "vim.tiny",
        "vim.nox",
        "nano",
        "rnano",
        "pico",
        "emacs",
        "emacsclient",
        "micro",
        "kak",
        "mg",
        "joe",
        "jed",
        "ne",
    ]
)
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "windsurf"})
_COLON = frozenset({"hx", "helix", "subl", "zed"})


def editor_arguments(words: Sequence[str], path: str, line: int) -> list[str]:
    """The arguments that open a file in an editor, at a line if it is known how it takes one.

    Args:
        words: The editor and its own arguments.
        path: The file, absolute, so that it is no option.
        line: The line, from 1; at the first no line is named.
    """
    name = words[0].rpartition("/")[2]
    if line > 1 and name in _PLUS_LINE:
        return [*words, f"+{line}", path]
    if line > 1 and name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    return [*words, f"{path}:{line}" if line > 1 and name in _COLON else path]

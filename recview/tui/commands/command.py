"""What a command is: a key's row in the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from recview.value import Value

Where: TypeAlias = Literal["app", "tree", "chat", "json", "chunks", "raw", "findings", "review", "changes"]

Needs: TypeAlias = Literal["nothing", "rows", "recording", "answer", "compared"]
"""Nothing; rows in the list; an open recording; an answer to replay; a recording that is shown beside its baseline."""

SCREENS: dict[Where, tuple[Where, ...]] = {
    "app": ("tree", "chat", "json", "chunks", "raw", "findings"),
    "review": ("changes", "chat"),
}
"""The two screens, by where their own keys are: the views of each."""


def may_clash(where: Where, other: Where) -> bool:
    """Whether a key of one place and a key of another may be meant at once."""
    return where == other or other in SCREENS.get(where, ()) or where in SCREENS.get(other, ())


class Command(Value):
    """One thing that a key does.

    Attributes:
        where: The view that must have the focus; "app" for any, "review" for any on the screen of a review.
        id: Its name in a user's keymap, for good: an effect, never a key. Views share an id where the effect is the
            same in all of them.
        keys: Textual's names of the keys, comma-separated, the first being the one that help and hints name; empty for
            what the palette and a click do.
        shown: How help writes the keys.
        does: A line for help and the palette, in the imperative.
        run: The function, called with the main screen and `arguments`.
        arguments: Its further arguments.
        hint: The word in the hint line; empty if it is not there.
        palette: Whether the command palette offers it.
        needs: What must be there for the key to do anything, so that the hint line has it; see `Needs`.
    """

    where: Where
    id: str
    keys: str
    shown: str
    does: str
    run: Callable[..., None]
    arguments: tuple[object, ...] = ()
    hint: str = ""
    palette: bool = False
    needs: Needs = "rows"


GROUPS: dict[Where, str] = {
    "app": "Everywhere",
    "tree": "In the tests",
    "chat": "In the conversation",
    "json": "In JSON",
    "chunks": "In the list of chunks",
    "raw": "In the raw file",
    "findings": "In the findings",
    "review": "In a review",
    "changes": "In the changes",
}

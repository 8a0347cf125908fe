"""What is asked for of an open recording to be copied, and what comes: values, so that the screen may know them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple

ExportKind: TypeAlias = Literal["markdown", "body", "curl", "python", "chunk"]
"""The conversation as Markdown; the request's body; the request as a command of curl, as a Python script; a chunk."""


class ExportedText(NamedTuple):
    """A text to take elsewhere.

    Attributes:
        remarks: What the user should know of it, each a clause.
    """

    text: str
    remarks: tuple[str, ...] = ()

"""What a session saw, on the terminal that it leaves behind and in a file for machines."""

from __future__ import annotations

from pathlib import Path

import orjson

from recview.cli.output import as_shown
from recview.display.literal import literal
from recview.library import place, spoken_name
from recview.review.summary import summary, summary_lines
from recview.session import Session


def printed(session: Session) -> None:
    """Print the summary; nothing if nothing was touched."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in summary_lines(session.journal, lambda path: _named(session, path)):
        console.print(Text(as_shown(literal(line)) if line else "", style="" if line.startswith("  ") else "bold"))


def written(session: Session, path: str) -> None:
    """Write the summary as JSON.

    Raises:
        OSError: If the file cannot be written.
    """
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    Path(path).write_bytes(orjson.dumps(_encodable(summary(session.journal)), option=option))


def _encodable(value: object) -> object:
    """A file's name may hold bytes that are no text: they are spelled."""
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_encodable(inner) for inner in value]
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _named(session: Session, path: str) -> str:
    """The test that a file belongs to, with the folder of its test file; the file itself where it has none."""
    entries = session.library.files.get(path)
    if not entries or entries[0].test_id is None:
        return path
    labels = place(entries[0])
    return f"{'/'.join(labels[:2])}::{spoken_name(entries[0])}" if len(labels) > 2 else entries[0].test_id

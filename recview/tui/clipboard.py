"""The clipboard of a terminal, which may be far away: OSC 52, and a file for terminals that do not take it."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from recview.destination import enclosing_root


def osc52(text: str) -> str:
    """The escape sequence that hands text to the terminal's clipboard; its payload is base64 of UTF-8."""
    encoded = base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")
    return f"\x1b]52;c;{encoded}\x07"


def write_copy(text: str, roots: Iterable[str] = ()) -> Path:
    """Write text to a new file of the user's own in a temporary folder, and say where.

    Args:
        text: What was copied.
        roots: The folders and files that are open: the file is not written into them.

    Raises:
        OSError: If it cannot be written; then nothing of it is left.
    """
    roots = tuple(roots)
    folders = (tempfile.gettempdir(), "/var/tmp", os.path.expanduser("~"))
    folder = next((each for each in folders if os.path.isdir(each) and not enclosing_root(each, roots)), None)
    if folder is None:
        raise OSError("every temporary folder is inside what recview has open")
    handle, name = tempfile.mkstemp(prefix="recview-", suffix=".txt", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    except OSError:
        os.unlink(name)
        raise
    return Path(name)

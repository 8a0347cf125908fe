"""The clipboard of a terminal, which may be far away: OSC 52, and a file for terminals that do not take it."""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path


def osc52(text: str) -> str:
    """The escape sequence that hands text to the terminal's clipboard; its payload is base64 of UTF-8."""
    encoded = base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")
    return f"\x1b]52;c;{encoded}\x07"


def write_copy(text: str) -> Path:
    """Write text to a new file of the user's own in the temporary folder, and say where.

    Raises:
        OSError: If it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix="recview-", suffix=".txt")
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
    return Path(name)

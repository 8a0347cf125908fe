"""The clipboard of a terminal, which may be far away: OSC 52, tmux's buffer, and a file where neither is taken."""

from __future__ import annotations

import asyncio
import base64
import os
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from recview.destination import temporary_folder

MOST_BYTES = 700_000
"""Bytes of text that are sent to a terminal: tmux drops what is over 786,426 without a word."""

TMUX_COMMAND = ("tmux", "load-buffer", "-w", "-")
TMUX_SECONDS = 2.0


def osc52(text: str) -> str:
    """The escape sequence that hands text to the terminal's clipboard; its payload is base64 of UTF-8."""
    return f"\x1b]52;c;{base64.b64encode(encoded(text)).decode('ascii')}\x07"


def encoded(text: str) -> bytes:
    """Recorded text as the bytes that are copied; a lone surrogate is kept."""
    return text.encode("utf-8", "surrogatepass")


async def load_tmux_buffer(data: bytes) -> bool:
    """Hand bytes to tmux, which passes them on to the terminal that it runs in; returns whether it took them.

    By its defaults tmux ignores OSC 52 from inside of it. `-w` is there since tmux 3.2.
    """
    try:
        process = await asyncio.create_subprocess_exec(*TMUX_COMMAND, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL)
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(data), TMUX_SECONDS)
    except (TimeoutError, OSError):
        return False
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    return process.returncode == 0


def write_copy(text: str, roots: Iterable[str] = ()) -> Path:
    """Write text to a new file of the user's own in a temporary folder, and say where.

    Args:
        text: What was copied.
        roots: The folders and files that are open: the file is not written into them.

    Raises:
        OSError: If it cannot be written; then nothing of it is left.
    """
    folder = temporary_folder(roots)
    handle, name = tempfile.mkstemp(prefix="recview-", suffix=".txt", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(encoded(text))
    except OSError:
        os.unlink(name)
        raise
    return Path(name)

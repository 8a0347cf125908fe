"""The picture of what a command prints: the real command in a terminal of its own, with its colours."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from recview.checks.names.hashed_request import HashedRequest
from screenshots.scenes import DEMO

COLUMNS = 120
_KEY = "sk-" + "proj-" + "R7mQ2xVb9LkT4wZc8HnY5dJs3GfA6pEu"
"""No key of anybody's: put together here, so that nobody finds it in the source and takes it for one."""
_OLD = "9a72ef908f8f"
"""How the recording begins that gets its old name."""


def checked() -> str:
    """What `recview check` prints of samples with a secret that two chunks cut, and a name from before October 2025."""
    with tempfile.TemporaryDirectory() as folder:
        recordings = Path(folder, "recordings")
        recordings.mkdir()
        for path in DEMO.glob("*.json"):
            text = path.read_text(encoding="utf-8")
            text = text.replace('" 21.5"', f'" {_KEY[:12]}"').replace('" \\u00b0C"', f'"{_KEY[12:]}"')
            name = f"{_old_name(text)}.json" if path.name.startswith(_OLD) else path.name
            (recordings / name).write_text(text, encoding="utf-8")
        return printed(["check", "recordings"], folder)


def _old_name(text: str) -> str:
    """The name of a recording as the recorder gave it before 4 October 2025."""
    return HashedRequest(json.loads(text)).hash((), "absent")[:12]


def printed(arguments: list[str], folder: str) -> str:
    """What recview prints into a terminal, as SVG.

    Args:
        arguments: Those of `recview`.
        folder: Where it runs.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    environment = os.environ | {
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "RECVIEW_CACHE_DIR": str(Path(folder, "cache")),
    }
    command = [sys.executable, "-m", "recview", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment) as process:
        os.close(theirs)
        output = _all_of(ours)
        process.wait()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ recview {' '.join(arguments)}\n{output}".rstrip()))
    return console.export_svg(title="recview", theme=MONOKAI, unique_id="check")


def _all_of(descriptor: int) -> str:
    """Everything that is printed into a terminal until its last program ends."""
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # how Linux tells the end
            part = b""
        if not part:
            os.close(descriptor)
            return b"".join(parts).decode().replace("\r\n", "\n")
        parts.append(part)

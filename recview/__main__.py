"""The program's door: `recview` and `python -m recview`."""

from __future__ import annotations

import gc
import os
import sys

from recview.freed_memory import keep_freed_memory

# Importing the toolkit makes many objects that live for ever; collecting among them costs a fifth of the start.
gc.disable()
keep_freed_memory()

# The toolkit draws on a fixed beat: a key that comes just after one waits for the next, while files land all the time.
os.environ.setdefault("TEXTUAL_FPS", "120")


def main() -> int:
    """Run with the process's arguments; the result is the exit code."""
    from recview.cli.stdout import flushed, is_open

    if not is_open():
        return 2
    try:
        from recview.cli.main import run

        return flushed(run(sys.argv[1:]))
    except SystemExit as end:
        # Help, the version, and wrong usage.
        return flushed(end.code if isinstance(end.code, int) else 0)
    except KeyboardInterrupt:
        # Before the screen is there, ^c is a signal like any other.
        return 130


if __name__ == "__main__":
    sys.exit(main())

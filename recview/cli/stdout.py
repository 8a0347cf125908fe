"""The standard output as a whole: whether there is one, and what becomes of it at the end.

Every start passes here, also that of the screen: what says what is wrong is imported only where something is.
"""

from __future__ import annotations

import os
import sys

LEFT_BY_READER = 141
"""128 + SIGPIPE, as if the signal had ended the program."""


def is_open() -> bool:
    """Whether there is a standard output; if not, say so."""
    if sys.stdout is None:
        _warn("its standard output is closed: there is nowhere to write to")
    return sys.stdout is not None


def flushed(code: int) -> int:
    """The exit code, once everything that was printed is handed over; another if that fails."""
    try:
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        give_up_stdout()
        return LEFT_BY_READER
    except OSError as error:
        _warn(f"cannot write: {(error.strerror or str(error)).lower()}")
        give_up_stdout()
        return max(code, 1)


def give_up_stdout() -> None:
    """Have what is left go nowhere: Python would try again to hand it over as it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _warn(problem: str) -> None:
    from recview.cli.output import warn

    warn(problem)

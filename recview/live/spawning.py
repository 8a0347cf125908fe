"""Starting the reader's process: this very recview, by this very interpreter, without a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_FLAGS = (
    ("isolated", "-I"),
    ("ignore_environment", "-E"),
    ("no_user_site", "-s"),
    ("no_site", "-S"),
    ("dont_write_bytecode", "-B"),
)
"""How an interpreter is called so that `sys.flags` has a flag."""


def command(arguments: Sequence[str]) -> list[str]:
    """The command line of a reader, which imports each module from where this process would.

    `python -m recview.live` would import recview from the current folder, if there is one in it; and would not find it
    in a zip archive.

    Args:
        arguments: Those of `recview.live.__main__.main`.

    Raises:
        OSError: If this process is run by no interpreter that could be started again.
    """
    if not sys.executable:
        raise FileNotFoundError("the interpreter is not known")
    flags = [option for flag, option in _FLAGS if getattr(sys.flags, flag)]
    if sys.flags.optimize:
        flags.append(f"-{'O' * sys.flags.optimize}")
    if sys.flags.utf8_mode:
        flags.append("-Xutf8")
    # An empty path is the current folder, also once that is another one.
    paths = [os.path.abspath(path) if path == "" else path for path in sys.path]
    start = f"import sys; sys.path[:] = {paths!a}; from recview.live.__main__ import main; main(sys.argv[1:])"
    return [sys.executable, *flags, "-P", "-c", start, *arguments]


def spawn(arguments: Sequence[str], inherited: Sequence[int], errors: int) -> int:
    """Start a reader, and return its process id.

    It is in a process group of its own, so that what the terminal sends to the program (^C, ^Z) is the screen's to
    handle, but in the same session: so the system ends it if the screen is killed while both are stopped.

    Args:
        arguments: Those of `recview.live.__main__.main`.
        inherited: The file descriptors that it has besides the standard ones.
        errors: The file descriptor that its standard error goes to.

    Raises:
        OSError: If there can be no such process.
    """
    line = command(arguments)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, errors, 2),
    ]
    for handle in inherited:
        os.set_inheritable(handle, True)
    try:
        return os.posix_spawn(line[0], line, os.environ, file_actions=actions, setpgroup=0)
    finally:
        for handle in inherited:
            os.set_inheritable(handle, False)

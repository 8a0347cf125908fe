"""Starting the reader's process: this very recview, by this very interpreter, without a terminal.

It is the first thing that the program does, so nothing is imported here that can be imported later.
"""

from __future__ import annotations

import os
import socket
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICE = "recview.live.service"
"""The module of the class `Service` that reads: imported by name, so that the screen's process can do without."""

_SOCKET_BYTES = 1 << 18


class SpawnedReader:
    """A process that was just started, and what this one holds of it.

    Attributes:
        pid: Its process id.
        socket: This end of the pipe.
        memory, errors: The file descriptors of the memory in which it notes what it reads (empty until it is mapped)
            and of what it writes to standard error.
        has_ended: Whether it ended and was waited for: from then on, its number may be another process's.
    """

    def __init__(self, service: str = SERVICE) -> None:
        """Start it.

        Args:
            service: The module of the class `Service` that answers there.

        Raises:
            OSError: If there can be no such process.
        """
        self.has_ended = False
        self.errors = self.memory = -1
        self.socket, other = socket.socketpair()
        try:
            self.errors, self.memory = _nameless_file(), _nameless_file()
            for end in (self.socket, other):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SOCKET_BYTES)
            arguments = [str(other.fileno()), str(self.memory), service]
            self.pid = spawn(arguments, [other.fileno(), self.memory], self.errors)
        except BaseException:
            self.close()
            raise
        finally:
            other.close()

    def close(self) -> None:
        """Close this end of the pipe and the files, at which the process ends."""
        self.socket.close()
        for handle in (self.errors, self.memory):
            if handle >= 0:
                os.close(handle)
        self.errors = self.memory = -1

    def abandon(self) -> None:
        """End it if nobody did: it is not needed."""
        if not self.has_ended:
            self.has_ended = True
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
            self.close()


def _nameless_file() -> int:
    """The file descriptor of a file that has no name, in memory where the system has such files."""
    if hasattr(os, "memfd_create"):
        try:
            return os.memfd_create("recview")
        except OSError:
            pass
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        return os.dup(file.fileno())


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

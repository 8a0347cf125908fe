"""Files of the state folder: written whole, for the user alone, one recview after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LOCK_TRIES = 20
_LOCK_WAIT_S = 0.01


@contextmanager
def locked(folder: str, tries: int = _LOCK_TRIES) -> Iterator[None]:
    """Hold a folder, so that another recview waits; after a fifth of a second, or where none can be held, go on.

    Args:
        folder: The folder.
        tries: How often a hundredth of a second is waited.
    """
    import fcntl
    from time import sleep

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for _ in range(tries):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                sleep(_LOCK_WAIT_S)
            except OSError:
                break
        yield
    finally:
        os.close(handle)


def write_whole(path: str, text: str) -> None:
    """Write a file whole or not at all, for the user alone; what was no text as it was read is written as it was.

    Raises:
        OSError: If it cannot be written; the file is as it was then.
    """
    temporary = f"{path}.{os.urandom(6).hex()}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode(errors="surrogateescape"))
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise

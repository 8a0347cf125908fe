"""The bytes of objects, from one git process that is asked by object id. Safe for several threads."""

from __future__ import annotations

import os
import select
import tempfile
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import IO, TYPE_CHECKING

from recview.sources.git.commands import SECONDS, Git, GitProblem, checked_id, start_batch
from recview.sources.git.environment import problem_words
from recview.sources.git.objects import object_head

if TYPE_CHECKING:
    import subprocess

ABSENT = "its object is missing in this repository"

_STEP = 1 << 20
_DRAINED_BYTES = 8 << 20
"""Bytes that are not wanted and still read; of more, git is ended and started anew."""


class Blobs:
    """Reads objects."""

    # At the end of the program the module may be gone before the object.
    _suppress = staticmethod(suppress)

    def __init__(self, git: Git) -> None:
        """Start nothing yet.

        Args:
            git: Where the objects are.
        """
        self._git = git
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._rest = b""

    def __del__(self) -> None:
        with self._suppress(Exception):
            self.close()

    def close(self) -> None:
        """End git; it is started anew if more is asked for."""
        process, errors, self._process, self._errors, self._rest = self._process, self._errors, None, None, b""
        if process:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with suppress(OSError):
                        stream.close()
            process.wait()
        if errors:
            errors.close()

    def read(self, id_: str, offset: int, limit: int | None, window: int, most: int) -> tuple[bytes, int]:
        """Bytes of an object, and how many it has in all.

        Args:
            id_: Its id.
            offset: The first byte.
            limit: How many bytes at most; None for all of a small object, and the first `window` of a large one.
            window: See `limit`.
            most: From how many bytes on an object is large.

        Raises:
            GitProblem: With the reason.
        """
        with self._lock:
            try:
                return self._read(checked_id(id_), offset, limit, window, most)
            except (OSError, ValueError) as error:
                self.close()
                raise GitProblem(f"git was interrupted: {error}") from None
            except BaseException:
                self.close()
                raise

    def _read(self, id_: str, offset: int, limit: int | None, window: int, most: int) -> tuple[bytes, int]:
        process = self._process or self._start()
        assert process.stdin
        os.write(process.stdin.fileno(), f"{id_}\n".encode())
        head = object_head(self._line())
        if head.kind == "missing":
            raise GitProblem(ABSENT)
        if limit is None:
            limit = window if head.size > most else head.size
        start = min(offset, head.size)
        self._skip(start)
        data = self._take(min(limit, head.size - start))
        left = head.size - start - len(data)
        if left > _DRAINED_BYTES:
            self.close()
        else:
            self._skip(left + 1)
        if head.kind != "blob":
            raise GitProblem(f"no file but a {head.kind} in git")
        return data, head.size

    def _start(self) -> subprocess.Popen[bytes]:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = start_batch(self._git, self._errors)
        return self._process

    def _line(self) -> bytes:
        while b"\n" not in self._rest:
            self._rest += self._more()
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _take(self, count: int) -> bytes:
        pieces = [self._rest[:count]]
        self._rest = self._rest[count:]
        count -= len(pieces[0])
        while count > 0:
            piece = self._more()
            pieces.append(piece[:count])
            self._rest = piece[count:]
            count -= len(pieces[-1])
        return b"".join(pieces)

    def _skip(self, count: int) -> None:
        while count > 0:
            count -= len(self._take(min(count, _STEP)))

    def _more(self) -> bytes:
        """What git prints next.

        Raises:
            GitProblem: If it does not answer, or ended.
        """
        assert self._process
        assert self._process.stdout
        assert self._errors
        handle = self._process.stdout.fileno()
        until = monotonic() + SECONDS
        poll = select.poll()
        poll.register(handle, select.POLLIN | select.POLLHUP)
        while not poll.poll(max(0, until - monotonic()) * 1000):
            if monotonic() >= until:
                raise GitProblem(f"git did not answer within {SECONDS} seconds")
        piece = os.read(handle, _STEP)
        if not piece:
            self._errors.seek(0)
            raise GitProblem(problem_words(self._errors.read(4_096)) or "git ended before it answered")
        return piece

"""The thread that works when nothing else is to be done: it decodes and checks recordings."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from recview.current_file import reading
from recview.live.events import ContentsRead, LiveEvent
from recview.live.throttle import Throttle
from recview.root import Root
from recview.sources.files import Stamp
from recview.unused_memory import give_back_freed_memory

if TYPE_CHECKING:
    from recview.live.decoded_files import DecodedFiles
    from recview.live.file_decoder import FileDecoder
    from recview.live.idle_checks import IdleChecks

GIVE_BACK_EVERY_S = 5.0
"""Seconds of work after which freed memory is given back to the system: it may be a fourth of all."""

REPORT_EVERY_S = 0.2
"""Seconds between two reports of what was decoded."""


class IdleWork:
    """Decodes recordings until stopped.

    Attributes:
        made: How many files were decoded so far, those not counted that an earlier session decoded.
    """

    def __init__(
        self,
        root: Root,
        notify: Callable[[LiveEvent], None] = lambda event: None,
        *,
        is_busy: Callable[[], bool],
        wait_for_turn: Callable[[], None] = lambda: None,
        is_waited_for: Callable[[], bool] = lambda: False,
        checks: IdleChecks | None = None,
    ) -> None:
        """Create it.

        Args:
            root: Where the files are.
            notify: Is called, in this thread, with what was decoded.
            is_busy: Whether the screen is answering a key just now.
            wait_for_turn: Waits, before each file, until there is no other work that comes first.
            is_waited_for: Whether somebody waits for what is decoded; then nothing is checked meanwhile.
            checks: What else is done with all recordings; None if nothing is.
        """
        self._is_waited_for = is_waited_for
        self._checks = checks
        self._wait_for_turn = wait_for_turn
        self.made = 0
        self._root = root
        self._notify = notify
        self._throttle = Throttle(is_busy)
        self._undecoded: dict[str, None] = {}
        self._kept: Callable[[str], bytes | None] = lambda path: None
        self._unreported: list[str] = []
        self._reported_at = 0.0
        self._has_reported = False
        self._changed = threading.Condition()
        self._is_started = self._is_stopped = self._is_decoding = False
        self._thread = threading.Thread(target=self._run, name="idle work", daemon=True)

    @cached_property
    def _decoder(self) -> FileDecoder:
        """What decodes, imported when there is something to decode: the list comes first."""
        from recview.live.file_decoder import FileDecoder

        return FileDecoder(self._root)

    @property
    def decoded(self) -> DecodedFiles:
        """What decoding told of each file."""
        return self._decoder.files

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self._is_started and not self._undecoded and not self._is_decoding

    def progress(self) -> tuple[int, int, bool]:
        """How many files were decoded, of how many, and whether nothing is left to do."""
        with self._changed:
            return *self._progress(), self.is_done

    def _progress(self) -> tuple[int, int]:
        left = len(self._undecoded)
        total = len(self.decoded) + sum(path not in self.decoded for path in self._undecoded) + self._is_decoding
        return total - left - self._is_decoding, total

    def start(
        self,
        undecoded: Sequence[str],
        kept: Callable[[str], bytes | None] = lambda path: None,
        stamps: Mapping[str, Stamp] = MappingProxyType({}),
    ) -> None:
        """Begin, once all files were read.

        Args:
            undecoded: The files that have rows.
            kept: Returns what an earlier session decoded of a file, as `decoded_content.to_bytes` makes it; None if
                that is not known.
            stamps: What tells, of each file, that it changed; nothing is checked without.
        """
        if self._checks:
            self._checks.start(undecoded if stamps else (), stamps)
        self._kept = kept
        self._undecoded = dict.fromkeys(reversed(undecoded))
        self._is_started = True
        self._thread.start()

    def add(self, paths: Iterable[str]) -> None:
        """Have these files decoded again, as they changed; before the start they are among those to decode anyway."""
        if self._is_started:
            paths = list(paths)
            with self._changed:
                self._undecoded.update(dict.fromkeys(paths))
            self.check(paths)

    def check(self, paths: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Have files checked again, as they changed or are there again, and others left out, as they are gone."""
        if self._is_started:
            with self._changed:
                if self._checks:
                    self._checks.add(paths)
                    self._checks.forget(gone)
                self._changed.notify_all()

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def _run(self) -> None:
        give_back_at = time.monotonic() + GIVE_BACK_EVERY_S
        # Importing what decodes and checks is work, too.
        self._wait_for_turn()
        while (work := self._next_work()) is not None:
            path, do = work
            self._wait_for_turn()
            if self._is_stopped:
                return
            with reading(path) if path else nullcontext():
                do(path)
            if not path or time.monotonic() > give_back_at:
                give_back_freed_memory()
                give_back_at = time.monotonic() + GIVE_BACK_EVERY_S
            self._throttle()

    def _next_work(self) -> tuple[str, Callable[[str], None]] | None:
        """The next file and what to do with it, waited for; without a path, with all of them. None once stopped."""
        with self._changed:
            self._is_decoding = False
            self._report(is_due=not self._undecoded)
            while not self._undecoded and not self._is_stopped:
                seconds = self._checks.due_in_s() if self._checks else None
                if self._checks and seconds == 0:
                    return self._checks.next_path(), self._checks.work_on
                self._changed.wait(seconds)
            if self._is_stopped:
                return None
            self._is_decoding = True
            # The last ones first: those that changed.
            path, _ = self._undecoded.popitem()
            self.decoded.forget(path)
            # Whoever waits for texts does not wait for checks.
            checks = self._checks if self._checks and not self._is_waited_for() and self._checks.take_up(path) else None
            return path, partial(self._decode, checks=checks)

    def _report(self, *, is_due: bool) -> None:
        """Tell what was decoded since the last time, unless that was just now; not of files that changed since."""
        now = time.monotonic()
        if not (self._unreported or not self._has_reported) or not (is_due or now - self._reported_at > REPORT_EVERY_S):
            return
        paths = [path for path in self._unreported if path not in self._undecoded]
        self._unreported, self._reported_at = [], now
        read, total = self._progress()
        self._notify(ContentsRead(self.decoded.read_contents(paths), read, total, not self._has_reported))
        self._has_reported = True

    def _decode(self, path: str, checks: IdleChecks | None) -> None:
        """Decode a file, and check it meanwhile, if it is to be checked."""
        self._unreported.append(path)
        self.made += self._decoder.decode(path, self._kept, checks)

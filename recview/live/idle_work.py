"""The thread that works when nothing else is to be done: it keeps missing first contents and makes search texts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from recview.current_file import reading
from recview.digests import content_digest
from recview.live.throttle import Throttle
from recview.model import Readability
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.files import NotRead, read_listed


class IdleWork:
    """Keeps first contents and makes search texts until stopped.

    Attributes:
        texts: The digest of a file's content and the text of its recordings, by path; see `search_text.encoded`.
        made: How many texts were made so far.
    """

    def __init__(
        self,
        root: Root,
        baseline: Baseline,
        *,
        is_busy: Callable[[], bool],
        wait_for_turn: Callable[[], None] = lambda: None,
    ) -> None:
        """Create it.

        Args:
            root: Where the files are.
            baseline: The first contents.
            is_busy: Whether the screen is answering a key just now.
            wait_for_turn: Waits, before each file, until there is no other work that comes first.
        """
        self._wait_for_turn = wait_for_turn
        self.texts: dict[str, tuple[bytes, bytes]] = {}
        self.made = 0
        self._root = root
        self._baseline = baseline
        self._throttle = Throttle(is_busy)
        self._contentless: list[str] = []
        self._textless: dict[str, None] = {}
        self._changed = threading.Condition()
        self._is_stopped = False
        self._has_contents = False
        self._is_folding = False
        self._thread = threading.Thread(target=self._run, name="idle work", daemon=True)

    @property
    def has_contents(self) -> bool:
        """Whether all first contents are kept that can be."""
        return self._has_contents

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self._has_contents and not self._textless and not self._is_folding

    def start(self, contentless: list[str], textless: list[str]) -> None:
        """Begin, once the baseline's digests are kept.

        Args:
            contentless: The files of whose first content just the digest is kept.
            textless: The files whose text is not known.
        """
        self._contentless = contentless
        self._textless = dict.fromkeys(textless)
        self._thread.start()

    def add(self, paths: Iterable[str]) -> None:
        """Have the texts of these files made again, as they changed."""
        with self._changed:
            self._textless.update(dict.fromkeys(paths))
            self._changed.notify()

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify()

    def _run(self) -> None:
        for path in self._contentless:
            self._wait_for_turn()
            if self._is_stopped:
                return
            self._baseline.keep_content(path, self._read(path))
            self._throttle()
        self._has_contents = True
        while textless := self._next_path():
            self._wait_for_turn()
            with reading(textless):
                self._fold_text(textless)
            self._throttle()

    def _next_path(self) -> str | None:
        """The next file whose search text is to be made, waited for; None once stopped."""
        with self._changed:
            self._is_folding = False
            self._changed.wait_for(lambda: self._textless or self._is_stopped)
            if self._is_stopped:
                return None
            self._is_folding = True
            path = next(iter(self._textless))
            del self._textless[path]
            return path

    def _fold_text(self, path: str) -> None:
        """Make the search text of a file as it is now; a file that cannot be read has none."""
        self.texts.pop(path, None)
        data = self._read(path)
        if data is None:
            return
        from recview.reading.recordings import read_recordings
        from recview.reading.search_text import encoded, search_text

        recordings = read_recordings(path, data, FilesBeside(self._root))
        if not isinstance(recordings, Readability):
            try:
                self.texts[path] = content_digest(data), encoded(map(search_text, recordings))
                self.made += 1
            except Exception:
                # A mistake of recview's own costs the text of a file, not the others'.
                return

    def _read(self, path: str) -> bytes | None:
        """The whole content of a file now; None if it cannot be read."""
        try:
            content = read_listed(self._root, path)
        except (NotRead, OSError):
            return None
        return content.data if content.whole else None

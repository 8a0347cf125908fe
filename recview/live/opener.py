"""Loads recordings in one thread; what the screen asks about those that are open is answered in another.

So rows of chunks do not wait for a large recording.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event

from recview.current_file import reading
from recview.display.page_rows import PageLayout
from recview.indexed_file import GONE
from recview.live.events import LiveEvent, Opened
from recview.live.open_recordings import OpenRecordings, layout_of
from recview.live.requests import CancelOpening, Forget, Open, OpenedRequest
from recview.live.worker import Worker
from recview.model import Source
from recview.named_tuple import NamedTuple
from recview.progress import Progress
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import own_mistake
from recview.reading.opening import unopened
from recview.reading.recording_view import Unopened
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.files import stamp_on_disk
from recview.sources.loading import load, load_beginning
from recview.sources.parsed_files import ParsedFiles

SMALL_BYTES = 1_000_000
"""Bytes of a file up to which no progress is shown: it opens at once."""

BEGINNING_S = 1.0
"""Seconds that a large file waits to be parsed, which no other thread can do anything beside, for its first page."""


class OpeningDropped(Exception):
    """The recording that is being opened is no longer wanted."""


class Opener:
    """Opens until stopped."""

    def __init__(self, root: Root, baseline: Baseline, files: ParsedFiles, notify: Callable[[LiveEvent], None]) -> None:
        """Create it.

        Args:
            root: Where the files are.
            baseline: What they held at the start.
            files: Holds what was parsed of them just now.
            notify: Is called, in a thread, with what was loaded and with every answer.
        """
        self._root = root
        self._baseline = baseline
        self._files = files
        self._notify = notify
        self._wanted: Source | None = None
        self._prepared: dict[Source, HeldRecording | None] = {}
        self._has_begun = Event()
        self._open_recordings = OpenRecordings(root, baseline, notify)
        self._loading, self._answering = Worker("loading"), Worker("answering")

    def handle(self, request: OpenedRequest) -> None:
        """Have a request answered by an event; returns at once."""
        match request:
            case Open():
                self._wanted = request.source
                self._files.set_open(request.source.path)
                self._loading.put("open", partial(self._open, request))
            case CancelOpening():
                self._wanted = None
                self._loading.drop("open")
            case Forget(opening=opening):
                # In the thread: it takes a while to take a large tree apart.
                self._answering.put(f"forget {opening}", partial(self._open_recordings.forget, opening))
            case _:
                self._answering.put(type(request).__name__, partial(self._open_recordings.answer, request))

    def prepare(self, source: Source) -> None:
        """Have the beginning of a large recording read before it is asked for; returns at once."""
        self._loading.put("prepare", partial(self._prepare, source))

    def _prepare(self, source: Source) -> None:
        self._prepared[source] = load_beginning(self._root, source)

    def wait_for_beginning(self) -> None:
        """Wait until the first recording that is asked for shows its beginning, for a second at most."""
        self._has_begun.wait(BEGINNING_S)

    def wait_until_idle(self) -> None:
        """Wait until nothing is being loaded."""
        self._loading.wait_until_idle()

    def stop(self) -> None:
        """End soon."""
        self._has_begun.set()
        self._loading.stop()
        self._answering.stop()

    def _open(self, request: Open) -> None:
        path = request.source.path
        try:
            with reading(path):
                opened = self._load(request)
        except OpeningDropped:
            return
        finally:
            self._files.release(path)
        self._notify(opened.event(request))
        if isinstance(opened.result, HeldRecording):
            opened.result.prepare()

    def _open_beginning(self, request: Open) -> None:
        """Notify of the beginning of a large recording, if it can be read by itself."""
        source = request.source
        beginning = self._prepared.pop(source) if source in self._prepared else load_beginning(self._root, source)
        if beginning:
            self._open_recordings.add(-request.opening, beginning)
            loaded = _Loaded(beginning, layout_of(beginning, request.options))
            self._notify(loaded.event(request)._replace(opening=-request.opening))

    def _load(self, request: Open) -> _Loaded:
        """What is to be opened and its page, or why there is none."""
        source = request.source
        try:
            advance = partial(self._advance, source, stamp_on_disk(self._root.path(source.path))[2])
            advance(0)
            if request.is_new:
                self._open_beginning(request)
            self._has_begun.set()
            result = load(self._root, source, self._baseline, self._files, advance)
            if not isinstance(result, HeldRecording):
                return _Loaded(result)
            problem = self._put_before(result, request.before) if request.before else ""
            layout = layout_of(result, request.options)
        except OpeningDropped:
            raise
        except Exception as error:
            # Whatever goes wrong in a thread must be seen: else the recording before would stay on the screen.
            return _Loaded(unopened(source, own_mistake(error), b""))
        self._open_recordings.add(request.opening, result)
        return _Loaded(result, layout, problem)

    def _put_before(self, now: HeldRecording, source: Source) -> str:
        """Put a recording that the user chose before another one; why it cannot be, empty if it is."""
        before = load(self._root, source, None, self._files)
        if isinstance(before, HeldRecording):
            from recview.reading.earlier import put_before

            put_before(now, before)
            return ""
        return f"{source.path}: {before.problem if before else GONE}"

    def _advance(self, source: Source, size: int, share: float) -> None:
        """Notify of how far opening a recording has come.

        Raises:
            OpeningDropped: If another recording is wanted meanwhile, or none.
        """
        if source != self._wanted:
            raise OpeningDropped
        if size > SMALL_BYTES:
            self._notify(Progress("opening", int(size * share), size, source.path))


class _Loaded(NamedTuple):
    """What was loaded, or why nothing was; None if its file is gone.

    Attributes:
        layout: Its page.
        problem: Why the recording that was to be shown before it is not.
    """

    result: HeldRecording | Unopened | None
    layout: PageLayout | None = None
    problem: str = ""

    def event(self, request: Open) -> Opened:
        """The answer to a request."""
        result = self.result.view if isinstance(self.result, HeldRecording) else self.result
        return Opened(
            request.opening, request.source, request.reload, result, self.layout, request.options, self.problem
        )

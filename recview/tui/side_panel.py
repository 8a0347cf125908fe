"""The panels beside the conversation: request, response, chunk, raw file, findings, and the facts at the playhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.app import ComposeResult
from textual.content import Content

from recview.display.severity_marks import ERROR
from recview.humanize import shorten
from recview.live.events import ChunkHits, ChunkRowsRead, ChunksRead
from recview.live.requests import ChunksKey
from recview.tui.bars import TabBar
from recview.tui.bordered_pane import BorderedPane
from recview.tui.chunk_panel import ChunkPanel
from recview.tui.facts_view import FactsView
from recview.tui.line_view import LineView
from recview.tui.styles import set_border_subtitle

if TYPE_CHECKING:
    # What the first frame does not show is imported after it.
    from recview.findings import Finding, RuleText
    from recview.reading.recording_view import RawText, RecordingView, Unopened
    from recview.tui.chunk_list import ChunkList
    from recview.tui.findings_view import FindingsView
    from recview.tui.json_view import JsonView
    from recview.tui.raw_view import RawView

Side: TypeAlias = Literal["request", "response", "chunk", "raw", "findings"]
SIDES: tuple[Side, ...] = ("request", "response", "chunk", "raw")


class SidePanel(BorderedPane):
    """One of five views at a time, and the facts below."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.side: Side = "request"
        self.complete = False
        self._recording: RecordingView | None = None
        self._position = -1
        self._chunk_panel = ChunkPanel(lambda: _json_view(self, "chunk"))

    def compose(self) -> ComposeResult:
        """What the first frame shows: without a recording, no lines."""
        yield TabBar(id="side-tabs")
        yield LineView(id="request")
        yield FactsView(id="facts")

    async def mount_rest(self) -> None:
        """The views, once the first frame is painted."""
        from recview.tui.chunk_list import ChunkList
        from recview.tui.findings_view import FindingsView
        from recview.tui.json_view import JsonView
        from recview.tui.raw_view import RawView

        views: tuple[LineView, ...] = (
            JsonView(id="request", depth=2),
            JsonView(id="response", depth=4),
            ChunkList(id="chunks"),
            JsonView(id="chunk", depth=9),
            RawView(id="raw"),
            FindingsView(id="findings"),
        )
        for view in views:
            view.display = False
        with self.app.batch_update():
            first = self.view
            has_focus = first.has_focus
            await first.remove()
            await self.mount(*views, before="#facts")
            self.complete = True
            self.show_side(self.side)
            if has_focus:
                self.screen.set_focus(self.view)

    def on_mount(self) -> None:
        """Start with the request, unless a signal ended the app before there were views."""
        if self.is_attached:
            self.query_one("#facts").border_title = Content("At the playhead")
            self.show_side(self.side)

    # State from above --------------------------------------------------------------------------------------------

    def show_recording(self, recording: RecordingView, key: ChunksKey, *, keep: bool) -> None:
        """Show another recording, or with `keep` the same one read again.

        Args:
            recording: The recording.
            key: Which its chunks are, and whether credentials are shown.
            keep: Whether folds, cursors and hits stay.
        """
        self._recording = recording
        self._position = -1
        self._show_fields(recording, key, keep=keep)
        self.show_raw(recording.raw, secrets=key.secrets, keep=keep)
        self.show_side(self.side)

    def show_secrets(self, recording: RecordingView | None, key: ChunksKey) -> None:
        """Show or cover credentials of the recording that is shown, if there is one, and of the raw file."""
        _raw_view(self).show_secrets(key.secrets)
        if recording is not None:
            self._show_fields(recording, key, keep=True)
            self._chunk_panel.show_again()

    def _show_fields(self, recording: RecordingView, key: ChunksKey, *, keep: bool) -> None:
        self._chunk_panel.begin(recording.chunk_count, key, keep=keep)
        request = recording.request if key.secrets else recording.covered_request
        response = recording.response if key.secrets else recording.covered_response
        _json_view(self, "request").show(request, keep=keep)
        _json_view(self, "response").show(response, keep=keep)
        _chunk_list(self).show(recording.chunk_count, key, keep=keep)

    def show_raw(self, raw: RawText, *, secrets: bool, keep: bool = False) -> None:
        """Show a window on the file."""
        _raw_view(self).show(raw, secrets=secrets, keep=keep)

    def show_unopened(self, failed: Unopened, *, secrets: bool) -> None:
        """Only the raw bytes can be shown."""
        self._recording = None
        self._chunk_panel.begin(0, ChunksKey(0, False, False), keep=False)
        for name in ("request", "response", "chunk"):
            _json_view(self, name).show_words(
                "", "The file was not opened:", f"{failed.problem}.", "", "v shows the raw bytes."
            )
        self.query_one(FactsView).show([("problem", "not opened", "error")])
        self.show_raw(failed.raw, secrets=secrets)
        self.show_side(self.side)

    def show_position(self, position: int) -> None:
        """Show the state as of a chunk."""
        recording = self._recording
        if recording is None or position == self._position:
            return
        self._position = position
        transcript = recording.transcript
        from recview.display.facts import facts_at

        self.query_one(FactsView).show(facts_at(recording.read_as, transcript, position))
        _chunk_list(self).show_position(position)
        chunk = transcript.chunk(position)
        if recording.is_card and recording.chunk_count:
            chunk = 0
        self._chunk_panel.show(chunk)

    def take(self, event: ChunkRowsRead | ChunksRead | ChunkHits) -> None:
        """Show chunks that were asked for, or where a text is in them."""
        match event:
            case ChunkRowsRead():
                _chunk_list(self).take_rows(event)
            case ChunksRead():
                self._chunk_panel.take(event)
            case ChunkHits():
                _chunk_list(self).take_hits(event)

    # Which view --------------------------------------------------------------------------------------------------

    def show_side(self, side: Side) -> None:
        """Bring a view to the front."""
        self.side = side
        active = self.view
        for view in self.query(LineView):
            if view.id != "facts":
                view.display = view is active
        bar = self.query_one("#side-tabs", TabBar)
        tabs, name = side_tabs(self, bar.size.width)
        bar.show_tabs(tabs, name, reserved=len(f" {ERROR} ") if len(tabs) == len(SIDES) else 0)
        if side == "chunk" and self.complete:
            self._chunk_panel.show_again()

    @property
    def where(self) -> str | None:
        """Which of the file's bytes are shown, or where in the JSON the cursor is."""
        view = self.view
        if view.id == "raw":
            return _raw_view(self).where
        from recview.tui.json_view import JsonView

        if not isinstance(view, JsonView) or self.screen.focused is not view:
            return None
        cursor = view.cursor
        return shorten(cursor.where, max(8, self.size.width - 4)) or None if cursor else None

    def on_json_view_pointed(self) -> None:
        """Show where the cursor is."""
        if not self.view.finder.needle:
            set_border_subtitle(self, self.where)

    @property
    def view(self) -> LineView:
        """The view in front: a stream's response is the list of its chunks."""
        streams = self._recording is not None and self._recording.entry.streaming
        if not self.complete:
            return self.query_one("#request", LineView)
        name = "chunks" if self.side == "response" and streams else self.side
        return self.query_one(f"#{name}", LineView)


Tab: TypeAlias = tuple[str, str]
"""The name of a tab and the action that a click on it runs."""


def side_tabs(panel: SidePanel, width: int) -> tuple[list[Tab], str]:
    """The tabs of the views in a bar of a width, and the name of the one in front: findings have one if there are any.

    In a narrow bar the tab of findings has just their mark.
    """
    names: dict[Side, str] = {side: side.capitalize() for side in SIDES}
    findings = _findings_view(panel).findings if panel.complete else ()
    if findings or panel.side == "findings":
        room = width - sum(len(name) + 2 for name in names.values())
        names["findings"] = f"Findings {len(findings)}" if room > len("Findings 999") else ERROR
    return [(name, f"command('panel.{side}')") for side, name in names.items()], names[panel.side]


def show_findings(panel: SidePanel, findings: Sequence[Finding], rules: Mapping[str, RuleText]) -> None:
    """Show what the checks find in the recording that is shown, once the view of it is there."""
    if panel.complete and findings != _findings_view(panel).findings:
        _findings_view(panel).show(findings, rules)
        panel.show_side(panel.side)


def _findings_view(panel: SidePanel) -> FindingsView:
    from recview.tui.findings_view import FindingsView

    return panel.query_one(FindingsView)


def _json_view(panel: SidePanel, name: str) -> JsonView:
    from recview.tui.json_view import JsonView

    return panel.query_one(f"#{name}", JsonView)


def _chunk_list(panel: SidePanel) -> ChunkList:
    from recview.tui.chunk_list import ChunkList

    return panel.query_one(ChunkList)


def _raw_view(panel: SidePanel) -> RawView:
    from recview.tui.raw_view import RawView

    return panel.query_one(RawView)

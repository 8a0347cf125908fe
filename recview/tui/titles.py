"""Shows in borders, tabs, top line and hint line what `recview.display.titles` makes of the session."""

from __future__ import annotations

from time import localtime, strftime
from typing import TYPE_CHECKING

from recview.display import titles
from recview.display.parts import Part
from recview.display.progress import progress_parts
from recview.progress import Progress
from recview.tui.bars import Bar, TabBar
from recview.tui.commands import Needs
from recview.tui.commands.facets import show_facets
from recview.tui.line_view import LineView
from recview.tui.search_box import SearchBox
from recview.tui.side_panel import side_tabs
from recview.tui.styles import set_border_title

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

VIEW_NAMES = {
    "chat": "conversation",
    "request": "request",
    "response": "response",
    "chunks": "response",
    "chunk": "chunk",
    "raw": "raw file",
    "findings": "findings",
}
"""What a search goes through, by the id of the view."""

TYPING_KEYS = (("enter", "enter", "keep"), ("esc", "escape", "end"))
"""The keys of a search while it is typed."""

FACET_KEYS = (("enter", "enter", "filter by it, or not"), ("/", "slash", "query"), ("esc", "escape", "close"))
"""The keys of the facets."""

MATCH_KEYS = (("n", "n", "next"), ("N", "N", "previous"), ("esc", "escape", "end"), ("/", "slash", "find"))
"""Its keys once it is kept."""


class Titles:
    """The words around the panes of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    def show(self) -> None:
        """Show in the borders what is open, and whether it is older than its file; tabs, hints and matches, too."""
        self.show_tabs()
        self.show_hints()
        self.show_matches()
        show_facets(self._main)
        main, session = self._main, self._main.session
        source = session.shown
        if source is None:
            return
        entry = session.library.entry(source) or (session.opened.entry if session.opened else None)
        width, secrets = main.middle.size.width, session.secrets
        if session.stale:
            below = titles.stale_words(session.stale, is_cut=bool(session.opened and session.opened.entry.problem))
        else:
            verdict = titles.verdict_title(session.journal, source, width, secrets=secrets)
            below = _hits(main.chat) or self._marked_words() or verdict or titles.file_title(source, secrets=secrets)
        title = self._pair_title() or titles.recording_title(session.library, entry, source, width, secrets=secrets)
        set_border_title(main.middle, title, below)
        main.middle.set_class(bool(session.stale), "-stale")
        model, view = titles.model_title(entry, main.side.size.width, secrets=secrets), main.side.view
        set_border_title(main.side, model, _hits(view) if view.finder.needle else main.side.where)

    def _pair_title(self) -> str:
        """The names of both recordings where the user chose to see them together; else empty."""
        main, opened = self._main, self._main.session.opened
        if opened is None or opened.earlier is None or not opened.earlier.is_chosen:
            return ""
        sides = opened.earlier.view.entry, opened.entry
        return titles.pair_title(*sides, main.middle.size.width, secrets=main.session.secrets)

    def _marked_words(self) -> str:
        """Which recording is marked, as long as none is compared with it; else empty."""
        session, width = self._main.session, self._main.middle.size.width
        entry = session.library.entry(session.pair.before) if session.pair and not session.pair.after else None
        return titles.marked_words(entry, width, secrets=session.secrets) if entry else ""

    @property
    def is_query_typed(self) -> bool:
        """Whether a query is being typed, whose keys stand in the hint line."""
        return self._main.search_box.is_open and self._main.search.view is None

    def show_hints(self) -> None:
        """Show the keys that do something where the focus is."""
        main = self._main
        # A page that lies over the screen has keys of its own.
        if main.app.screen is not main:
            return
        focused, searched = main.focused, main.search.view
        if isinstance(focused, SearchBox) and searched is None:
            main.hints.show(*main.typing.hint_parts())
        elif isinstance(focused, SearchBox):
            main.hints.show_keys(TYPING_KEYS)
        elif searched is not None and searched.finder.needle and searched is focused:
            main.hints.show_keys(MATCH_KEYS)
        elif focused is main.facets:
            main.hints.show_keys(FACET_KEYS)
        elif isinstance(focused, LineView):
            where = main.panes.focused_keys
            words = {"tree.open": main.test_tree.announcer.enter_hint()} if where == "tree" else {"search.open": "find"}
            main.hints.show_for(where, self._available(), words)

    def show_matches(self) -> None:
        """Show beside what is typed how much of it there is."""
        main, searched = self._main, self._main.search.view
        if not main.search_line.has_class("-open"):
            return
        if searched is None:
            main.search_line.show_count(*main.typing.count_parts())
        else:
            main.search_line.show_count(_hits(searched), VIEW_NAMES.get(str(searched.id), ""))

    def _available(self) -> set[Needs]:
        """What is there for keys to work on."""
        session = self._main.session
        available: set[Needs] = {"nothing"}
        if session.library.files:
            available.add("rows")
        if session.shown is not None:
            available.add("recording")
        if session.player.total:
            available.add("answer")
        if session.opened is not None and session.opened.earlier is not None:
            available.add("compared")
        return available

    def show_tabs(self) -> None:
        """Show, where there is one pane at a time, which it is, and beside it the hits or the playhead."""
        main = self._main
        if not main.has_class("-narrow"):
            return
        searched, pane = main.search.view, main.panes.focused
        sides, name = side_tabs(main.side, main.size.width // 2)
        names = {"tree": "Tests", "chat": "Chat", "side": name}
        tabs = [("Tests", "show_pane('tree')"), ("Chat", "show_pane('chat')")]
        tabs += sides
        hits = _hits(searched) if searched and searched.is_on_screen else ""
        if pane == "tree":
            # Its border has no room for a filter here, and one that is forgotten hides tests.
            hits = main.test_tree.filtering.caption(main.size.width // 2 - 8)
        aside = hits or titles.playhead_words(main.session.player)
        main.query_one("#tabs", TabBar).show_tabs(tabs, names[pane], aside)

    def show_top(self) -> None:
        """Show where the recordings are, how many, what a re-record did to them, and whether changes are watched."""
        main = self._main
        label, root, width = main.root.label, main.session.library.root, main.size.width
        faulty = main.test_tree.filtering.marked(root).errors
        main.query_one("#top", Bar).show(*titles.top_line(label, root.tally, self._badge(), width, faulty))

    def _badge(self) -> list[Part]:
        main, session = self._main, self._main.session
        if not session.has_reader:
            return [Part("● not live  ", "error")]
        if session.progress:
            return _progress_parts(session.progress[0], main.size.width)
        if session.indexing or (main.watching and not session.baseline_ready):
            return [Part("reading …  ", "dim")]
        if not main.watching:
            return []
        event = session.journal.event
        return titles.watch_badge(
            following=session.following,
            is_queued=session.queued is not None and not session.player.playing,
            polling=session.polling,
            time=strftime("%H:%M:%S", localtime(event)) if event else "",
            width=main.size.width,
            since=session.verdicts_since,
        )


def _hits(view: LineView) -> str:
    finder = view.finder
    if finder.is_waiting and not finder.hits:
        return "finding …"
    return titles.hit_words(finder.needle, len(finder.hits), finder.current, finder.note)


def _progress_parts(progress: Progress, width: int) -> list[Part]:
    """How far work has come; of a file that is opened in megabytes."""
    if progress.work == "opening":
        done, total = (max(1, part // 1_000_000) for part in (progress.done, progress.total))
        return progress_parts("opening", done, total, width, " MB · esc cancels")
    return progress_parts(progress.work, progress.done, progress.total, width)

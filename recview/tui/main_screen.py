"""The screen under all others: the panes, and the session that they show."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from recview.live.client import Reader
from recview.root import Root
from recview.session import Session
from recview.state.memory import Memory
from recview.tui.bars import Bar, HintBar, TabBar
from recview.tui.beginning import Beginning
from recview.tui.bordered_pane import BorderedPane
from recview.tui.chat_view import ChatView
from recview.tui.clock import OPEN_AFTER_S, TYPING_PAUSE_S, ReplayClock
from recview.tui.commands import Where, command_of, facets, panes, query_line, replay, search
from recview.tui.copier import Copier
from recview.tui.editor import Editor
from recview.tui.facets_view import FacetsView
from recview.tui.first_frame import LaterParts, show_first_frame
from recview.tui.frugal_screen import FrugalScreen
from recview.tui.hit_opening import HitOpening
from recview.tui.keymap import Keymap
from recview.tui.live_feed import LiveFeed
from recview.tui.loader import Loader
from recview.tui.messages import ChunksWanted, FacetChosen, PositionChosen, RecordingChosen, WindowChosen
from recview.tui.pane_row import PaneRow
from recview.tui.panes import Pane, Panes
from recview.tui.search_box import SearchBox, SearchLine
from recview.tui.session_slices import show_changes
from recview.tui.side_panel import SidePanel
from recview.tui.text_searches import TextSearches
from recview.tui.textual_bindings import bindings
from recview.tui.titles import Titles
from recview.tui.transport import Transport
from recview.tui.tree_view import TreeView
from recview.tui.typing_help import TypingHelp
from recview.tui.visited import Visited


class MainScreen(FrugalScreen):
    """The panes, composed: the session says what they show, and `become` shows another one.

    Attributes:
        session: The state of everything on the screen.
        memory: What is remembered of earlier runs.
        keymap: The user's keys.
        visited: The recordings that were open.
        keys: Where its own keys are in the table of commands.
        watching, ticking: Whether changes on the disk are shown, and a clock moves the replay.
    """

    AUTO_FOCUS = "#tree"
    keys: Where = "app"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")

    def __init__(self, root: Root, session: Session, reader: Reader, *, ticking: bool, watching: bool) -> None:
        super().__init__(id="_default")
        self.root, self.session, self.ticking, self.watching = root, session, ticking, watching
        self.search, self.beginning = search.Search(), Beginning()
        self.memory, self.keymap, self.visited = Memory(), Keymap(), Visited()
        self.last_copy, self.copier, self.editor = "", Copier(self), Editor(self)
        self.panes, self.titles = Panes(self), Titles(self)
        self.texts, self.typing, self.facets = TextSearches(self), TypingHelp(self), FacetsView(id="facets")
        self.hit_opening = HitOpening(self)
        self.loader, self.clock = Loader(self), ReplayClock(self, ticking=ticking)
        self.test_tree, self.chat = (
            TreeView(self.texts.show, rest=OPEN_AFTER_S if ticking else 0, id="tree"),
            ChatView(id="chat"),
        )
        self.chats = (self.chat,)
        self.transport, self.side = Transport(id="transport"), SidePanel(id="side")
        self.middle = BorderedPane(id="middle")
        self.search_line = SearchLine(id="search-line", delay=TYPING_PAUSE_S if ticking else 0)
        self.search_box, self.hints = self.search_line.box, HintBar(id="hints")
        self.live, self.later_parts = LiveFeed(self, reader), LaterParts(self)

    def compose(self) -> ComposeResult:
        """All panes; styles show those there is room for. What the first frame does not show is mounted later."""
        yield Bar(id="top")
        yield TabBar(id="tabs")
        with PaneRow(self.panes.resize, id="panes"):
            yield self.test_tree
            with self.middle:
                yield self.chat
                yield self.transport
            yield self.side
        yield self.hints

    def on_mount(self) -> None:
        """Show the first frame, unless a signal ended the app before it had panes."""
        if not self.is_leaving:
            show_first_frame(self)

    def become(self, session: Session) -> None:
        """Take another session and show what is different in it."""
        before, self.session = self.session, session
        if session is not before and not self.is_leaving:
            show_changes(self, before)

    @property
    def is_leaving(self) -> bool:
        """Whether the panes are gone already: what still arrives while the app ends has nowhere to be shown."""
        return not self.side.is_attached

    def action_command(self, id: str) -> None:
        """Run a command by its id."""
        command = command_of(id)
        command.run(self, *command.arguments)

    async def action_search_key(self, does: query_line.Key) -> None:
        """Do what a key of the line does while something is typed."""
        await query_line.press(self, does)

    def action_show_pane(self, pane: Pane) -> None:
        """Show and focus a pane."""
        self.panes.go_to(pane)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may run: keys are no commands while something is typed."""
        is_typing = isinstance(self.focused, SearchBox)
        return is_typing if action == "search_key" else not (is_typing and action == "command")

    def on_recording_chosen(self, message: RecordingChosen) -> None:
        """Open what the cursor of the list rests on, or what a key asks for."""
        if message.at_once or self.beginning.allows(message.source):
            panes.open_recording(self, message.source, at_once=message.at_once)

    def on_cursor_moved(self) -> None:
        """Stop following: the cursor of the list was moved by hand."""
        self.beginning.take_cursor()
        self.become(self.session.unfollow())

    def on_enter_changed(self) -> None:
        """Show the hints: enter may do something else on the row under the cursor of the list."""
        self.titles.show_hints()

    def on_facet_chosen(self, message: FacetChosen) -> None:
        """Write a value of the facets into the query, or take it out."""
        facets.choose_term(self, message.term)

    def on_position_chosen(self, message: PositionChosen) -> None:
        """Move the replay to where a view asks for."""
        replay.seek(self, message.position)

    def on_window_chosen(self, message: WindowChosen) -> None:
        """Read another part of the raw file."""
        self.loader.read_window(message.offset)

    def on_chunks_wanted(self, message: ChunksWanted) -> None:
        """Ask for what a view is to show."""
        self.live.send(message.request)

    def on_search_box_typed(self, message: SearchBox.Typed) -> None:
        """Filter or find as it is typed, unless typing has ended or gone on meanwhile."""
        if self.search_box.is_open and message.text == self.search_box.value:
            search.look_for(self, message.text)

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that there is room for."""
        self.panes.lay_out(event.size.width)
        self.call_after_refresh(self.titles.show_top)

    def on_chat_view_refitted(self) -> None:
        """Show the titles: the pane has another width, so they may have more or less room."""
        self.titles.show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the pane that has the focus now, its hints, and where in it the cursor is."""
        self.panes.focus_moved_to(event.widget)
        self.titles.show()

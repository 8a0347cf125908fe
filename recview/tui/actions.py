"""What keys do to the replay and to the panes, as parts of the app class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.widget import Widget

from recview.display.mask import masked_url
from recview.display.wording import plural
from recview.replay.player import Player
from recview.session import Option, Session
from recview.tui.chat_view import ChatView
from recview.tui.clipboard import osc52, write_copy
from recview.tui.json_view import JsonView
from recview.tui.line_view import LineView
from recview.tui.search_box import SearchBox
from recview.tui.side_panel import Side, SidePanel
from recview.tui.tree_view import TreeView

if TYPE_CHECKING:
    from textual.app import App

    Base: TypeAlias = App[None]
else:
    Base = object

Pane: TypeAlias = Literal["tree", "chat", "side"]
PANES: tuple[Pane, ...] = ("tree", "chat", "side")


class ReplayActions(Base):
    """The transport, and the options of what is shown."""

    session: Session

    def become(self, session: Session) -> None:
        """Take another state; the app shows it."""
        raise NotImplementedError

    def action_play(self) -> None:
        """Play or pause."""
        self.become(self.session.played(self.session.player.toggle()))

    def action_step(self, count: int) -> None:
        """Move by chunks."""
        self.become(self.session.played(self.session.player.step(count)))

    def action_speed(self, by: int) -> None:
        """Change the pace."""
        self.become(self.session.played(self.session.player.faster(by)))

    def action_tenth(self, count: int) -> None:
        """Go to a tenth."""
        self.become(self.session.played(self.session.player.tenth(count)))

    def action_seek(self, position: int) -> None:
        """Go to a position; -1 is the end."""
        player = self.session.player
        self.become(self.session.played(player.seek(player.total if position < 0 else position)))

    def seek_marker(self, by: int) -> bool:
        """Go to the next or previous marker of the answer; returns whether there is one."""
        at, opened = self.session.player.position, self.session.opened
        if opened is None:
            return False
        found = opened.transcript.next_marker(at) if by > 0 else opened.transcript.previous_marker(at)
        if found is not None:
            self.action_seek(found)
        return found is not None

    def action_switch(self, option: Option) -> None:
        """Switch an option, and say so where it does not show."""
        on = not getattr(self.session, option)
        self.become(self.session.switched(option))
        said = {
            "ghost": "The unplayed rest is shown as a ghost" if on else "Only what was played is shown",
            "shaded": self._shading(on),
            "secrets": "Credentials are shown" if on else "Credentials are covered",
            "autoplay": "Recordings play when they open" if on else "Recordings open at their end",
        }
        self.say(said[option])

    def say(self, words: str, seconds: float = 3) -> None:
        """Say something for a moment; only the latest word counts."""
        self.clear_notifications()
        self.notify(words, markup=False, timeout=seconds)

    def _shading(self, on: bool) -> str:
        opened = self.session.opened
        if on and opened and not any(block.tokens for block in opened.transcript.blocks):
            return "This recording holds no logprobs to shade by"
        return "Tokens are shaded by probability: the darker, the less likely" if on else "No shading"


class PaneActions(ReplayActions):
    """Focus, side views, zoom, searching."""

    pane: Pane = "tree"
    zoomed = False
    searched: LineView | None = None
    _sought_from = Player()

    def lay_out_panes(self) -> None:
        """Show the panes that there is room for."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Say in the borders what is shown."""
        raise NotImplementedError

    def pane_view(self, pane: Pane) -> LineView:
        """The view of a pane that takes the keys."""
        if pane == "side":
            return self.query_one(SidePanel).view
        return self.query_one(TreeView) if pane == "tree" else self.query_one(ChatView)

    def go_to_pane(self, pane: Pane) -> None:
        """Show and focus a pane."""
        self.pane = pane
        self.lay_out_panes()
        self.screen_stack[0].set_focus(self.pane_view(pane))

    def action_pane(self, by: int) -> None:
        """The next or previous pane."""
        self.go_to_pane(PANES[(PANES.index(self.pane) + by) % len(PANES)])

    def action_show_pane(self, pane: Pane) -> None:
        """A pane by name."""
        self.go_to_pane(pane)

    def action_side(self, side: Side) -> None:
        """Bring a side view to the front, and the focus to it where it could not be seen otherwise."""
        panel = self.query_one(SidePanel)
        panel.show_side(side)
        if self.pane != "tree" or not panel.display or self.is_crowded:
            self.go_to_pane("side")
        self.lay_out_panes()

    @property
    def is_crowded(self) -> bool:
        """Whether not all panes are on the screen."""
        return self.zoomed or self.size.width < 118

    def action_zoom(self) -> None:
        """The focused pane alone, or all again."""
        self.zoomed = not self.zoomed
        self.lay_out_panes()

    def action_search(self) -> None:
        """Filter the tests, or find in the focused pane."""
        if self.pane == "tree":
            self.searched = None
            tree = self.query_one(TreeView)
            self.query_one(SearchBox).open("filter tests by id or file: words, all must occur", " ".join(tree.words))
        else:
            self._open_find(self.pane_view(self.pane))

    def action_find(self) -> None:
        """Find in the open recording."""
        if self.pane == "tree":
            self.go_to_pane("chat")
        self._open_find(self.pane_view(self.pane))

    def _open_find(self, view: LineView) -> None:
        if self.searched is not None and self.searched is not view:
            self.searched.forget_search()
        self.searched = view
        self._sought_from = self.session.player
        view.begin_search()
        self.query_one(SearchBox).open("find in this pane: n next, N previous, esc ends", view.needle)

    def on_search_box_typed(self, event: SearchBox.Typed) -> None:
        """Filter or find as it is typed; what was kept or dropped meanwhile is settled already."""
        if self.query_one(SearchBox).is_open:
            self._look_for(event.text)

    def _look_for(self, text: str) -> None:
        if self.searched is None:
            self.query_one(TreeView).filter(text)
        else:
            self.searched.find(text)
        self.retitle()

    async def action_keep_search(self) -> None:
        """Enter: go on with what was found. The keys after it may be there already, so nothing here is a message."""
        box = self.query_one(SearchBox)
        await box.settled()
        self._look_for(box.value)
        self._close_search()

    async def action_drop_search(self) -> None:
        """Escape: forget it, and go back to where it began."""
        await self.query_one(SearchBox).settled()
        if self.searched is None:
            self.query_one(TreeView).filter("")
        else:
            self.searched.drop_search()
            self.searched = None
            if self._sought_from.total == self.session.player.total:
                self.become(self.session.played(replace(self._sought_from, speed=self.session.player.speed)))
        self._close_search()

    def _close_search(self) -> None:
        self.query_one(SearchBox).close()
        self.go_to_pane(self.pane)
        self.retitle()

    def action_next(self, by: int) -> None:
        """The next place that was found, else the next recording."""
        if self.searched is not None and self.searched.needle and self.searched.is_on_screen:
            if not self.searched.hits:
                self.say("Not found; esc ends the search")
            self.searched.next_hit(by)
            self.retitle()
        elif not self.query_one(TreeView).go_to_neighbour(by):
            self.say("No further recording")

    def action_mark(self, by: int) -> None:
        """The next marker of the answer, or in the tests the next row with a flag."""
        if self.pane != "tree":
            if not self.seek_marker(by):
                self.say("No further mark (tool call, finish)")
        elif not self.query_one(TreeView).go_to_neighbour(by, flagged=True):
            self.say("No further row has a flag (error, length, broken)")

    def action_leave(self) -> None:
        """End a selection, a search, a zoom, a filter; else go to the tests."""
        tree = self.query_one(TreeView)
        if self.screen.get_selected_text():
            self.screen.clear_selection()
        elif self.searched is not None and self.searched.needle:
            self.searched.forget_search()
            self.searched = None
            self.retitle()
        elif self.zoomed:
            self.action_zoom()
        elif self.pane == "tree" and tree.is_filtered:
            tree.filter("")
        else:
            self.go_to_pane("tree")


class CopyActions(PaneActions):
    """The clipboard."""

    last_copy = ""

    def copyables(self) -> list[tuple[str, str, str]]:
        """(key, name, text as recorded) of what can be copied now."""
        items: list[tuple[str, str, str]] = []
        if selected := self.screen.get_selected_text():
            items.append(("s", "the selection", selected))
        opened, source = self.session.opened, self.session.shown
        if opened:
            kinds = ("text", "refusal", "note", "error") if not opened.transcript.text() else ("text",)
            answer = next((said for kind in kinds if (said := opened.transcript.text(kind))), "")  # type: ignore[arg-type]
            if answer:
                items.append(("a", "the answer", answer))
            if thought := opened.transcript.text("reasoning"):
                items.append(("h", "the reasoning", thought))
            if calls := opened.transcript.text("tool_call"):
                items.append(("c", "the tool calls' arguments", calls))
            if opened.exchange.test_id:
                items.append(("t", "the test id", opened.exchange.test_id))
        if opened and (url := opened.exchange.request.url):
            items.append(("u", "the URL", url if self.session.secrets else masked_url(url)))
        if source:
            items.append(("p", "the file's path", self.disk_path(source.path)))
        focused = self.focused
        if isinstance(focused, JsonView) and (value := focused.value_under_cursor()):
            items.append(("o", "the JSON under the cursor", value))
        return items

    def disk_path(self, path: str) -> str:
        """A source's path on the disk."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Choose what to copy."""
        from recview.tui.copy_menu import Copyable, CopyMenu

        items = [Copyable(*item) for item in self.copyables()]
        if not items:
            self.say("There is nothing to copy yet")
            return
        # In the tests a name is wanted more often than an answer.
        if self.pane == "tree" and items[0].key != "s":
            items.sort(key=lambda item: item.key not in {"t", "p"})
        self.push_screen(CopyMenu(items), self._copied)

    def _copied(self, item: object) -> None:
        from recview.tui.copy_menu import Copyable

        if isinstance(item, Copyable):
            self.copy_text(item.text, item.name)

    def copy_text(self, text: str, name: str) -> None:
        """Hand text to the terminal's clipboard."""
        self.last_copy = text
        self.copy_to_clipboard(text)
        count = plural(len(text), "character")
        self.say(f"Copied {name}: {count}. If the terminal did not take it, Y writes a file.", 4)

    def copy_to_clipboard(self, text: str) -> None:
        """The toolkit's own way cannot encode a lone surrogate."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(osc52(text))

    def action_copy_to_file(self) -> None:
        """Write what was last copied to a file."""
        if not self.last_copy:
            self.say("Nothing was copied yet: y copies")
            return
        try:
            path = write_copy(self.last_copy)
        except OSError as error:
            self.notify(f"Cannot write a file: {error}", severity="error", markup=False)
            return
        self.say(f"Written to {path}", 8)


def focused_pane(widget: Widget) -> Pane | None:
    """The pane that a widget is in."""
    for ancestor in widget.ancestors_with_self:
        if ancestor.id in {"tree", "middle", "side"}:
            return {"tree": "tree", "middle": "chat", "side": "side"}[str(ancestor.id)]  # type: ignore[return-value]
    return None

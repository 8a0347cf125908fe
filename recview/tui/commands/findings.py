"""The keys that go to the findings of the open recording, and from one to where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from recview.tui.commands.panes import show_side
from recview.tui.commands.replay import seek

if TYPE_CHECKING:
    from recview.tui.findings_view import FindingsView
    from recview.tui.json_view import JsonView
    from recview.tui.main_screen import MainScreen


def go_to_findings(main: MainScreen) -> None:
    """Show the findings and go to them: the way from there to the place of one is a key."""
    main.side.show_side("findings")
    main.panes.go_to("side")


def go_to_finding(main: MainScreen) -> None:
    """Go to where the finding under the cursor is."""
    view = cast("FindingsView", main.focused)
    if not view.findings:
        return
    from recview.display.finding_target import finding_target

    target = finding_target(view.findings[view.chosen].at)
    if target.view in ("chat", "chunk") and main.session.player.total:
        seek(main, -1 if target.position is None else target.position)
    if target.view == "chat":
        main.panes.go_to("chat")
        return
    show_side(main, target.view)
    main.panes.go_to("side")
    if target.path and main.side.view.id == target.view:
        cast("JsonView", main.side.view).point_at(target.path)

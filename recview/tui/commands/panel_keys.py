"""The keys that show a panel beside the conversation, and those of the findings."""

from __future__ import annotations

from functools import partial

from recview.tui.commands import findings, panes, views
from recview.tui.commands.command import Command

_app = partial(Command, "app")
_findings = partial(Command, "findings")

PANEL_KEYS: tuple[Command, ...] = (
    _app("panel.request", "r", "r", "Show the request", panes.show_side, ("request",), palette=True),
    _app("panel.response", "s", "s", "Show the response", panes.show_side, ("response",), palette=True),
    _app("panel.chunk", "c", "c", "Show the chunk at the playhead", panes.show_side, ("chunk",), palette=True),
    _app(
        "panel.raw",
        "v",
        "v",
        "View the file's raw bytes",
        panes.show_side,
        ("raw",),
        hint="raw",
        palette=True,
        needs="recording",
    ),
    _app(
        "panel.findings",
        "exclamation_mark",
        "!",
        "Show what the checks find in the recording",
        findings.go_to_findings,
        palette=True,
    ),
)

FINDINGS_KEYS: tuple[Command, ...] = (
    _findings("move.first", "home,g", "Home g", "Go to the first finding", views.go, ("first",)),
    _findings("move.last", "end,G,upper_g", "End G", "Go to the last finding", views.go, ("last",)),
    _findings(
        "finding.open", "enter", "enter", "Go to where it is", findings.go_to_finding, hint="go to", needs="recording"
    ),
)

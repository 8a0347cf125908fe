"""The keys of a review: those of its list, and those that decide. See `keys`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from recview.tui.commands import reviewing, views
from recview.tui.commands.command import Command

_review = partial(Command, "review")
_changes = partial(Command, "changes")

SHARED_IDS = frozenset(
    {
        *("replay.play", "replay.step_forward", "replay.step_back", "replay.skip_forward", "replay.skip_back"),
        *("replay.faster", "replay.slower", *(f"replay.tenth_{tenth}" for tenth in range(10))),
        *("replay.start", "replay.end", "pane.next", "pane.previous", "pane.zoom"),
        *("app.help", "app.palette", "app.suspend", "app.quit"),
    }
)
"""The commands of the main screen that a review has, too."""


def shared(of: Iterable[Command]) -> tuple[Command, ...]:
    """Those of some commands that a review has, too."""
    return tuple(command._replace(where="review") for command in of if command.id in SHARED_IDS)


REVIEW_KEYS: tuple[Command, ...] = (
    _review(
        "review.accept",
        "a",
        "a",
        "Accept the change, and go to the next one",
        reviewing.decide,
        ("accepted",),
        hint="accept",
        palette=True,
    ),
    _review(
        "review.accept_rest",
        "A,upper_a",
        "A",
        "Accept the rest of its class",
        reviewing.decide_rest,
        ("accepted",),
        palette=True,
    ),
    _review(
        "review.skip",
        "s",
        "s",
        "Skip the change: seen, but not accepted",
        reviewing.decide,
        ("skipped",),
        hint="skip",
        palette=True,
    ),
    _review(
        "review.skip_rest",
        "S,upper_s",
        "S",
        "Skip the rest of its class",
        reviewing.decide_rest,
        ("skipped",),
        palette=True,
    ),
    _review("review.note", "m", "m", "Write a note on the change", reviewing.open_note, hint="note", palette=True),
    _review("review.undecide", "u", "u", "Take the decision back", reviewing.undecide, palette=True),
    _review(
        "review.restore",
        "r",
        "r",
        "Restore the file as it was before; asks first",
        reviewing.ask_to_restore,
        palette=True,
        needs="recording",
    ),
    _review(
        "difference.next",
        "right_square_bracket",
        "]",
        "Next difference, then the next change",
        reviewing.go_to_difference,
        (1,),
        hint="difference",
        needs="recording",
    ),
    _review(
        "difference.previous",
        "left_square_bracket",
        "[",
        "Previous difference, then the previous change",
        reviewing.go_to_difference,
        (-1,),
    ),
    _review("change.next", "n", "n", "Next change", reviewing.go_to_change, (1,), hint="next"),
    _review("change.previous", "N,upper_n", "N", "Previous change", reviewing.go_to_change, (-1,)),
    _review("review.one_page", "d", "d", "Side by side, or as one page", reviewing.switch_one_page, palette=True),
    _review("review.before", "b", "b", "Before alone, or both", reviewing.show_sides, ("before",), palette=True),
    _review("review.after", "f", "f", "After alone, or both", reviewing.show_sides, ("after",), palette=True),
    _review("review.credentials", "x", "x", "Show or cover credentials", reviewing.switch_secrets, palette=True),
    _review(
        "review.filter",
        "slash",
        "/",
        "Filter the changes by a query",
        reviewing.open_filter,
        hint="filter",
        palette=True,
    ),
    _review("review.leave", "escape", "esc", "Back to the changes; there, end the filter", reviewing.leave),
    *(
        _changes(id, keys, shown, f"Go {direction}", views.go, (direction,))
        for id, keys, shown, direction in (
            ("move.up", "up,k", "↑ k", "up"),
            ("move.down", "down,j", "↓ j", "down"),
            ("move.page_up", "pageup,ctrl+b", "PgUp ^b", "page up"),
            ("move.page_down", "pagedown,ctrl+f", "PgDn ^f", "page down"),
            ("move.half_page_up", "ctrl+u", "^u", "half a page up"),
            ("move.half_page_down", "ctrl+d", "^d", "half a page down"),
        )
    ),
    _changes("move.first", "home,g", "Home g", "Go to the first row", views.go, ("first",)),
    _changes("move.last", "end,G,upper_g", "End G", "Go to the last row", views.go, ("last",)),
    _changes("changes.fold", "left,h", "← h", "Fold the heading, or go to it", reviewing.fold, (True,)),
    _changes("changes.unfold", "right,l", "→ l", "Unfold the heading", reviewing.fold, (False,)),
    _changes(
        "changes.open",
        "enter",
        "enter",
        "Fold or unfold the heading; on a change, go to its text",
        reviewing.open_row,
        hint="open",
    ),
)

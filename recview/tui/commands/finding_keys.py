"""The keys that find: the query of the list, a text in a pane, the next of what was found, facets. See `keys`."""

from __future__ import annotations

from functools import partial

from recview.tui.commands import facets, search
from recview.tui.commands.command import Command

_app = partial(Command, "app")

ERRORS, BROKEN, UNUSUAL = "is:error", "is:broken", "finish:length,content_filter,error"
"""What the counts of the top line filter by; each verdict by its name."""

_FILTERS = (
    ("filter.none", "Show all recordings: end the filter", ""),
    ("filter.errors", "Show the recordings with an error", ERRORS),
    ("filter.broken", "Show the broken files", BROKEN),
    ("filter.unusual", "Show the answers that were cut off or withheld", UNUSUAL),
    ("filter.faulty", "Show the recordings in which the checks find an error", "severity:error"),
    ("filter.changed", "Show what changed in this session", "verdict:changed"),
    ("filter.new", "Show what is new in this session", "verdict:new"),
    ("filter.gone", "Show what is gone in this session", "verdict:gone"),
    ("filter.noise", "Show what differs in noise alone", "verdict:noise"),
    ("filter.same", "Show what was written as it was", "verdict:same"),
)

FINDING: tuple[Command, ...] = (
    _app(
        "marker.previous",
        "left_square_bracket",
        "[",
        "Previous tool call or finish; in the tests, flagged row",
        search.go_to_next_marker,
        (-1,),
    ),
    _app(
        "marker.next",
        "right_square_bracket",
        "]",
        "Next tool call or finish; in the tests, flagged row",
        search.go_to_next_marker,
        (1,),
    ),
    _app("match.next", "n", "n", "Next place that was found, else next recording", search.go_to_next_match, (1,)),
    _app(
        "match.previous",
        "N,upper_n",
        "N",
        "Previous place that was found, else previous recording",
        search.go_to_next_match,
        (-1,),
    ),
    _app(
        "search.open",
        "slash",
        "/",
        "Filter the tests by a query; in another pane, find in it",
        search.open_search,
        hint="filter",
        palette=True,
    ),
    _app(
        "search.recording",
        "ctrl+s",
        "^s",
        "Find in the open recording, from anywhere",
        search.find_in_recording,
        palette=True,
    ),
    *(_app(id, "", "", does, search.filter_by, (query,), palette=True) for id, does, query in _FILTERS),
)

FACETS: Command = _app(
    "facets.toggle",
    "F,upper_f",
    "F",
    "Count by finish, model, tool …; enter filters by a value",
    facets.toggle_facets,
    hint="facets",
    palette=True,
)

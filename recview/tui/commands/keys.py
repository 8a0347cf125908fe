"""Every key, once: bindings, command palette, help, the hint line and the tables of keys are made from this.

To add a command: write a function in a module beside this one and a row here that names it. To find what a key does:
its row names the function. A row reads: id, keys, how help writes them, what they do, function, its arguments; then
the word of the hint line, whether the palette offers it, and what must be there; see `Command`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from recview.tui.commands import (
    comparing,
    copying,
    editing,
    marking,
    panes,
    program,
    replay,
    views,
    visiting,
    watching,
)
from recview.tui.commands.command import Command, Where
from recview.tui.commands.finding_keys import FACETS, FINDING
from recview.tui.commands.panel_keys import FINDINGS_KEYS, PANEL_KEYS
from recview.tui.commands.review_keys import REVIEW_KEYS, shared
from recview.tui.commands.walking_keys import WALKING_KEYS

_MOVES = (
    ("move.up", "up,k", "↑ k", "up"),
    ("move.down", "down,j", "↓ j", "down"),
    ("move.page_up", "pageup,ctrl+b", "PgUp ^b", "page up"),
    ("move.page_down", "pagedown,ctrl+f", "PgDn ^f", "page down"),
    ("move.half_page_up", "ctrl+u", "^u", "half a page up"),
    ("move.half_page_down", "ctrl+d", "^d", "half a page down"),
)


def _moves(where: Where) -> Iterator[Command]:
    for id, keys, shown, direction in _MOVES:
        yield Command(where, id, keys, shown, f"Go {direction}", views.go, (direction,))


def _tenths() -> Iterator[Command]:
    for tenth in range(10):
        # One row of the help stands for all ten keys.
        shown = "" if tenth else "0 … 9"
        does = "Go to a tenth of the answer"
        yield Command("app", f"replay.tenth_{tenth}", f"{tenth}", shown, does, replay.go_to_tenth, (tenth,))


_app = partial(Command, "app")
_tree = partial(Command, "tree")
_chat = partial(Command, "chat")
_json = partial(Command, "json")
_chunks = partial(Command, "chunks")
_raw = partial(Command, "raw")

_MAIN: tuple[Command, ...] = (
    _app(
        "replay.play",
        "space",
        "space",
        "Play or pause; at the end, play again",
        replay.play,
        hint="play",
        palette=True,
        needs="answer",
    ),
    _app("replay.step_forward", "full_stop", ".", "One chunk forward", replay.step, (1,), hint="step", needs="answer"),
    _app("replay.step_back", "comma", ",", "One chunk back", replay.step, (-1,)),
    _app("replay.skip_forward", "right_parenthesis,shift+right", ") ⇧→", "Ten chunks forward", replay.step, (10,)),
    _app("replay.skip_back", "left_parenthesis,shift+left", "( ⇧←", "Ten chunks back", replay.step, (-10,)),
    _app(
        "replay.faster",
        "greater_than_sign",
        ">",
        "Twice as fast",
        replay.change_speed,
        (1,),
        hint="speed",
        palette=True,
        needs="answer",
    ),
    _app("replay.slower", "less_than_sign", "<", "Half as fast", replay.change_speed, (-1,), palette=True),
    *_tenths(),
    _app("replay.start", "circumflex_accent", "^", "Go to the start of the answer", replay.seek, (0,), palette=True),
    _app("replay.end", "dollar_sign", "$", "Go to the end of the answer", replay.seek, (-1,), palette=True),
    *FINDING,
    _app(
        "visited.back",
        "H,upper_h",
        "H",
        "Back to the recording that was open before",
        visiting.go_to_visited,
        (-1,),
        palette=True,
    ),
    _app("visited.forward", "L,upper_l", "L", "Forward again", visiting.go_to_visited, (1,), palette=True),
    _app("pane.next", "tab", "tab", "Next pane", panes.go_to_next_pane, (1,), hint="pane"),
    _app("pane.previous", "shift+tab", "⇧tab", "Previous pane", panes.go_to_next_pane, (-1,)),
    _app("pane.leave", "escape", "esc", "Back: end a search, leave a pane", panes.leave),
    *PANEL_KEYS,
    _app("pane.narrower", "ctrl+left", "^←", "Make the focused pane narrower", panes.widen, (-4,), palette=True),
    _app("pane.wider", "ctrl+right", "^→", "Make the focused pane wider", panes.widen, (4,), palette=True),
    _app("pane.zoom", "z", "z", "Zoom the focused pane, or show all again", panes.zoom, palette=True),
    _app(
        "copy.menu",
        "y",
        "y",
        "Copy: answer, selection, path, test id…",
        copying.open_copy_menu,
        hint="copy",
        palette=True,
        needs="recording",
    ),
    _app("copy.to_file", "Y,upper_y", "Y", "Write what was last copied to a file", copying.copy_to_file, palette=True),
    FACETS,
    _app(
        "file.edit",
        "e",
        "e",
        "Open the file in $EDITOR, at what is shown",
        editing.edit,
        palette=True,
    ),
    _app("view.ghost", "u", "u", "Show the unplayed rest as a ghost", replay.switch, ("ghost",), palette=True),
    _app("view.probabilities", "p", "p", "Shade tokens by their probability", replay.switch, ("shaded",), palette=True),
    _app("view.credentials", "x", "x", "Show or cover credentials", replay.switch, ("secrets",), palette=True),
    _app(
        "replay.autoplay",
        "a",
        "a",
        "Play recordings when they open, or not",
        replay.switch,
        ("autoplay",),
        palette=True,
    ),
    _app(
        "watch.follow",
        "f",
        "f",
        "Follow: open what lands, until the cursor is moved",
        watching.follow,
        hint="follow",
        palette=True,
    ),
    _app(
        "compare.toggle",
        "d",
        "d",
        "Show before and after together, or the recording alone",
        comparing.toggle,
        hint="compare",
        palette=True,
        needs="compared",
    ),
    _app(
        "compare.swap",
        "b",
        "b",
        "Replay the other side of before and after",
        comparing.swap,
        hint="swap",
        palette=True,
        needs="compared",
    ),
    _app(
        "compare.mark",
        "m",
        "m",
        "Mark, and on another recording show before and after",
        marking.mark,
        palette=True,
        needs="recording",
    ),
    _app(
        "app.help",
        "question_mark,f1",
        "?",
        "Show what marks mean, and every key",
        program.show_help,
        hint="help",
        palette=True,
        needs="nothing",
    ),
    _app("app.palette", "ctrl+p", "^p", "Open the command palette", program.open_palette),
    _app("app.suspend", "ctrl+z", "^z", "Suspend to the shell", program.suspend, palette=True),
    _app("app.quit", "q", "q", "Quit", program.leave_app, hint="quit", palette=True, needs="nothing"),
    *_moves("tree"),
    _tree("move.first", "home,g", "Home g", "Go to the first row", views.go, ("first",)),
    _tree("move.last", "end,G,upper_g", "End G", "Go to the last row", views.go, ("last",)),
    _tree("tree.fold", "left,h", "← h", "Fold, or go to the parent", views.fold_branch),
    _tree("tree.unfold", "right,l", "→ l", "Unfold, or go to the first child", views.unfold_branch),
    _tree(
        "tree.open",
        "enter",
        "enter",
        "Unfold or fold; on a recording, open it and go to it",
        views.open_row,
        hint="open",
    ),
    _tree("tree.unfold_all", "plus", "+", "Unfold everything", views.unfold_tree, (True,), palette=True),
    _tree("tree.fold_all", "minus", "-", "Fold everything", views.unfold_tree, (False,), palette=True),
    *_moves("chat"),
    _chat("chat.step_back", "left,h", "← h", "One chunk back", replay.step, (-1,)),
    _chat("chat.step_forward", "right,l", "→ l", "One chunk forward", replay.step, (1,)),
    _chat("chat.start", "home", "Home", "Go to the start of the answer", replay.seek, (0,)),
    _chat("chat.end", "end", "End", "Go to the end of the answer", replay.seek, (-1,)),
    _chat("chat.top", "g", "g", "Scroll to the top", views.go, ("first",)),
    _chat("chat.bottom", "G,upper_g", "G", "Scroll to the bottom and follow the answer", views.go, ("last",)),
    *_moves("json"),
    _json("move.first", "home,g", "Home g", "Go to the first line", views.go, ("first",)),
    _json("move.last", "end,G,upper_g", "End G", "Go to the last line", views.go, ("last",)),
    _json("json.fold", "left,h", "← h", "Fold, or go to the parent", views.fold_json),
    _json("json.unfold", "right,l", "→ l", "Unfold", views.unfold_json),
    _json(
        "json.toggle", "enter", "enter", "Fold, or go to its text", views.toggle_json, hint="fold", needs="recording"
    ),
    _json("json.unfold_all", "plus", "+", "Unfold everything", views.unfold_all_json, (True,)),
    _json("json.fold_all", "minus", "-", "Fold everything below the first level", views.unfold_all_json, (False,)),
    _json("json.wrap", "w", "w", "Wrap long lines, or not", views.wrap_json, hint="wrap", needs="recording"),
    *_moves("chunks"),
    _chunks("move.first", "home,g", "Home g", "Go to the first chunk", views.go, ("first",)),
    _chunks("move.last", "end,G,upper_g", "End G", "Go to the last chunk", views.go, ("last",)),
    *_moves("raw"),
    _raw("move.first", "home,g", "Home g", "Go to the first line", views.go, ("first",)),
    _raw("move.last", "end,G,upper_g", "End G", "Go to the last line", views.go, ("last",)),
    _raw("raw.left", "left,h", "← h", "Scroll left", views.scroll_raw, (-8,)),
    _raw("raw.right", "right,l", "→ l", "Scroll right", views.scroll_raw, (8,)),
    _raw("raw.next_window", "right_curly_bracket", "}", "Next 256 KB of the file", views.read_window, (1,)),
    _raw("raw.previous_window", "left_curly_bracket", "{", "Previous 256 KB of the file", views.read_window, (-1,)),
    *_moves("findings"),
    *FINDINGS_KEYS,
    *WALKING_KEYS,
)

COMMANDS: tuple[Command, ...] = (*_MAIN, *REVIEW_KEYS, *shared(_MAIN))

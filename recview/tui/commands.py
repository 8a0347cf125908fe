"""Every key, once: bindings, command palette, help, the hint line and the README's table are made from this.

To add a command: write an action where it belongs (`action_…` on the app or a view) and a row here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Where: TypeAlias = Literal["app", "tree", "chat", "json", "chunks", "raw"]

Needs: TypeAlias = Literal["nothing", "rows", "recording", "answer", "compared"]
"""Nothing; rows in the list; an open recording; an answer to replay; a recording that is shown beside what it was."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does.

    Attributes:
        id: Its name in a user's keymap, for good: what it does, not by which key. Views have it in common where it does
            the same in all of them.
        keys: The toolkit's names, the first being the one that help and hints name.
        shown: How help writes the keys.
        does: A line for help and the palette, in the imperative.
        action: The action, on the app or on the view that `where` names.
        hint: The word in the hint line; empty if it is not there.
        palette: Whether the command palette offers it.
        needs: What must be there for the key to do anything, so that the hint line has it; see `Needs`.
    """

    where: Where
    id: str
    keys: str
    shown: str
    does: str
    action: str
    hint: str = ""
    palette: bool = False
    needs: Needs = "rows"


GROUPS: dict[Where, str] = {
    "app": "Everywhere",
    "tree": "In the tests",
    "chat": "In the conversation",
    "json": "In JSON",
    "chunks": "In the list of chunks",
    "raw": "In the raw file",
}

_MOVES = (
    ("up,k", "↑ k", "up", "move.up"),
    ("down,j", "↓ j", "down", "move.down"),
    ("pageup,ctrl+b", "PgUp ^b", "page up", "move.page_up"),
    ("pagedown,ctrl+f", "PgDn ^f", "page down", "move.page_down"),
    ("ctrl+u", "^u", "half a page up", "move.half_page_up"),
    ("ctrl+d", "^d", "half a page down", "move.half_page_down"),
)


def _moves(where: Where) -> Iterator[Command]:
    for keys, shown, name, id in _MOVES:
        yield Command(where, id, keys, shown, f"Go {name}", f"go('{name}')")


def moves() -> list[Command]:
    """The keys that move in every view."""
    return list(_moves("app"))


def is_move(command: Command) -> bool:
    """Whether a command moves as it does in every view."""
    return any(command.keys == keys for keys, *_ in _MOVES)


COMMANDS: tuple[Command, ...] = (
    Command(
        "app", "replay.play", "space", "space", "Play or pause; at the end, play again", "play", "play", True, "answer"
    ),
    Command("app", "replay.step_forward", "full_stop", ".", "One chunk forward", "step(1)", "step", needs="answer"),
    Command("app", "replay.step_back", "comma", ",", "One chunk back", "step(-1)"),
    Command("app", "replay.skip_forward", "right_parenthesis,shift+right", ") ⇧→", "Ten chunks forward", "step(10)"),
    Command("app", "replay.skip_back", "left_parenthesis,shift+left", "( ⇧←", "Ten chunks back", "step(-10)"),
    Command("app", "replay.faster", "greater_than_sign", ">", "Twice as fast", "speed(1)", "speed", True, "answer"),
    Command("app", "replay.slower", "less_than_sign", "<", "Half as fast", "speed(-1)", "", True),
    *(
        Command(
            "app",
            f"replay.tenth_{tenth}",
            f"{tenth}",
            "0 … 9" if tenth == 0 else "",
            "Go to a tenth of the answer",
            f"tenth({tenth})",
        )
        for tenth in range(10)
    ),
    Command("app", "replay.start", "circumflex_accent", "^", "Go to the start of the answer", "seek(0)", "", True),
    Command("app", "replay.end", "dollar_sign", "$", "Go to the end of the answer", "seek(-1)", "", True),
    Command(
        "app",
        "marker.previous",
        "left_square_bracket",
        "[",
        "Previous tool call or finish; in the tests, flagged row",
        "mark(-1)",
    ),
    Command(
        "app",
        "marker.next",
        "right_square_bracket",
        "]",
        "Next tool call or finish; in the tests, flagged row",
        "mark(1)",
    ),
    Command("app", "match.next", "n", "n", "Next place that was found, else next recording", "next(1)"),
    Command(
        "app", "match.previous", "N,upper_n", "N", "Previous place that was found, else previous recording", "next(-1)"
    ),
    Command(
        "app", "search.open", "slash", "/", "Filter the tests; in another pane, find in it", "search", "filter", True
    ),
    Command("app", "search.recording", "ctrl+s", "^s", "Find in the open recording, from anywhere", "find", "", True),
    Command("app", "pane.next", "tab", "tab", "Next pane", "pane(1)", "pane"),
    Command("app", "pane.previous", "shift+tab", "⇧tab", "Previous pane", "pane(-1)"),
    Command("app", "pane.leave", "escape", "esc", "Back: end a search, leave a pane", "leave"),
    Command("app", "panel.request", "r", "r", "Show the request", "side('request')", "", True),
    Command("app", "panel.response", "s", "s", "Show the response", "side('response')", "", True),
    Command("app", "panel.chunk", "c", "c", "Show the chunk at the playhead", "side('chunk')", "", True),
    Command("app", "panel.raw", "v", "v", "View the file's raw bytes", "side('raw')", "raw", True, "recording"),
    Command("app", "pane.zoom", "z", "z", "Zoom the focused pane, or show all again", "zoom", "", True),
    Command("app", "copy.menu", "y", "y", "Copy: answer, selection, path, test id…", "copy", "copy", True, "recording"),
    Command("app", "copy.to_file", "Y,upper_y", "Y", "Write what was last copied to a file", "copy_to_file", "", True),
    Command("app", "view.ghost", "u", "u", "Show the unplayed rest as a ghost", "switch('ghost')", "", True),
    Command("app", "view.probabilities", "p", "p", "Shade tokens by their probability", "switch('shaded')", "", True),
    Command("app", "view.credentials", "x", "x", "Show or cover credentials", "switch('secrets')", "", True),
    Command(
        "app", "replay.autoplay", "a", "a", "Play recordings when they open, or not", "switch('autoplay')", "", True
    ),
    Command(
        "app", "watch.follow", "f", "f", "Follow: open what lands, until the cursor is moved", "follow", "follow", True
    ),
    Command(
        "app",
        "compare.toggle",
        "d",
        "d",
        "Show before and after together, or the recording alone",
        "compare",
        "compare",
        True,
        "compared",
    ),
    Command(
        "app", "compare.swap", "b", "b", "Replay the other side of before and after", "swap", "swap", True, "compared"
    ),
    Command(
        "app",
        "app.help",
        "question_mark,f1",
        "?",
        "Show what marks mean, and every key",
        "help",
        "help",
        True,
        "nothing",
    ),
    Command("app", "app.palette", "ctrl+p", "^p", "Open the command palette", "command_palette"),
    Command("app", "app.suspend", "ctrl+z", "^z", "Suspend to the shell", "suspend_process", "", True),
    Command("app", "app.quit", "q", "q", "Quit", "leave_app", "quit", True, "nothing"),
    *_moves("tree"),
    Command("tree", "move.first", "home,g", "Home g", "Go to the first row", "go('first')"),
    Command("tree", "move.last", "end,G,upper_g", "End G", "Go to the last row", "go('last')"),
    Command("tree", "tree.fold", "left,h", "← h", "Fold, or go to the parent", "fold"),
    Command("tree", "tree.unfold", "right,l", "→ l", "Unfold, or go to the first child", "unfold"),
    Command(
        "tree", "tree.open", "enter", "enter", "Unfold or fold; on a recording, open it and go to it", "enter", "open"
    ),
    Command("tree", "tree.unfold_all", "plus", "+", "Unfold everything", "unfold_all(True)", "", True),
    Command("tree", "tree.fold_all", "minus", "-", "Fold everything", "unfold_all(False)", "", True),
    *_moves("chat"),
    Command("chat", "chat.step_back", "left,h", "← h", "One chunk back", "app.step(-1)"),
    Command("chat", "chat.step_forward", "right,l", "→ l", "One chunk forward", "app.step(1)"),
    Command("chat", "chat.start", "home", "Home", "Go to the start of the answer", "app.seek(0)"),
    Command("chat", "chat.end", "end", "End", "Go to the end of the answer", "app.seek(-1)"),
    Command("chat", "chat.top", "g", "g", "Scroll to the top", "go('first')"),
    Command("chat", "chat.bottom", "G,upper_g", "G", "Scroll to the bottom and follow the answer", "go('last')"),
    *_moves("json"),
    Command("json", "move.first", "home,g", "Home g", "Go to the first line", "go('first')"),
    Command("json", "move.last", "end,G,upper_g", "End G", "Go to the last line", "go('last')"),
    Command("json", "json.fold", "left,h", "← h", "Fold, or go to the parent", "fold"),
    Command("json", "json.unfold", "right,l", "→ l", "Unfold", "unfold"),
    Command("json", "json.toggle", "enter", "enter", "Fold or unfold", "toggle_fold", "fold", needs="recording"),
    Command("json", "json.unfold_all", "plus", "+", "Unfold everything", "unfold_all(True)"),
    Command("json", "json.fold_all", "minus", "-", "Fold everything below the first level", "unfold_all(False)"),
    Command("json", "json.wrap", "w", "w", "Wrap long lines, or not", "wrap", "wrap", needs="recording"),
    *_moves("chunks"),
    Command("chunks", "move.first", "home,g", "Home g", "Go to the first chunk", "go('first')"),
    Command("chunks", "move.last", "end,G,upper_g", "End G", "Go to the last chunk", "go('last')"),
    *_moves("raw"),
    Command("raw", "move.first", "home,g", "Home g", "Go to the first line", "go('first')"),
    Command("raw", "move.last", "end,G,upper_g", "End G", "Go to the last line", "go('last')"),
    Command("raw", "raw.left", "left,h", "← h", "Scroll left", "scroll_sideways(-8)"),
    Command("raw", "raw.right", "right,l", "→ l", "Scroll right", "scroll_sideways(8)"),
    Command("raw", "raw.next_window", "right_curly_bracket", "}", "Next 256 KB of the file", "window(1)"),
    Command("raw", "raw.previous_window", "left_curly_bracket", "{", "Previous 256 KB of the file", "window(-1)"),
)


def commands(where: Where) -> list[Command]:
    """The commands of a view, or of the app."""
    return [command for command in COMMANDS if command.where == where]


def hints(where: Where, there: Collection[Needs]) -> list[Command]:
    """What the hint line shows while a view has the focus, the rarest first: it ends where there is no more room.

    Args:
        where: The view.
        there: What is there for keys to work on.
    """
    shown = [command for command in (*commands(where), *commands("app")) if command.hint and command.needs in there]
    return sorted(shown, key=lambda command: command.needs != "compared")


def table(of: Iterable[Command] = COMMANDS) -> dict[str, list[tuple[str, str]]]:
    """(keys, what they do) by group title, for help and the README."""
    found: dict[str, list[tuple[str, str]]] = {}
    for command in of:
        if command.shown:
            found.setdefault(GROUPS[command.where], []).append((command.shown, command.does))
    return found


def markdown() -> str:
    """The README's key table."""
    lines: list[str] = []
    for group, rows in table().items():
        lines += [f"**{group}**", "", "| Key | What it does |", "|---|---|"]
        lines += [f"| `{keys.replace('|', chr(92) + '|')}` | {does} |" for keys, does in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def in_readme(text: str) -> str:
    """The README with its table made anew, between its two marks."""
    before, begin, rest = text.partition("<!-- keys:")
    mark, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /keys -->")
    return f"{before}{begin}{mark}{arrow}\n{markdown()}\n\n{end}{after}"


if __name__ == "__main__":
    from pathlib import Path

    readme = Path(__file__).parent.parent.parent / "README.md"
    readme.write_text(in_readme(readme.read_text()))

"""What the borders, the tabs and the top line say, of what is open and what became of the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.parts import Part, fitted
from recview.display.severity_marks import ERROR as FAULT_MARK
from recview.display.tree_columns import VERDICT_GLYPHS
from recview.humanize import bounded, listed_kinds, plural, short, shorten, shorten_test, speed
from recview.library import Library, Tally, calls_of, display_name
from recview.model import Entry, Source
from recview.replay.player import Player
from recview.verdicts.journal import Journal

WIDE = 120
"""Columns from which the top line has room for words beside the marks."""

CLOCK_COLUMNS = 92
"""Columns from which it has room for the time of the last event."""

REASON_COLUMNS = 140
"""Columns from which it has room for the reason why the disk is polled."""

INFERRED_COLUMNS = 40
"""Columns of a pane from which its title has room to say that the order of a test's calls is inferred."""

SAMPLES = "recview --demo opens the samples."

_NO_NAMES = ("card", "exception")
"""Protocols whose names say nothing beside what is shown."""


def top_line(
    label: str, tally: Tally, badge: Sequence[Part], width: int, faulty: int = 0
) -> tuple[list[Part], list[Part]]:
    """The parts at the left and at the right of the top line.

    Args:
        label: The name of the root.
        tally: How many recordings there are, and what became of them.
        badge: Whether changes are watched; see `watch_badge`.
        width: Columns of the screen.
        faulty: In how many recordings the checks find an error.
    """
    right = [Part(f"{plural(tally.present, 'recording')}  ", "text", "command('filter.none')")]
    if tally.errors:
        right.append(Part(f"✗ {plural(tally.errors, 'error')}  ", "error", "command('filter.errors')"))
    if tally.broken:
        right.append(Part(f"✗ {tally.broken:,} broken  ", "error", "command('filter.broken')"))
    if tally.unusual:
        right.append(Part(f"! {tally.unusual:,} unusual  ", "warning", "command('filter.unusual')"))
    if faulty:
        right.append(Part(f"{FAULT_MARK} {faulty:,} faulty  ", "error", "command('filter.faulty')"))
    name = Part(" recview ", "accent")
    right = fitted([*right, *verdict_counts(tally, width), *badge], width - len(name.text) - 1)
    room = width - sum(cell_len(part.text) for part in right)
    left = [name] if room >= len(name.text) else []
    if (room := room - len(name.text) - 3) > 3:
        left.append(Part(f" {shorten(label, room)}", "dim"))
    return left, right


def verdict_counts(tally: Tally, width: int) -> list[Part]:
    """How many files have each verdict, in words where there is room, else by their marks; a click filters by it."""
    return [
        Part(
            f"{count:,} {verdict}  " if width >= WIDE else f"{mark}{short(count)} ",
            style,
            f"command('filter.{verdict}')",
        )
        for verdict, mark, style in VERDICT_GLYPHS
        if (count := getattr(tally, verdict))
    ]


def watch_badge(
    *, following: bool, is_queued: bool, polling: str, time: str, width: int, since: str = ""
) -> list[Part]:
    """The parts that say that changes are watched, and how.

    Args:
        following: Whether recordings open as they land.
        is_queued: Whether one of them waits to be opened.
        polling: Why the disk is polled; empty if it is not.
        time: The time of the last event; empty if there was none.
        width: Columns of the screen.
        since: When the baseline was read that verdicts count from; empty if it is that of the start.
    """
    waits = " · next waits" if is_queued else ""
    parts = [Part(f"▼ following{waits}  ", "accent", "command('watch.follow')")] if following else []
    clock = f" {time}" if time and width >= CLOCK_COLUMNS else ""
    word, style = ("polling", "warning") if polling else ("live", "dim")
    if polling and width >= REASON_COLUMNS:
        word = f"polling: {shorten(polling.partition(' (')[0], 40)}"
    if since:
        # The time of the last event would be a second one.
        word, clock, style = f"{word} since {since}", "", "warning"
    return [*parts, Part(f"● {word}{clock}  ", style)]


def recording_title(library: Library, entry: Entry | None, source: Source, width: int, *, secrets: bool) -> str:
    """The name of a recording and its number among those of its test, for the border above it.

    No file records the order of a test's calls, unless one file holds them all: it is inferred.

    Args:
        library: All recordings.
        entry: The recording's entry; None if there is none.
        source: Where it was read from.
        width: Columns of the pane.
        secrets: Whether credentials are shown.
    """
    name = display_name(entry) if entry else source.path.rpartition("/")[2]
    calls = calls_of(library, source)
    aside = f" · {calls.number} of {calls.total}" if calls and calls.total > 1 else ""
    if calls and calls.is_order_inferred and width >= INFERRED_COLUMNS:
        words = ", order inferred"
        aside += words if len(name) + len(aside) + len(words) + 4 <= width else ", inferred"
    return shorten_test(_covered(name, secrets), max(12, width - len(aside) - 4)) + aside


def pair_title(first: Entry, second: Entry, width: int, *, secrets: bool) -> str:
    """The names of two recordings that are compared, before and after, for the border above them.

    Args:
        first: The one before.
        second: The one after.
        width: Columns of the pane.
        secrets: Whether credentials are shown.
    """
    room = max(12, (width - 4 - len(_AND)) // 2)
    names = [shorten_test(_covered(name, secrets), room) for name in _apart(first, second)]
    return _AND.join(names)


def marked_words(entry: Entry, width: int, *, secrets: bool) -> str:
    """What the border below a recording says while another one is marked to be compared."""
    return f"before: {shorten_test(_covered(display_name(entry), secrets), max(12, width - 14))}"


_AND = " → "


def _apart(first: Entry, second: Entry) -> tuple[str, str]:
    """Names that tell two recordings apart: of their tests, else of their files, else their numbers in one file."""
    for name_of in (display_name, lambda entry: entry.source.path.rpartition("/")[2], lambda entry: entry.source.path):
        if name_of(first) != name_of(second):
            return name_of(first), name_of(second)
    return f"{display_name(first)} #{first.source.number + 1}", f"#{second.source.number + 1}"


def stale_words(reason: str, *, is_cut: bool) -> str:
    """What the border below a recording says that is older than its file, or cut."""
    return f"✗ {reason} · this is {'what there is' if is_cut else 'its last content'}"


def file_title(source: Source, *, secrets: bool) -> str:
    """The name of a recording's file, shortened."""
    return shorten(_covered(source.path.rpartition("/")[2], secrets), 28)


def verdict_title(journal: Journal, source: Source, width: int, *, secrets: bool) -> str:
    """What became of the open file, in a line for a pane of `width` columns; empty if it was not touched."""
    review = journal.review(source)
    if review is None:
        return ""
    mark = next((mark for verdict, mark, _ in VERDICT_GLYPHS if verdict == review.verdict), "✗")
    details = ", ".join((*review.brief, *journal.flags(source.path, review))) or review.unseen
    words = _covered(f"{mark} {review.verdict}" + (f": {details}" if details else ""), secrets)
    room = max(8, width - 6)
    return words if cell_len(words) <= room else f"{set_cell_size(words, room - 1).rstrip()}…"


def model_title(entry: Entry | None, width: int, *, secrets: bool) -> str | None:
    """The model of a recording, else its protocol, for a pane of `width` columns; None if neither says anything."""
    if entry is None:
        return None
    name = entry.model or (entry.protocol if entry.protocol not in _NO_NAMES else "")
    return shorten(_covered(name, secrets), max(8, width - 4)) or None


def playhead_words(player: Player) -> str:
    """Where the replay stands and how fast it goes; empty if there is nothing to replay."""
    glyph = "▶" if player.playing else "■" if player.at_end else "⏸"
    return f"{glyph} {player.position:,}/{player.count_words} {speed(player.speed)}" if player.total else ""


def hit_words(needle: str, count: int, index: int, note: str) -> str:
    """How many hits a search has, and which is the current one; empty if nothing is searched.

    Args:
        needle: The text that is searched.
        count: How many hits there are.
        index: The index of the current one; -1 if there is none.
        note: What limits the search, beginning with a blank.
    """
    if not needle:
        return ""
    if not count:
        return f"not found{note}"
    current = f"{index + 1:,} of " if index >= 0 else ""
    return f"{current}{count:,} found{note}"


def empty_list_words(label: str, kinds: Mapping[str, int]) -> tuple[str, ...]:
    """The paragraphs of a list without recordings.

    Args:
        label: The name of the root.
        kinds: How many files of which ending it holds instead.
    """
    heading = ("No recordings in", label, "")
    if kinds:
        count = plural(sum(kinds.values()), "file")
        return (*heading, f"It holds {count} of another kind:", listed_kinds(kinds), "", SAMPLES)
    return (*heading, "They appear here as they are written.", "", SAMPLES)


def _covered(recorded: str, secrets: bool) -> str:
    """Words of a title, cut only once they are covered: a key is known by its whole length."""
    text = bounded(recorded)
    return text if secrets else covered(text)

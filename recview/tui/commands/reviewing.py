"""What the keys of a review do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.humanize import plural

if TYPE_CHECKING:
    # The main screen has no review.
    from recview.review_session import Shown
    from recview.tui.review.review_screen import ReviewScreen
    from recview.verdicts.decisions import Word
    from recview.verdicts.listed_changes import ListedChange

_DONE = {"accepted": "accepted", "skipped": "skipped", "": "open again"}


def go_to_change(main: ReviewScreen, by: int) -> None:
    """Go to the next change (1) or the previous one (-1), whatever was decided."""
    if not main.list.go_to_neighbour(by):
        main.notify("No further change" if by > 0 else "No change before this one")


def go_to_difference(main: ReviewScreen, by: int) -> None:
    """Go to the next difference (1) or the previous one (-1); behind the last, to the next exchange, then change.

    While a change is being opened there is none to go to yet.
    """
    if main.opening.is_under_way or main.sides.go_to_difference(by):
        return
    if session := main.session.choose_exchange(by):
        main.become(session)
    else:
        go_to_change(main, by)


def decide(main: ReviewScreen, word: Word) -> None:
    """Decide what the cursor is on: a change, or on a heading all that is below it; then go to the next open one."""
    changes = main.list.chosen
    if changes:
        _decide(main, changes, word)
    else:
        main.notify("There is no change here")


def decide_rest(main: ReviewScreen, word: Word) -> None:
    """Decide all that is still open of the class that the cursor is on."""
    from recview.verdicts.decisions import rest_of_class

    changes = main.list.chosen
    if not changes:
        main.notify("There is no change here")
        return
    session = main.session
    rest = rest_of_class(session.changes, session.decisions, changes[0])
    if rest:
        _decide(main, rest, word)
    main.notify(f"{plural(len(rest), 'change')} {_DONE[word]}: the rest of {changes[0].class_}")


def _decide(main: ReviewScreen, changes: Sequence[ListedChange], word: Word) -> None:
    from recview.verdicts.decisions import next_undecided

    main.save(main.session.decide(changes, word))
    session, last = main.session, main.session.changes.index(changes[-1])
    index = next_undecided(session.changes, session.decisions, last)
    if index is None:
        main.notify("Every change is seen: q leaves, and prints the summary")
    else:
        main.list.go_to(session.changes[index])


def undecide(main: ReviewScreen) -> None:
    """Take back what was decided about what the cursor is on."""
    if changes := main.list.chosen:
        main.save(main.session.decide(changes, ""))


def open_note(main: ReviewScreen) -> None:
    """Write a note on the change under the cursor; on a heading the line takes what is typed, but keeps nothing."""
    change = main.list.change
    if change is not None:
        _type(main, "note", "✎", "a note", main.session.decisions.of(change).note)
    elif main.list.chosen:
        # What is typed behind the key must not act as keys.
        _type(main, "note", "✎", "a note is on one change, and this is a heading: esc", "")
    else:
        main.notify("There is no change here")


def open_filter(main: ReviewScreen) -> None:
    """Filter the list by a query."""
    _type(main, "query", "/", "words, or test: path: provider: verdict: rule: severity:", main.session.query)


def _type(main: ReviewScreen, typed: str, mark: str, prompt: str, text: str) -> None:
    main.typed = typed
    main.search_line.show_mark(mark)
    main.search_line.show_count("", "")
    main.search_box.open(prompt, text, waits=False)
    main.titles.show()


def end_typing(main: ReviewScreen, *, is_kept: bool) -> None:
    """Take the note or the query that was typed; one that is not kept is as it was before, a query ends."""
    text, change = main.search_box.value.strip(), main.list.change
    if main.typed == "query":
        main.become(main.session._replace(query=text if is_kept else ""))
    elif is_kept and change is not None:
        main.save(main.session.write_note(change, text))
    main.search_box.close()
    main.set_focus(main.list)
    if main.typed == "note" and change is None:
        main.notify("No note is kept: the cursor is on a heading")


def ask_to_restore(main: ReviewScreen) -> None:
    """Ask whether the content before is to be put back in the place of the one after."""
    from recview.review_session import paths_of

    change = main.list.change
    if change is None or main.session.opened is None:
        main.notify("Restoring is for one change: go to one")
    elif change.before is None:
        main.notify("It is new: there is nothing to restore, and recview deletes nothing")
    elif paths_of(change) in main.session.restored:
        main.notify("It is restored already")
    else:
        main.ask_to_restore(change)


def _can_lay_out(main: ReviewScreen) -> bool:
    """Whether pages can be shown otherwise; if nothing lays them out any more, it says so."""
    if not main.session.has_reader:
        main.notify("The reader ended, so this page stays as it is: q leaves", severity="error")
    return main.session.has_reader


def show_sides(main: ReviewScreen, shown: Shown) -> None:
    """Show one side alone, or both again."""
    if _can_lay_out(main):
        main.become(main.session.show_sides(shown))


def switch_one_page(main: ReviewScreen) -> None:
    """Show both sides beside each other, or as one page."""
    if not main.sides.has_room_for_two:
        main.notify("This terminal has room for one page")
    elif _can_lay_out(main):
        main.become(main.session._replace(is_one_page=not main.session.is_one_page, shown="both"))


def switch_secrets(main: ReviewScreen) -> None:
    """Show or cover credentials."""
    if not _can_lay_out(main):
        return
    session = main.session._replace(secrets=not main.session.secrets)
    main.become(session)
    main.notify("Credentials are shown" if session.secrets else "Credentials are covered")


def leave(main: ReviewScreen) -> None:
    """End a selection or the zoom, go back to the list, or end its filter."""
    if main.get_selected_text():
        main.clear_selection()
    elif main.panes.zoomed:
        main.panes.zoomed = False
        main.panes.lay_out()
    elif main.focused is main.list:
        main.become(main.session._replace(query=""))
    else:
        main.panes.go_to_list()


def fold(main: ReviewScreen, is_folded: bool) -> None:
    """Fold or unfold the heading under the cursor; from a change, go to its heading."""
    main.list.fold(is_folded)


def open_row(main: ReviewScreen) -> None:
    """Fold or unfold the heading under the cursor; from a change, go to its text."""
    if main.list.change is None:
        main.list.toggle()
    else:
        main.panes.go_to_next(1)

"""The state of a review: batches come in, changes are chosen, opened and decided."""

from __future__ import annotations

from recview.live.review_events import ChangesFound
from recview.review_session import ReviewSession, paths_of
from recview.verdicts.listed_changes import ListedChange


def change(name: str, class_: str = "behaviour") -> ListedChange:
    return ListedChange(name, name, f"old {name}", f"new {name}", class_)  # type: ignore[arg-type]


def test_batches_are_sorted_in_and_another_reader_begins_anew() -> None:
    session = ReviewSession().with_changes(ChangesFound((change("a", "noise"),), done=1, total=3, problems=("odd",)))
    session = session.with_changes(ChangesFound((change("b"),), done=3, total=3, identical=1, is_final=True))
    assert [each.path for each in session.changes] == ["b", "a"]
    assert (session.done, session.total, session.identical, session.is_complete) == (3, 3, 1, True)
    assert session.problems == ("odd",)
    again = session.with_changes(ChangesFound((change("c"),), done=1, total=3, begins=True))
    assert [each.path for each in again.changes] == ["c"]
    assert (again.problems, again.is_complete) == ((), False)


def test_a_batch_without_changes_keeps_the_list_as_the_same_object() -> None:
    session = ReviewSession().with_changes(ChangesFound((change("a"),)))
    assert session.with_changes(ChangesFound(done=2, total=3)).changes is session.changes


def test_decisions_notes_and_what_is_restored() -> None:
    one = change("a")
    session = ReviewSession(changes=(one,)).decide([one], "accepted").write_note(one, "fine").restore(paths_of(one))
    assert session.decisions.of(one) == ("accepted", "fine")
    assert session.decide([one], "").decisions.of(one).word == ""
    assert session.restored == {("a", "a")}


def test_a_side_alone_and_both_again() -> None:
    session = ReviewSession().show_sides("before")
    assert session.shown == "before"
    assert session.show_sides("before").shown == "both"
    assert session.show_sides("after").shown == "after"

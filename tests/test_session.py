"""The state of the app: each thing that can happen, one at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recview.library import IndexedFile
from recview.model import Entry, Readability, ReadState, Source
from recview.progress import Progress
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import index_file
from recview.reading.opening import open_recording, unopened
from recview.reading.recording_view import RecordingView, Unopened
from recview.replay.player import Player
from recview.session import Option, Session
from recview.verdicts.flags import OVERWRITTEN
from recview.verdicts.review import Review
from tests.ogx import chat, dumped, failed, message, stream

ONE, TWO = Source("1.json"), Source("2.json")


def recording(source: Source, text: str = "one two three four") -> RecordingView:
    result = open_recording(source, dumped(chat("t/a.py::t", [message("user", "Hi")], stream(text))).encode())
    assert isinstance(result, HeldRecording)
    return result.view


def broken(source: Source, *, partial: bool = False) -> Unopened:
    return unopened(source, Readability(ReadState.CUT if partial else ReadState.BROKEN, "not JSON"), b"{]")


FIRST = recording(ONE)
LONGER = recording(ONE, "one two three four five six")
SHORTER = recording(ONE, "one")
OTHER = recording(TWO, "other words")
TOTAL = 5


def showing(result: RecordingView = FIRST, position: int = 0, **fields: int) -> Session:
    """A session with a recording open, paused at a position."""
    source = result.entry.source
    session = Session().choose(source).end_load(result, source)
    return session.with_player(session.player.seek(position))


def test_start() -> None:
    session = Session()
    assert session.indexing
    assert session.shown is None
    assert not session.is_loaded
    assert session.player == Player()


def test_chose() -> None:
    session = Session().choose(ONE)
    assert session.wanted == ONE
    assert session.shown is None
    assert not session.is_loaded


def test_another_recording_is_shown_as_it_is_now() -> None:
    before = showing()._replace(restart_on_load=True, view_toggled=True, replayed_side="before")
    assert before.choose(TWO) == before._replace(
        wanted=TWO, restart_on_load=False, view_toggled=False, replayed_side="after"
    )


def test_loaded_plays_from_its_start() -> None:
    session = Session().choose(ONE).end_load(FIRST, ONE)
    assert session.is_loaded
    assert (session.shown, session.opened) == (ONE, FIRST)
    assert session.player == Player(TOTAL, 0, True)


def test_autoplay_off_opens_at_the_end() -> None:
    session = Session(autoplay=False).choose(ONE).end_load(FIRST, ONE)
    assert session.player == Player(TOTAL, TOTAL, False)


def test_nothing_to_play() -> None:
    error = failed(chat("t", [message("user", "Hi")], None, streaming=False), "RateLimitError", "Slow down", 429)
    result = open_recording(ONE, dumped(error).encode())
    assert isinstance(result, HeldRecording)
    for autoplay in (True, False):
        assert Session(autoplay=autoplay).choose(ONE).end_load(result.view, ONE).player == Player()


def test_until_the_next_is_loaded_the_one_before_stays() -> None:
    session = showing(position=3).choose(TWO)
    assert (session.opened, session.shown, session.is_loaded) == (FIRST, ONE, False)
    assert session.player.position == 3
    session = session.end_load(OTHER, TWO)
    assert (session.opened, session.is_loaded) == (OTHER, True)
    assert session.player.position == 0


def test_speed_is_kept_from_one_recording_to_the_next() -> None:
    session = showing()
    session = session.with_player(session.player.faster(2)).choose(TWO).end_load(OTHER, TWO)
    assert session.player.speed == 4
    assert session.choose(ONE).end_load(None, ONE).player.speed == 4


@pytest.mark.parametrize("result", [FIRST, broken(ONE), None], ids=["opened", "broken", "gone"])
def test_what_is_no_longer_wanted_changes_nothing(result: RecordingView | Unopened | None) -> None:
    session = Session().choose(ONE).choose(TWO)
    assert session.end_load(result, ONE) is session
    ready = session.end_load(OTHER, TWO)
    assert ready.end_load(result, ONE) is ready


def changed(session: Session, *entries: Entry) -> Session:
    return session.with_files([IndexedFile(ONE.path, entries)])


def test_loads_out_of_order() -> None:
    session = changed(changed(showing()))
    assert session.reloads == 2
    newest = session.end_load(LONGER, ONE, 2)
    assert newest.opened is LONGER
    assert newest.shown_reload == 2
    for late in (SHORTER, broken(ONE), None):
        assert newest.end_load(late, ONE, 1) is newest
    assert newest.end_load(SHORTER, ONE, 2).opened is SHORTER
    assert newest.end_load(SHORTER, ONE, 3).opened is SHORTER


def test_loads_in_order() -> None:
    session = changed(changed(showing())).end_load(SHORTER, ONE, 1).end_load(LONGER, ONE, 2)
    assert session.opened is LONGER


def test_an_older_change_of_the_file_before_does_not_stop_the_next() -> None:
    session = changed(showing()).end_load(LONGER, ONE, 1).choose(TWO)
    assert session.end_load(OTHER, TWO, session.reloads).opened is OTHER


@pytest.mark.parametrize(
    ("before", "position", "after", "expected"),
    [
        (FIRST, 3, LONGER, (7, 3)),
        (FIRST, 0, LONGER, (7, 0)),
        (FIRST, 5, LONGER, (7, 5)),
        (FIRST, 4, SHORTER, (2, 2)),
        (FIRST, 1, SHORTER, (2, 1)),
        (FIRST, 3, FIRST, (5, 3)),
    ],
    ids=["longer", "longer, at the start", "longer, at the end", "shorter", "shorter, early", "the same"],
)
def test_reload_keeps_the_position(
    before: RecordingView, position: int, after: RecordingView, expected: tuple[int, int]
) -> None:
    session = showing(before, position).end_load(after, ONE)
    assert session.opened is after
    assert (session.player.total, session.player.position) == expected
    assert not session.player.playing


def test_reload_goes_on_playing() -> None:
    session = Session().choose(ONE).end_load(FIRST, ONE)
    session = session.with_player(session.player._replace(position=3))
    assert session.end_load(LONGER, ONE).player.playing
    assert not session.end_load(SHORTER, ONE).player.playing


@pytest.mark.parametrize(
    ("result", "stale"),
    [(broken(ONE), "not JSON"), (broken(ONE, partial=True), "being written"), (None, "gone from the disk")],
    ids=["broken", "being written", "gone"],
)
def test_what_was_open_stays_as_stale(result: Unopened | None, stale: str) -> None:
    session = showing(position=3).end_load(result, ONE)
    assert (session.opened, session.unopened, session.stale) == (FIRST, None, stale)
    assert session.player.position == 3
    assert session.is_loaded
    fixed = session.end_load(LONGER, ONE)
    assert (fixed.opened, fixed.stale, fixed.player.position) == (LONGER, "", 3)
    other = session.choose(TWO)
    assert other.stale == ""
    assert other.end_load(OTHER, TWO).stale == ""


def cut(result: RecordingView) -> RecordingView:
    readability = Readability(ReadState.CUT, "its last line is incomplete")
    return result._replace(entry=result.entry._replace(readability=readability))


def test_a_part_is_shown_where_nothing_else_was_open() -> None:
    """What was whole stays until it is whole again; what never was grows."""
    session = showing(cut(SHORTER))
    assert session.opened == cut(SHORTER)
    assert session.stale == "its last line is incomplete"
    grown = session.end_load(cut(FIRST), ONE)
    assert (grown.opened, grown.stale) == (cut(FIRST), "its last line is incomplete")
    whole = grown.end_load(LONGER, ONE)
    assert (whole.opened, whole.stale) == (LONGER, "")
    again = whole.end_load(cut(SHORTER), ONE)
    assert (again.opened, again.stale) == (LONGER, "its last line is incomplete")


@pytest.mark.parametrize(
    ("result", "problem"), [(broken(ONE), "not JSON"), (None, "gone from the disk")], ids=["broken", "gone"]
)
@pytest.mark.parametrize("before", [Session(), showing(OTHER, 1)], ids=["nothing open", "another open"])
def test_unopened_then_fixed(before: Session, result: Unopened | None, problem: str) -> None:
    session = before.choose(ONE).end_load(result, ONE)
    assert session.unopened is not None
    assert (session.unopened.source, session.unopened.problem) == (ONE, problem)
    assert (session.opened, session.stale, session.player.total) == (None, "", 0)
    assert (session.shown, session.is_loaded) == (ONE, True)
    still = session.end_load(broken(ONE), ONE)
    assert still.unopened is not None
    fixed = still.end_load(FIRST, ONE)
    assert (fixed.opened, fixed.unopened) == (FIRST, None)
    assert fixed.player == Player(TOTAL, 0, True)


def test_from_an_unopened_file_to_another() -> None:
    session = Session().choose(ONE).end_load(broken(ONE), ONE).choose(TWO)
    assert (session.shown, session.is_loaded) == (ONE, False)
    assert session.end_load(OTHER, TWO).unopened is None


def test_progress_of_opening_comes_first_and_goes_once_it_is_complete() -> None:
    indexing, opening = Progress("indexing", 3, 10), Progress("opening", 5, 9, "1.json")
    session = Session().with_progress(opening).with_progress(indexing)
    assert session.progress == (opening, indexing)
    assert session.with_progress(Progress("opening", 7, 9)).progress == (Progress("opening", 7, 9), indexing)
    assert session.with_progress(Progress("opening", 9, 9)).progress == (indexing,)
    assert session.with_scan("", None, is_complete=True).progress == (opening,)


@pytest.mark.parametrize(
    ("before", "wanted", "stale"),
    [
        (Session().choose(ONE), None, ""),
        (showing().choose(TWO), ONE, ""),
        (showing()._replace(reloads=2), ONE, "opening all of it was cancelled"),
    ],
    ids=["nothing open", "another open", "read again"],
)
def test_a_load_that_is_cancelled_leaves_what_is_there(before: Session, wanted: Source | None, stale: str) -> None:
    session = before.with_progress(Progress("opening", 5, 9, "1.json")).cancel_load()
    assert (session.wanted, session.opened, session.stale) == (wanted, before.opened, stale)
    assert session.progress == ()


def beginning(view: RecordingView) -> RecordingView:
    return view._replace(transcript=view.transcript._replace(goes_on=True))


@pytest.mark.parametrize(
    ("autoplay", "keys", "expected"),
    [
        (True, (), Player(7, 0, True)),
        # Played to the end of what was read: it waits there, and goes on.
        (True, (lambda player: player.tick(60.0),), Player(7, 5, True)),
        (True, (lambda player: player.tick(60.0), lambda player: player.seek(2)), Player(7, 2)),
        (True, (lambda player: player.seek(99),), Player(7, 7)),
        (False, (), Player(7, 7)),
        (False, (lambda player: player.seek(3),), Player(7, 3)),
    ],
)
def test_a_beginning_is_shown_until_the_whole_is_there(
    autoplay: bool, keys: tuple[Callable[[Player], Player], ...], expected: Player
) -> None:
    session = Session(autoplay=autoplay).choose(ONE).end_load(beginning(FIRST), ONE)
    assert (session.is_loaded, session.player.goes_on, session.player.at_end) == (True, True, False)
    assert session.player.count_words == "…"
    for press in keys:
        session = session.with_player(press(session.player))
    whole = session.end_load(LONGER, ONE)
    assert whole.player._replace(due=0.0) == expected
    assert whole.player.count_words == "7"
    assert whole.end_load(beginning(FIRST), ONE) is whole


def test_a_beginning_whose_rest_is_cancelled_says_so() -> None:
    session = Session().choose(ONE).end_load(beginning(FIRST), ONE).cancel_load()
    assert (session.shown, session.stale) == (ONE, "opening all of it was cancelled")


def test_indexed() -> None:
    text = dumped(chat("t/a.py::t", [message("user", "Hi")], stream("ok"))).encode()
    session = Session().with_files([index_file(ONE.path, text), index_file(TWO.path, text)])
    assert session.library.root.tally.recordings == 2
    assert session.reloads == 0
    chosen = session.choose(ONE)
    assert chosen.with_files([index_file(TWO.path, text)]).reloads == 0
    assert chosen.with_files([index_file(TWO.path, text), index_file(ONE.path, text)]).reloads == 1
    gone = chosen.with_files([IndexedFile(ONE.path, ())])
    assert gone.reloads == 1
    assert gone.library.entry(ONE) is None
    assert gone.wanted == ONE


def test_played() -> None:
    session = showing()
    assert session.with_player(session.player) is session
    assert session.with_player(session.player.seek(2)).player.position == 2


@pytest.mark.parametrize("option", ["ghost", "shaded", "secrets", "autoplay"])
def test_switched(option: Option) -> None:
    session = Session()
    once = session.switch(option)
    assert getattr(once, option) is not getattr(session, option)
    assert once.switch(option) == session


@pytest.mark.parametrize("position", [0, 3, TOTAL])
def test_restarted(position: int) -> None:
    assert showing(position=position).restart().player == Player(TOTAL, 0, True)


def test_restarted_without_anything_to_play() -> None:
    assert Session().restart().player == Player()


def files(*paths: str, test: str = "t/a.py::t") -> list[IndexedFile]:
    data = dumped(chat(test, [message("user", "Hi")], stream("one two three four"))).encode()
    return [index_file(path, data) for path in paths]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["x/a.json"], [IndexedFile("x/a.json", ()), *files("y/a.json")], "y/a.json"),
        (["x/a.json"], [*files("y/a.json"), IndexedFile("x/a.json", ())], "y/a.json"),
        (["x/a.json"], [IndexedFile("x/a.json", ()), *files("y/b.json")], "x/a.json"),
        (["x/a.json"], [IndexedFile("x/a.json", ()), *files("y/a.json", test="t/a.py::other")], "x/a.json"),
        (["x/a.json", "y/a.json"], [IndexedFile("x/a.json", ()), *files("y/a.json")], "x/a.json"),
        (["x/a.json"], files("y/a.json"), "x/a.json"),
    ],
    ids=["renamed", "in another order", "another name", "another test", "there before", "a copy"],
)
def test_file_under_another_path(before: list[str], after: list[IndexedFile], expected: str) -> None:
    source = Source("x/a.json")
    session = Session().with_files(files(*before)).choose(source).end_load(recording(source), source)
    moved = session.with_player(session.player.seek(3)).with_files(after)
    assert (moved.wanted, moved.shown) == (Source(expected), Source(expected))
    assert moved.player.position == 3


# Following ------------------------------------------------------------------------------------------------------------


def landed(session: Session, *names: str, at: float = 10.0) -> Session:
    """Files were written, complete, in this order."""
    text = dumped(chat("t/a.py::t", [message("user", "Hi")], stream("one two"))).encode()
    files = [index_file(name, text)._replace(written=place) for place, name in enumerate(names, 1)]
    return session.with_files(files, at)


def following(player: Player) -> Session:
    """A session that follows, with a recording open."""
    return showing()._replace(indexing=False, player=player).follow()


AT_END = Player(TOTAL, TOTAL)
HALFWAY = Player(TOTAL, 2, True)


def test_what_lands_opens_at_once_if_nothing_plays() -> None:
    session = landed(following(AT_END), "2.json", "3.json")
    assert (session.wanted, session.queued) == (Source("3.json"), None)


def test_what_lands_waits_for_what_plays_and_hurries_it() -> None:
    session = landed(following(HALFWAY), "2.json")
    assert (session.wanted, session.queued) == (ONE, TWO)
    assert session.player.haste > 0
    session = session.with_player(session.player.tick(1.0))
    assert (session.wanted, session.queued) == (TWO, None)


def test_only_the_newest_waits() -> None:
    session = landed(landed(following(HALFWAY), "2.json"), "3.json")
    assert session.queued == Source("3.json")


def test_what_the_user_paused_stays() -> None:
    session = landed(following(HALFWAY._replace(playing=False)), "2.json")
    assert (session.wanted, session.queued, session.player.playing) == (ONE, TWO, False)
    session = session.with_player(session.player.seek(TOTAL))
    assert session.wanted == TWO


def test_while_one_loads_the_next_waits() -> None:
    session = landed(following(AT_END).choose(TWO), "3.json")
    assert (session.wanted, session.queued) == (TWO, Source("3.json"))
    # It does not play at length before the newer one.
    session = session.end_load(OTHER, TWO)
    assert (session.wanted, session.player.haste > 0) == (TWO, True)
    assert session.with_player(session.player.tick(1.0)).wanted == Source("3.json")


def test_the_open_one_written_again_plays_from_its_start() -> None:
    session = landed(following(AT_END), "1.json")
    assert (session.wanted, session.restart_on_load) == (ONE, True)
    session = session.end_load(LONGER, ONE, session.reloads)
    assert (session.player.position, session.player.playing, session.restart_on_load) == (0, True, False)


def test_broken_files_are_not_followed() -> None:
    session = following(AT_END).with_files([index_file("2.json", b"{]")._replace(written=1)], 10.0)
    assert (session.wanted, session.queued) == (ONE, None)


def test_letting_go() -> None:
    session = landed(following(HALFWAY), "2.json").unfollow()
    assert (session.following, session.queued) == (False, None)
    assert landed(session, "3.json").wanted == ONE


def test_following_begins_with_what_landed_last() -> None:
    session = landed(showing()._replace(indexing=False, player=AT_END), "2.json").follow()
    assert session.wanted == TWO


def test_written_twice_in_one_run_is_flagged_at_once() -> None:
    session = landed(showing()._replace(indexing=False), "2.json").with_reviews({"2.json": Review("new")})
    session = landed(session, "2.json", at=12.0)
    assert OVERWRITTEN in session.library.files["2.json"][0].flags

"""The playhead: time in, steps out; none is lost, and it never leaves its track."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.replay.player import BASE_PACE, SPEEDS, Player
from tests.examples import examples

PLAYING = Player(total=100, position=10, playing=True, speed=1.0)
PAUSED = Player(total=100, position=10, due=0.5)


@pytest.mark.parametrize(
    ("player", "seconds", "position", "playing"),
    [
        (PLAYING, 1.0, 40, True),
        (PLAYING, 0.0, 10, True),
        (PLAYING, -5.0, 10, True),
        (PLAYING, 1 / 60, 10, True),
        (PLAYING, 3.0, 100, False),
        (PLAYING, 1e9, 100, False),
        (Player(100, 0, True, 2.0), 1.0, 60, True),
        (Player(100, 0, True, 0.25), 1.0, 7, True),
        (Player(100, 0, True, 1.0, 0.75), 0.25 / BASE_PACE, 1, True),
        (PAUSED, 9.0, 10, False),
        (Player(0, 0, True), 1.0, 0, False),
    ],
    ids=[
        "a second",
        "no time",
        "time runs back",
        "half a step",
        "just to the end",
        "far beyond",
        "twice as fast",
        "slow",
        "the rest of a step",
        "paused",
        "nothing to play",
    ],
)
def test_tick(player: Player, seconds: float, position: int, playing: bool) -> None:
    found = player.tick(seconds)
    assert (found.position, found.playing) == (position, playing)
    assert 0 <= found.due < 1


def test_two_halves_of_a_step_make_one() -> None:
    half = PLAYING.tick(0.5 / BASE_PACE)
    assert half.due == pytest.approx(0.5)
    assert half.tick(0.5 / BASE_PACE).position == 11


@given(st.lists(st.floats(0, 0.2), max_size=200), st.sampled_from(SPEEDS))
@examples(100)
def test_no_step_is_lost_over_many_small_ticks(ticks: list[float], speed: float) -> None:
    player = Player(10**9, 0, True, speed)
    for seconds in ticks:
        before, player = player, player.tick(seconds)
        assert 0 <= player.due < 1
        assert player.position >= before.position
    assert player.position + player.due == pytest.approx(math.fsum(ticks) * BASE_PACE * speed, abs=1e-6)


@pytest.mark.parametrize(
    ("player", "position", "playing"),
    [
        (PLAYING, 10, False),
        (PAUSED, 10, True),
        (Player(100, 100), 0, True),
        (Player(100, 100, True), 100, False),
        (Player(0, 0), 0, False),
    ],
    ids=["pause", "play", "restart at the end", "pause at the end", "nothing to play"],
)
def test_toggle(player: Player, position: int, playing: bool) -> None:
    found = player.toggle()
    assert (found.position, found.playing) == (position, playing)


def test_a_pause_forgets_the_part_of_a_step() -> None:
    assert Player(9, 0, True, 1.0, 0.9).toggle().due == 0


@pytest.mark.parametrize("player", [PLAYING, PAUSED], ids=["playing", "paused"])
@pytest.mark.parametrize(
    ("count", "position"),
    [(1, 11), (-1, 9), (0, 10), (90, 100), (91, 100), (10**9, 100), (-10, 0), (-(10**9), 0)],
)
def test_step_and_seek_clamp_and_pause(player: Player, count: int, position: int) -> None:
    for found in (player.step(count), player.seek(10 + count)):
        assert (found.position, found.playing, found.due) == (position, False, 0)


@pytest.mark.parametrize(
    ("total", "count", "position"),
    [(100, 0, 0), (100, 5, 50), (100, 9, 90), (100, 10, 100), (7, 5, 3), (7, 9, 6), (3, 1, 0), (0, 5, 0)],
)
@pytest.mark.parametrize("playing", [True, False])
def test_tenth_goes_on_as_it_was(total: int, count: int, position: int, playing: bool) -> None:
    found = Player(total, 0, playing, due=0.5).tenth(count)
    assert (found.position, found.playing, found.due) == (position, playing, 0)


@pytest.mark.parametrize(
    ("speed", "by", "expected"),
    [
        (1.0, 1, 2.0),
        (1.0, -1, 0.5),
        (1.0, 0, 1.0),
        (64.0, 1, 64.0),
        (0.25, -1, 0.25),
        (1.0, 99, 64.0),
        (1.0, -99, 0.25),
        (3.1, 1, 4.0),
        (3.1, -1, 2.0),
    ],
)
def test_faster(speed: float, by: int, expected: float) -> None:
    found = Player(100, 10, True, speed, 0.5).faster(by)
    assert (found.speed, found.position, found.playing, found.due) == (expected, 10, True, 0.5)


@pytest.mark.parametrize(
    ("player", "total", "position", "playing"),
    [
        (PLAYING, 200, 10, True),
        (PLAYING, 11, 10, True),
        (PLAYING, 10, 10, False),
        (PLAYING, 5, 5, False),
        (PLAYING, 0, 0, False),
        (PAUSED, 200, 10, False),
        (Player(100, 100), 200, 100, False),
    ],
    ids=["longer", "one left", "none left", "shorter", "empty", "paused", "at the old end"],
)
def test_over_a_re_read_answer(player: Player, total: int, position: int, playing: bool) -> None:
    found = player.over(total)
    assert (found.total, found.position, found.playing) == (total, position, playing)
    assert found.speed == player.speed


ACTS = st.sampled_from(
    [
        lambda player: player.tick(0.05),
        lambda player: player.tick(5),
        lambda player: player.toggle(),
        lambda player: player.step(-3),
        lambda player: player.step(7),
        lambda player: player.seek(10**6),
        lambda player: player.tenth(7),
        lambda player: player.faster(2),
        lambda player: player.faster(-1),
        lambda player: player.over(5),
        lambda player: player.over(50),
    ]
)


@given(st.integers(0, 40), st.lists(ACTS, max_size=30))
@examples(100)
def test_the_playhead_never_leaves_its_track(total: int, acts: list[object]) -> None:
    player = Player(total)
    for act in acts:
        assert callable(act)
        player = act(player)
        assert 0 <= player.position <= player.total
        assert 0 <= player.due < 1
        assert player.speed in SPEEDS


def test_hurried() -> None:
    hurried = PLAYING.hurried(0.5)
    assert hurried.tick(0.25).position == 55
    done = hurried.tick(0.5)
    assert (done.at_end, done.playing, done.haste) == (True, False, 0.0)
    assert hurried.toggle().haste == hurried.seek(5).haste == 0.0
    assert PAUSED.hurried(0.5) == PAUSED
    assert Player(10, 0, True, 64.0).hurried(9.0).tick(0.1).at_end, "never slower than it was"

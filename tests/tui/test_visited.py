"""Back and forward through the recordings that were open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview.model import Source
from recview.tui.visited import MOST_VISITED, Visited
from tests.tui.screens import choose, opened, until

A, B, C = (Source(name) for name in "abc")


def visited(*sources: Source) -> Visited:
    result = Visited()
    for source in sources:
        result = result.visit(source)
    return result


def test_another_one_takes_the_place_of_those_ahead() -> None:
    back = visited(A, B, C).step(-1, lambda _: True)
    assert back is not None
    assert back.current == B
    assert back.visit(B) == back
    assert back.visit(A).sources == (A, B, A)
    assert visited(A, A, B).sources == (A, B)


def test_what_is_gone_is_passed_over() -> None:
    everything = visited(A, B, C)
    back = everything.step(-1, lambda source: source != B)
    assert back is not None
    assert back.current == A
    assert everything.step(-1, lambda _: False) is None
    # Beside one that is gone, the same recording twice is one step.
    assert visited(A, B, A).step(-1, lambda source: source != B) is None


def test_a_renamed_one_is_itself() -> None:
    assert visited(A, B, A).rename(A, C).sources == (C, B, C)


@given(st.lists(st.sampled_from([A, B, C, -1, 1]), max_size=300))
def test_any_walk_stays_within(steps: list[Source | int]) -> None:
    now = Visited()
    for step in steps:
        now = (now.step(step, lambda _: True) or now) if isinstance(step, int) else now.visit(step)
        assert len(now.sources) <= MOST_VISITED
        assert -1 <= now.index < max(1, len(now.sources))
        assert now.current is None or now.current in (A, B, C)


async def test_keys_go_back_and_forward() -> None:
    async with opened(play=False) as (app, pilot):
        first = app.session.shown
        await choose(app, pilot, "tool")
        second = app.session.shown
        assert second != first
        await pilot.press("H")
        await until(pilot, lambda: app.session.shown == first)
        assert not app.main.test_tree.filtering.is_active
        await pilot.press("H")
        await pilot.pause()
        assert app.session.shown == first
        await pilot.press("L")
        await until(pilot, lambda: app.session.shown == second)
        await pilot.press("L")
        await pilot.pause()
        assert app.session.shown == second

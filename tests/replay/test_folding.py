"""Text that goes on with the text before it takes a short way, to the same block."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview import events as ev
from recview.replay.folding import _Folding, fold
from tests.examples import examples
from tests.replay.event_lists import EVENTS


@given(st.lists(EVENTS, max_size=12))
@examples(300)
def test_the_short_way_for_text_leads_to_the_same_blocks(events: list[ev.Event]) -> None:
    folding = _Folding()
    for event in events:
        folding.add(event.chunk, event)
    blocks = tuple(growing.block() for growing in folding.blocks.values() if growing.steps)
    assert fold(ev.Conversation("a", events=tuple(events)), 1, streaming=True).blocks == blocks


def test_text_after_a_blank_still_ends_the_part_before_it() -> None:
    code = ev.Noted(0, 0, "code", "x\n", is_part=True)
    events = (code, ev.TextDelta(1, 0, "\n"), ev.TextDelta(2, 0, "Hello"), code._replace(chunk=3))
    transcript = fold(ev.Conversation("a", events=events), 4, streaming=True)
    assert [block.kind for block in transcript.blocks] == ["note", "text", "note"]

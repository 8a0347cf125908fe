"""Which new files are files that are gone elsewhere, whatever is told first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Verdict
from recview.review.moves import Moves, paired


@pytest.mark.parametrize(
    ("gone", "new", "origins"),
    [
        (["x/a"], ["y/a"], {"y/a": "x/a"}),
        (["x/a"], ["x/b"], {"x/b": "x/a"}),
        (["x/a"], [], {}),
        ([], ["y/a"], {}),
        (["x/a", "x/b"], ["y/b", "y/a"], {"y/a": "x/a", "y/b": "x/b"}),
        (["x/a"], ["y/a", "z/a"], {"y/a": "x/a"}),
        (["x/a"], ["x/b", "y/a"], {"y/a": "x/a"}),
        (["x/a", "x/b"], ["y/b"], {"y/b": "x/b"}),
        (["x/a", "x/b"], ["y/c", "y/b"], {"y/b": "x/b", "y/c": "x/a"}),
        (["x/1/a", "x/2/a"], ["y/1/a", "y/2/a"], {"y/1/a": "x/1/a", "y/2/a": "x/2/a"}),
    ],
)
def test_pairs(gone: list[str], new: list[str], origins: Mapping[str, str]) -> None:
    assert paired(gone, new) == origins


PATHS = st.sampled_from(["x/a", "x/b", "y/a", "y/b", "z/c"])
EVENTS = st.tuples(PATHS, st.sampled_from(["gone", "new", "changed", "same", None]), st.sampled_from([b"1", b"2", b""]))


@given(st.lists(EVENTS, max_size=12))
def test_what_is_told_in_between_leaves_no_trace(events: list[tuple[str, Verdict | None, bytes]]) -> None:
    """The last word on each path decides, and whoever asks only about what was returned misses nothing."""
    moves, view = Moves(), dict.fromkeys(("x/a", "x/b", "y/a", "y/b", "z/c"), ("", False))
    for event in events:
        for path in moves.note(*event):
            view[path] = moves.origin(path), moves.has_left(path)
    again = Moves()
    for event in sorted({event[0]: event for event in events}.values(), key=repr):
        again.note(*event)
    assert view == {path: (again.origin(path), again.has_left(path)) for path in view}

"""Hostile JSON for protocols: any value, of any depth, under the very keys that a protocol reads."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8) | st.just("\ud800")
)


def json_values(*keys: str, strings: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Values whose objects have some of these keys and whose strings are sometimes among these."""
    leaves = SCALARS | st.sampled_from(strings) if strings else SCALARS
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(keys), inner, max_size=6),
        max_leaves=30,
    )

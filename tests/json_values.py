"""Any JSON value, for properties: of every type and depth, where a reader looks for something else."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from recview.model import Json

NUMBERS = st.integers(-(2**70), 2**70) | st.just(10**300) | st.floats()
SCALARS: st.SearchStrategy[Json] = st.none() | st.booleans() | NUMBERS | st.text(max_size=8) | st.just("\ud800")
"""A lone surrogate is a text that cannot be written as UTF-8."""

PLAIN_SCALARS: st.SearchStrategy[Json] = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
"""What every reader and writer of JSON takes and gives back as it is."""


def json_values(
    *keys: str,
    strings: Sequence[str] = (),
    any_key: bool = False,
    leaves: st.SearchStrategy[Json] = SCALARS,
    names: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Json]:
    """Values of any shape.

    Args:
        keys: What the keys of objects are called; without any, they are any text.
        strings: What the strings are besides, now and then.
        any_key: Whether keys are also any text.
        leaves: What stands in arrays and objects.
        names: What keys are, if neither of these.
    """
    texts = st.text(max_size=5) if names is None else names
    chosen = st.sampled_from(keys) if keys else texts
    return st.recursive(
        leaves | st.sampled_from(strings) if strings else leaves,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(chosen | texts if any_key else chosen, inner, max_size=6)
        ),
        max_leaves=30,
    )

"""The facets of a tree of the list: see `recview.query.facets`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from recview.content_facts import ContentFacts
from recview.library.content_table import ContentFactsTable
from recview.library.query_columns import query_columns
from recview.library.row_facts import with_content
from recview.library.tree import Branch
from recview.query.facets import Facet, facets


def tree_facets(root: Branch, contents: ContentFactsTable | None = None) -> tuple[Facet, ...]:
    """The facets of all rows of a tree.

    Args:
        root: The tree.
        contents: What decoding told of rows; None if nothing was read.
    """
    store, members = root.store, root.members
    shapes = query_columns(store).shape_facts(store)
    values: Sequence[ContentFacts | None] = contents.values if contents else [None]
    codes: Sequence[int] = contents.codes(store) if contents else bytes(len(store))
    shape_codes = store.rows.shapes.codes
    pairs = Counter(zip(map(shape_codes.__getitem__, members), map(codes.__getitem__, members), strict=True))
    each = []
    for (shape, code), count in pairs.items():
        content = values[code]
        each.append((shapes[shape] if content is None else with_content(shapes[shape], content), count))
    return facets(each)

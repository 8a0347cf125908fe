"""The first recorder whose names are whole hashes, with the test in them."""

from __future__ import annotations

from recview.checks.names.generations.generation import FILE_PROCESSORS, TOOLS, Generation, ModelListRule

_PATHS = frozenset({"/api/tags", "/v1/models"})

GENERATION = Generation(
    name="2025-10",
    steps=frozenset({"rounding"}),
    model_lists=ModelListRule(_PATHS, "absent", other_hosts=False, named=_PATHS),
    unread=(TOOLS, FILE_PROCESSORS),
)

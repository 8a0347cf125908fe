"""Shares `/info` instead of Ollama's tags, and records Ollama's own client no more."""

from __future__ import annotations

from recview.checks.names.generations import june_2026
from recview.checks.names.generations.generation import OLLAMA, ModelListRule

_PATHS = frozenset({"/v1/models", "/info"})

GENERATION = june_2026.GENERATION._replace(
    name="2026-09",
    model_lists=ModelListRule(_PATHS, "null", other_hosts=True, named=_PATHS),
    unread=(*june_2026.GENERATION.unread, OLLAMA),
)

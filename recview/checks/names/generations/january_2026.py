"""Leaves out `stream_options` on Bedrock, and knows the models of OpenAI's face of the server."""

from __future__ import annotations

from recview.checks.names.generations import october_2025
from recview.checks.names.generations.generation import ModelListRule

_PATHS = frozenset({"/api/tags", "/v1/models", "/v1/openai/v1/models"})

GENERATION = october_2025.GENERATION._replace(
    name="2026-01",
    steps=frozenset({"rounding", "stream_options"}),
    model_lists=ModelListRule(_PATHS, "absent", other_hosts=False, named=_PATHS),
)

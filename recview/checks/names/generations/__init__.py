"""The generations of OGX's recorder, the oldest first: one module of data for each."""

from __future__ import annotations

from recview.checks.names.generations import (
    april_2026,
    january_2026,
    june_2026,
    march_2026,
    october_2025,
    september_2026,
)

GENERATIONS = (
    october_2025.GENERATION,
    january_2026.GENERATION,
    march_2026.GENERATION,
    april_2026.GENERATION,
    june_2026.GENERATION,
    september_2026.GENERATION,
)

BY_NAME = {generation.name: generation for generation in GENERATIONS}

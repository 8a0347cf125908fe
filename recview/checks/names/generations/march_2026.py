"""Leaves out the `project_id` of a provider's settings."""

from __future__ import annotations

from recview.checks.names.generations import january_2026

GENERATION = january_2026.GENERATION._replace(
    name="2026-03", steps=frozenset({"rounding", "stream_options", "project_id"})
)

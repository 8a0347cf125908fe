"""Shares lists of models of other hosts, and keeps the key of the test in them, as null (17 June 2026)."""

from __future__ import annotations

from recview.checks.names.generations import april_2026
from recview.checks.names.generations.generation import OWN_SERVER

GENERATION = april_2026.GENERATION._replace(
    name="2026-06",
    model_lists=april_2026.GENERATION.model_lists._replace(key="null", other_hosts=True),
    unread=(*april_2026.GENERATION.unread, OWN_SERVER),
)

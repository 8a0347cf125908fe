"""Hostile JSON for protocols: any value, of any depth, under the very keys that a protocol reads."""

from __future__ import annotations

from tests.json_values import SCALARS, json_values

__all__ = ["SCALARS", "json_values"]

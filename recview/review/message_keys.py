"""Which part of a request is its conversation."""

from __future__ import annotations

MESSAGE_KEYS = frozenset(
    {"messages", "input", "prompt", "contents", "system", "instructions", "systemInstruction", "system_instruction"}
)
"""The members of a request's body that are the conversation."""

"""What names look like, from themselves alone. Every start of `show` asks, so nothing is imported here."""

from __future__ import annotations

MIN_START = 4
"""Characters that a file's name must begin with, unless it is called so."""

_HEX = frozenset("0123456789abcdefABCDEF")


def looks_like_test(name: str) -> bool:
    """Whether a name has what only the names of tests have."""
    return "::" in name or (name.endswith("]") and "[" in name)


def looks_like_recording(name: str) -> bool:
    """Whether a name is rather a test, or how a file begins, than a revision: git is asked last, if at all."""
    is_recording = name.startswith("test_") or name.endswith((".json", ".jsonl", ".yaml", ".yml"))
    return looks_like_test(name) or looks_like_hash(name) or is_recording


def looks_like_revision(name: str) -> bool:
    """Whether a name has what only revisions of git have."""
    return name.startswith(("HEAD", "@", ":")) or any(mark in name.replace("::", "") for mark in ":~^")


def looks_like_hash(name: str) -> bool:
    """Whether a name is what hashes begin with."""
    return len(name) >= MIN_START and _HEX.issuperset(name)

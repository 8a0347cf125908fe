"""Replaying an answer: events folded once, positions read off, time handed in."""

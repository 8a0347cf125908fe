"""Replaying an answer: its events are folded once, and each position is read off the result; time is handed in."""

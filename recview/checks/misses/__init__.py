"""Replay failures as recorders print them, read from a pasted log: one small module a recorder.

Sources: the recorders' own texts, OGX 2025 to September 2026, vcrpy 6.0 to 9.4, Ruby VCR 6.4, go-vcr 4, betamax 0.9,
Polly.js 6.
"""

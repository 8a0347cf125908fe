"""Texts of a recording to take elsewhere: its request as curl and as Python, the pytest command that runs its test."""

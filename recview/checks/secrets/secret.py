"""A secret in a text, as a value, and how it is quoted: never whole."""

from __future__ import annotations

from recview.checks.rule import Rule
from recview.named_tuple import NamedTuple

_SHOWN = 4
"""Characters of a secret that a message quotes."""

_TOO_SHORT_TO_QUOTE = 12


class Secret(NamedTuple):
    """A secret, or personal data, in a text.

    Attributes:
        rule: The rule that forbids it.
        value: It, whole: for comparing only, never to be written.
        start, end: The characters of the text that it is made of, [start, end).
        kind: What it is, as words for a message: `an OpenAI key`.
        how: How it was written there, if not plainly: `base64`.
    """

    rule: Rule
    value: str
    start: int
    end: int
    kind: str
    how: str = ""

    @property
    def message(self) -> str:
        """What it is, with its first characters and its length."""
        return f"{self.kind}{f', written as {self.how}' if self.how else ''}: {covered(self.value)}"


def covered(secret: str) -> str:
    """A secret as a message quotes it: its first four characters and its length; of a short one the length alone."""
    shown = secret[:_SHOWN] if len(secret) >= _TOO_SHORT_TO_QUOTE else ""
    return f"{shown}… ({len(secret):,} character{'' if len(secret) == 1 else 's'})"

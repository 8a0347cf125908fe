"""What a page repeats from an earlier call of the test: its sections, and the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.humanize import plural
from recview.value import Value

if TYPE_CHECKING:
    from recview.display.section import Page
    from recview.library import Repetition

NOTHING = range(0)
"""No section."""


class Repeated(Value):
    """What a page repeats.

    Attributes:
        sections: The indexes of its sections.
        words: How many messages they are, and which call sent them before.
    """

    sections: range = NOTHING
    words: str = ""


def repeated(page: Page, repetition: Repetition | None) -> Repeated:
    """What of a page was sent by an earlier call, too; on a page of a change, what before and after begin with.

    Args:
        page: The page.
        repetition: What the call repeats.
    """
    if page.alike:
        return Repeated(page.alike, f"{plural(len(page.alike), 'section')} alike")
    if repetition is None:
        return Repeated()
    count = len(page.messages) - 1 if repetition.is_whole else page.last_answer
    sections = range(page.messages[0], page.messages[count])
    words = f"{plural(count, 'message')} as in call {repetition.number}"
    return Repeated(sections, words) if sections else Repeated()

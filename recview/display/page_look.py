"""How a page is shown beside its position: what is shaded, repeated, folded or lit, and the word that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recview.display.repeated import NOTHING, Repeated
from recview.value import Value

if TYPE_CHECKING:
    # The first frame shows no page.
    from recview.display.lines import Span
    from recview.display.page_rows import PageLayout, PageView
    from recview.display.section import Section
    from recview.display.words import Word


class PageLook(Value):
    """How a page is shown.

    Attributes:
        ghost: Whether the unplayed rest is shown.
        shaded: Whether tokens are shaded by their probability.
        repeated: What an earlier call of the test sent, too; it is dimmed.
        is_folded: Whether that is folded.
        word: The word that was chosen; None if none was.
        word_position: The position of the replay that the word was chosen for: at another one it is not shown.
    """

    ghost: bool = False
    shaded: bool = False
    repeated: Repeated = Repeated()
    is_folded: bool = False
    word: Word | None = None
    word_position: int = -1

    def view(self, layout: PageLayout, position: int) -> PageView:
        """The page at a position. Around a word that was chosen, the rest of the answer is shown as well."""
        folded = self.repeated.sections if self.is_folded else NOTHING
        return layout.at(position, ghost=self.ghost or self.word_at(position) is not None, folded=folded)

    def word_at(self, position: int) -> Word | None:
        """The word that was chosen, at its position."""
        return self.word if position == self.word_position else None


PLAIN = PageLook()
"""How a page is shown at first."""


def lit_spans(section: Section, position: int, *, is_final: bool) -> Iterator[Span]:
    """The characters of a section that the step at the playhead brought.

    Args:
        section: The section.
        position: The position of the replay.
        is_final: Whether the section shows its final text.
    """
    from recview.display.words import counterpart
    from recview.replay.text_steps import characters_of

    characters = characters_of(section.block, position - 1) if section.block else None
    if characters is None:
        return
    start, end = characters
    if not is_final:
        yield start, end, "lit"
        return
    first, last = counterpart(section.text, start, section.final), counterpart(section.text, end - 1, section.final)
    if first is not None and last is not None:
        yield first, last + 1, "lit"

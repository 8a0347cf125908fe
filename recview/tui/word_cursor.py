"""From word to word of an answer: the playhead goes to the chunk that brought the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.messages import PositionChosen

if TYPE_CHECKING:
    # The first frame shows no page.
    from recview.display.page_rows import PageView
    from recview.display.words import Word
    from recview.tui.chat_view import ChatView


class WordCursor:
    """The word that was chosen in the page of a view. While the playhead is on its chunk the rest is shown, too."""

    def __init__(self, view: ChatView) -> None:
        self._view = view

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) word of the answer; returns whether there is one."""
        from recview.display.words import next_word, previous_word

        view = self._view
        page_view = view.page_view
        if page_view is None:
            return False
        page, word = page_view.layout.page, view.look.word_at(view.position)
        section, offset = _playhead(page_view)
        if word is not None:
            section, offset = word.section, word.end if by > 0 else word.start
        word = next_word(page, section, offset) if by > 0 else previous_word(page, section, offset)
        return word is not None and self._choose(word)

    def show_chunk(self) -> bool:
        """Show the text that the chunk at the playhead brought, as a word is shown; returns whether it brought any."""
        from recview.display.words import Word
        from recview.replay.text_steps import characters_of

        page_view, position = self._view.page_view, self._view.position
        for index, section in enumerate(page_view.layout.page.sections if page_view else ()):
            characters = characters_of(section.block, position - 1) if section.block else None
            if characters is not None:
                return self._choose(Word(index, *characters), position)
        return False

    def choose_at(self, row: int, character: int) -> bool:
        """Go to the word at a character of a row; returns whether there is one."""
        from recview.display.words import counterpart, word_at

        page_view, lines = self._view.page_view, self._view.page_lines()
        if page_view is None or lines is None or row >= page_view.count or page_view.row(row).kind != "text":
            return False
        shown, stretch = page_view.row(row), lines.stretch(row)
        offset: int | None = character - stretch.shift
        if offset is None or not shown.start <= offset < shown.end:
            return False
        section = page_view.layout.page.sections[shown.section]
        text = page_view.layout.text(shown.section, page_view.position, page_view.ghost)
        if text is not section.text:
            offset = counterpart(text, offset, section.text)
        word = word_at(page_view.layout.page, shown.section, offset) if offset is not None else None
        return word is not None and self._choose(word)

    def _choose(self, word: Word, position: int | None = None) -> bool:
        from recview.replay.text_steps import step_of

        view = self._view
        assert view.page_view is not None
        block = view.page_view.layout.page.sections[word.section].block
        if block is None:
            return False
        position = step_of(block, word.start) + 1 if position is None else position
        view.following = True
        view.look = view.look._replace(word=word, word_position=position)
        view.show_position(position)
        view.post_message(PositionChosen(position))
        return True


def _playhead(view: PageView) -> tuple[int, int]:
    """(section, character) at which the text of the step at the playhead begins, or where there is none it ends."""
    from recview.replay.text_steps import characters_of

    playhead = view.playhead()
    if playhead is None:
        return view.layout.page.sent, 0
    index, shown = playhead
    block = view.layout.page.sections[index].block
    characters = characters_of(block, view.position - 1) if block else None
    return index, characters[0] if characters else min(shown, len(view.layout.page.sections[index].text))

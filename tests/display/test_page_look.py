"""What is lit, dimmed or folded on a page, and the word that was chosen."""

from __future__ import annotations

import pytest

from recview.display.page_lines import PageLines
from recview.display.page_look import PLAIN, PageLook
from recview.display.page_rows import PageLayout
from recview.display.repeated import Repeated, repeated
from recview.display.section import Page, Section
from recview.display.words import Word
from recview.library import Repetition
from recview.replay.transcript import Block

ROOM = 60
TEXT = Block("text", 0, "", "", "Hello there", (1, 3), (6, 11))
CALL = Block("tool_call", 0, "find", "", '{"q":1}', (4, 5, 6), (0, 5, 7))
PAGE = Page(
    (
        Section("note", "note", "of the file"),
        Section("system", "system", "Be brief."),
        Section("user", "user", "Hi"),
        Section("assistant", "assistant", "Yes?"),
        Section("user", "user", "Go"),
        Section("assistant", "", TEXT.text, block=TEXT),
        Section("tool_call", "▲ find", CALL.text, block=CALL, final='{\n  "q": 1\n}'),
    ),
    sent=5,
    messages=(1, 2, 3, 4, 5),
    last_answer=2,
)


def marked(style: str, position: int, look: PageLook = PLAIN) -> list[str]:
    """The texts in a style at a position."""
    view = look.view(PageLayout(PAGE, ROOM - 6), position)
    lines = [PageLines(view, ROOM, look).line(row) for row in range(view.count)]
    return [line.text[start:end] for line in lines for start, end, name in line.spans if name == style]


@pytest.mark.parametrize(
    ("position", "lit"),
    [
        pytest.param(0, [], id="before the first chunk"),
        pytest.param(1, [], id="a chunk without text"),
        pytest.param(2, ["Hello "], id="the first text"),
        pytest.param(3, [], id="a chunk in between"),
        pytest.param(4, ["there"], id="text"),
        pytest.param(5, ["▲ find"], id="the name of a call"),
        pytest.param(6, ['{"q":'], id="arguments"),
        pytest.param(7, ["1", "}"], id="arguments that are laid out"),
        pytest.param(8, [], id="behind the last chunk"),
    ],
)
def test_the_text_of_the_chunk_at_the_playhead_is_lit(position: int, lit: list[str]) -> None:
    assert marked("lit", position) == lit


def test_an_answer_in_one_piece_has_no_lit_word() -> None:
    view = PLAIN.view(PageLayout(PAGE._replace(is_streamed=False), ROOM - 6), 2)
    styles = {name for row in range(view.count) for *_, name in PageLines(view, ROOM).line(row).spans}
    assert "lit" not in styles


def test_a_word_is_marked_and_the_rest_is_shown_around_it() -> None:
    look = PageLook(word=Word(5, 0, 5), word_position=2)
    assert marked("word", 2, look) == ["Hello"]
    assert "there" in "".join(marked("ghost", 2, look))
    assert marked("word", 4, look) == []
    assert marked("ghost", 4, look) == []


def shown(look: PageLook, position: int = 8) -> list[str]:
    view = look.view(PageLayout(PAGE, ROOM - 6), position)
    return [" ".join(PageLines(view, ROOM, look).line(row).text.split()) for row in range(view.count)]


EARLIER = repeated(PAGE, Repetition(2, is_whole=False))
WHOLE = repeated(PAGE, Repetition(3, is_whole=True))


def test_what_repeats_is_dimmed_and_its_first_heading_says_so() -> None:
    assert Repeated(range(1, 3), "2 messages as in call 2") == EARLIER
    look = PageLook(repeated=EARLIER)
    assert "system 2 messages as in call 2" in shown(look)
    faint = marked("faint", 0, look)
    assert "Be brief." in faint
    assert "Hi" in faint
    assert not {"of the file", "Yes?", "Go"} & set(faint)


def test_what_repeats_folds_into_one_heading() -> None:
    assert Repeated(range(1, 5), "4 messages as in call 3") == WHOLE
    rows = shown(PageLook(repeated=WHOLE, is_folded=True))
    assert rows[:6] == ["note", "of the file", "", "4 messages as in call 3 o shows them", "", "▎ Hello there"]


def test_rows_of_what_is_folded_are_its_heading() -> None:
    view = PageLook(repeated=WHOLE, is_folded=True).view(PageLayout(PAGE, ROOM - 6), 8)
    assert {view.row_at(section, offset) for section in range(1, 5) for offset in (-1, 0, 3)} == {3}
    assert [view.row(row).section for row in range(6)] == [0, 0, 0, 1, 1, 5]
    unfolded = PageLook(repeated=WHOLE).view(view.layout, 8)
    assert unfolded.count > view.count
    assert PageLook(repeated=WHOLE, is_folded=True).view(view.layout, 8).ends == view.ends


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_page_without_messages_repeats_nothing(is_whole: bool) -> None:
    assert not repeated(Page((), 0), Repetition(1, is_whole)).sections
    assert not repeated(PAGE, None).sections

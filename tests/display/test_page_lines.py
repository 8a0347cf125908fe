"""A page's lines: where hits are drawn, what a selection copies, which tokens are shaded, where the answer grows."""

from __future__ import annotations

import pytest

from recview.display.page_lines import IN_TITLE, PageLines, position_behind, text_width
from recview.display.page_look import PageLook
from recview.display.page_rows import PageLayout
from recview.display.section import Page, Section
from recview.replay.transcript import Block

USER = Section("user", "user", "a question of several words\n\nthat is wrapped", "empty-handed")
BLOCK = Block("text", 0, "", "", "words of an answer", (0, 2), (9, 18), ((0, 5, -0.01), (6, 8, -1.0), (9, 11, -9.0)))
ANSWER = Section("assistant", "", BLOCK.text, block=BLOCK)
END = Section("note", "■ stop", "", since=3)
PAGE = Page((USER, Section("assistant", "assistant", "", "2 chunks", joined=True), ANSWER, END), 1)


def lines(position: int, room: int = 30, *, ghost: bool = False, shaded: bool = False) -> PageLines:
    layout = PageLayout(PAGE, text_width(room))
    return PageLines(layout.at(position, ghost=ghost), room, PageLook(shaded=shaded))


def texts(page: PageLines) -> list[str]:
    return [page.line(row).text for row in range(page.view.count)]


@pytest.mark.parametrize("room", [16, 30, 80, 200])
@pytest.mark.parametrize("needle", ["user", "question", "handed", "answer", "stop", "that is"])
def test_a_hit_is_drawn_where_the_row_has_it(room: int, needle: str) -> None:
    page = lines(4, room)
    hits = list(page.search(needle))
    assert hits or (needle == "handed" and room == 16)
    for hit in hits:
        row = page.row_of(hit)
        anchor, start, end, shift = page.stretch(row)
        assert anchor == hit.anchor
        assert start <= hit.start < end
        drawn = page.line(row).text[hit.start + shift : min(hit.end, end) + shift]
        assert drawn
        assert needle.startswith(drawn.lower())


def test_a_heading_comes_before_its_text() -> None:
    first, second = lines(4).search("s"), list(lines(4).search("user"))
    assert [hit.start for hit in second] == [IN_TITLE]
    assert sorted(hits := list(first)) == hits


def test_gaps_and_rows_beyond_the_last_show_nothing_to_mark() -> None:
    page = lines(4)
    gap = next(row for row in range(page.view.count) if page.view.row(row).kind == "gap")
    for row in (gap, page.view.count):
        _, start, end, _ = page.stretch(row)
        assert start == end


@pytest.mark.parametrize("room", [16, 30, 80])
def test_a_selection_is_the_text_without_margins_and_wraps(room: int) -> None:
    page = lines(4, room)
    whole = page.selected_text((row, 0, -1) for row in range(page.view.count))
    assert whole == f"user\n{USER.text}\n\nassistant\n{BLOCK.text}\n\n■ stop\n"
    first = next(row for row in range(page.view.count) if "question" in page.line(row).text)
    at = page.line(first).text.index("question")
    assert page.selected_text([(first, at, at + len("question"))]) == "question"


@pytest.mark.parametrize(
    ("position", "ghost", "cursor"), [(0, False, 0), (1, False, 1), (3, False, 1), (4, False, 0), (1, True, 0)]
)
def test_the_answer_grows_at_the_playhead(position: int, ghost: bool, cursor: int) -> None:
    assert "".join(texts(lines(position, ghost=ghost))).count("▌") == cursor


def test_improbable_tokens_are_shaded_by_how_they_are() -> None:
    page = lines(4, 80, shaded=True)
    shades = [
        (page.line(row).text[start:end], style)
        for row in range(page.view.count)
        for start, end, style in page.line(row).spans
        if style.startswith("probability")
    ]
    assert shades == [("of", "probability-2"), ("an", "probability-3")]
    assert not any(style.startswith("probability") for row in range(4) for *_, style in lines(4, 80).line(row).spans)


@pytest.mark.parametrize(
    ("section", "needle", "position"),
    [(ANSWER, "words", 1), (ANSWER, "answer", 3), (USER, "question", 0), (END, "stop", 4)],
)
def test_the_position_from_which_a_hit_is_seen(section: Section, needle: str, position: int) -> None:
    page = Page((section,), 0)
    view = PageLayout(page, 40).at(99, ghost=False)
    (hit,) = PageLines(view, 50).search(needle)
    assert position_behind(section, hit) == position

"""The rows of a page at every position: counted as they are listed, never jumping while the answer grows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.page_rows import PageLayout, PageRow, PageView
from recview.display.sanitize import sanitize_text
from recview.display.section import Page, Section
from recview.replay.transcript import Block
from tests.examples import examples

SENT = (
    Section("system", "system", "Be kind to all who ask."),
    Section("note", "user", "", "empty"),
    Section("user", "", "line one\n\nline three \x1b[2J 中文字"),
)


def block(text: str, steps: tuple[int, ...], ends: tuple[int, ...] = ()) -> Block:
    return Block(
        "text", 0, "", "", text, steps, ends or tuple(len(text) * (n + 1) // len(steps) for n in range(len(steps)))
    )


def said(text: str, *steps: int) -> Section:
    return Section("assistant", "", text, block=block(text, steps))


def called(text: str, final: str, *steps: int) -> Section:
    return Section("tool_call", "▲ f", text, "id", block(text, steps), final)


HEADING = Section("assistant", "assistant", "", "4 chunks", joined=True)
END = Section("note", "■ stop", "", since=5)
ANSWER = (
    HEADING,
    said("words of an answer that is long enough\nto wrap", 0, 2, 3),
    called('{"a":1}', '{\n  "a": 1\n}', 1, 4),
    END,
)
PAGE = Page((*SENT, *ANSWER), len(SENT))
TOTAL = 6


def listed(view: PageView) -> list[PageRow]:
    return [view.row(number) for number in range(view.count)]


def expected(layout: PageLayout, position: int, ghost: bool) -> list[tuple[int, str, int, int]]:
    """The rows one by one, from nothing but the sections and how far each has grown."""
    found: list[tuple[int, str, int, int]] = []
    for place, section in enumerate(layout.page.sections):
        shown = layout.shown(place, position)
        if shown is None and not ghost:
            continue
        if section.title:
            found.append((place, "title", 0, 0))
        laid = layout.rows(place, position, ghost)
        if section.text:
            for start, end in zip(laid.starts, laid.ends, strict=True):
                if ghost or start == 0 or start < (shown or 0) or shown == len(section.text):
                    found.append((place, "text", start, end))
        if not section.joined:
            found.append((place, "gap", 0, 0))
    return found


def check(layout: PageLayout, position: int, ghost: bool) -> None:
    view = layout.at(position, ghost=ghost)
    rows = listed(view)
    assert [(row.section, row.kind, row.start, row.end) for row in rows] == expected(layout, position, ghost)
    for number, row in enumerate(rows):
        assert view.first_row(row.section) <= number
        if row.kind == "text":
            assert view.row_of(row.section, row.start) == number
            assert row.shown == (layout.shown(row.section, position) or 0)
            assert row.end <= len(layout.text(row.section, position, ghost))


@pytest.mark.parametrize("ghost", [False, True], ids=["played", "ghost"])
@pytest.mark.parametrize("width", [1, 7, 20, 80])
@pytest.mark.parametrize("position", range(TOTAL + 1))
def test_rows_at_every_position(position: int, width: int, ghost: bool) -> None:
    check(PageLayout(PAGE, width), position, ghost)


sections = st.lists(
    st.builds(
        lambda text, title, steps, joined: Section(
            "assistant", title, text, block=block(text, tuple(sorted(steps))), joined=joined
        ),
        st.text(st.sampled_from("ab \n中"), max_size=30),
        st.sampled_from(["", "title"]),
        st.sets(st.integers(0, 8), min_size=1, max_size=4),
        st.booleans(),
    )
    | st.builds(lambda since: Section("note", "■ stop", "", since=since), st.integers(0, 8)),
    max_size=5,
)


@given(sections, st.integers(1, 12))
@examples(100)
def test_any_page_only_grows(answer: list[Section], width: int) -> None:
    layout = PageLayout(Page((*SENT, *answer), len(SENT)), width)
    counts = []
    whole = layout.at(0, ghost=True).count
    for position in range(11):
        check(layout, position, False)
        check(layout, position, True)
        counts.append(layout.at(position).count)
        assert layout.at(position, ghost=True).count == whole
    assert counts == sorted(counts)
    assert counts[-1] == whole


def test_what_was_sent_stands_from_the_start() -> None:
    layout = PageLayout(PAGE, 40)
    before = [row for row in listed(layout.at(0)) if row.section < PAGE.sent]
    assert before == [row for row in listed(layout.at(TOTAL)) if row.section < PAGE.sent]
    assert {row.section for row in listed(layout.at(0))} == {0, 1, 2, 3}


def test_text_keeps_its_rows_while_it_grows() -> None:
    layout = PageLayout(PAGE, 12)
    whole = [(row.start, row.end) for row in listed(layout.at(TOTAL)) if row.section == 4 and row.kind == "text"]
    for position in range(1, TOTAL):
        grown = [(row.start, row.end) for row in listed(layout.at(position)) if row.section == 4 and row.kind == "text"]
        assert grown == whole[: len(grown)]


def test_complete_tool_call_is_laid_out() -> None:
    layout = PageLayout(PAGE, 40)
    place = 5
    assert layout.text(place, 4, False) == '{"a":1}'
    assert layout.shown(place, 1) is None
    assert layout.shown(place, 2) == 3
    assert layout.text(place, 5, False) == layout.text(place, 5, True) == '{\n  "a": 1\n}'
    assert layout.shown(place, 5) == len('{\n  "a": 1\n}')
    assert layout.at(5).count - layout.at(4).count == 2


def test_ending_comes_with_its_step() -> None:
    layout = PageLayout(PAGE, 40)
    assert layout.shown(6, 5) is None
    assert layout.shown(6, 6) == 0
    assert [row.kind for row in listed(layout.at(6)) if row.section == 6] == ["title", "gap"]


@pytest.mark.parametrize(
    ("position", "playhead"),
    [(0, None), (1, (4, 15)), (2, (5, 3)), (3, (4, 30)), (4, (4, 46)), (5, (5, 12)), (6, (5, 12))],
)
def test_playhead_is_the_piece_that_grew_last(position: int, playhead: tuple[int, int] | None) -> None:
    assert PageLayout(PAGE, 40).at(position).playhead() == playhead


def test_row_of_an_offset() -> None:
    view = PageLayout(PAGE, 12).at(TOTAL)
    for offset in range(len(SENT[0].text)):
        row = view.row(view.row_of(0, offset))
        assert row.kind == "text"
        assert row.start <= offset <= row.end


def test_hostile_text_is_laid_out_as_it_is_shown() -> None:
    text = "ab\x1b[2J\x00cd \u202e中"
    layout = PageLayout(Page((Section("user", "user", text),), 1), 5)
    shown = sanitize_text(text)
    rows = [shown[row.start : row.end] for row in listed(layout.at(0)) if row.kind == "text"]
    assert "".join(rows).replace(" ", "") == shown.replace(" ", "")


def test_empty_page() -> None:
    view = PageLayout(Page((), 0), 10).at(0)
    assert view.count == 0
    assert view.playhead() is None


FACTS = Section("assistant", "embeddings", "vectors  3\nmodel    a-long-name of words that goes on and on", hang=9)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, [(0, "vectors  3"), (0, "model    a-long-name of words that goes on and on")]),
        (30, [(0, "vectors  3"), (0, "model    a-long-name of words"), (9, "that goes on and on")]),
        (
            21,
            [(0, "vectors  3"), (0, "model    a-long-name"), (9, "of words"), (9, "that goes on"), (9, "and on")],
        ),
        # No room for a column of its own.
        (15, [(0, "vectors  3"), (0, "model"), (0, "a-long-name of"), (0, "words that goes"), (0, "on and on")]),
    ],
)
def test_values_wrap_in_their_own_column(width: int, expected: list[tuple[int, str]]) -> None:
    layout = PageLayout(Page((FACTS,), 1), width)
    view = layout.at(0)
    rows = [view.row(number) for number in range(view.count)]
    assert [
        (layout.hang(row), FACTS.text[row.start : row.end].rstrip()) for row in rows if row.kind == "text"
    ] == expected

"""Two pages side by side: what corresponds stands level, and what differs is marked on its own side."""

from __future__ import annotations

import pickle

from recview.display.page_lines import PageLines
from recview.display.page_rows import PageLayout, side_by_side
from recview.display.section import Page, Section
from recview.pages.side_pages import side_pages
from recview.replay.transcript import Block

ASKED = (Section("system", "system", "Be kind."), Section("user", "user", "What is the weather in Oslo?"))


def growing(text: str, step: int = 0, kind: str = "text") -> Section:
    words = text.split(" ")
    ends = tuple(len(" ".join(words[: count + 1])) for count in range(len(words)))
    block = Block(kind, 0, "", "", text, tuple(range(step, step + len(words))), ends)  # type: ignore[arg-type]
    return Section("assistant", "", text, block=block)


def answered(*answer: Section, asked: tuple[Section, ...] = ASKED) -> Page:
    return Page((*asked, Section("assistant", "assistant", "", joined=True), *answer), len(asked))


def columns(before: Page | None, after: Page | None, position: int = 99, width: int = 20) -> list[tuple[str, str]]:
    """The rows of both sides, as they stand beside each other."""
    layouts = side_by_side(*side_pages(before, after), width)
    # As the reader hands them on.
    layouts = pickle.loads(pickle.dumps(layouts))
    sides = [PageLines(layout.at(position), width + 6) for layout in layouts]
    counts = {lines.view.count for lines in sides}
    assert len(counts) == 1
    return [(sides[0].line(row).text.strip(), sides[1].line(row).text.strip()) for row in range(counts.pop())]


def test_what_corresponds_stands_level_at_every_position() -> None:
    long = "It is sunny and warm and there is hardly any wind at all in Oslo today"
    before, after = answered(growing("It is sunny"), growing("Bye", 40)), answered(growing(long), growing("Bye", 40))
    for position in (0, 1, 3, 9, 50):
        rows = columns(before, after, position)
        assert ("system", "system") in rows
        assert (("▎ Bye", "▎ Bye") in rows) == (position == 50)
    assert any(old == "" and new.startswith("+ ") for old, new in columns(before, after))


def test_what_came_stands_beside_what_went_or_beside_nothing() -> None:
    call = Section("tool_call", "▲ get_weather", "{}", block=Block("tool_call", 0, "get_weather", "", "{}", (0,), (2,)))
    rows = columns(answered(growing("Sunny")), answered(call))
    assert rows[-3:] == [("− Sunny", "▲ get_weather"), ("", "+ {}"), ("", "")]
    rows = columns(answered(growing("Sunny"), call, call), answered(growing("Sunny")))
    assert rows[-3:] == [("▲ get_weather", ""), ("− {}", ""), ("", "")]
    assert ("▎ Sunny", "▎ Sunny") in rows


def test_words_are_marked_where_most_agree_and_else_the_text_as_a_whole() -> None:
    before, after = side_pages(answered(growing("It is sunny today")), answered(growing("It is rainy today")))
    assert before.sections[-1].diff_spans == ((5, 11, "removed"),)
    assert after.sections[-1].diff_spans == ((5, 11, "added"),)
    assert before.sections[-1].change is None
    before, after = side_pages(answered(growing("It is sunny today")), answered(growing("No idea, it asks")))
    assert (before.sections[-1].change, after.sections[-1].change) == ("removed", "added")
    assert before.sections[-1].diff_spans == ()


def test_the_part_that_is_alike_ends_where_the_requests_differ() -> None:
    other = (ASKED[0], Section("user", "user", "And in Bergen?"))
    assert [page.alike for page in side_pages(answered(), answered(asked=other))] == [range(1)] * 2
    assert [page.alike for page in side_pages(answered(), answered(growing("Sunny")))] == [range(1)] * 2


def test_one_side_alone_is_unmarked_beside_nothing() -> None:
    page = answered(growing("Sunny"))
    rows = columns(page, None)
    assert ("▎ Sunny", "") in rows
    assert all(new == "" for _, new in rows)
    assert columns(None, None) == []


def test_another_width_keeps_both_level() -> None:
    old, new = side_by_side(*side_pages(answered(growing("a " * 60)), answered(growing("a"))), 60)
    narrow: PageLayout = new.at_width(12)
    assert narrow.at(99).count == old.at_width(12).at(99).count > new.at(99).count

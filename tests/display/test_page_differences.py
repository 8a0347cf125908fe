"""Where to go on a page to see what differs."""

from __future__ import annotations

from recview.display.page_differences import difference_rows
from recview.display.page_rows import PageLayout
from recview.display.section import Page, Section


def rows(*sections: Section) -> list[int]:
    return difference_rows([PageLayout(Page(sections, len(sections)), 40).at(0)])


def test_a_changed_section_is_gone_to_by_its_first_row_and_words_by_theirs() -> None:
    plain = Section("user", "user", "one\ntwo\nthree\nfour")
    assert rows(plain) == []
    assert rows(plain, plain._replace(change="added")) == [6]
    assert rows(plain._replace(diff_spans=((4, 7, "removed"), (14, 18, "removed")))) == [2, 4]


def test_neighbouring_rows_are_one_difference_and_both_sides_count() -> None:
    old = Section("user", "user", "one\ntwo", diff_spans=((0, 3, "removed"), (4, 7, "removed")))
    assert rows(old) == [1]
    layouts = [PageLayout(Page((section,), 1), 40).at(0) for section in (old._replace(diff_spans=()), old)]
    assert difference_rows(layouts) == [1]


def test_a_text_that_came_in_the_place_of_another_is_the_same_difference() -> None:
    went, came = Section("user", "", "a\nb\nc", change="removed"), Section("user", "", "d", change="added")
    heading = Section("note", "+ after", "", joined=True)
    assert rows(went, heading, came) == [0]
    assert rows(went, Section("user", "", "between"), came) == [0, 6]
    assert rows(came, came) == [0, 2]

"""What decoding told of the rows of the list, while files are read, change and come back."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from recview.content_facts import ContentFacts
from recview.indexed_file import IndexedFile
from recview.library import Library
from recview.library.coded import Coded
from recview.library.content_table import ContentFactsTable
from recview.library.file_rows import RowVerdict
from recview.library.read_contents import ReadContents
from recview.model import Entry, Source

ONE, TWO = ContentFacts("one"), ContentFacts("two")
NOTHING = ContentFacts()


def file(path: str, count: int = 1, size: int = 0) -> IndexedFile:
    return IndexedFile(path, tuple(Entry(Source(path, number), size) for number in range(count)))


def told(first: int, **facts: list[ContentFacts]) -> ReadContents:
    """What the reader tells of files, whose recordings are numbered from `first` on."""
    counts = [len(each) for each in facts.values()]
    firsts = [first + sum(counts[:index]) for index in range(len(counts))]
    column: Coded[ContentFacts] = Coded()
    column.append([each for several in facts.values() for each in several])
    return ReadContents(list(facts), array("I", firsts), array("I", counts), column)


def facts(table: ContentFactsTable, library: Library) -> dict[str, list[ContentFacts | None]]:
    """What is known of the rows of each file that is in the list."""
    store = library.files.store
    return {path: [table.facts(store, row) for row in library.files.rows(path)] for path in library.files}


def test_facts_come_file_by_file() -> None:
    library, table = Library().merged([file("a", 2), file("b"), file("c")]), ContentFactsTable()
    assert facts(table, library) == {"a": [None, None], "b": [None], "c": [None]}
    table.take(told(0, a=[ONE, TWO]), 1, 3)
    assert facts(table, library) == {"a": [ONE, TWO], "b": [None], "c": [None]}
    assert (table.read, table.total, table.is_complete) == (1, 3, False)
    table.take(told(2, b=[], c=[TWO]), 3, 3)
    assert facts(table, library) == {"a": [ONE, TWO], "b": [NOTHING], "c": [TWO]}
    assert table.is_complete


def test_facts_may_come_before_their_rows() -> None:
    table = ContentFactsTable()
    table.take(told(0, a=[ONE]), 1, 1)
    library = Library()
    assert list(table.codes(library.files.store)) == []
    assert facts(table, library.merged([file("a")])) == {"a": [ONE]}


def test_a_file_that_changes_is_unread_until_it_is_read_again() -> None:
    library, table = Library().merged([file("a"), file("b")]), ContentFactsTable()
    table.take(told(0, a=[ONE], b=[ONE]), 2, 2)
    table.codes(library.files.store)
    library = library.merged([file("a", size=2)])
    table.forget(["a", "new"])
    assert facts(table, library) == {"a": [None], "b": [ONE]}
    table.take(told(2, a=[TWO]), 2, 2)
    assert facts(table, library) == {"a": [TWO], "b": [ONE]}
    store = library.files.store
    assert table.rows(store, [1, 2, 99]) == [library.files.rows("b")[0], library.files.rows("a")[0]]
    assert [table.number(store, row) for row in library.files.rows("a")] == [2]


def test_facts_stay_when_just_the_verdict_changes_or_the_file_goes() -> None:
    library, table = Library().merged([file("a")]), ContentFactsTable()
    table.take(told(0, a=[ONE]), 1, 1)
    version = table.version
    changes: tuple[Callable[[Library], Library], ...] = (
        lambda before: before.apply_verdicts({"a": RowVerdict("changed")}),
        lambda before: before.merged([IndexedFile("a", ())], keep_gone=True),
    )
    for change in changes:
        library = change(library)
        assert facts(table, library) == {"a": [ONE]}
        assert table.rows(library.files.store, [0]) == list(library.files.rows("a"))
    assert table.version == version


def test_another_store_or_another_reader_begins_anew() -> None:
    table = ContentFactsTable()
    table.take(told(0, a=[ONE]), 1, 1)
    for library in (Library().merged([file("b"), file("a")]), Library().merged([file("a"), file("b")])):
        assert facts(table, library) == {"a": [ONE], "b": [None]}
    table.clear()
    assert facts(table, library) == {"a": [None], "b": [None]}
    table.take(told(0, b=[TWO]), 1, 2)
    assert facts(table, library) == {"a": [None], "b": [TWO]}


def test_a_row_that_was_recovered_later_has_no_facts_yet() -> None:
    library, table = Library().merged([file("a", 2)]), ContentFactsTable()
    table.take(told(0, a=[ONE]), 1, 1)
    assert facts(table, library) == {"a": [ONE, NOTHING]}
    assert table.number(library.files.store, library.files.rows("a")[1]) is None


def test_equal_paths_are_one_text() -> None:
    library, table = Library().merged([file("a/b.json")]), ContentFactsTable()
    store = library.files.store
    table.codes(store)
    other = "".join(["a/", "b.json"])
    assert other is not store.paths[0]
    table.take(told(0, **{other: [ONE]}), 1, 1)
    assert next(iter(table._firsts)) is store.paths[0]
    assert facts(table, library) == {"a/b.json": [ONE]}

"""Files as columns are the files, whichever way the columns went: pickled, taken apart, put together, as bytes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recview
from recview.library import FileColumns, IndexedFile
from recview.library.stored_columns import from_bytes, to_bytes
from recview.model import WHOLE, Entry, Failure, Outline, Readability, ReadState, Source, Usage
from recview.reading.listing import index_file
from tests.examples import examples

FIXTURES = Path(__file__).parents[1] / "formats" / "fixtures"
DEMO = Path(recview.__file__).parent / "demo" / "recordings"

texts = st.text(st.characters(exclude_categories=[]), max_size=6) | st.sampled_from(["", "a", "\0", "\ud800"])
integers = st.integers(0, 9) | st.sampled_from([-1, -2, 2**31 - 1, 2**31, 10**40])
readabilities = st.just(WHOLE) | st.builds(Readability, st.sampled_from(ReadState), texts, st.just(()))
failures = st.builds(
    Failure, st.sampled_from(["exception", "response", "stream"]), texts, texts, texts, st.none() | integers, st.none()
)
usages = st.builds(Usage, *([st.none() | integers] * 6))
outlines = st.builds(
    Outline,
    texts,
    texts,
    st.none() | usages,
    st.none() | failures,
    texts,
    integers,
    texts,
    st.booleans(),
    texts,
    texts,
    integers,
    integers,
)
assert len(Outline._fields) == 12, "a field is not tried here"
assert len(Entry._fields) == 17, "a field is not tried here"


@st.composite
def files(draw: st.DrawFn) -> IndexedFile:
    path = draw(texts)
    entries = st.builds(
        Entry,
        st.builds(Source, st.just(path), integers),
        integers,
        texts,
        texts,
        st.none() | texts,
        texts,
        texts,
        st.booleans(),
        integers,
        outlines,
        st.booleans(),
        readabilities,
        texts,
        texts,
        st.sampled_from(["", "new", "changed", "gone"]),
        st.lists(texts, max_size=2).map(tuple),
        texts,
    )
    listed = draw(st.lists(entries, max_size=3).map(tuple))
    written = draw(st.integers(-(2**63), 2**63 - 1))
    return IndexedFile(path, listed, draw(readabilities), written, draw(st.booleans()), draw(st.booleans()))


several = st.lists(files(), max_size=6)


def in_the_list(file: IndexedFile) -> IndexedFile:
    """A file without what the list does not show: the bodies of its failures."""

    def shown(entry: Entry) -> Entry:
        failure = entry.outline.failure
        if failure is None:
            return entry
        without = Failure(failure.source, failure.message, failure.type, failure.code, failure.status)
        return entry._replace(outline=entry.outline._replace(failure=without))

    return file._replace(entries=tuple(map(shown, file.entries)))


def fixtures() -> list[Path]:
    return sorted(path for folder in (FIXTURES, DEMO) for path in folder.rglob("*") if path.suffix not in ("", ".py"))


def test_every_fixture_is_the_same_from_columns() -> None:
    listed = [index_file(path.name, path.read_bytes()) for path in fixtures()]
    expected = [in_the_list(file) for file in listed]
    assert len(expected) > 30
    assert list(FileColumns.of(listed)) == expected
    assert list(from_bytes(to_bytes(FileColumns.of(listed)))) == expected


@given(several)
@examples(50)
def test_files_are_the_same_from_columns(listed: list[IndexedFile]) -> None:
    columns = FileColumns.of(listed)
    assert list(columns) == listed
    assert list(pickle.loads(pickle.dumps(columns, 5))) == listed
    assert list(from_bytes(to_bytes(columns))) == listed


@given(several, several, st.lists(st.integers(0, 11), max_size=8))
@examples(50)
def test_columns_are_put_together_and_taken_apart(
    first: list[IndexedFile], second: list[IndexedFile], indexes: list[int]
) -> None:
    columns = FileColumns.of(first)
    columns.extend(pickle.loads(pickle.dumps(FileColumns.of(second))))
    both = first + second
    assert list(columns) == both
    columns.append(first)
    assert list(columns) == both + first
    indexes = [index for index in indexes if index < len(both)]
    assert list(columns.take(indexes)) == [both[index] for index in indexes]
    assert list(columns[1:4]) == (both + first)[1:4]
    taken = columns.take(indexes)
    taken.extend(columns)
    assert list(taken) == [*(both[index] for index in indexes), *both, *first]
    assert list(from_bytes(to_bytes(taken))) == list(taken)


def test_a_body_is_left_out_of_a_failure() -> None:
    failure = Failure("response", "no", "t", "c", 500, {"error": [1]})
    (file,) = FileColumns.of([IndexedFile("a", (Entry(Source("a"), outline=Outline("chat", failure=failure)),))])
    assert file.entries[0].outline.failure == Failure("response", "no", "t", "c", 500)


def rows(count: int) -> list[IndexedFile]:
    return [
        IndexedFile(
            f"rec/{number:064x}.json",
            (
                Entry(
                    Source(f"rec/{number:064x}.json"),
                    1_000 + number,
                    "ogx",
                    "openai-chat",
                    f"tests/a.py::t[{number // 4}]",
                    outline=Outline("chat", "stop", Usage(1, number % 9, 3), opening="Hi"),
                ),
            ),
            written=number,
        )
        for number in range(count)
    ]


def test_a_row_costs_a_few_bytes_beside_its_texts() -> None:
    columns = FileColumns.of(rows(2_000))
    texts = sum(map(len, columns.paths)) + sum(len(test or "") for test in columns.rows.test_ids.table.values)
    assert len(pickle.dumps(columns, 5)) - texts < 2_000 * 90
    assert len(columns.rows.shapes.table.values) == 1
    assert len(columns[:40].rows.test_ids.table.values) == 10


GOOD = to_bytes(FileColumns.of(rows(20)))


@pytest.mark.parametrize("data", [b"", b"recview", GOOD[:-1], GOOD + b"x", GOOD[:60], b"x" + GOOD[1:]])
def test_bytes_that_are_cut_or_foreign_are_no_columns(data: bytes) -> None:
    with pytest.raises(ValueError, match="no columns"):
        from_bytes(data)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=4))
@examples(200)
def test_damaged_bytes_are_no_columns_or_sound_ones(damage: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for index, value in damage:
        data[index] = value
    try:
        columns = from_bytes(bytes(data))
    except ValueError:
        return
    for file in columns:
        for entry in file.entries:
            assert isinstance(entry.source.number, int)
            assert isinstance(entry.size + entry.chunks + entry.outline.messages, int)
            assert isinstance(entry.test_id, str | None)
            assert all(isinstance(text, str) for text in (entry.format, entry.outline.kind, *entry.flags))


def _code_beyond_the_table(columns: FileColumns) -> None:
    columns.rows.shapes.codes[3] = 1


def _rows_out_of_order(columns: FileColumns) -> None:
    columns.starts[3] = 9


def _a_size_that_is_none(columns: FileColumns) -> None:
    columns.rows.numbers[1][3] = -1


def _a_number_that_is_nowhere(columns: FileColumns) -> None:
    columns.rows.numbers[4][3] = -2


def _a_column_too_short(columns: FileColumns) -> None:
    columns.written.pop()


def _a_shape_of_other_types(columns: FileColumns) -> None:
    table = columns.rows.shapes.table
    table.values[0] = table.values[0]._replace(streaming="yes")  # type: ignore[arg-type]


def _the_same_value_twice(columns: FileColumns) -> None:
    columns.rows.openings.table.values.append("Hi")


def _an_unknown_state(columns: FileColumns) -> None:
    columns.problems.table.values[0] = ("nope", "")


@pytest.mark.parametrize(
    "spoil",
    [
        _code_beyond_the_table,
        _rows_out_of_order,
        _a_size_that_is_none,
        _a_number_that_is_nowhere,
        _a_column_too_short,
        _a_shape_of_other_types,
        _the_same_value_twice,
        _an_unknown_state,
    ],
)
def test_bytes_of_what_columns_cannot_hold_are_no_columns(spoil: Callable[[FileColumns], None]) -> None:
    columns = FileColumns.of(rows(20))
    assert list(from_bytes(to_bytes(columns))) == list(columns)
    spoil(columns)
    with pytest.raises(ValueError, match="no columns"):
        from_bytes(to_bytes(columns))

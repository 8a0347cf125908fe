"""What is kept as bytes: it comes back as it was, and from other bytes comes nothing."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.cache.encoding import BESIDE, DIGESTS, ROWS, STAMPS, from_parts, is_storable, to_parts
from recview.library import FileColumns, IndexedFile
from recview.model import Entry, Outline, Source
from recview.sources.files import Stamp
from recview.sources.kept_files import KeptFiles

TIMES = st.integers(-(2**63), 2**63 - 1)
SIZES = st.integers(0, 2**64 - 1)
STAMPS_OF_FILES = st.tuples(TIMES, TIMES, SIZES, SIZES)


def kept(stamps: list[Stamp]) -> KeptFiles:
    """A file with a row, then files without."""
    files = [
        IndexedFile(
            f"{number}.json", (Entry(Source(f"{number}.json"), 3, outline=Outline("chat")),) if not number else ()
        )
        for number in range(len(stamps))
    ]
    digests = [bytes([number + 1]) * 16 if number % 2 == 0 else b"" for number in range(len(stamps))]
    return KeptFiles(FileColumns.of(files), stamps, digests, {"0.json": {"beside.txt": (1, 2, 3, 4)}})


def bytes_of_parts(files: KeptFiles) -> dict[str, bytes]:
    return {part.name: b"".join(part.pieces) for part in to_parts(files)}


@given(st.lists(STAMPS_OF_FILES, min_size=1, max_size=5))
def test_what_is_kept_comes_back(stamps: list[Stamp]) -> None:
    files = kept(stamps)
    assert from_parts(bytes_of_parts(files).get) == files


PARTS = bytes_of_parts(kept([(1, 2, 3, 4), (5, 6, 7, 8)]))


@given(st.sampled_from([ROWS, STAMPS, DIGESTS, BESIDE]), st.binary(max_size=100))
def test_a_part_of_other_bytes_makes_nothing_or_values_of_the_same_form(name: str, data: bytes) -> None:
    files = from_parts({**PARTS, name: data}.get)
    if files is not None:
        assert len(files.stamps) == len(files.digests) == len(files.files) == 2
        assert all(len(stamp) == 4 for stamp in files.stamps)


@given(st.sampled_from([ROWS, STAMPS, DIGESTS, BESIDE]), st.data())
def test_a_part_that_is_cut_off_makes_nothing(name: str, data: st.DataObject) -> None:
    cut = PARTS[name][: data.draw(st.integers(0, len(PARTS[name]) - 1))]
    assert from_parts({**PARTS, name: cut}.get) is None


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_absent_makes_nothing(name: str) -> None:
    assert from_parts({key: value for key, value in PARTS.items() if key != name}.get) is None


@pytest.mark.parametrize(
    "beside",
    [[], "a", 1, None, {"a": 1}, {"a": {"b": [1, 2, 3]}}, {"a": {"b": [1, 2, 3, 4.0]}}, {"a": {"b": [1, 2, 3, True]}}],
)
def test_stamps_of_another_form_make_nothing(beside: object) -> None:
    assert from_parts({**PARTS, BESIDE: orjson.dumps(beside)}.get) is None


def test_a_path_that_is_there_twice_makes_nothing() -> None:
    files = FileColumns.of([IndexedFile("a.json", ())] * 2)
    assert from_parts(bytes_of_parts(kept([(1, 2, 3, 4)] * 2)._replace(files=files)).get) is None


def test_a_time_that_does_not_fit_is_not_stored() -> None:
    assert [is_storable((time, 0, 0, 2**64 - 1)) for time in (0, -1, 2**63 - 1, 2**63)] == [True, True, True, False]

"""What is being read is noted in memory that outlives the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from mmap import mmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview import current_file
from recview.current_file import CurrentFile, current_files, is_skipped, note_in, reading, reading_each, skip


@pytest.fixture(scope="module")
def memory() -> Iterator[mmap]:
    memory = mmap(-1, current_file.MEMORY_BYTES)
    note_in(memory)
    yield memory
    note_in(None)
    skip(())


PATHS = ["a.json", "folder/ü.json", "\udcff.json", "‮", "x" * 4_000]


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_noted_while_it_is_read(memory: mmap, path: str) -> None:
    with reading(path):
        assert current_files(memory) == [CurrentFile(threading.get_ident(), path)]
    assert current_files(memory) == []


def test_a_longer_path_is_cut(memory: mmap) -> None:
    with reading("ü" * 9_000):
        (file,) = current_files(memory)
    assert 1_000 < len(file.path) < 9_000
    assert ("ü" * 9_000).startswith(file.path.rstrip("\udcc3"))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=1_000))
def test_any_path(memory: mmap, path: str) -> None:
    with reading(path):
        assert [file.path for file in current_files(memory)] == [path]


def test_an_exception_leaves_the_note(memory: mmap) -> None:
    with pytest.raises(ValueError, match="bad"), reading("a.json"):
        raise ValueError("bad")
    assert [file.path for file in current_files(memory)] == ["a.json"]
    with reading("b.json"):
        pass
    assert current_files(memory) == []


def test_each_of_many_files_is_noted_until_the_next(memory: mmap) -> None:
    paths = reading_each(["a.json", "b.json"])
    for path in paths:
        assert [file.path for file in current_files(memory)] == [path]
    assert current_files(memory) == []
    paths = reading_each(["a.json", "b.json"])
    next(paths)
    paths.close()
    assert current_files(memory) == []


def test_each_thread_notes_its_own(memory: mmap) -> None:
    barrier = threading.Barrier(4)

    def read(path: str) -> None:
        with reading(path):
            barrier.wait()
            barrier.wait()

    threads = [threading.Thread(target=read, args=(f"{index}.json",)) for index in range(3)]
    for thread in threads:
        thread.start()
    barrier.wait()
    files = {(file.thread, file.path) for file in current_files(memory)}
    barrier.wait()
    assert files == {(thread.ident, f"{index}.json") for index, thread in enumerate(threads)}
    for thread in threads:
        thread.join()


def test_nothing_is_noted_where_nobody_wants_to_know(memory: mmap) -> None:
    note_in(None)
    with reading("a.json"):
        assert current_files(memory) == []
    note_in(memory)


def test_damaged_memory_names_no_file(memory: mmap) -> None:
    damaged = mmap(-1, current_file.MEMORY_BYTES)
    damaged[:] = b"\xff" * current_file.MEMORY_BYTES
    assert current_files(damaged) == []


def test_what_is_skipped() -> None:
    skip(["/base/a.json"])
    assert is_skipped("/base/a.json")
    assert not is_skipped("/base/b.json")
    skip(())
    assert not is_skipped("/base/a.json")

"""The texts of all recordings in nameless files: what is appended is mapped, what is dropped takes no room for long."""

from __future__ import annotations

import os
from typing import Any

import pytest

from recview.live.text_store import TextStore
from recview.text_matching import WIDTH


def texts(word: str) -> list[bytes]:
    return [f"{word} Écrit".encode(), b"", b"\0\n", word.upper().encode()]


def folded(store: TextStore, number: int) -> list[bytes]:
    mapped = store.mapped()
    return mapped._replace(recorded=mapped.folded).texts(number)


def test_texts_are_mapped_as_recorded_and_folded() -> None:
    store = TextStore()
    assert store.mapped().total == 0
    store.append([*texts("One"), *texts("two")])
    earlier = store.mapped()
    store.append(texts("three"))
    store.append([])
    assert (earlier.total, store.mapped().total, len(store)) == (2, 3, 3)
    for number, word in enumerate(("One", "two", "three")):
        assert store.mapped().texts(number) == texts(word)
        assert folded(store, number) == [f"{word.lower()} écrit".encode(), b"", b"\0\n", word.lower().encode()]
    assert earlier.texts(1) == texts("two"), "what was mapped stays so"


def test_what_was_dropped_leaves_the_files_and_numbers_stay() -> None:
    store = TextStore(slack=200)
    for number in range(40):
        store.append(texts(f"{number}"))
        if number % 10:
            store.drop([number])
    mapped = store.mapped()
    assert len(mapped.recorded) < 700
    assert mapped.total == 40
    assert {number: mapped.texts(number) for number in range(0, 40, 10)} == {
        number: texts(f"{number}") for number in range(0, 40, 10)
    }
    assert mapped.texts(11) == [b""] * WIDTH


def test_nothing_is_kept_of_a_text_for_which_there_was_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    store = TextStore()
    store.append(texts("one"))

    def no_room(handle: int, data: Any, offset: int) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", no_room)
        store.append(texts("two"))
    assert store.problem == "some texts cannot be searched: no space left on device"
    store.append(texts("three"))
    store.drop([0, 1, 2])
    assert store.mapped().total == 1
    assert store.mapped().texts(0) == texts("one")


def test_a_disk_that_takes_a_little_at_a_time_takes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda handle, data, offset: real(handle, data[:3], offset))
    store = TextStore()
    store.append(texts("one"))
    assert store.mapped().texts(0) == texts("one")

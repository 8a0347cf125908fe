"""How far a content could be read: what each state means to those who ask."""

from __future__ import annotations

import pytest

from recview.formats import is_listed
from recview.library import WRITING, IndexedFile, Library
from recview.model import WHOLE, Entry, Readability, ReadState, Source

STATES = [
    # state, whether the rest may still come, whether it is sound, what it is once given up
    (ReadState.WHOLE, False, False, ReadState.WHOLE),
    (ReadState.CUT, True, False, ReadState.BROKEN),
    (ReadState.BROKEN, False, False, ReadState.BROKEN),
    (ReadState.FOREIGN, False, True, ReadState.FOREIGN),
    (ReadState.UNKNOWN, False, True, ReadState.UNKNOWN),
    (ReadState.BEGUN, True, True, ReadState.UNKNOWN),
]


@pytest.mark.parametrize(("state", "is_half_written", "is_sound", "final"), STATES, ids=lambda value: str(value))
def test_states(state: ReadState, is_half_written: bool, is_sound: bool, final: ReadState) -> None:
    readability = Readability(state, "why")
    assert (readability.is_half_written, readability.is_sound) == (is_half_written, is_sound)
    assert readability.given_up() == Readability(final, "why")


@pytest.mark.parametrize(
    ("state", "head", "path", "expected"),
    [
        (ReadState.WHOLE, b"", "a.txt", True),
        (ReadState.CUT, b"", "a.json", True),
        (ReadState.CUT, b"", "a.yaml", False),
        (ReadState.BROKEN, b"interactions:\n", "a.yaml", True),
        (ReadState.BROKEN, b"services:\n", "a.yaml", False),
        (ReadState.FOREIGN, b"interactions:\n", "a.yaml", True),
        (ReadState.UNKNOWN, b"{}", "a.json", False),
        (ReadState.BEGUN, b"interactions:\n", "a.yaml", False),
    ],
)
def test_what_has_a_row(state: ReadState, head: bytes, path: str, expected: bool) -> None:
    assert is_listed(Readability(state, "why"), head, path) is expected


def test_a_row_stays_while_its_file_is_written_and_says_why_once_it_is_broken() -> None:
    whole = IndexedFile("a.json", (Entry(Source("a.json"), test_id="t"),), WHOLE)
    cut = Readability(ReadState.CUT, "it ends early")
    file = IndexedFile("a.json", (Entry(Source("a.json"), readability=cut),), cut)
    library = Library().merged([whole]).merged([file])
    assert [entry.stale for entry in library.files["a.json"]] == [WRITING]
    given_up = file._replace(readability=file.readability.given_up())
    assert [entry.stale for entry in library.merged([given_up]).files["a.json"]] == ["it ends early"]

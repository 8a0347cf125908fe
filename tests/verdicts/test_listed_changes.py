"""Keys of changes: what a decision belongs to, and what a person types for it."""

from __future__ import annotations

from typing import Any

import pytest

from recview.verdicts.listed_changes import ListedChange, listed_in_order, pair_digest, pairs_with_key, short_keys


def listed(before_id: str = "a", after_id: str = "b", **fields: Any) -> ListedChange:
    return ListedChange("old.json", "new.json", before_id, after_id, **{"class_": "behaviour", **fields})


def test_a_pair_of_contents_has_a_digest_of_its_own_wherever_the_files_are() -> None:
    change = listed()
    assert change._replace(before="elsewhere.json", after="other.json").pair == change.pair
    others = [listed("a", "c"), listed("c", "b"), listed("b", "a"), listed("", "b"), listed("a", ""), listed("", "ab")]
    assert len({change.pair, *(other.pair for other in others)}) == 7


def test_what_is_no_text_has_a_digest() -> None:
    assert pair_digest("\udcff", "") != pair_digest("\udcfe", "")


def test_a_key_is_the_beginning_of_a_digest_and_longer_where_two_begin_alike() -> None:
    pairs = ["0123456789ab", "0123456789ff", "012345678fff", "abcdef012345"]
    assert short_keys(pairs) == {
        "0123456789ab": "0123456789a",
        "0123456789ff": "0123456789f",
        "012345678fff": "012345678f",
        "abcdef012345": "abcdef01",
    }


@pytest.mark.parametrize(
    ("key", "pairs"),
    [
        ("abcd", ("abcd1", "abcd2")),
        (" ABCD1 ", ("abcd1",)),
        ("abcd11", ()),
        ("", ()),
        ("  ", ()),
        ("x", ()),
    ],
)
def test_a_key_stands_for_the_pairs_that_begin_with_it(key: str, pairs: tuple[str, ...]) -> None:
    assert pairs_with_key(key, ["abcd2", "abcd1", "abcd1", "bbbb1"]) == pairs


def test_the_gravest_come_first() -> None:
    changes = [listed(class_=class_) for class_ in ("gone", "noise", "behaviour", "unreadable")]
    ordered = [change.class_ for change in listed_in_order(changes)]
    assert ordered == ["unreadable", "behaviour", "noise", "gone"]

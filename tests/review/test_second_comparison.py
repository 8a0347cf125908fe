"""Three real re-records, judged twice: by recview, and by a comparison written from the table of verdicts alone."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import blake2b
from pathlib import Path

import pytest

from recview.review.asked_facts import AskedFacts, asked_facts
from recview.review.comparing import compare
from recview.review.pairing import Side, pair_files
from recview.review.parsed import parse_file
from tests.review.second_comparison import classes_of_folders

CLASSES = {
    "1562277cf": {"behaviour": 8, "reworded": 30, "usage": 4, "noise": 29, "new": 198},
    "add64e8e2": {"reworded": 3, "usage": 2, "noise": 27, "new": 13},
    "cb40da210": {"reworded": 1, "noise": 2, "new": 1, "gone": 13},
}
"""How many files of each pair are of each class."""


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.json")}


def side(files: dict[str, bytes]) -> Side:
    def facts(path: str) -> AskedFacts:
        return asked_facts(parse_file(files[path], path).exchanges)

    return Side({path: blake2b(data).digest() for path, data in files.items()}, facts)


def classes(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, str]:
    """The class of each file by its path, that before if it is gone."""
    by_path: dict[str, str] = {}
    for pair in pair_files(side(before), side(after)):
        old = parse_file(before[pair.before], pair.before) if pair.before else None
        new = parse_file(after[pair.after], pair.after) if pair.after else None
        by_path[pair.after or pair.before or ""] = compare(old, new).class_ or ""
    return by_path


@pytest.mark.corpus
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus")
@pytest.mark.parametrize("pair", CLASSES)
def test_both_comparisons_agree_on_every_file(pair: str) -> None:
    root = Path(os.environ["RECVIEW_CORPUS"]) / "rerecords" / pair
    judged = classes(contents(root / "before"), contents(root / "after"))
    assert judged == classes_of_folders(root / "before", root / "after")
    assert Counter(judged.values()) == CLASSES[pair]

"""The README enumerates what programs may rely on, and it is what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from recview.formats import FORMATS
from recview.model import Failure, PartKind
from recview.protocols import PROTOCOLS
from recview.verdicts.kinds import CLASS_OF, KINDS
from tests.protocols.test_finishes import WORDS

README = (Path(__file__).parents[2] / "recview" / "cli" / "README.md").read_text()


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("formats", [known.NAME for known in FORMATS]),
        ("protocols", [known.name for known in PROTOCOLS]),
        ("kinds", list(get_args(PartKind))),
        ("differences", [*KINDS, *CLASS_OF]),
        ("sources", list(get_args(get_type_hints(Failure)["source"]))),
    ],
)
def test_readme_enumerates(subject: str, words: list[str]) -> None:
    assert sorted(enumerated(subject)) == sorted(words)


def test_readme_enumerates_finishes() -> None:
    assert set(enumerated("finishes")) == {form for words in WORDS.values() for form in words.values()} - {""}


def enumerated(subject: str) -> list[str]:
    told = re.search(f"<!-- {subject} -->(.*?)<!-- /{subject} -->", README, re.DOTALL)
    assert told
    return re.findall("`([^`]+)`", told[1])

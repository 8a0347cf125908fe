"""The README enumerates what programs may rely on, and it is what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from recview.formats import FORMATS
from recview.model import Failure, PartKind
from recview.protocols import PROTOCOLS
from tests.protocols.test_finishes import WORDS

ROOT = Path(__file__).parents[2]
READMES = [ROOT / "README.md", ROOT / "recview" / "cli" / "README.md"]


@pytest.mark.parametrize("readme", READMES, ids=["root", "cli"])
@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("formats", [known.NAME for known in FORMATS]),
        ("protocols", [known.name for known in PROTOCOLS]),
        ("kinds", list(get_args(PartKind))),
        ("sources", list(get_args(get_type_hints(Failure)["source"]))),
    ],
)
def test_readme_enumerates(readme: Path, subject: str, words: list[str]) -> None:
    assert sorted(enumerated(readme, subject)) == sorted(words)


@pytest.mark.parametrize("readme", READMES, ids=["root", "cli"])
def test_readme_enumerates_finishes(readme: Path) -> None:
    assert set(enumerated(readme, "finishes")) == {form for words in WORDS.values() for form in words.values()} - {""}


def enumerated(readme: Path, subject: str) -> list[str]:
    match = re.search(f"<!-- {subject} -->(.*?)<!-- /{subject} -->", readme.read_text(), re.DOTALL)
    assert match
    return re.findall("`([^`]+)`", match[1])

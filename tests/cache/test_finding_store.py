"""What the checks found, kept for the next run: it comes back as it was, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.cache import finding_store
from recview.cache.container import new_part
from recview.cache.file import write_cache_file
from recview.cache.finding_store import FindingStore
from recview.cache.folder import cache_path, root_key
from recview.cache.settings import CacheSettings
from recview.cache.version import reader_version
from recview.checks.runner import FileResult
from recview.findings import Finding
from recview.model import Readability, ReadState
from recview.root import Root
from recview.sources.checked_files import StampedResult

FINDING = Finding("T102", "info", "a.json", 0, "answer", "it ends with length", "ab" * 16)
STAMP = (1, 1, 5, 7)
CHECKED = StampedResult(FileResult("a.json", 1, (FINDING,), {"tests": {"id": ["t", None]}}), STAMP)
FOREIGN = StampedResult(
    FileResult("b.json", 0, (), {}, Readability(ReadState.UNKNOWN, "JSON, but no recording")), STAMP, is_foreign=True
)
LATER_NS = 10**18


@pytest.fixture
def root(tmp_path: Path) -> Root:
    (tmp_path / "tree").mkdir()
    return Root(tmp_path / "tree")


@pytest.fixture
def settings(tmp_path: Path) -> CacheSettings:
    return CacheSettings(str(tmp_path / "cache"))


def test_it_comes_back_as_it_was(root: Root, settings: CacheSettings) -> None:
    assert FindingStore(root, settings).load() == {}
    assert FindingStore(root, settings).save([CHECKED, FOREIGN], LATER_NS)
    assert FindingStore(root, settings).load() == {"a.json": CHECKED, "b.json": FOREIGN}


@pytest.mark.parametrize(
    "result",
    [
        CHECKED._replace(is_lasting=False),
        # It may change once more and look the same.
        CHECKED._replace(stamp=(LATER_NS, 1, 5, 7)),
        # JSON cannot hold it.
        CHECKED._replace(result=CHECKED.result._replace(path="\udcff.json")),
    ],
)
def test_what_cannot_be_kept_is_checked_again(root: Root, settings: CacheSettings, result: StampedResult) -> None:
    FindingStore(root, settings).save([result, FOREIGN], LATER_NS)
    assert FindingStore(root, settings).load() == {"b.json": FOREIGN}


def test_another_version_of_the_rules_begins_anew(
    root: Root, settings: CacheSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    FindingStore(root, settings).save([CHECKED], LATER_NS)
    monkeypatch.setattr(finding_store, "reader_version", lambda: "0" * 32)
    assert FindingStore(root, settings).load() == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"1",
        b"{}",
        b"[1,2,3]",
        b'["a.json",[1,1,5],false,1,["WHOLE",""],[],{}]',
        b'["a.json",[1,1,5,7],false,1,["NONE","x"],[],{}]',
        b'["a.json",[1,1,5,7],false,1,["WHOLE",""],[["X999",0,"","",""]],{}]',
        b'["a.json",[1,1,5,7],false,1,["WHOLE",""],[["T102",0,"",""]],{}]',
        b'["a.json",[1,1,5,7],false,1,["WHOLE",""],[],{}]\n[1',
    ],
)
def test_what_is_odd_counts_as_nothing(root: Root, settings: CacheSettings, content: bytes) -> None:
    FindingStore(root, settings).save([CHECKED], LATER_NS)
    path = cache_path(settings.folder, root, "findings")
    assert write_cache_file(path, reader_version(), root_key(root), 1, [new_part("findings", content)])
    assert FindingStore(root, settings).load() == {}


def test_nothing_is_kept_of_a_file_or_inside_of_the_tree(tmp_path: Path, root: Root, settings: CacheSettings) -> None:
    (tmp_path / "a.json").write_text("{}")
    for where, kept in (
        (Root(tmp_path, ("a.json",)), settings),
        (root, CacheSettings(str(tmp_path / "tree" / "cache"))),
        (root, None),
    ):
        assert not FindingStore(where, kept).save([CHECKED], LATER_NS)
        assert FindingStore(where, kept).load() == {}

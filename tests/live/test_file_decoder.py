"""A file is read, parsed and decoded once for its texts and its findings; both are as if each were made alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.digests import content_digest
from recview.findings import FileFindings
from recview.live import file_decoder, idle_checks
from recview.live.events import LiveEvent
from recview.live.file_decoder import FileDecoder
from recview.live.finding_events import FindingsRead
from recview.live.idle_checks import IdleChecks
from recview.reading.decoded_content import decode_file, from_bytes, to_bytes
from recview.root import Root
from recview.sources.files import whole_content
from tests.demo_recordings import files
from tests.formats.fixtures import fixture
from tests.live.counted import counted_parses


class Run:
    """A decoder and checks over a folder, and what they told and read."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = Root(folder)
        self.decoder = FileDecoder(self.root)
        self.findings: dict[str, FileFindings] = {}
        self.reads: list[str] = []
        self.checks = IdleChecks(self.root, None, self._take)
        self.paths = sorted(path.name for path in folder.iterdir())
        self.checks.start(self.paths, {})
        for module in (file_decoder, idle_checks):
            monkeypatch.setattr(module, "whole_content", self._read)

    def _read(self, root: Root, path: str) -> bytes | None:
        self.reads.append(path)
        return whole_content(root, path)

    def _take(self, event: LiveEvent) -> None:
        assert isinstance(event, FindingsRead)
        self.findings |= event.files

    def finish(self) -> Run:
        """Check what was not checked yet."""
        while self.checks.due_in_s() is not None:
            self.checks.work_on(self.checks.next_path())
        return self


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in files().items():
        (tmp_path / name.replace("/", "_")).write_text(text)
    (tmp_path / "many.yaml").write_bytes(fixture("vcrpy"))
    (tmp_path / "cut.json").write_text('{"test_id": "a", "request": {')
    return tmp_path


def test_one_reading_gives_the_texts_and_the_findings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart, together = Run(folder, monkeypatch), Run(folder, monkeypatch)
    for path in apart.paths:
        apart.decoder.decode(path, lambda path: None, None)
    apart.finish()
    together.reads.clear()
    with counted_parses(monkeypatch) as parsed:
        for path in together.paths:
            assert together.checks.take_up(path)
            together.decoder.decode(path, lambda path: None, together.checks)
    assert sorted(together.reads) == together.paths
    assert len(parsed) <= len(together.paths)
    assert together.finish().findings == apart.findings
    assert any(each.findings for each in together.findings.values())
    for path in together.paths:
        data = (folder / path).read_bytes()
        coded = [run.decoder.files.read_contents([path]).facts for run in (together, apart)]
        facts = [[each[row] for row in range(len(each.codes))] for each in coded]
        assert facts[0] == facts[1]
        pieces = [run.decoder.files.piece(path, content_digest(data)) for run in (together, apart)]
        assert pieces[0] == pieces[1] == (to_bytes(decode_file(path, data)) if facts[0] else b"")


def test_what_is_kept_of_the_texts_does_not_spare_the_checks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(folder, monkeypatch)
    path = next(iter(files())).replace("/", "_")
    piece = to_bytes(decode_file(path, (folder / path).read_bytes()))
    assert from_bytes(piece)
    assert run.checks.take_up(path)
    assert not run.decoder.decode(path, lambda path: piece, run.checks)
    run.finish()
    assert run.reads.count(path) == 1
    assert path in run.findings


def test_a_file_that_cannot_be_read_has_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(tmp_path, monkeypatch)
    run.checks.start(["none.json"], {})
    assert run.checks.take_up("none.json")
    assert not run.checks.take_up("none.json")
    assert not run.decoder.decode("none.json", lambda path: None, run.checks)
    assert "none.json" in run.decoder.files
    assert run.finish().findings == {"none.json": FileFindings()}

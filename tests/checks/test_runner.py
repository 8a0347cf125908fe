"""Running the checks over a file and a tree."""

from __future__ import annotations

import weakref
from collections.abc import Sequence

import pytest

from recview.checks import runner
from recview.checks.checked_file import CheckedFile, CheckedRecording
from recview.checks.registry import RECORDING_CHECKS
from recview.checks.rule import Check, Fault, Rule, TreeCheck, TreeFault, TreeResult
from recview.checks.runner import check_file, check_tree
from recview.checks.settings import CheckSettings
from recview.findings import WHOLE_FILE
from recview.formats import File
from recview.json_text import strict
from recview.model import Exchange
from tests import ogx
from tests.checks.finding_lines import Line, findings
from tests.ogx import chunk, delta

RULE = Rule("X101", "example", "info", "", "", "")
SOUND = ogx.chat("t", [ogx.message("user", "Hi")], ogx.stream("Hello there"))


def cut_off(*pieces: str, test_id: str = "t") -> bytes:
    """A recording of a stream without an end."""
    chunks = [chunk(delta(content=piece)) for piece in pieces]
    return strict(ogx.chat(test_id, [ogx.message("user", "Hi")], chunks)).encode()


def test_a_sound_recording_is_silent() -> None:
    assert findings(SOUND) == []


def test_nothing_of_a_file_is_kept_once_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of 45 MB would else stay in memory, 160 MB of it, as long as the app runs."""
    made = []

    def checked_file(file: File, path: str, exchanges: Sequence[Exchange]) -> CheckedFile:
        checked = CheckedFile(file, path, exchanges)
        made.append(weakref.ref(checked))
        return checked

    monkeypatch.setattr(runner, "CheckedFile", checked_file)
    check_file("recordings/a.json", strict(SOUND).encode())
    assert [file() for file in made] == [None]


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    result = check_file("recordings/a.json", b'{"request": 1 "response"}')
    assert [(f.rule, f.severity, f.index) for f in result.findings] == [("F101", "error", WHOLE_FILE)]
    assert result.recordings == 0


def test_a_file_that_ends_early_is_an_error_of_its_last_exchange() -> None:
    data = strict(SOUND).encode()
    assert [line.rule for line in findings(data[: data.rindex(b"choices")], family="F")] == ["F101"]


def test_a_mistake_of_a_check_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: CheckedRecording) -> list[Fault]:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(runner, "RECORDING_CHECKS", (Check((RULE,), fails), *RECORDING_CHECKS))
    assert findings(cut_off("a")) == [
        Line("F101", "", "recview failed on it: ZeroDivisionError('oops')"),
        Line("T107", "answer", "the stream stops here, without a finish_reason"),
    ]


def test_a_tree_check_is_given_the_facts_of_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def fact(file: CheckedFile) -> str | None:
        return file.exchanges[0].test_id

    def result(facts: dict[str, str], settings: CheckSettings) -> TreeResult:
        return TreeResult([TreeFault(path, Fault(RULE, "", test)) for path, test in facts.items()])

    check = TreeCheck("tests", (RULE,), fact, result)  # type: ignore[arg-type]
    monkeypatch.setattr(runner, "TREE_CHECKS", (check,))
    files = [check_file(f"{name}.json", cut_off("a", test_id=name)) for name in ("x", "y")]
    whole = check_tree(files, CheckSettings())
    assert [(finding.path, finding.message) for finding in whole.findings] == [("x.json", "x"), ("y.json", "y")]
    assert check_tree(files, CheckSettings(is_whole_tree=False)).findings == ()


def test_evidence_outlives_a_new_name_and_other_chunks() -> None:
    [first] = check_file("a.json", cut_off("Par", "is")).findings
    [second] = check_file("b/c.json", cut_off("Paris")).findings
    [other] = check_file("a.json", cut_off("Paris", test_id="u")).findings
    assert first.evidence == second.evidence != other.evidence


def test_only_wanted_recordings_are_checked() -> None:
    assert check_file("a.json", cut_off("a"), keeps=lambda recording: False).findings == ()

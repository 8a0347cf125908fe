"""Runs the checks: a file's bytes → its findings and facts; the facts of all files → the findings of a tree.

Every recording is read and decoded once, and not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from recview.checks.checked_file import CheckedFile, CheckedRecording
from recview.checks.evidence import evidence_of
from recview.checks.files.unreadable import RULE as UNREADABLE
from recview.checks.registry import FILE_CHECKS, RECORDING_CHECKS, TREE_CHECKS
from recview.checks.rule import Check, Checked, Fault, FileCheck, RecordingCheck
from recview.checks.settings import CheckSettings
from recview.findings import FileFindings, Finding, NameVerdict
from recview.formats import Beside, File
from recview.model import WHOLE, Json, Readability
from recview.named_tuple import NamedTuple
from recview.reading.listing import own_mistake
from recview.reading.recording import Recording
from recview.reading.recordings import exchanges_of, recordings_of


class FileResult(NamedTuple):
    """What the checks say of one file.

    Attributes:
        path: Below the root.
        recordings: How many exchanges it holds.
        findings: What was found in it.
        facts: What tree checks have to know of it, by their names.
        readability: WHOLE if there are exchanges in it; else why there are none.
    """

    path: str
    recordings: int
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]
    readability: Readability = WHOLE


class TreeFindings(NamedTuple):
    """What the checks say of a tree beyond what they say of each file.

    Attributes:
        findings: What was found, by path.
        names: Of each OGX recording, whether a replay can find it.
        generation: The recorder's generation by which that was judged.
    """

    findings: tuple[Finding, ...] = ()
    names: tuple[NameVerdict, ...] = ()
    generation: str = ""


def check_file(
    path: str,
    data: bytes,
    beside: Beside | None = None,
    keeps: Callable[[Recording], bool] | None = None,
    each: Callable[[Recording], None] = lambda recording: None,
) -> FileResult:
    """The findings of a file and its facts. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
        keeps: Whether a recording is wanted; all are if it is None.
        each: Is called with each recording, for what else is to be told of it while it is decoded.
    """
    file = File(data, exact=True, beside=beside)
    exchanges = exchanges_of(file, path)
    recordings = recordings_of(path, exchanges)
    if isinstance(recordings, Readability):
        return unread_file(path, recordings)
    checked = CheckedFile(file, path, exchanges.recovered if isinstance(exchanges, Readability) else exchanges)
    findings: list[Finding] = []
    wanted = 0
    for index, recording in enumerate(recordings):
        each(recording)
        if keeps is None or keeps(recording):
            wanted += 1
            findings += recording_findings(checked, index, recording, RECORDING_CHECKS)
    if not wanted:
        return FileResult(path, 0, (), {})
    findings += file_findings(checked, FILE_CHECKS)
    return FileResult(path, wanted, tuple(findings), _facts(checked))


def check_tree(results: Iterable[FileResult], settings: CheckSettings) -> TreeFindings:
    """What tree checks find in files that were checked, beside each other. Never raises."""
    results = list(results)
    whole = TreeFindings()
    for check in TREE_CHECKS:
        if check.needs_whole_tree and not settings.is_whole_tree:
            continue
        result = check.result(facts_of(check.name, results), settings)
        findings = tuple(_finding(fault.path, fault.fault) for fault in result.faults)
        whole = TreeFindings(
            whole.findings + findings, whole.names + tuple(result.names), result.generation or whole.generation
        )
    return whole


def findings_beside(whole: TreeFindings) -> dict[str, FileFindings]:
    """What checks of a tree say of each file that they say anything of."""
    reasons = {name.path: name.reason for name in whole.names if not name.reachable}
    findings: dict[str, list[Finding]] = {path: [] for path in reasons}
    for finding in whole.findings:
        findings.setdefault(finding.path, []).append(finding)
    return {path: FileFindings(tuple(each), reasons.get(path, "")) for path, each in findings.items()}


def facts_of(name: str, results: Iterable[FileResult]) -> dict[str, Json]:
    """The facts that a tree check noted of files, by path."""
    return {result.path: result.facts[name] for result in results if name in result.facts}


def unread_file(path: str, readability: Readability) -> FileResult:
    """The result of a file whose bytes cannot be had."""
    finding = _finding(path, Fault(UNREADABLE, "", readability.reason))
    return FileResult(path, 0, (finding,), {}, readability._replace(recovered=()))


def recording_findings(
    file: CheckedFile, index: int, recording: Recording, checks: Iterable[RecordingCheck]
) -> Iterator[Finding]:
    """What checks find in one recording of a file. Never raises.

    Args:
        file: The file.
        index: Which of its exchanges it is, from 0.
        recording: The exchange, decoded.
        checks: Those that are asked.
    """
    checked = CheckedRecording(recording, file)
    for fault in _faults(checked, checks):
        finding = _finding(file.path, fault._replace(index=index))
        yield finding._replace(evidence=evidence_of(finding, recording.exchange))


def file_findings(checked: CheckedFile, checks: Iterable[FileCheck]) -> Iterator[Finding]:
    """What checks find in a file beyond its recordings. Never raises."""
    for fault in _faults(checked, checks):
        finding = _finding(checked.path, fault)
        if 0 <= fault.index < len(checked.exchanges):
            finding = finding._replace(evidence=evidence_of(finding, checked.exchanges[fault.index]))
        yield finding


def _faults(checked: Checked, checks: Iterable[Check[Checked]]) -> Iterator[Fault]:
    """The faults that checks find. A mistake of a check is a fault in itself: it must not cost the others."""
    for check in checks:
        try:
            yield from check.faults(checked)
        except Exception as error:
            yield Fault(UNREADABLE, "", own_mistake(error).reason)


def _facts(checked: CheckedFile) -> dict[str, Json]:
    facts: dict[str, Json] = {}
    for check in TREE_CHECKS:
        if check.name in facts:
            continue  # Checks of one name share their facts.
        try:
            fact = check.fact(checked)
        except Exception:
            # Without its fact a file is left out by that check; what is wrong with it, the other checks say.
            continue
        if fact is not None:
            facts[check.name] = fact
    return facts


def _finding(path: str, fault: Fault) -> Finding:
    return Finding(fault.rule.id, fault.rule.severity, path, fault.index, fault.at, fault.message)

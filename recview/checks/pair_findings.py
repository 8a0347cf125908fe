"""What the checks find in a file and did not find in the file that it is compared with.

Both are asked what one file alone decides: secrets, streams, usage and, where it may be another, the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from operator import ne

from recview.checks.checked_file import CheckedFile
from recview.checks.evidence import without_chunks
from recview.checks.finding_baseline import FindingBaseline
from recview.checks.names import alone
from recview.checks.registry import RULES
from recview.checks.rule import FileCheck, RecordingCheck
from recview.checks.runner import file_findings, recording_findings
from recview.checks.secrets import check as secrets
from recview.checks.secrets.signs import may_hold_secrets
from recview.checks.streams import check as streams
from recview.findings import Finding, NewFinding
from recview.formats import File, ogx
from recview.named_tuple import NamedTuple
from recview.reading.recordings import decode_exchange
from recview.review.parsed import Parsed

_RECORDING_CHECKS: Sequence[RecordingCheck] = (secrets.RECORDING_CHECK, streams.CHECK)


class PairFindings(NamedTuple):
    """The findings of one side of a pair only.

    Attributes:
        new: What was found after, and not before.
        gone_count: How many findings there were before that are not there after.
    """

    new: tuple[NewFinding, ...] = ()
    gone_count: int = 0


def pair_findings(before: Parsed | None, after: Parsed | None, *, is_noise: bool = False) -> PairFindings:
    """The findings that are new and gone between two contents of a file; of a file that is new, or gone, all.

    What is recorded on purpose, of severity info, is left out: the differences say it. A finding is the same if its
    rule, its place without the numbers of chunks, and its message are: the pair stands for the test and the request by
    which a baseline knows it.

    Args:
        before: The content before; None if there was none.
        after: The content after; None if there is none.
        is_noise: Whether both mean the same.
    """
    files = [(parsed.file or File(parsed.data, exact=True)) if parsed else None for parsed in (before, after)]
    changed = _changed_lines(*(file.data if file else b"" for file in files))
    if not may_hold_secrets(changed):
        changed = b""  # so that it is looked at once, not for each side
    checks: Sequence[FileCheck] = (secrets.FILE_CHECK, alone.CHECK)
    if before and after and _is_named_alike(before, after):
        if is_noise and not changed and _have_equal_chunks(before, after):
            return PairFindings()
        checks = (secrets.FILE_CHECK,)
    old, new = (
        list(_findings(parsed, CheckedFile(file, parsed.path, parsed.exchanges, changed), checks))
        if parsed and file
        else []
        for parsed, file in zip((before, after), files, strict=True)
    )
    are_new = FindingBaseline(Counter(map(_identity, old))).are_new(map(_identity, new))
    fresh = [finding for finding, is_new in zip(new, are_new, strict=True) if is_new]
    named = tuple(NewFinding(finding, RULES[finding.rule].name) for finding in fresh)
    return PairFindings(named, len(old) - (len(new) - len(fresh)))


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.rule, f"{without_chunks(finding.at)}\0{finding.message}"


def _changed_lines(before: bytes, after: bytes) -> bytes:
    """All lines that one content has and the other has not: what both have may hold secrets, but no new ones."""
    if not (before and after):
        return before or after
    old, new = before.split(b"\n"), after.split(b"\n")
    if len(old) == len(new):
        # Most that was recorded again has as many lines: to compare one by one is faster.
        return b"\n".join((*compress(old, map(ne, old, new)), *compress(new, map(ne, old, new))))
    return b"\n".join({*old} ^ {*new})


def _is_named_alike(before: Parsed, after: Parsed) -> bool:
    """Whether a name that fits, or does not, still does so: the name, the test and the request are the same."""
    names = {parsed.path.rpartition("/")[2] for parsed in (before, after)}
    asked = [[(exchange.test_id, exchange.request) for exchange in parsed.exchanges] for parsed in (before, after)]
    return len(names) == 1 and asked[0] == asked[1]


def _have_equal_chunks(before: Parsed, after: Parsed) -> bool:
    """Whether both are OGX's, whose bytes show all that is in them, and their answers have as many chunks."""
    old, new = (
        [(exchange.format, len(exchange.response.chunks)) for exchange in side.exchanges] for side in (before, after)
    )
    return old == new and all(format_ == ogx.NAME for format_, _ in old)


def _findings(parsed: Parsed, file: CheckedFile, checks: Sequence[FileCheck]) -> Iterator[Finding]:
    if parsed.exchanges:
        every = chain(_in_recordings(parsed, file), file_findings(file, checks))
        yield from (finding for finding in every if finding.severity != "info")


def _in_recordings(parsed: Parsed, file: CheckedFile) -> Iterator[Finding]:
    for index, exchange in enumerate(parsed.exchanges):
        try:
            recording = decode_exchange(exchange, parsed.conversation(index))
        except Exception:
            # A mistake of recview's own: the comparison of the file says so.
            continue
        yield from recording_findings(file, index, recording, _RECORDING_CHECKS)

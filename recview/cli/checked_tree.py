"""What `recview check` shows: the findings of all targets as one tree, under the names that the user has for files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from recview.checks.registry import RULES
from recview.checks.rule import Rule
from recview.findings import SEVERITIES, Finding, NameVerdict, Severity
from recview.named_tuple import NamedTuple


class CheckedTree(NamedTuple):
    """The result of a run.

    Attributes:
        recordings: How many were checked.
        findings: Those that count, by rule, path and exchange.
        names: Of each OGX recording, whether a replay can find it, by path.
        generation: The recorder's generation by which that was judged; empty if there is none to judge.
        left_out: How many findings were left out since the baseline has them.
        lines: Of each finding the line of its file, from 1; 0 where it is not known. Empty if nobody asked.
    """

    recordings: int
    findings: Sequence[Finding]
    names: Sequence[NameVerdict] = ()
    generation: str = ""
    left_out: int = 0
    lines: Sequence[int] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def reasons(self) -> dict[str, int]:
        """How many names cannot be found by a replay, by the reason, the most frequent first."""
        counts = Counter(name.reason for name in self.names if not name.reachable)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def reachable(self) -> int:
        """How many names a replay can find."""
        return sum(name.reachable for name in self.names)

    @property
    def groups(self) -> list[tuple[Rule, list[Finding]]]:
        """The findings of each rule: the gravest first, of these the most frequent."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.rule, []).append(finding)
        ordered = sorted(groups.items(), key=lambda item: (_gravity(item[0]), -len(item[1])))
        return [(RULES[id_], findings) for id_, findings in ordered]

    def is_as_grave_as(self, severity: Severity) -> bool:
        """Whether any finding is of a severity or a graver one."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.severity in grave for finding in self.findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by rule, path and exchange."""
    return sorted(findings, key=lambda finding: (finding.rule, finding.path, finding.index))


def _gravity(id_: str) -> int:
    return SEVERITIES.index(RULES[id_].severity)

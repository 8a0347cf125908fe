"""What the checks say of recordings, as values: findings, and whether a replay can find each recording by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.value import Value

Severity: TypeAlias = Literal["error", "warning", "info"]

SEVERITIES: Sequence[Severity] = ("error", "warning", "info")
"""The gravest first."""

WHOLE_FILE = -1
"""The index of a finding that is about its file as a whole."""


class Finding(Value):
    """Something that a rule has to say of a recording.

    Attributes:
        rule: The rule's id: `T101`.
        severity: How grave it is.
        path: The file, below the root.
        index: Which of the file's exchanges it is about, from 0; `WHOLE_FILE` if it is about the file.
        at: Where: `answer, chunks 41–44`, `request.messages[2].content`, `name`. Empty if it is about all of it.
        message: What is wrong, as one clause; of a secret only its start and its length.
        evidence: A digest that stays the same while what is wrong stays the same, also when the file is renamed;
            empty of what is about a whole file.
    """

    rule: str
    severity: Severity
    path: str
    index: int
    at: str
    message: str
    evidence: str = ""


class NewFinding(NamedTuple):
    """A finding in a file that is not in the file it is compared with.

    Attributes:
        finding: It.
        rule_name: What the rule is called: `provider-key`.
    """

    finding: Finding
    rule_name: str


class NameVerdict(NamedTuple):
    """Whether a replay can find an OGX recording by its file's name.

    Attributes:
        path: The file, below the root.
        reachable: Whether a replay looks for a file of this name, and reads it.
        reason: Why not, as a word that programs compare; empty if it is reachable.
        expected: The path that it should have; empty if that is not known.
    """

    path: str
    reachable: bool
    reason: str = ""
    expected: str = ""


class FileFindings(NamedTuple):
    """All that was found in a file, in it alone and beside other files.

    Attributes:
        findings: What was found.
        unreachable: Why no replay finds it by its name, as a word; empty if one does, or that is not judged.
    """

    findings: tuple[Finding, ...] = ()
    unreachable: str = ""


class RuleText(NamedTuple):
    """What people read about a rule.

    Attributes:
        name: A few words joined by hyphens.
        summary: What it finds.
        why: Why that matters.
        remedy: What to do about it.
    """

    name: str
    summary: str
    why: str
    remedy: str


def as_plain(findings: Iterable[Finding]) -> tuple[tuple[Any, ...], ...]:
    """The findings of one file as tuples of numbers and texts, without its path."""
    return tuple([(each.rule, each.severity, each.index, each.at, each.message, each.evidence) for each in findings])


def from_plain(path: str, plain: Iterable[tuple[Any, ...]]) -> tuple[Finding, ...]:
    """The findings of a file that `as_plain` made tuples of."""
    return tuple([Finding(rule, severity, path, *others) for rule, severity, *others in plain])

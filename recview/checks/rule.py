"""What a rule is, and the three kinds of checks that find faults: in a recording, in a file, in a tree of files.

A check looks once and may find faults of several rules. None may raise, whatever was recorded; none reads a file or a
clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from recview.findings import WHOLE_FILE, NameVerdict, Severity
from recview.model import Json
from recview.named_tuple import NamedTuple
from recview.value import Value

if TYPE_CHECKING:
    from recview.checks.checked_file import CheckedFile, CheckedRecording
    from recview.checks.settings import CheckSettings


class Rule(NamedTuple):
    """A rule, as people choose it and read about it.

    Attributes:
        id: The letter of its family and three digits: `T101`.
        name: A few words joined by hyphens: `no-finish-reason`.
        severity: How grave its findings are.
        summary: What it finds, as a line of the table.
        why: Why that matters, in a sentence or a few.
        remedy: What to do about it, in a sentence or a few.
    """

    id: str
    name: str
    severity: Severity
    summary: str
    why: str
    remedy: str


class Fault(Value):
    """Where a rule found something, before it is known of which file it is.

    Attributes:
        rule: The rule that it breaks.
        at: Where in the recording: `answer, chunks 41–44`; empty if it is about all of it.
        message: What is wrong, as one clause; of a secret only its start and its length.
        index: Of a fault in a file, which of its exchanges it is about, from 0; a recording's check need not say it.
    """

    rule: Rule
    at: str
    message: str
    index: int = WHOLE_FILE


Checked = TypeVar("Checked")


class Check(NamedTuple, Generic[Checked]):
    """Looks at one recording, or one file, after the other.

    Attributes:
        rules: Those whose faults it finds.
        faults: The faults of a recording, or of a file.
    """

    rules: Sequence[Rule]
    faults: Callable[[Checked], Iterable[Fault]]


class TreeFault(NamedTuple):
    """A fault that shows only beside other files, and the path of the file that has it."""

    path: str
    fault: Fault


class TreeResult(NamedTuple):
    """What a tree check found.

    Attributes:
        faults: The faults, in the order of their paths.
        names: Of each OGX recording, whether a replay can find it; empty but for the check of names.
        generation: The recorder's generation by which the names were judged; empty but for the check of names.
    """

    faults: Sequence[TreeFault]
    names: Sequence[NameVerdict] = ()
    generation: str = ""


class TreeCheck(NamedTuple):
    """Looks at a tree as a whole, by a small fact that was noted of each file.

    Attributes:
        name: A word that its facts are kept under; checks of one name share them.
        rules: Those whose faults it finds.
        fact: What it has to know of a file, as JSON; None if the file does not matter to it.
        result: What it finds, given the facts of all files by their paths, in order.
        needs_whole_tree: Whether it says nothing of files that were named one by one.
    """

    name: str
    rules: Sequence[Rule]
    fact: Callable[[CheckedFile], Json | None]
    result: Callable[[Mapping[str, Json], CheckSettings], TreeResult]
    needs_whole_tree: bool = True


RecordingCheck: TypeAlias = "Check[CheckedRecording]"
FileCheck: TypeAlias = "Check[CheckedFile]"

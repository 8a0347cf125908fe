"""The check of names where a file alone decides: no generation of the recorder looks for it by its name."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedFile
from recview.checks.names.check import result
from recview.checks.names.fact import name_fact
from recview.checks.names.reasons import RULES
from recview.checks.rule import Check, Fault
from recview.checks.settings import CheckSettings


def _faults(file: CheckedFile) -> Iterator[Fault]:
    """What is wrong with a file's name by the generation that it fits best."""
    fact = name_fact(file)
    if fact is not None:
        alone = result({file.path: fact}, CheckSettings(is_whole_tree=False))
        yield from (fault.fault for fault in alone.faults)


CHECK = Check(RULES, _faults)

"""The file of findings that are known: read, and written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

from recview.checks.finding_baseline import FindingBaseline, baseline_of
from recview.json_text import pretty
from recview.model import Readability
from recview.sources.files import NotRead, read_bytes
from recview.wire import parse


class WrongFile(Exception):
    """A baseline cannot be read or written; the message says why."""


def read_baseline(path: str) -> FindingBaseline:
    """The baseline in a file.

    Raises:
        WrongFile: If there is none.
    """
    try:
        value = parse(read_bytes(path).data)
    except (OSError, ValueError, NotRead) as problem:
        words = "there is no such file" if isinstance(problem, FileNotFoundError) else str(problem)
        raise WrongFile(f"{path}: {words}: recview check --write-baseline {path} makes it") from None
    baseline = None if isinstance(value, Readability) else baseline_of(value)
    if baseline is None:
        raise WrongFile(f"{path}: it is no baseline of recview check")
    return baseline


def write_baseline(path: str, identities: Iterable[tuple[str, str]]) -> int:
    """Write a baseline; what is there is replaced only if it is one.

    Args:
        path: The file.
        identities: The rule and the digest of each finding.

    Returns:
        How many findings it knows.

    Raises:
        WrongFile: If it cannot be written.
    """
    if os.path.lexists(path):
        read_baseline(path)
    baseline = FindingBaseline(Counter(identities))
    temporary = f"{path}.{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "x", encoding="utf-8") as file:
            file.write(f"{pretty(baseline.as_json())}\n")
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        raise WrongFile(
            f"{path}: cannot be written: {(getattr(error, 'strerror', None) or str(error)).lower()}"
        ) from None
    return baseline.counts.total()

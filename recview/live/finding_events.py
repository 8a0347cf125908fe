"""What the reader tells of what the checks found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recview.value import Value

if TYPE_CHECKING:
    from recview.findings import FileFindings, RuleText


class FindingsRead(Value):
    """Files were checked. It comes in batches, and again for files that changed, or that others beside them changed.

    Attributes:
        files: All that was found in each of some files, in the place of what was told of it before.
        rules: What is to be said of rules that found something for the first time.
        is_complete: Whether all files were checked once, also beside each other.
        begins: Whether it is the first of this reader: what another one told before counts no more.
    """

    files: Mapping[str, FileFindings]
    rules: Mapping[str, RuleText]
    is_complete: bool
    begins: bool = False

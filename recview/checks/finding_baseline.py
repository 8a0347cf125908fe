"""Old debts: findings that were there before, by their digests, so that only new ones are shown.

    {"recview_baseline": 1, "findings": {"S101": {"<digest>": 2}}}

A digest counts how often it is there: one more finding like it is a new one. Nothing of what was found is in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from recview.model import Json

_VERSION = 1


class FindingBaseline:
    """Findings that are known, each as often as it was there.

    Attributes:
        counts: How often each is there, by its rule and its digest.
    """

    def __init__(self, counts: Counter[tuple[str, str]]) -> None:
        self.counts = counts

    def are_new(self, identities: Iterable[tuple[str, str]]) -> list[bool]:
        """Of each finding, by its rule and its digest, whether it is new."""
        left = self.counts.copy()
        are_new = []
        for identity in identities:
            are_new.append(left[identity] <= 0)
            left[identity] -= 1
        return are_new

    def as_json(self) -> Json:
        """What the file holds."""
        rules: dict[str, dict[str, int]] = {}
        for (rule, digest), count in sorted(self.counts.items()):
            rules.setdefault(rule, {})[digest] = count
        return {"recview_baseline": _VERSION, "findings": rules}


def baseline_of(value: Json) -> FindingBaseline | None:
    """The baseline that a file holds; None if it holds none."""
    match value:
        case {"recview_baseline": 1, "findings": dict(rules)}:
            rows = [
                (rule, digest, count)
                for rule, digests in rules.items()
                if isinstance(digests, dict)
                for digest, count in digests.items()
            ]
            if all(type(count) is int for _, _, count in rows):
                return FindingBaseline(Counter({(rule, digest): count for rule, digest, count in rows}))
    return None

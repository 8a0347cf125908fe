"""Which rules are asked for, by their ids, the beginnings of ids, or their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from recview.checks.files.unreadable import RULE as UNREADABLE
from recview.checks.registry import RULES
from recview.findings import Finding
from recview.named_tuple import NamedTuple

ALL = "ALL"
"""The word for all rules."""


class Selection(NamedTuple):
    """Which rules count. Of two words that mean a rule the longer one holds, of equally long ones `ignore`.

    That a file cannot be read counts unless it is ignored: no other rule could look at it.

    Attributes:
        select: Those that count; all if it is empty.
        extend_select: Those that count besides.
        ignore: Those that do not.
        ignore_in: The same for some files: patterns of paths, `*` standing for anything, with their words.
    """

    select: Sequence[str] = ()
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    ignore_in: Mapping[str, Sequence[str]] = {}

    def has_rule(self, id_: str) -> bool:
        """Whether a rule counts, wherever it finds something."""
        always = (ALL,) if id_ == UNREADABLE.id else ()
        selected = (*(self.select or (ALL,)), *self.extend_select, *always)
        return _longest(id_, selected) > _longest(id_, self.ignore)

    def has(self, finding: Finding) -> bool:
        """Whether a finding counts."""
        return self.has_rule(finding.rule) and not any(
            _longest(finding.rule, words) >= 0
            and (fnmatchcase(finding.path, pattern) or fnmatchcase(finding.path, f"*/{pattern}"))
            for pattern, words in self.ignore_in.items()
        )

    @property
    def problem(self) -> str:
        """Which word means no rule, and what was probably meant; empty if each means one."""
        every = (
            *self.select,
            *self.extend_select,
            *self.ignore,
            *(word for words in self.ignore_in.values() for word in words),
        )
        return next(filter(None, map(problem_of, every)), "")


def _longest(id_: str, words: Iterable[str]) -> int:
    """How exactly some words mean a rule: the characters of the longest that does; -1 if none does."""
    return max((_exactness(id_, word) for word in words), default=-1)


def _exactness(id_: str, word: str) -> int:
    if word.upper() == ALL:
        return 0
    if word == RULES[id_].name:
        return len(id_)
    return len(word) if word and id_.startswith(word.upper()) else -1


def problem_of(word: str) -> str:
    """Why a word means no rule, and which was probably meant; empty if it means one."""
    if any(_exactness(id_, word) >= 0 for id_ in RULES):
        return ""
    return f"no rule is called {word!r}: did you mean {nearest_rule(word)}?"


def nearest_rule(word: str) -> str:
    """The id or the name that is nearest to a word: `N101`, `no-finish-reason`."""
    from difflib import get_close_matches  # on use: most words are right

    names = {**{id_: id_ for id_ in RULES}, **{rule.name: rule.name for rule in RULES.values()}}
    near = get_close_matches(word[:100], names, 1, cutoff=0.5) or get_close_matches(
        word[:100].upper(), names, 1, cutoff=0
    )
    return near[0] if near else next(iter(names))


def chosen_rules(words: Iterable[str]) -> list[str]:
    """The ids of the rules that some words mean, in order."""
    words = list(words)
    return [id_ for id_ in RULES if _longest(id_, words) >= 0]

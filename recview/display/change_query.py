"""A query asked of what differs between two trees: what its rows know, which is not all of a recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from recview.display.change_rows import MatchingChanges
from recview.patterns import Pattern as Compiled
from recview.patterns import PatternProblem, compile_pattern, pattern_problem
from recview.query.facts import Facts
from recview.query.fields import VERDICTS
from recview.query.matching import matches
from recview.query.parsing import parse
from recview.query.syntax import Field, Pattern, QueryProblem, Word, leaves
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange

KNOWN_FIELDS = ("test", "path", "provider", "verdict", "rule", "severity")
"""The fields that a row knows, the last two of its new findings.

Words are looked for in the test, the class, the kinds and what is different.
"""

_VERDICT_OF: Mapping[Class, str] = {"usage": "noise", "noise": "noise", "new": "new", "gone": "gone"}


def matching_changes(changes: Sequence[ListedChange], text: str) -> MatchingChanges:
    """The changes that a query leaves; all of them if it is empty or wrong.

    Args:
        changes: What is asked.
        text: The query as it was typed.
    """
    if not text.strip():
        return MatchingChanges(changes)
    query = parse(text, pattern_problem=pattern_problem)
    if isinstance(query, QueryProblem):
        return MatchingChanges(changes, query.words)
    kept = [change for change in changes if matches(query, facts_of(change), _has)]
    fields = [leaf for leaf in leaves(query) if isinstance(leaf, Field) and not _is_known(leaf)]
    unknown = sorted({f"{field.name}:" for field in fields})
    return MatchingChanges(kept, f"{', '.join(unknown)} is not known here; --where asks it" if unknown else "")


def _is_known(field: Field) -> bool:
    """Whether a row knows a field; `is:new` is another name for a verdict, `has:finding` asks for any rule."""
    words = [condition.text for condition in field.conditions if isinstance(condition, Word)]
    is_verdict = field.name == "is" and all(word in VERDICTS for word in words)
    is_of_findings = field.name == "has" and words == ["finding"]
    return field.name in KNOWN_FIELDS or is_verdict or is_of_findings


def facts_of(change: ListedChange) -> Facts:
    """What a query can ask of a row."""
    labels = " ".join((change.test_id, change.class_, *change.kinds, *change.words))
    verdict = "broken" if change.class_ == "unreadable" else _VERDICT_OF.get(change.class_, "changed")
    return Facts(
        labels=labels,
        path=tuple(path for path in dict.fromkeys((change.after, change.before)) if path),
        test=(change.test_id,) if change.test_id else (),
        provider=(change.provider,) if change.provider else (),
        verdict=(verdict,),
        rule=change.findings.rules,
        severity=change.findings.severities,
        marks=frozenset({verdict}),
        parts=frozenset({"finding"}) if change.findings.total else frozenset(),
    )


def _has(pattern: Pattern, text: str) -> bool:
    compiled = _compiled(pattern.text)
    return isinstance(compiled, Compiled) and compiled.matches(text)


@cache
def _compiled(text: str) -> Compiled | PatternProblem:
    return compile_pattern(text)

"""The check of names: facts of each file → which recordings a replay finds, and why not the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recview.checks.names.case import Case
from recview.checks.names.fact import NameFact, fact_from, name_fact
from recview.checks.names.generations import BY_NAME, GENERATIONS
from recview.checks.names.generations.generation import Generation
from recview.checks.names.places import Places
from recview.checks.names.reasons import RULES, reason_of
from recview.checks.names.recorded_name import recorded_name
from recview.checks.rule import Fault, TreeCheck, TreeFault, TreeResult
from recview.checks.settings import CheckSettings
from recview.findings import NameVerdict
from recview.model import Json


def result(values: Mapping[str, Json], settings: CheckSettings) -> TreeResult:
    """Of each recording, whether a replay finds it; a fault for each that none finds."""
    if not values:
        return TreeResult(())
    facts = {path: fact_from(value) for path, value in values.items()}
    # Of files that were named one by one the folders tell nothing.
    places = Places(_tests(facts) if settings.is_whole_tree else {})
    right = {path: _right_generations(path, fact) for path, fact in facts.items()}
    generation = BY_NAME.get(settings.generation) or _likeliest(facts, right)
    faults, names = [], []
    for path, fact in facts.items():
        case = Case(path, fact, generation, places, generation.name in right[path], settings.earlier.get(path))
        reason = reason_of(case)
        if reason is None:
            names.append(NameVerdict(path, reachable=True, expected=case.expected_path))
            continue
        rule, words = reason
        faults.append(TreeFault(path, Fault(rule, "name", words)))
        names.append(NameVerdict(path, reachable=False, reason=rule.name, expected=case.expected_path))
    return TreeResult(faults, names, generation.name)


CHECK = TreeCheck("names", RULES, name_fact, result, needs_whole_tree=False)


def _tests(facts: Mapping[str, NameFact]) -> dict[str, str]:
    """By path the test of each recording that only this test looks for."""
    return {
        path: fact.test_id if isinstance(fact.test_id, str) and fact.kind != "tool" else ""
        for path, fact in facts.items()
    }


def _right_generations(path: str, fact: NameFact) -> Sequence[str]:
    """The generations of the recorder that give a recording the name that it has, the oldest first."""
    name = recorded_name(path.rpartition("/")[2])
    if not name.hash:
        return ()
    right, is_right = [], False
    for generation in GENERATIONS:
        if generation.name in fact.names:
            expected = recorded_name(fact.names[generation.name])
            # Lists of models are looked up by the hash alone.
            is_right = name.hash == expected.hash and (name.digest is None) == (expected.digest is None)
        if is_right:
            right.append(generation.name)
    return right


def _likeliest(facts: Mapping[str, NameFact], right: Mapping[str, Sequence[str]]) -> Generation:
    """The newest generation that explains the most, of those that are not older than the newest recording.

    A name that only newer recorders compute was written by one of them: the recorder of the tree is not older.

    Args:
        facts: The facts of each file.
        right: By path the generations that give a file its name.
    """
    oldest = max((names[0] for names in right.values() if names), default="")
    counts = Counter(name for path, names in right.items() for name in names if not facts[path].why_unread(name))
    eligible = [generation for generation in GENERATIONS if generation.name >= oldest]
    return max(eligible, key=lambda generation: (counts[generation.name], generation.name))

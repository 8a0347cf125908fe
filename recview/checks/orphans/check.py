"""Recordings without their test, and tests without a recording, by what pytest collected: family O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.checks.checked_file import CheckedFile
from recview.checks.orphans import rules
from recview.checks.orphans.collection import Collection, Refused, read_collection
from recview.checks.orphans.matching import SameFiles
from recview.checks.orphans.recorded_tests import RecordedTest, recorded_test, without_parameters
from recview.checks.rule import Fault, Rule, TreeCheck, TreeFault, TreeResult
from recview.checks.settings import CheckSettings
from recview.model import Json
from recview.named_tuple import NamedTuple

NAME = "tests"


def _fact(file: CheckedFile) -> Json | None:
    """The test id that a file holds; an empty one if its name may tell; None if nothing tells."""
    if not file.exchanges:
        return None
    test_id = file.exchanges[0].test_id or ""
    if ".py::" in test_id:
        return test_id
    return "" if recorded_test(file.path, "") else None


def refusal(text: str, facts: Mapping[str, Json]) -> str:
    """Why a collection says nothing about a tree, as a clause; empty if it does.

    Args:
        text: What pytest printed.
        facts: The facts of the tree's files by their paths, as this check notes them.
    """
    tree = _compared(text, facts)
    return tree.reason if isinstance(tree, Refused) else ""


def _result(facts: Mapping[str, Json], settings: CheckSettings) -> TreeResult:
    if settings.tests is None:
        return TreeResult(())
    tree = _compared(settings.tests, facts)
    if isinstance(tree, Refused):
        return TreeResult(())
    return TreeResult((*_without_test(tree), *_without_recording(tree)))


class _Tree(NamedTuple):
    """What is compared.

    Attributes:
        collection: What pytest collected.
        recorded: The test of each recording, by its path.
        same: Which collected file each recorded file is.
    """

    collection: Collection
    recorded: Mapping[str, RecordedTest]
    same: SameFiles

    def files(self, recorded: RecordedTest) -> list[str]:
        """The collected files that may hold the test of a recording."""
        if recorded.names_file:
            return list(self.same.files.get(recorded.file, ()))
        return [file for file in self.collection.tests if _is_in_folder(file, recorded.file)]


def _is_in_folder(file: str, folder: str) -> bool:
    """Whether a collected file may stand in a recorded folder, whichever of the two has more folders in front."""
    own = file.rpartition("/")[0]
    return f"/{own}".endswith(f"/{folder}") or f"/{folder}".endswith(f"/{own}")


def _compared(text: str, facts: Mapping[str, Json]) -> _Tree | Refused:
    collection = read_collection(text)
    if isinstance(collection, Refused):
        return collection
    tests = {path: recorded_test(path, test) for path, test in facts.items()}
    recorded = {path: test for path, test in tests.items() if test}
    if not recorded:
        return Refused("no recording here names the test that it belongs to")
    same = SameFiles((test.file for test in recorded.values() if test.names_file), collection.tests)
    tree = _Tree(collection, recorded, same)
    if not any(tree.files(test) for test in recorded.values()):
        return Refused("it shares no test file with this tree: collect the tests that these recordings are of")
    return tree


def _without_test(tree: _Tree) -> Iterator[TreeFault]:
    """The recordings whose test was not collected."""
    for path, recorded in tree.recorded.items():
        if recorded.names_file and tree.same.is_outside(recorded.file):
            continue
        if fault := _missing_test(tree, recorded):
            yield TreeFault(path, fault)


def _missing_test(tree: _Tree, recorded: RecordedTest) -> Fault | None:
    """What is wrong with the test of a recording; None if it was collected."""
    files = tree.files(recorded)
    named = f"{recorded.file}::{recorded.test}" if recorded.names_file else recorded.test
    tests = [tree.collection.tests[file] for file in files]
    if not all(tests):
        return None  # Of a file only the count is known.
    if any(recorded.test in names or any(map(recorded.is_same, names)) for names in tests):
        return None
    if tree.collection.deselected:
        return _fault(rules.PERHAPS_DESELECTED, f"{named} is not among the selected tests")
    if any(recorded.is_same_function(test) for names in tests for test in names):
        return _fault(rules.PARAMETERS_GONE, f"{named} is collected with other parameters only")
    if not files and recorded.names_file:
        return _fault(rules.TEST_GONE, f"{named} does not exist: its file has no tests")
    return _fault(rules.TEST_GONE, f"{named} does not exist")


def _fault(rule: Rule, message: str) -> Fault:
    return Fault(rule, "test_id", message)


def _without_recording(tree: _Tree) -> Iterator[TreeFault]:
    """The collected tests that have no recording, in files of which another test has one."""
    by_file: dict[str, list[RecordedTest]] = {}
    for recorded in tree.recorded.values():
        for file in tree.files(recorded):
            by_file.setdefault(file, []).append(recorded)
    for file, recordings in sorted(by_file.items()):
        exact = {recorded.test for recorded in recordings if not recorded.is_cassette}
        cassettes = [recorded for recorded in recordings if recorded.is_cassette]
        for test in sorted(tree.collection.tests[file] - exact):
            if not any(recorded.is_same(test) for recorded in cassettes):
                has_others = any(without_parameters(test) == without_parameters(other) for other in exact)
                others = "; other parameters of it have one" if has_others else ""
                yield TreeFault(file, Fault(rules.NO_RECORDING, test, f"it has no recording{others}"))


CHECK = TreeCheck(NAME, rules.RULES, _fact, _result)

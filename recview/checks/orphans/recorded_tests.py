"""The test that a recording belongs to, as pytest would name it: by its test id, or by the name of its cassette."""

from __future__ import annotations

import re
from functools import lru_cache

from recview.named_tuple import NamedTuple


class RecordedTest(NamedTuple):
    """The test of a recording.

    Attributes:
        file: The test's file, as the recording has it; of a cassette beside which no module is named, its folder.
        test: The test as pytest names it behind the file; of a cassette, as the recorder spells that.
        is_cassette: Whether it is known by the name of a cassette.
        names_file: Whether `file` is a file.
    """

    file: str
    test: str
    is_cassette: bool = False
    names_file: bool = True

    def is_same(self, test: str) -> bool:
        """Whether a collected test, as pytest names it behind its file, is this one."""
        if not self.is_cassette:
            return test == self.test
        name = cassette_name(test)
        start, cut, _ = self.test.rpartition("...")
        return name == self.test or bool(cut and re.fullmatch(_CUT, self.test) and name.startswith(start))

    def is_same_function(self, test: str) -> bool:
        """Whether a collected test is this one, or is it with other parameters."""
        name = cassette_name(test) if self.is_cassette else test
        return without_parameters(name) == without_parameters(self.test)


_CUT = r".+\.\.\.[0-9a-f]{32}"
"""How pytest-recording ends a name that is too long for the file system."""

_REPLACED = re.compile(r"[<>?%*:|\"'/\\]")
_CASSETTE = re.compile(r"(?:[A-Za-z_]\w*\.)?test\w*(?:\[.*|\.\.\..*|-.*)?")


@lru_cache(maxsize=65_536)
def cassette_name(test: str) -> str:
    """A test as pytest-recording names its cassette: `TestChat::test_hi[a/b]` → `TestChat.test_hi[a-b]`."""
    function, bracket, parameters = test.partition("[")
    return _REPLACED.sub("-", function.replace("::", ".") + bracket + parameters)


def without_parameters(test: str) -> str:
    """A test without the parameters in brackets."""
    return test.partition("[")[0]


def recorded_test(path: str, test_id: str) -> RecordedTest | None:
    """The test of a recording; None where it belongs to none that pytest could collect.

    Args:
        path: Of the recording, below the root of its tree.
        test_id: That it holds; empty if it holds none and its name is to tell.
    """
    if test_id:
        file, separator, test = test_id.partition("::")
        return RecordedTest(file, test) if separator and file.endswith(".py") else None
    *folders, name = path.split("/")
    name = re.sub(r"(?:\.(?:yaml|yml|json|gz))+\Z", "", name)
    if "cassettes" not in folders or not _CASSETTE.fullmatch(name):
        return None
    at = len(folders) - 1 - folders[::-1].index("cassettes")
    outer, modules = folders[:at], folders[at + 1 :]
    if modules:
        return RecordedTest("/".join([*outer, *modules]) + ".py", name, is_cassette=True)
    return RecordedTest("/".join(outer), name, is_cassette=True, names_file=False)

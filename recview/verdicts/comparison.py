"""What is different between two contents of a recording, as values."""

from __future__ import annotations

from typing import Final

from recview.model import Json, Verdict
from recview.named_tuple import NamedTuple
from recview.value import Value
from recview.verdicts.kinds import CLASS_OF, Class


class Missing:
    """Stands where one side has no such field."""

    def __repr__(self) -> str:
        return "(nothing)"

    def __reduce__(self) -> str:
        """Pickled by its name: there is just one."""
        return "MISSING"


MISSING: Final = Missing()


class Difference(NamedTuple):
    """A value that is not the same in the content before and after.

    Attributes:
        kind: What it is a difference of; see `recview.verdicts.kinds`.
        at: Its path, such as `answer.choices[0].text`.
        before: The value before.
        after: The value after.
    """

    kind: str
    at: str
    before: Json | Missing
    after: Json | Missing

    @property
    def class_(self) -> Class:
        """How grave it is."""
        return CLASS_OF[self.kind]

    @property
    def counts(self) -> bool:
        """Whether it is more than noise and counts of tokens."""
        return self.class_ not in ("usage", "noise")


WHOLE_FILE: Final = "file"
"""The path of a difference between files that cannot both be read."""


class Comparison(Value):
    """What became of a recording.

    Attributes:
        verdict: `changed` if anything is different that counts.
        class_: How grave that is; None where just the verdict is known.
        differences: What counts, in the order of the recording.
        noise: What is different besides and does not count: noise and usage.
        unseen: Why the differences are not known, where just the verdict is.
        each: Of a file with several exchanges the comparison of each, by its number in the second content.
    """

    verdict: Verdict
    class_: Class | None = None
    differences: tuple[Difference, ...] = ()
    noise: tuple[Difference, ...] = ()
    unseen: str = ""
    each: tuple[Comparison, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all differences, each once, those that count first."""
        return tuple(dict.fromkeys(difference.kind for difference in (*self.differences, *self.noise)))

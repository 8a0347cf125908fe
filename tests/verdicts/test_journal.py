"""What was written twice in one run, and the summary of a session."""

from __future__ import annotations

from recview.verdicts.flags import OVERWRITTEN
from recview.verdicts.journal import RUN_ENDS, Journal
from recview.verdicts.kinds import CLASSES
from recview.verdicts.review import Review
from recview.verdicts.summary import summary, summary_lines


def test_written_twice_in_a_run() -> None:
    journal = Journal().with_writes(100, ["a", "b"]).with_writes(110, ["c"])
    assert journal.overwritten == frozenset()
    assert journal.with_writes(120, ["a"]).overwritten == {"a"}
    assert journal.with_writes(111 + RUN_ENDS, ["a"]).overwritten == frozenset()


def test_what_is_gone_is_not_flagged_for_how_it_was_written() -> None:
    journal = Journal().with_writes(100, ["a", "b"]).with_writes(110, ["a", "b"])
    journal = journal.with_reviews({"a": Review("changed"), "b": Review("gone")})
    assert (journal.flags("a"), journal.flags("b")) == ((OVERWRITTEN,), ())


def test_summary() -> None:
    reviews = {
        "b": Review("changed", brief=("text",), class_="reworded"),
        "a": Review("new", ("exception",), error="APIError 500"),
    }
    journal = Journal().with_reviews(reviews)
    assert summary(journal) == {
        "counts": {"new": 1, "same": 0, "noise": 0, "changed": 1, "gone": 0, "broken": 0},
        "classes": dict.fromkeys(CLASSES, 0) | {"reworded": 1},
        "recordings": [
            {"path": "a", "verdict": "new", "flags": ["exception"]},
            {"path": "b", "verdict": "changed", "flags": []},
        ],
    }
    said = list(summary_lines(journal, str.upper))
    assert said == [
        "1 new   1 changed",
        "",
        "changed",
        "  B",
        "      text",
        "",
        "exceptions",
        "  A",
        "      APIError 500",
    ]
    assert not list(summary_lines(Journal(), str.upper))


def test_what_is_told_as_changed_is_not_told_again_as_flagged() -> None:
    flagged = ("length", "empty answer")
    reviews = {
        "a": Review("changed", flagged, ("text",)),
        "b": Review("new", flagged),
        "c": Review("broken", ("broken",)),
    }
    assert list(summary_lines(Journal().with_reviews(reviews), str.upper)) == [
        "1 new   1 changed   1 broken",
        *("", "changed", "  A", "      text, length, empty answer"),
        *("", "broken", "  C"),
        *("", "flagged", "  B", "      length, empty answer"),
    ]


def test_noise_that_has_a_name_is_counted() -> None:
    reviews = {
        "a": Review("noise", class_="noise", kinds=("sdk", "ids")),
        "b": Review("noise", class_="noise", kinds=("sdk",)),
        "c": Review("noise", class_="noise", kinds=("embedding_jitter",)),
        # Said as reworded: what else moved there says nothing.
        "d": Review("changed", class_="reworded", kinds=("text", "sdk")),
    }
    lines = list(summary_lines(Journal().with_reviews(reviews), str.upper))
    assert lines[:2] == ["3 noise   1 changed", "noise: 2 sdk, 1 embedding_jitter"]

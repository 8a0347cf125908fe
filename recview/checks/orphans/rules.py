"""The rules of family O: which of recordings and tests are without the other."""

from __future__ import annotations

from recview.checks.rule import Rule

TEST_GONE = Rule(
    id="O101",
    name="test-gone",
    severity="warning",
    summary="The test of a recording does not exist: pytest collects no such test.",
    why="Nothing asks for the recording any more. If the test was renamed, its next run finds no recording.",
    remedy="Remove the recording, or record the renamed test again. Collect all tests that the tree is of, so that "
    "none is missing for that.",
)

PARAMETERS_GONE = Rule(
    id="O102",
    name="parameters-gone",
    severity="warning",
    summary="The test of a recording exists, but not with these parameters.",
    why="Nothing asks for the recording, unless the test is run with other options: parameters often come from them.",
    remedy="Collect the tests with the options that they are recorded with; if the parameters are gone, remove the "
    "recording.",
)

NO_RECORDING = Rule(
    id="O103",
    name="no-recording",
    severity="warning",
    summary="A test has no recording, though others of its file have.",
    why="If it calls a model, it fails in a replay.",
    remedy="Record it, or leave it if it calls no model.",
)

PERHAPS_DESELECTED = Rule(
    id="O104",
    name="perhaps-deselected",
    severity="info",
    summary="The test of a recording is not among the selected ones, and pytest left out some.",
    why="Whether the test exists cannot be told: pytest counts the tests that it deselects, and does not name them.",
    remedy="Collect all tests, without -m and -k.",
)

RULES = (TEST_GONE, PARAMETERS_GONE, NO_RECORDING, PERHAPS_DESELECTED)

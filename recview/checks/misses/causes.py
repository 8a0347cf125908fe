"""What each cause of a miss means, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from recview.checks.misses.explaining import Cause, Explanation
from recview.named_tuple import NamedTuple


class CauseWords(NamedTuple):
    """A cause in words.

    Attributes:
        summary: What happened, as a sentence.
        remedy: What to do, as a sentence or two.
    """

    summary: str
    remedy: str


_AGAIN = "Record the test again."

CAUSES: Mapping[Cause, CauseWords] = {
    "recorded": CauseWords(
        "A recording has this name now.",
        "If the replay still fails, the file lies where the test does not look: recview check says so.",
    ),
    "generation": CauseWords(
        "The request was recorded, and its file is called as another generation of the recorder would call it.",
        "Rename the file, or " + _AGAIN[0].lower() + _AGAIN[1:] + " recview check --fix-plan prints the commands.",
    ),
    "test_renamed": CauseWords(
        "The very same request was recorded for another test: the test was renamed, or its parameters were.",
        "Record the test again, then delete the old recordings.",
    ),
    "volatile_value": CauseWords(
        "The requests differ only in a value of the moment: an id, a time, a path of a temporary file, a score.",
        "Make the value a constant in the test, or take it out of what the recorder compares.",
    ),
    "new_turn": CauseWords(
        "The conversation has more or fewer turns than the recorded one.",
        "If the test is meant to go on so, record it again; else an earlier answer made it take another way.",
    ),
    "prompt_changed": CauseWords("A message is another than the recorded one.", _AGAIN),
    "tools_changed": CauseWords("The tools are others than the recorded ones.", _AGAIN),
    "parameters_changed": CauseWords("A parameter is another than the recorded one.", _AGAIN),
    "url_changed": CauseWords(
        "It goes to another address than the recorded one.", "Set the address that was recorded, or record it again."
    ),
    "same": CauseWords(
        "A recording has the very same request.",
        "The recorder compares more than the request, such as headers, or did not load this file.",
    ),
    "played_already": CauseWords(
        "The recordings that match were played back before: the test asks once more than it was recorded.",
        "Record the test again, or let the recorder repeat answers (allow_playback_repeats and the like).",
    ),
    "no_cassette": CauseWords("There is no cassette, or the recorder could not read it.", "Record the test."),
    "expired": CauseWords("The recording is older than the recorder was told to accept.", _AGAIN),
    "unused": CauseWords(
        "The test asks less than was recorded.", "Record the test again, or let the recorder accept what is unused."
    ),
    "body_unknown": CauseWords(
        "The text does not tell what was sent, so it cannot be compared.",
        "OGX stores it nowhere: recview why --plugin prints lines for conftest.py that do.",
    ),
    "nothing_near": CauseWords("Nothing like it was recorded.", "Record the test: its request is new."),
}


def words_of(explanation: Explanation) -> CauseWords:
    """The cause of a miss in words, with the recorder or the test that it is about."""
    words = CAUSES[explanation.cause]
    if explanation.cause == "generation":
        return words._replace(summary=f"{words.summary} The hash is that of {explanation.generation}.")
    if explanation.cause == "test_renamed" and explanation.test:
        return words._replace(summary=f"{words.summary} The hash is made with {explanation.test}.")
    if explanation.cause == "body_unknown" and explanation.miss.recorder != "ogx":
        return words._replace(remedy="Let the recorder print the body, or compare the requests by hand.")
    if explanation.cause == "nothing_near" and explanation.miss.recorder == "ogx" and not explanation.miss.request:
        summary = "No recording gives this hash, by any recorder or test that is known, and none is of its test."
        return CauseWords(summary, f"{CAUSES['body_unknown'].remedy} Else record the test.")
    return words

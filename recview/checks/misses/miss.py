"""A request that a replay did not find, as far as the text of the failure tells."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.model import Json
from recview.value import Value

Recorder: TypeAlias = Literal["ogx", "vcrpy", "vcr-ruby", "go-vcr", "betamax", "polly"]

Problem: TypeAlias = Literal["not_recorded", "played_already", "no_cassette", "expired", "unused"]
"""What the recorder says: no recording matches; those that match were played back; there is no cassette, or it could
not be read; the recording is too old; interactions were left over."""


class Miss(Value):
    """A request that was not found.

    Attributes:
        recorder: Who says so.
        problem: What it says.
        start: Where in the log.
        test: The test, in full or by its end; empty if the log does not say.
        hash: Of OGX, the hash that was looked for; its start where the log cuts it.
        method: In capitals; empty if it is not known.
        url: Empty if it is not known.
        model: Empty if it is not known.
        request: What was sent, as the recorder would record it (OGX: its `request`; else `body` and `headers`); empty
            where it is not known.
        is_cut: Whether the request is known only in part, as the log cuts it.
        cassette: The file or the name of the cassette.
        mode: The recorder's mode.
        details: What else the recorder says, a clause each: matchers that failed, and how.
    """

    recorder: Recorder
    problem: Problem
    start: int
    test: str = ""
    hash: str = ""
    method: str = ""
    url: str = ""
    model: str = ""
    request: dict[str, Json] = {}
    is_cut: bool = False
    cassette: str = ""
    mode: str = ""
    details: tuple[str, ...] = ()

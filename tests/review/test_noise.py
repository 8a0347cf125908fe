"""What may move in an answer: told by its key, for common words by what stands beside it."""

from __future__ import annotations

import pytest

from recview.protocols.contract import Noise
from recview.review.noise import noise_of
from tests.ogx import Value


@pytest.mark.parametrize(
    ("key", "beside", "kind"),
    [
        ("id", {}, "ids"),
        ("id", {"object": "model"}, None),
        ("Date", {"Content-Type": "text/event-stream"}, "timestamps"),
        ("Date", {}, None),
        ("updated", {"created": "2026-04-14"}, "timestamps"),
        ("updated", {}, None),
        ("thoughtSignature", {}, "signatures"),
        ("usage_metadata", {}, "usage"),
        ("tokens", {"billed_units": {}}, "usage"),
        ("tokens", {}, None),
        ("data", {"type": "redacted_thinking"}, "signatures"),
        ("data", {"type": "text"}, None),
        ("content", {}, None),
        ("p", {"contentBlockIndex": 0}, "padding"),
        ("p", {"text": "a"}, None),
    ],
)
def test_noise(key: str, beside: Value, kind: Noise | None) -> None:
    assert noise_of(key, {key: 1, **beside}) == kind

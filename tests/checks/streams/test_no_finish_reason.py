"""T101: a stream that ends without a finish_reason."""

from __future__ import annotations

import pytest

from tests import ogx
from tests.checks.finding_lines import Line, findings
from tests.ogx import Value, chunk, delta

ENDED = chunk(delta(content="", finish="stop"))
TEXT = chunk(delta(content="Paris."))


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([TEXT], [Line("T101", "", "it ends without a finish_reason")]),
        ([TEXT, ENDED], []),
        (
            [chunk(delta(0, content="a"), delta(1, content="b")), chunk(delta(0, finish="stop"))],
            [Line("T101", "choice 1", "it ends without a finish_reason")],
        ),
        # Nothing was said: that is another rule's.
        ([chunk(delta(content=""))], []),
    ],
)
def test_a_stream_of_chat(chunks: list[Value], expected: list[Line]) -> None:
    assert findings(ogx.chat("t", [], chunks), family="T101") == expected


def test_a_plain_answer_may_have_none() -> None:
    body = ogx.typed("chat.chat_completion.ChatCompletion", {"choices": [{"message": {"content": "a"}}]})
    assert findings(ogx.chat("t", [], body, streaming=False), family="T101") == []

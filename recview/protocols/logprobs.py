"""The probabilities of an answer's tokens, in the shape of OpenAI's chat and Responses APIs."""

from __future__ import annotations

from recview.model import Json, TokenLogprob
from recview.shapes import mapping, number, sequence, text


def tokens(value: Json) -> tuple[TokenLogprob, ...]:
    """Of a list of {token, logprob, bytes, top_logprobs}, those that have a probability."""
    if not value:
        return ()
    return tuple(
        TokenLogprob(text(fields.get("token")), logprob)
        for fields in map(mapping, sequence(value))
        if (logprob := number(fields.get("logprob"))) is not None
    )

"""Log probabilities in the list that OpenAI sends, and Ollama after it: [{token, logprob, bytes, top_logprobs}]."""

from __future__ import annotations

from recview.model import Json, TokenLogprob
from recview.shapes import mapping, number, sequence, text


def tokens(value: Json) -> tuple[TokenLogprob, ...]:
    """The tokens whose logprob is a number."""
    if not value:
        return ()
    return tuple(
        TokenLogprob(text(fields.get("token")), logprob)
        for fields in map(mapping, sequence(value))
        if (logprob := number(fields.get("logprob"))) is not None
    )

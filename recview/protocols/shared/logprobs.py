"""The probabilities of an answer's tokens, in the shape of OpenAI's chat and Responses APIs."""

from __future__ import annotations

from recview import events as ev
from recview.coerce import as_dict, as_float, as_list, as_str
from recview.model import Json


def tokens(value: Json) -> tuple[ev.TokenLogprob, ...]:
    """Of a list of {token, logprob, bytes, top_logprobs}, those that have a probability."""
    if not value:
        return ()
    return tuple(
        ev.TokenLogprob(as_str(fields.get("token")), logprob)
        for fields in map(as_dict, as_list(value))
        if (logprob := as_float(fields.get("logprob"))) is not None
    )

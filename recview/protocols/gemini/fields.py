"""Fields of Gemini's answers in both spellings: names, token counts, and the words for how an answer ended.

Source: the REST references of the Gemini API (generativelanguage v1beta) and of Vertex AI (aiplatform v1), and their
protobuf definitions for the numbers. The wire has camelCase; what Google's Python SDK dumps has snake_case.
"""

from __future__ import annotations

from collections.abc import Mapping

from recview import events as ev
from recview.coerce import as_dict, as_float, as_int, as_str, as_words
from recview.model import Json, Usage
from recview.protocols.shared.fields import objects, pick


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The token counts of one chunk, or None. Output is without the thoughts; the total is with them."""
    reported = as_dict(pick(data, "usageMetadata"))
    if not reported:
        return None
    counts = Usage(
        input=as_int(pick(reported, "promptTokenCount")),
        output=as_int(pick(reported, "candidatesTokenCount")),
        total=as_int(pick(reported, "totalTokenCount")),
        cached=as_int(pick(reported, "cachedContentTokenCount")),
        reasoning=as_int(pick(reported, "thoughtsTokenCount")),
    )
    return None if counts == Usage() else counts


def tokens(candidate: Mapping[str, Json]) -> tuple[ev.TokenLogprob, ...]:
    """`logprobsResult.chosenCandidates[]`: the tokens of the answer."""
    result = as_dict(pick(candidate, "logprobsResult"))
    return tuple(
        ev.TokenLogprob(as_str(token.get("token")), logprob)
        for token in objects(result, "chosenCandidates")
        if (logprob := as_float(pick(token, "logProbability"))) is not None
    )


_BLOCKS = ("BLOCK_REASON_UNSPECIFIED", "SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT")
_STUDIO_BLOCKS = (*_BLOCKS, "IMAGE_SAFETY")
_VERTEX_BLOCKS = (*_BLOCKS, "MODEL_ARMOR", "JAILBREAK")


def is_vertex(url: str) -> bool:
    """Whether Vertex AI answered: above 5 it numbers the same words otherwise than the Gemini API."""
    return "aiplatform" in url or "vertex" in url


def finish_reason(candidate: Mapping[str, Json]) -> str:
    """How a candidate ended, or empty. With `$alt=json;enum-encoding=int` it is sent as a number, and told as one."""
    reason = pick(candidate, "finishReason")
    number = as_int(reason)
    return as_str(reason) if number is None else as_words(number)


def block_reason(data: Mapping[str, Json], *, vertex: bool) -> str:
    """Why the prompt was refused, or empty."""
    feedback = as_dict(pick(data, "promptFeedback"))
    return _named(pick(feedback, "blockReason"), _VERTEX_BLOCKS if vertex else _STUDIO_BLOCKS)


def _named(value: Json, names: tuple[str, ...]) -> str:
    number = as_int(value)
    if number is None:
        return as_str(value)
    return names[number] if 0 <= number < len(names) else as_words(value)

"""What every kind of card is made of, and the facts that several kinds share."""

from __future__ import annotations

from collections.abc import Callable

from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Exchange, Json, Usage
from recview.named_tuple import NamedTuple
from recview.protocols.shared.usage import billed_usage, usage

Facts = tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """A kind of card: the row's word, the page's title, what is worth reading at once, and the row's figure.

    `facts` and `detail` are given the exchange and its body: the payload, or the payloads of a stream of several.
    `finish` gives the word that ended the answer, where such an answer has one. `uses_tokens` tells whether counts
    in the body are this call's own; those of a batch, say, come again at every look.
    """

    word: str
    title: str
    facts: Callable[[Exchange, Json], Facts]
    detail: Callable[[Exchange, Json], str]
    uses_tokens: bool = True
    finish: Callable[[Json], str] = lambda body: ""


def plain_facts(exchange: Exchange, body: Json) -> Facts:
    """Every field that is a string, a number or a boolean."""
    return tuple((name, as_words(value)[:400]) for name, value in as_dict(body).items() if as_words(value))[:40]


def nothing(exchange: Exchange, body: Json) -> str:
    """For kinds without a figure."""
    return ""


def without_blanks(*pairs: tuple[str, str]) -> Facts:
    """The facts that are known."""
    return tuple(pair for pair in pairs if pair[1])


def first(value: Json) -> Json:
    """The first member of a list, or None."""
    return next(iter(as_list(value)), None)


def path_ends(exchange: Exchange, *ends: str) -> bool:
    """Whether the URL's path ends in one of these."""
    return exchange.request.endpoint.rstrip("/").endswith(ends)


def body_of(exchange: Exchange) -> Json:
    """The plain body, or the payloads of a stream."""
    chunks = exchange.response.chunks
    if len(chunks) != 1:
        return [chunk.data for chunk in chunks]
    return chunks[0].data


def counts(body: Json) -> Usage | None:
    """Token counts under the names of OpenAI, its newer APIs, Cohere, Ollama, Bedrock's Titan or Gemini."""
    fields = as_dict(body) or as_dict(as_list(body)[-1] if as_list(body) else None)
    newer, gemini = as_dict(fields.get("usage")), as_dict(fields.get("usageMetadata"))
    reported = usage(fields) or billed_usage(fields.get("meta")) or Usage()
    others = (newer.get("input_tokens"), fields.get("prompt_eval_count"), fields.get("inputTextTokenCount"))
    merged = reported._replace(
        input=_whole(reported.input, *others, gemini.get("promptTokenCount")),
        output=_whole(reported.output, newer.get("output_tokens")),
        total=_whole(reported.total, gemini.get("totalTokenCount")),
    )
    return None if merged == Usage() else merged


def _whole(*values: Json) -> int | None:
    return next((count for value in values if (count := as_int(value)) is not None), None)


def request_texts(exchange: Exchange) -> list[str]:
    """The texts that a request asks about, under the names of every provider."""
    sent = as_dict(exchange.request.body)
    for key in ("input", "inputs", "texts", "prompt", "inputText", "text", "requests", "instances"):
        value = sent.get(key)
        texts = [_text_of(item) for item in (value if isinstance(value, list) else [value])]
        if any(texts):
            return texts
    return list(filter(None, [_text_of(sent)]))


def _text_of(value: Json) -> str:
    """A string, or an object with one: {text}, Vertex's {prompt}, {content: a string, parts or Gemini's {parts}}."""
    fields = as_dict(value)
    content = fields.get("content")
    parts = as_list(content) or as_list(as_dict(content).get("parts"))
    text = next(filter(None, map(as_str, (value, fields.get("text"), fields.get("prompt"), content))), "")
    return text or "".join(as_str(as_dict(part).get("text")) for part in parts)

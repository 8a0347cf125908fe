"""U101: no count of tokens where one was asked for, or always comes."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.checks.streams.endings import cut_choices
from recview.coerce import as_dict, as_list, as_str
from recview.model import Exchange

RULE = Rule(
    id="U101",
    name="missing-usage",
    severity="warning",
    summary="Usage was asked for with stream_options.include_usage, or always comes with an answer in one piece, and "
    "is missing.",
    why="A test that counts tokens counts none in a replay.",
    remedy="Record it again, and read the stream to its end: usage comes after the finish_reason.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if tokens were not counted."""
    if answer.recording.usage or not answer.finishes or answer.kind != "conversation" or not answer.is_as_sent:
        return
    if answer.is_streamed:
        if _asks_for_usage(answer.recording.exchange) and not cut_choices(answer):
            yield Fault(RULE, "usage", "it was asked for, and none came")
    elif _always_counts(answer) and not answer.is_under_way:
        protocol = answer.recording.protocol
        yield Fault(RULE, "usage", f"a plain answer of {protocol} has it, and this one has none")


def _asks_for_usage(exchange: Exchange) -> bool:
    options = as_dict(as_dict(exchange.request.body).get("stream_options"))
    return options.get("include_usage") is True


_COUNTING = frozenset(
    {"openai.chat", "openai.responses", "anthropic.messages", "bedrock.converse", "gemini.interactions"},
)


def _always_counts(answer: Answer) -> bool:
    """Whether every plain answer of a protocol has usage.

    Ollama counts nothing when it loads a model. Writer speaks completions, too, and counts nothing; what Gemini refuses
    to answer has no candidates and need not have usage.
    """
    match answer.recording.protocol:
        case "gemini.generate_content":
            return any(as_list(body.get("candidates")) for body in answer.bodies())
        case "openai.completions":
            return any(as_str(body.get("object")) == "text_completion" for body in answer.bodies())
        case "ollama":
            return not {"load", "unload"} & {finish.reason for finish in answer.finishes.values()}
        case protocol:
            return protocol in _COUNTING

"""U101: no count of tokens where one was asked for, or always comes."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import answer_kind, finishes, is_as_sent, is_under_way
from recview.checks.streams.endings import cut_choices
from recview.coerce import as_dict, as_list, as_str
from recview.model import Exchange
from recview.reading.recording import Recording
from recview.wire import payloads

RULE = Rule(
    id="U101",
    name="missing-usage",
    severity="warning",
    summary="Usage was asked for with stream_options.include_usage, or always comes with an answer in one piece, and "
    "is missing.",
    why="A test that counts tokens counts none in a replay.",
    remedy="Record it again, and read the stream to its end: usage comes after the finish_reason.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    if recording.usage or answer_kind(recording) != "conversation":
        return
    if not finishes(recording) or not is_as_sent(recording):
        return
    if recording.exchange.response.streaming:
        if _asks_for_usage(recording.exchange) and not cut_choices(recording):
            yield Fault(RULE, "usage", "it was asked for, and none came")
    elif _always_counts(recording) and not is_under_way(recording):
        yield Fault(RULE, "usage", f"a plain answer of {recording.protocol} has it, and this one has none")


def _asks_for_usage(exchange: Exchange) -> bool:
    options = as_dict(as_dict(exchange.request.body).get("stream_options"))
    return options.get("include_usage") is True


_COUNTING = frozenset(
    {"openai.chat", "openai.responses", "anthropic.messages", "bedrock.converse", "gemini.interactions"},
)


def _always_counts(recording: Recording) -> bool:
    """Whether every plain answer of a recording's protocol has usage.

    Ollama counts nothing when it loads a model. Writer speaks completions, too, and counts nothing; what Gemini refuses
    to answer has no candidates and need not have usage.
    """
    bodies = [as_dict(data) for data in payloads(recording.exchange.response.chunks)]
    match recording.protocol:
        case "gemini.generate_content":
            return any(as_list(body.get("candidates")) for body in bodies)
        case "openai.completions":
            return any(as_str(body.get("object")) == "text_completion" for body in bodies)
        case "ollama":
            return not {"load", "unload"} & {finished.reason for finished in finishes(recording).values()}
        case protocol:
            return protocol in _COUNTING


CHECK = Check((RULE,), _faults)

"""U102: a total of tokens that is no sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.checks.usage.identities import explains_total
from recview.coerce import as_dict, as_int
from recview.model import Usage
from recview.protocols.shared.fields import pick
from recview.wire import payloads

RULE = Rule(
    id="U102",
    name="unexplained-total",
    severity="warning",
    summary="The total of tokens is no sum of its parts, in none of the ways in which its provider counts.",
    why="Costs and limits are reckoned by these counts: one of them is wrong, or was edited.",
    remedy="Record it again. If the provider counts so, recview lacks its way: please report it.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if the last total is no sum of its parts."""
    recording = answer.recording
    usage = recording.usage
    if usage is None or answer.kind not in {"conversation", "card", "failed"}:
        return
    tool_use = _tool_use(answer) if recording.protocol.startswith("gemini.") else 0
    if not explains_total(usage, tool_use, recording.protocol, recording.exchange):
        yield Fault(RULE, "usage", f"a total of {usage.total:,}, made of {_parts(usage, tool_use)}")


def _tool_use(answer: Answer) -> int:
    """The tokens that Google's tools put into the prompt, by the last report of an answer."""
    for data in map(as_dict, reversed(payloads(answer.chunks))):
        reported = as_dict(pick(data, "usageMetadata"))
        reported = reported or as_dict(as_dict(data.get("interaction")).get("usage")) or as_dict(data.get("usage"))
        if reported:
            counts = (pick(reported, "toolUsePromptTokenCount"), reported.get("total_tool_use_tokens"))
            return next((count for value in counts if (count := as_int(value)) is not None), 0)
    return 0


def _parts(usage: Usage, tool_use: int) -> str:
    counts = {
        "input": usage.input,
        "output": usage.output,
        "reasoning": usage.reasoning,
        "cached": usage.cached,
        "written to the cache": usage.cache_write,
        "tool use": tool_use,
    }
    return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)

"""Replaying an answer that came in one piece, word by word."""

from __future__ import annotations

import re

from recview.replay.transcript import Block, Marker, Transcript, packed

_WORD = re.compile(r"\s*\S+|\s+")


def by_words(whole: Transcript) -> Transcript:
    """A plain answer with a step per word: its blocks grow one after the other, what ended it comes with the last word.

    Where the answer is an error there is nothing to replay, so that it has no steps.
    """
    if whole.failures and all(block.kind == "error" for block in whole.blocks):
        return whole._replace(total=0)
    blocks: list[Block] = []
    markers: list[Marker] = []
    step = 0
    for block in whole.blocks:
        ends = packed(word.end() for word in _WORD.finditer(block.text)) or (0,)
        if block.kind == "tool_call":
            markers.append(Marker(step, "tool call"))
        elif not blocks:
            markers.append(Marker(step, "error" if block.kind == "error" else "first token"))
        blocks.append(block._replace(steps=packed(range(step, step + len(ends))), ends=ends))
        step += len(ends)
    total = step or (1 if whole.finishes or whole.usages else 0)
    last = max(total - 1, 0)
    if whole.finishes:
        markers.append(Marker(last, "finish"))
    return whole._replace(
        total=total,
        blocks=tuple(blocks),
        finishes=tuple(finish._replace(step=last) for finish in whole.finishes),
        usages=tuple((last, usage) for _, usage in whole.usages),
        failures=tuple((last, failure) for _, failure in whole.failures),
        markers=tuple(markers),
    )

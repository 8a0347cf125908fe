"""T106: content of a choice after its end."""

from __future__ import annotations

from collections.abc import Iterator

from recview import events as ev
from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import CONTENT, answer_kind, finishes, place
from recview.checks.streams.endings import stray_chunks

RULE = Rule(
    id="T106",
    name="chunk-after-end",
    severity="warning",
    summary="A chunk brings more of a choice after its finish_reason.",
    why="A client that stops at the finish_reason never sees it; one that reads on does.",
    remedy="Record it again; if the server sends it so, tell whoever runs it.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    if answer_kind(recording) != "conversation" or not recording.exchange.response.streaming:
        return
    # Some servers repeat the finish_reason on every chunk, so the last one counts.
    ended = {choice: finished.chunk for choice, finished in finishes(recording).items()}
    for event in recording.conversation.events:
        if not isinstance(event, CONTENT) or event.choice not in ended:
            continue
        if event.chunk > ended[event.choice] and _says_something(event):
            at = place(recording, event.choice, event.chunk)
            del ended[event.choice]
            yield Fault(RULE, at, _MESSAGE)
    for choice, chunk in stray_chunks(recording).items():
        yield Fault(RULE, place(recording, choice, chunk), _MESSAGE)


_MESSAGE = "it follows the finish_reason"


def _says_something(event: ev.Event) -> bool:
    return isinstance(event, ev.ToolCallDelta) or bool(getattr(event, "text", "").strip())


CHECK = Check((RULE,), _faults)

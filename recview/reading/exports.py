"""Texts of an open recording that are made when they are chosen, as they need what the request was parsed to."""

from __future__ import annotations

from recview.display.mask import covered
from recview.json_text import pretty
from recview.protocols.providers import provider
from recview.reading.exported_text import ExportedText, ExportKind
from recview.reading.held_recording import HeldRecording
from recview.reading.panels import chunk_document


def export(held: HeldRecording, kind: ExportKind, chunk_index: int = 0, *, secrets: bool) -> ExportedText:
    """A text of an open recording; empty where there is nothing of the kind.

    Args:
        held: The recording.
        kind: Which text.
        chunk_index: The index of the chunk, for a chunk.
        secrets: Whether credentials are written out; those of a call are variables all the same.
    """
    exchange = held.recording.exchange
    if kind in ("curl", "python"):
        return _call(held, kind, secrets=secrets)
    if kind == "markdown":
        text = _markdown(held)
    elif kind == "chunk":
        is_there = 0 <= chunk_index < len(held.chunks)
        # Of a credential that came in several chunks each has but a piece: the panel knows them.
        return ExportedText("\n".join(chunk_document(held, chunk_index, secrets=secrets).json) if is_there else "")
    else:
        body = exchange.request.body
        text = "" if body is None else body if isinstance(body, str) else pretty(body)
    shown = text if secrets else covered(text)
    return ExportedText(shown, () if shown == text else ("credentials covered (x)",))


def _call(held: HeldRecording, kind: ExportKind, *, secrets: bool) -> ExportedText:
    # On use: few recordings are called again.
    from recview.exporting.curl import curl
    from recview.exporting.http_call import http_call
    from recview.exporting.python_script import python_script

    recording = held.recording
    call = http_call(recording.exchange, recording.protocol, secrets=secrets)
    return ExportedText(curl(call) if kind == "curl" else python_script(call), call.remarks)


def _markdown(held: HeldRecording) -> str:
    from recview.pages.markdown import markdown  # on use, too

    recording = held.recording
    return "".join(
        markdown(
            recording.exchange,
            recording.conversation,
            recording.transcript,
            recording.usage,
            protocol=recording.protocol,
            provider=provider(recording.exchange),
            count=1,
        )
    )

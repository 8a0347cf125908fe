"""What `recview show` writes of a recording, in each of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recview.cli.output import Out
from recview.display.mask import covered
from recview.humanize import one_line, plural
from recview.pages.plain_page import numbered_path, plain_chunks, plain_head, plain_page
from recview.protocols.providers import provider
from recview.reading.recording import Recording


class RecordingWriter:
    """Writes one exchange after the other as a page, as chunks, as Markdown or as JSON."""

    def __init__(self, out: Out, form: str, room: int | None, at: int | None) -> None:
        """Write nothing yet.

        Args:
            out: Where to write.
            form: `page`, `chunks`, `markdown` or `json`.
            room: Characters that the texts of an exchange may have in all; None for any number.
            at: The number of the chunk, from 1, with which the answer is shown; None for all of it.
        """
        self._out = out
        self._room = room
        self._at = at
        self._form = form
        self._has_written = False

    def write_unread(self, path: str, problem: str) -> None:
        """Write the record of a file without exchanges; the report has it for people."""
        if self._form == "json":
            from recview.reading.records import full_unread_record

            self._out.write_json(full_unread_record(path, problem))

    def write(self, recording: Recording, *, several: bool, count: int) -> None:
        """Write one exchange.

        Args:
            recording: The exchange.
            several: Whether others are written, too, so that it needs a heading.
            count: How many exchanges its file holds.
        """
        if self._form == "json":
            self._write_record(recording)
        elif self._form == "markdown":
            self._write_markdown(recording, count)
        elif self._form == "chunks":
            if several:
                self._out.write_styled([(f"==> {numbered_path(recording.exchange.source, count)} <==", "accent")])
            self._write_chunks(recording)
        else:
            self._write_page(recording, count)

    def _write_page(self, recording: Recording, count: int) -> None:
        exchange, transcript, at = recording.exchange, recording.transcript, self._at
        usage = recording.usage if at is None else transcript.usage(at)
        head = plain_head(exchange, usage, protocol=recording.protocol, provider=provider(exchange), count=count)
        for line in head:
            self._out.write_styled([line])
        self._out.write_line("")
        for text, style in self._cut(
            plain_page(exchange, recording.conversation, transcript, at, secrets=self._out.secrets)
        ):
            if style == "text":
                self._out.write_text(text)
            else:
                self._out.write_styled([(text, style)])

    def _write_markdown(self, recording: Recording, count: int) -> None:
        from recview.pages.markdown import markdown

        exchange = recording.exchange
        parts = exchange, recording.conversation, recording.transcript, recording.usage
        if self._has_written:
            self._out.write_line("")
        self._has_written = True
        protocol, word = recording.protocol, provider(exchange)
        for text in markdown(*parts, protocol=protocol, provider=word, count=count, shorten=self._shortened):
            self._out.write_text(text.removesuffix("\n"))

    def _write_record(self, recording: Recording) -> None:
        from recview.reading.records import full_record, full_record_text

        if self._room is None:
            self._out.write_json_pieces(full_record_text(recording))
            return
        from recview.reading.shortening import shortened_json

        self._out.write_json(shortened_json(full_record(recording), self._room))

    def _cut(self, lines: Iterator[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """(text, style) of a page; with `--max-chars`, its texts are cut to fit."""
        if self._room is None:
            return lines
        pieces = list(lines)
        cut = iter(self._shortened([text for text, style in pieces if style == "text"]))
        return [(next(cut) if style == "text" else text, style) for text, style in pieces]

    def _shortened(self, texts: list[str]) -> list[str]:
        """Texts cut to the characters that `--max-chars` allows."""
        if self._room is None:
            return texts
        from recview.reading.shortening import shortened_texts

        # What is cut in its middle is no longer known for a credential, so these are covered first.
        return list(shortened_texts(texts if self._out.secrets else list(map(covered, texts)), self._room))

    def _write_chunks(self, recording: Recording) -> None:
        conversation = recording.conversation
        if not self._out.secrets:
            from recview.pages.covered_recording import covered_events

            conversation = conversation._replace(events=tuple(covered_events(conversation.events)))
        room = self._room
        count = len(recording.exchange.response.chunks)
        for number, kind, delta in plain_chunks(recording.exchange, conversation):
            if self._at not in (None, number):
                continue
            if room is not None:
                if len(delta) > room:
                    self._out.write_line(f"… ({plural(count - number + 1, 'more chunk')})")
                    return
                room -= len(delta)
            line = (f"{number}", one_line(kind), one_line(delta))
            if self._out.is_terminal:
                self._out.write_styled(_aligned(line, count))
            else:
                self._out.write_line("\t".join(line))


def _aligned(line: tuple[str, str, str], count: int) -> list[tuple[str, str]]:
    number, kind, delta = line
    return [(f"{number:>{len(str(count))}} ", "dim"), (f"{kind:<9} ", "dim"), (delta, "text")]

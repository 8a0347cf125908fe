"""`recview show`: recordings in full, as text or for programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from recview.cli.arguments import Parser, add_where, help_formatter, whole_number
from recview.cli.output import Out, run_writing
from recview.cli.reading_targets import read_target
from recview.cli.report import Report
from recview.cli.targets import named_targets, resolve_targets
from recview.display.mask import covered
from recview.humanize import one_line, plural
from recview.pages.plain_page import numbered_path, plain_chunks, plain_head, plain_page
from recview.protocols.providers import provider
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings

EPILOG = """\
A name is a path, else a test (in full, or its end), else how the name of a
recording's file begins (its hash; 4 characters or more): looked for below the
folders that --in names, else where recordings are found below this folder. On
standard input is one recording, or a list of paths. Exit code: 0; 1 if nothing
was found, or something could not be read; 2 for wrong usage, or if a name could
mean several.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview show`."""
    arguments = Parser(
        prog="recview show",
        description="Show recordings: the conversation that was sent and the answer.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "names",
        nargs="*",
        metavar="FILE|NAME",
        help="a file, a folder, an archive; a test, or how a file's name begins; - is standard input",
    )
    arguments.add_argument(
        "--in", dest="places", action="append", default=[], metavar="PATH", help="where to look for it"
    )
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument(
        "--json", action="store_true", help="one JSON object a line, for each exchange; credentials are as recorded"
    )
    kinds.add_argument("--chunks", action="store_true", help="one line a chunk: number, kind, delta")
    kinds.add_argument("--markdown", action="store_true", help="as Markdown: roles as headings, texts in fenced code")
    arguments.add_argument(
        "--at",
        type=whole_number,
        metavar="CHUNK",
        help="the answer as it stands with this chunk, counted from 1; with --chunks that chunk alone",
    )
    arguments.add_argument(
        "--max-chars",
        type=whole_number,
        metavar="N",
        help="cut the texts of each exchange to N characters in all, the longest first; what is cut says so",
    )
    add_where(arguments)
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Show what the arguments name; returns the exit code."""
    arguments = parser()
    options = arguments.parse_args(argv)
    if not options.names and not options.where:
        arguments.error("the following arguments are required: FILE|NAME, or --where")
    if options.at and (options.json or options.markdown):
        arguments.error("argument --at: not allowed with --json or --markdown")
    return run_writing(lambda out: _show(out, options), secrets=options.secrets)


def _show(out: Out, options: argparse.Namespace) -> int:
    report = Report()
    form = next((form for form in ("json", "chunks", "markdown") if getattr(options, form)), "page")
    read = partial(read_recordings, exact=True)
    writer = _Writer(out, form, options.max_chars, options.at)
    names, places = options.names, options.places
    targets = resolve_targets(names, report, places=places, code=1) if names else named_targets(places, report)
    for target in targets:
        for path, count, recordings, problem in read_target(target, report, read, options.where):
            if problem:
                writer.write_unread(path, problem)
            several = len(names) > 1 or not target.is_file or count > 1
            for recording in recordings:
                chunks = len(recording.exchange.response.chunks)
                if options.at and options.at > chunks:
                    call = target.path(numbered_path(recording.exchange.source, count))
                    report.add(f"{call}: it has {plural(chunks, 'chunk')}, and none with the number {options.at:,}")
                    continue
                writer.write(recording, several=several, count=count)
        report.end(target)
    if options.where and options.where.problem and not report.code:
        report.add(options.where.problem)
    return report.code


class _Writer:
    """Writes one exchange after the other as a page, as chunks, as Markdown or as JSON."""

    def __init__(self, out: Out, form: str, room: int | None, at: int | None) -> None:
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
        for text, style in self._cut(plain_page(exchange, recording.conversation, transcript, at)):
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

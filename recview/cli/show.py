"""`recview show`: recordings in full, as text or for programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recview.cli.arguments import Parser
from recview.cli.output import Out, written
from recview.cli.places import Asked, Outcome, asked, found, is_there
from recview.cli.visiting import visited
from recview.display.covered import covered_events
from recview.display.listing_table import StyledText, one_line
from recview.display.plain_page import numbered_path, plain_chunks, plain_head, plain_page
from recview.protocols.providers import provider
from recview.reading.recording import Recording
from recview.reading.records import full_record_pieces, full_unread_record
from recview.root import Root
from recview.sources.contents import named

EPILOG = """\
A name is the start of a recording's file name (its hash, or its test's name),
looked for below the folders that --in names, else where recordings are found
below this folder. Exit code: 0; 1 if nothing or several were found, or
something could not be read; 2 for wrong usage.
"""

TOLD = 20
"""Candidates that are named where a name could mean several."""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview show`."""
    arguments = Parser(
        prog="recview show",
        description="Show recordings: the conversation that was sent and the answer.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument(
        "names", nargs="+", metavar="FILE|NAME", help="a file, a folder, or how a file's name begins"
    )
    arguments.add_argument(
        "--in", dest="places", action="append", default=[], metavar="PATH", help="where to look for it"
    )
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument(
        "--json", action="store_true", help="one JSON object a line, for each exchange; credentials are as recorded"
    )
    kinds.add_argument("--chunks", action="store_true", help="one line a chunk: number, kind, delta")
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Show what the arguments name; returns the exit code."""
    options = parser().parse_args(argv)
    return written(lambda out: _shown(out, options), secrets=options.secrets)


def _shown(out: Out, options: argparse.Namespace) -> int:
    outcome = Outcome()
    writer = _Writer(out, as_json=options.json, chunks=options.chunks)
    for one in _meant(options.names, options.places, outcome):
        for path, count, answers, problem in visited(one, outcome, exact=True):
            if problem:
                writer.unread(path, problem)
            several = len(options.names) > 1 or not one.is_file or count > 1
            for answer in answers:
                writer.write(answer, several=several, count=count)
        outcome.ended(one)
    return outcome.code


def _meant(names: Sequence[str], places: Sequence[str], outcome: Outcome) -> Iterator[Asked]:
    """A path as such; another name as the start of a file's, in the places that are looked through."""
    within: list[Asked] | None = None
    for name in names:
        if is_there(name) or "/" in name:
            yield from asked([name], outcome)
            continue
        if within is None:
            within = list(asked(places, outcome) if places else found(outcome))
        candidates = [(one, path) for one in within for path in named(one.place, name)] if name else []
        if len(candidates) == 1:
            [(one, path)] = candidates
            yield Asked(Root(one.place.base, (path,)), path, is_file=True)
        elif candidates:
            paths = [one.path(path) for one, path in candidates]
            more = [f"and {len(paths) - TOLD:,} more"] if len(paths) > TOLD else []
            told = "".join(f"\n  {line}" for line in (*paths[:TOLD], *more))
            outcome.wrong(f"{len(paths):,} files begin with {name}:{told}")
        elif within:
            outcome.wrong(f"no file or folder of that name, and no recording that begins so: {name}")


class _Writer:
    """Writes one exchange after the other in the form that is asked for."""

    def __init__(self, out: Out, *, as_json: bool, chunks: bool) -> None:
        self._out = out
        self._as_json = as_json
        self._chunks = chunks

    def unread(self, path: str, problem: str) -> None:
        """A file without exchanges: only programs are told here."""
        if self._as_json:
            self._out.json(full_unread_record(path, problem))

    def write(self, answer: Recording, *, several: bool, count: int) -> None:
        """One exchange, of several or alone; its file holds `count`."""
        if self._as_json:
            self._out.json_pieces(full_record_pieces(answer))
        elif self._chunks:
            if several:
                self._out.write_styled([(f"==> {numbered_path(answer.exchange.source, count)} <==", "accent")])
            self._write_chunks(answer)
        else:
            self._write_page(answer, count)

    def _write_page(self, answer: Recording, count: int) -> None:
        exchange = answer.exchange
        head = plain_head(exchange, answer.usage, protocol=answer.protocol, provider=provider(exchange), count=count)
        for line in head:
            self._out.write_styled([line])
        self._out.line("")
        for text, style in plain_page(exchange, answer.conversation, answer.transcript):
            if style == "text":
                self._out.text(text)
            else:
                self._out.write_styled([(text, style)])

    def _write_chunks(self, answer: Recording) -> None:
        conversation = answer.conversation
        if not self._out.secrets:
            conversation = replace(conversation, events=tuple(covered_events(conversation.events)))
        for number, kind, delta in plain_chunks(answer.exchange, conversation):
            line = (f"{number}", one_line(kind), one_line(delta))
            if self._out.is_terminal:
                self._out.write_styled(_aligned(line, len(answer.exchange.response.chunks)))
            else:
                self._out.line("\t".join(line))


def _aligned(line: tuple[str, str, str], count: int) -> list[StyledText]:
    number, kind, delta = line
    return [(f"{number:>{len(str(count))}} ", "dim"), (f"{kind:<9} ", "dim"), (delta, "text")]

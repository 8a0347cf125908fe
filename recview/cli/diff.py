"""`recview diff`: what changed between two sets of recordings, by what it means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.cli.arguments import BEHIND, Parser, add_where, help_formatter
from recview.cli.output import Out, run_writing, warn
from recview.cli.report import Report
from recview.verdicts.kinds import CLASS_OF, CLASSES

if TYPE_CHECKING:
    from recview.sources.git.bases import Sides
    from recview.verdicts.changes import Change, Changes

EPILOG = """\
A and B are folders, files, archives, revisions (REF, REF:PATH) or tests. One
revision is compared with the working tree, A...B is what B did since it left A.
Without any: in CI what the pull request changed, else what changed since the
branch left origin/HEAD, main or master, with untracked files and without ignored
ones. The first line is the verdict. Exit code: 0; with --exit-code 1 if anything
shown is graver than counts of tokens, new or gone; 2 for errors.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview diff`."""
    arguments = Parser(
        prog="recview diff",
        usage="recview diff [A [B]] [options] [-- PATH…]",
        description="Show what changed between two sets of recordings: what behaves differently first, noise counted.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("names", nargs="*", metavar="A", help="before, and after")
    arguments.add_argument("--staged", action="store_true", help="compare HEAD, or A, with what is staged in git")
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument("--stat", action="store_true", help="one line for each test: how many of which class")
    kinds.add_argument("--json", action="store_true", help="one JSON object; credentials are as recorded")
    kinds.add_argument(
        "--markdown", action="store_true", help="for a pull request: Markdown of 60,000 characters at most"
    )
    arguments.add_argument(
        "--only",
        type=change_words,
        default=frozenset(),
        metavar="WORDS",
        help="only these classes and kinds, with commas between: behaviour,new or tool_arguments",
    )
    add_where(arguments)
    arguments.add_argument("--all", action="store_true", help="list noise as well, and show texts to their end")
    arguments.add_argument("--exit-code", action="store_true", help="exit with 1 if anything grave is different")
    arguments.add_argument("--no-pager", action="store_true", help="write to the terminal itself")
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    arguments.set_defaults(**{BEHIND: []})
    return arguments


def change_words(text: str) -> frozenset[str]:
    """The classes and kinds of changes that an argument names.

    Raises:
        argparse.ArgumentTypeError: If a word is none.
    """
    words = frozenset(filter(None, map(str.strip, text.split(","))))
    names = (*CLASSES, *CLASS_OF)
    for word in sorted(words):
        if word not in names:
            from difflib import get_close_matches

            near = get_close_matches(word, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(dict.fromkeys(names))}"
            raise argparse.ArgumentTypeError(f"no class or kind is called {word!r}: {hint}")
    if not words:
        raise argparse.ArgumentTypeError("it names no class or kind")
    return words


def run(argv: Sequence[str]) -> int:
    """Show what the arguments name; returns the exit code."""
    arguments = parser()
    options = arguments.parse_args(argv)
    if len(options.names) > 2:
        arguments.error("there are two sides at most: A and B")
    codes: list[int] = []

    def work(out: Out) -> int:
        code = _diff(out, options)
        out.flush()
        codes.append(code)
        return code

    code = run_writing(work, secrets=options.secrets)
    # That it could not be written is no difference.
    return 2 if code == 1 and not codes else code


def _diff(out: Out, options: argparse.Namespace) -> int:
    from recview.cli.diff_sides import NoSides, sides_of
    from recview.verdicts.changes import SERIOUS

    report = Report()
    try:
        sides = sides_of(options.names, options.behind, report, staged=options.staged)
    except NoSides as problem:
        if str(problem):
            report.add(str(problem), code=2)
        return 2
    changes = _changes(sides, options, report)
    if not (changes.each or changes.identical or options.where):
        warn("neither side holds a recording")
    chosen = [change for change in changes.each if not options.only or change.has(options.only)]
    from recview.cli.pager import paged

    with paged(out, is_wanted=not options.no_pager):
        _write(out, options, sides, changes, chosen)
    if report.code:
        return 2
    return int(options.exit_code and any(change.class_ in SERIOUS for change in chosen))


def _changes(sides: Sides, options: argparse.Namespace, report: Report) -> Changes:
    from recview.sources.tree_changes import tree_changes
    from recview.sources.trees import tree_of

    before, after = map(tree_of, sides)
    for tree in (before, after):
        if tree.problem:
            report.add(f"{tree.root.label}: {tree.problem}", code=2)
    if not options.where:
        return tree_changes(before, after)
    from recview.cli.diff_where import DiffWhere

    where = DiffWhere(options.where)
    changes = tree_changes(before, after, keeps=where.keeps)
    if where.problem:
        # That nothing of what changed is asked for may well be true.
        warn(where.problem)
    return changes


def _write(out: Out, options: argparse.Namespace, sides: Sides, changes: Changes, chosen: Sequence[Change]) -> None:
    if options.json:
        from recview.reading.diff_records import diff_record

        out.write_json(diff_record(changes, chosen))
        return
    from recview.cli.diff_writing import detail_of, write_stat, write_text

    detail = detail_of(out, options.only, whole=options.all)
    if options.markdown:
        from recview.pages.diff_markdown import diff_markdown

        out.write_text(diff_markdown(changes, chosen, detail, (sides.before.label, sides.after.label)))
    elif options.stat:
        write_stat(out, changes, chosen)
    else:
        write_text(out, changes, chosen, detail, f"{sides.before.label} → {sides.after.label}")

"""`recview rule`: what a rule of `recview check` finds, why it matters and what to do; or all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.checks.registry import RULES
from recview.checks.rule import Rule
from recview.checks.selection import ALL, chosen_rules, problem_of
from recview.cli.arguments import Parser, help_formatter
from recview.cli.check_text import INKS
from recview.cli.output import Out, run_writing, warn
from recview.display.id_wrap import wrapped

EPILOG = """\
Into a pipe a list goes as tab-separated fields: id, severity, name, what it
finds. Exit code: 0; 2 for a rule that there is not.
"""


def parser() -> Parser:
    """The arguments of `recview rule`."""
    arguments = Parser(
        prog="recview rule",
        description="Say what a rule of recview check finds, why it matters, and what to do.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("rules", nargs="*", metavar="RULE", help="N101, N, or a rule's name; a list of all without")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Say what the arguments ask; returns the exit code."""
    words = parser().parse_args(argv).rules
    problems = [problem for word in words if (problem := problem_of(word))]
    for problem in problems:
        warn(problem)
    if problems:
        return 2
    rules = [RULES[id_] for id_ in chosen_rules(words or [ALL])]
    is_list = len(rules) > 1

    def write(out: Out) -> int:
        for rule in rules:
            (_write_row if is_list else _write_rule)(out, rule)
        return 0

    return run_writing(write)


def _write_row(out: Out, rule: Rule) -> None:
    if not out.is_terminal:
        out.write_line("\t".join((rule.id, rule.severity, rule.name, rule.summary)))
        return
    widest = max(len(each.name) for each in RULES.values())
    out.write_styled(
        [
            (f"{rule.id}  ", "bold"),
            (f"{rule.severity:<7}  ", INKS[rule.severity]),
            (f"{rule.name:<{widest}}  ", "text"),
            (rule.summary, "dim"),
        ]
    )


def _write_rule(out: Out, rule: Rule) -> None:
    out.write_styled([(rule.id, "bold"), (f" {rule.name}", "bold"), (f"  {rule.severity}", INKS[rule.severity])])
    for text in _paragraphs(rule):
        out.write_line("")
        for row in wrapped(text, min(out.width, 100)):
            out.write_line(row)


def _paragraphs(rule: Rule) -> Iterator[str]:
    yield rule.summary
    yield f"Why: {rule.why}"
    yield f"What to do: {rule.remedy}"

"""What `recview check` does, once it is known what is asked."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from recview.checks.selection import Selection
from recview.checks.settings import GENERATIONS, CheckSettings
from recview.cli.check_baseline import WrongFile, read_baseline, write_baseline
from recview.cli.check_run import CheckRun, Refused
from recview.cli.check_writing import FORMATS_WITH_LINES, write
from recview.cli.checked_tree import CheckedTree
from recview.cli.output import Out, warn
from recview.cli.report import Report
from recview.cli.targets import STDIN, Target, discovered_targets, resolve_targets
from recview.config.reading import read_settings
from recview.config.sources import Settings
from recview.findings import SEVERITIES
from recview.humanize import plural
from recview.sources.git.commands import GitProblem


def check(out: Out, options: argparse.Namespace) -> int:
    """Check, and write what was found; returns the exit code."""
    report = Report()
    try:
        targets = _targets(options, report)
        if not targets:
            return 2
        settings = _settings(options, targets)
        selection = _selection(settings)
        run = CheckRun(options, settings, report)
        checked = run.checked(targets, selection, _check_settings(options, settings, targets))
        if options.write_baseline:
            path = options.write_baseline
            count = write_baseline(path, run.identities(checked.findings, path))
            warn(f"{path} knows {plural(count, 'finding')} from now on")
            return report.code
        checked = _without_known(checked, run, settings)
    except (Refused, WrongFile, GitProblem) as problem:
        report.add(str(problem), code=2)
        return 2
    if options.output_format in FORMATS_WITH_LINES:
        from recview.cli.check_lines import finding_lines

        checked = checked._replace(lines=finding_lines(checked.findings, run.files))
    write(out, options, checked)
    if options.where and options.where.problem:
        warn(options.where.problem)
    if report.code:
        return 2
    return int(not options.exit_zero and checked.is_as_grave_as(settings["check.fail_on"]))


def _targets(options: argparse.Namespace, report: Report) -> list[Target]:
    names, behind = options.names, options.behind
    if options.tests == STDIN and STDIN in (*names, *behind):
        raise Refused("standard input cannot be both a recording and the tests")
    if names or behind or options.staged:
        return list(resolve_targets(names, report, behind=behind, staged=options.staged))
    return list(discovered_targets(report, code=2))


def _settings(options: argparse.Namespace, targets: Sequence[Target]) -> Settings:
    """What is set; what is wrong in it is said, and ignored."""
    on_disk = [target.root.git.top if target.root.git else target.root.roots[0] for target in targets]
    given = {name: getattr(options, name) for name in ("cache",)}
    checks = ("select", "extend_select", "ignore", "fail_on", "baseline", "generation")
    given |= {f"check.{name}": getattr(options, name) for name in checks}
    settings = read_settings(on_disk[0] if on_disk else ".", given, os.environ, {})
    for problem in settings.problems:
        warn(str(problem))
    for name, words in (("fail_on", SEVERITIES), ("generation", GENERATIONS)):
        each = settings.effective(f"check.{name}")
        if each.value not in words:
            raise Refused(f"{each.origin.where}: {name} is one of {', '.join(words)}")
    return settings


def _selection(settings: Settings) -> Selection:
    names = ("select", "extend_select", "ignore", "ignore_in")
    for name in names:
        each = settings.effective(f"check.{name}")
        if problem := Selection()._replace(**{name: each.value}).problem:
            raise Refused(f"{each.origin.where}: {problem}")
    return Selection(**{name: settings[f"check.{name}"] for name in names})


def _check_settings(options: argparse.Namespace, settings: Settings, targets: Sequence[Target]) -> CheckSettings:
    return CheckSettings(
        generation=settings["check.generation"],
        tests=_tests(options.tests) if options.tests else None,
        is_whole_tree=not any(target.is_file for target in targets),
    )


def _tests(path: str) -> str:
    """What pytest printed.

    Raises:
        Refused: If it cannot be read.
    """
    import sys

    try:
        if path == STDIN:
            return sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"--tests {path}: {reason.lower()}") from None


def _without_known(checked: CheckedTree, run: CheckRun, settings: Settings) -> CheckedTree:
    """The findings that are not in the baseline, if there is one."""
    each = settings.effective("check.baseline")
    if not each.value:
        return checked
    is_from_file = each.origin.kind in ("project", "user")
    path = os.path.join(os.path.dirname(each.origin.name), each.value) if is_from_file else each.value
    are_new = read_baseline(path).are_new(run.identities(checked.findings, path))
    new = [finding for finding, is_new in zip(checked.findings, are_new, strict=True) if is_new]
    return checked._replace(findings=new, left_out=len(checked.findings) - len(new))

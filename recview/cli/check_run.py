"""Checks the files of all targets, and puts together what was found."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from recview.cache.finding_store import FindingStore
from recview.checks.evidence import identity_of
from recview.checks.orphans.check import NAME as TESTS
from recview.checks.orphans.check import refusal
from recview.checks.runner import FileResult, check_tree, facts_of
from recview.checks.selection import Selection
from recview.checks.settings import CheckSettings
from recview.cli.checked_tree import CheckedTree, in_order
from recview.cli.kept_options import cache_settings
from recview.cli.output import warn
from recview.cli.progress_line import ProgressLine
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.config.sources import Settings
from recview.findings import Finding
from recview.root import Root
from recview.sources.checked_files import FilesToCheck, StampedResult, Wanted

if TYPE_CHECKING:
    from recview.cli.check_since import ChangedSince


class Refused(Exception):
    """Nothing can be checked as it is asked; the message says why."""


class CheckRun:
    """One run over some targets.

    Attributes:
        files: Of each file that was checked, by the name that the user has for it, the root that it is in and its path
            below that.
    """

    def __init__(self, options: argparse.Namespace, settings: Settings, report: Report) -> None:
        """Check nothing yet.

        Args:
            options: The command's arguments.
            settings: What is set.
            report: Takes the problems.
        """
        self.files: dict[str, tuple[Root, str]] = {}
        self._real_folders: dict[str, str] = {}
        self._where = options.where
        self._since = _changed_since(options.since) if options.since is not None else None
        self._cache = None if options.where else cache_settings(settings)
        self._report = report
        self._shown: set[str] = set()

    def checked(self, targets: Sequence[Target], selection: Selection, settings: CheckSettings) -> CheckedTree:
        """What is found in some targets.

        Args:
            targets: What is checked.
            selection: Which rules count.
            settings: What checks of a whole tree are to know.

        Raises:
            Refused: If the tests are no collection of the tree's.
        """
        results = {result.path: result for target in targets for result in self._results(target)}
        if settings.tests is not None and (reason := refusal(settings.tests, facts_of(TESTS, results.values()))):
            raise Refused(f"--tests: {reason}")
        whole = check_tree(results.values(), settings)
        if not all(name.reachable for name in whole.names):
            from recview.sources.earlier_names import earlier_names  # on use: it starts git

            disk_paths = {name.path: self._disk_path(name.path) for name in whole.names if not name.reachable}
            if earlier := earlier_names(whole.names, disk_paths):
                whole = check_tree(results.values(), settings._replace(earlier=earlier))
        every = [*(finding for result in results.values() for finding in result.findings), *whole.findings]
        return CheckedTree(
            recordings=sum(result.recordings for path, result in results.items() if path in self._shown),
            findings=in_order(each for each in every if self._is_asked(each) and selection.has(each)),
            names=[name for name in whole.names if name.path in self._shown],
            generation=whole.generation,
        )

    def _is_asked(self, finding: Finding) -> bool:
        """Whether a finding is of a file that the user asks about, or of a test that has no file here."""
        return finding.path in self._shown or finding.path not in self.files

    def _results(self, target: Target) -> Iterator[FileResult]:
        """What the checks say of each file of a target, under the name that the user has for it."""
        for each in self._stamped_results(target):
            path = target.path(each.result.path)
            if each.is_foreign:
                self._pass_over(target, path, each.result)
                continue
            self._report.count_file()
            self.files[path] = target.root, each.result.path
            if self._since is None or self._since.has(target.root, each.result.path, self._disk_path(path)):
                self._shown.add(path)
            findings = tuple(finding._replace(path=path) for finding in each.result.findings)
            yield each.result._replace(path=path, findings=findings)
        self._report.end(target, code=2)

    def _pass_over(self, target: Target, path: str, result: FileResult) -> None:
        """A file that is sound and no recording: one that the user named, as a hook names all that is committed."""
        if target.is_file:
            self._report.count_file()
            warn(f"{path}: {result.readability.reason or 'not a recording'}")

    def _stamped_results(self, target: Target) -> Iterator[StampedResult]:
        if self._where:
            self._where.look_into(target.root)
        store = FindingStore(target.root, self._cache)
        kept = store.load()
        started_ns = time.time_ns()
        done: list[StampedResult] = []
        with ProgressLine("checking") as progress:
            files = FilesToCheck(target.root)
            try:
                for each in files.results(kept, self._wanted()):
                    done.append(each)
                    progress.show(len(done), len(files.stamps))
            finally:
                # Also what was checked before it was stopped.
                if len(done) != len(kept) or any(kept.get(each.result.path) is not each for each in done):
                    store.save(done, started_ns)
        yield from done

    def _wanted(self) -> Wanted | None:
        return self._where.wants if self._where else None

    def _disk_path(self, path: str) -> str:
        """The path on the disk of a file that was checked, or where it would be if git had it checked out."""
        if path not in self.files:
            return path
        root, path = self.files[path]
        if git := root.git:
            return os.path.join(git.top, git.prefix.partition(":")[2], path)
        path = root.path(path)
        if os.path.islink(path):
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        # To follow the links in a path takes longer than to check many a file.
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        return os.path.join(self._real_folders[folder], name)

    def identities(self, findings: Sequence[Finding], baseline: str) -> list[tuple[str, str]]:
        """What findings are known by in a baseline: the rule and the digest of each.

        Args:
            findings: The findings.
            baseline: The baseline's file.
        """
        start = os.path.realpath(os.path.dirname(baseline))
        paths = (os.path.relpath(self._disk_path(finding.path), start) for finding in findings)
        return [(each.rule, identity_of(each, path)) for each, path in zip(findings, paths, strict=True)]


def _changed_since(ref: str) -> ChangedSince:
    from recview.cli.check_since import ChangedSince  # on use: it starts git

    return ChangedSince(ref)

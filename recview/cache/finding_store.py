"""What the checks found in the files of a root, kept for the next run: a file of its own in the cache folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from io import BytesIO

import orjson

from recview.cache.container import new_part
from recview.cache.file import open_cache_file, write_cache_file
from recview.cache.folder import FINDINGS, cache_path, evict, is_usable, root_key
from recview.cache.settings import CacheSettings
from recview.cache.version import reader_version
from recview.checks.registry import RULES
from recview.checks.runner import FileResult
from recview.findings import Finding
from recview.model import WHOLE, Json, Readability, ReadState
from recview.private_folder import make_folder
from recview.root import Root
from recview.sources.checked_files import StampedResult
from recview.sources.content_time import is_racy


class FindingStore:
    """The findings that are kept of one root. Whatever is odd about them means that there are none; never raises."""

    def __init__(self, root: Root, settings: CacheSettings | None) -> None:
        """Look at nothing yet.

        Args:
            root: What is checked.
            settings: Where caches are; None if nothing is to be kept.
        """
        self._settings = settings
        self._key = root_key(root)
        # One file is read as fast as its cache, and an archive or a revision is not known by stamps on the disk.
        is_kept = root.is_on_disk and any(map(os.path.isdir, root.roots))
        if settings is None or not is_kept or not is_usable(settings.folder, root):
            self._settings = None
            return
        self._path = cache_path(settings.folder, root, FINDINGS)
        # Of all code, the rules included.
        self._version = reader_version()

    def load(self) -> dict[str, StampedResult]:
        """What an earlier run said of each file, by path; nothing if that cannot be trusted."""
        kept: dict[str, StampedResult] = {}

        def take(each: StampedResult) -> None:
            kept[each.result.path] = each

        return kept if self.load_each(take) else {}

    def load_each(self, take: Callable[[StampedResult], None]) -> bool:
        """Hand over what an earlier run said of files, one after the other: all of it need not fit in memory.

        Args:
            take: Is called with each.

        Returns:
            False if it cannot be trusted, and what was handed over counts for nothing.
        """
        if self._settings is None or (file := open_cache_file(self._path)) is None:
            return False
        try:
            if (file.head.reader, file.head.root) != (self._version, self._key):
                return False
            for line in BytesIO(file.part(FINDINGS) or b""):
                take(_from_json(orjson.loads(line)))
            return True
        except (ValueError, TypeError, KeyError, LookupError):
            return False
        finally:
            file.close()

    def save(self, results: Iterable[StampedResult], started_ns: int) -> bool:
        """Keep what was said of files in the place of what was kept before; returns whether it was kept.

        Args:
            results: What was said.
            started_ns: When reading began, in nanoseconds since the epoch.
        """
        settings = self._settings
        if settings is None or not make_folder(settings.folder):
            return False
        lines = (_json_text(each) for each in results if each.is_lasting and not is_racy((each.stamp,), started_ns))
        part = new_part(FINDINGS, b"\n".join(filter(None, lines)))
        if part.length > settings.limit:
            return False
        if not write_cache_file(self._path, self._version, self._key, time.time_ns(), [part]):
            return False
        evict(settings.folder, settings.limit, self._path, time.time())
        return True


def _json_text(each: StampedResult) -> bytes:
    """A result as JSON; empty if it holds a text that JSON cannot hold."""
    result = each.result
    findings = [
        [finding.rule, finding.index, finding.at, finding.message, finding.evidence] for finding in result.findings
    ]
    readability = [result.readability.state.name, result.readability.reason]
    row = [result.path, each.stamp, each.is_foreign, result.recordings, readability, findings, result.facts]
    try:
        return orjson.dumps(row)
    except (TypeError, orjson.JSONEncodeError):
        return b""


def _from_json(row: Json) -> StampedResult:
    """A result as `_json_text` wrote it.

    Raises:
        ValueError: If it is anything else.
        LookupError: If it has a rule or a state that there is not.
    """
    match row:
        case [
            str(path),
            [int(), int(), int(), int()] as stamp,
            bool(is_foreign),
            int(count),
            [str(state), str(reason)],
            [*findings],
            dict(facts),
        ]:
            readability = Readability(ReadState[state], reason) if reason else WHOLE
            made = tuple(_finding(path, finding) for finding in findings)
            return StampedResult(FileResult(path, count, made, facts, readability), tuple(stamp), is_foreign)
    raise ValueError("no result")


def _finding(path: str, row: Json) -> Finding:
    match row:
        case [str(rule), int(index), str(at), str(message), str(evidence)]:
            return Finding(rule, RULES[rule].severity, path, index, at, message, evidence)
    raise ValueError("no finding")

"""Findings are made when idle, told once, and again when something changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recview.cache.settings import CacheSettings
from recview.findings import FileFindings
from recview.live.check_results import CheckResults
from recview.live.events import LiveEvent
from recview.live.finding_events import FindingsRead
from recview.live.idle_checks import IdleChecks
from recview.root import Root
from recview.sources.files import stamp_on_disk

KEY = "sk-" + "z6MYslBix7uackWwsg8AmddkPjcEp9hGVz9DozcAp3ZEbppm"  # made at random, and no key


def recording(text: str) -> bytes:
    body = {
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
    }
    request = {
        "method": "POST",
        "url": "https://api.openai.com/v1/chat/completions",
        "endpoint": "/v1/chat/completions",
    }
    request["body"] = {"model": "m", "messages": [{"role": "user", "content": text}]}  # type: ignore[assignment]
    wrapped = {"__type__": "openai.types.chat.chat_completion.ChatCompletion", "__data__": body}
    value = {
        "test_id": "tests/test_a.py::test_x",
        "request": request,
        "response": {"body": wrapped, "is_streaming": False},
    }
    return json.dumps(value).encode()


class Run:
    """Checks over a folder, and what they told."""

    def __init__(self, folder: Path, cache: CacheSettings | None = None) -> None:
        self.events: list[FindingsRead] = []
        self.folder = folder
        self.checks = IdleChecks(Root(folder), cache, self._take)

    def _take(self, event: LiveEvent) -> None:
        assert isinstance(event, FindingsRead)
        self.events.append(event)

    def start(self) -> Run:
        paths = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.json"))
        self.checks.start(paths, {path: stamp_on_disk(str(self.folder / path)) for path in paths})
        return self

    def work(self) -> Run:
        while self.checks.due_in_s() is not None:
            self.checks.work_on(self.checks.next_path())
        return self

    @property
    def files(self) -> dict[str, FileFindings]:
        """What the screen knows in the end."""
        return {path: file for event in self.events for path, file in event.files.items()}

    def rules(self, path: str) -> set[str]:
        return {finding.rule for finding in self.files[path].findings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tree" / "recordings").mkdir(parents=True)
    for name, text in (("a" * 64, f"the key is {KEY}"), ("b" * 64, "hello")):
        (tmp_path / "tree" / "recordings" / f"{name}.json").write_bytes(recording(text))
    return tmp_path / "tree"


A, B = f"recordings/{'a' * 64}.json", f"recordings/{'b' * 64}.json"


def test_files_are_told_first_and_the_tree_last(folder: Path) -> None:
    run = Run(folder).start().work()
    assert run.events[0].begins
    assert not any(event.begins for event in run.events[1:])
    assert [event.is_complete for event in run.events][-1]
    assert "S101" in run.rules(A)
    assert not {rule for rule in run.rules(B) if rule.startswith("S")}
    # Its name is no hash of its request.
    assert run.files[A].unreachable
    assert run.files[B].unreachable


def test_a_rule_is_explained_when_it_first_finds_something(folder: Path) -> None:
    run = Run(folder).start().work()
    explained = [rule for event in run.events for rule in event.rules]
    assert len(explained) == len(set(explained))
    assert set(explained) == {finding.rule for file in run.files.values() for finding in file.findings}
    assert all(text.why and text.remedy for event in run.events for text in event.rules.values())


def test_a_changed_file_is_told_again_and_a_gone_one_no_longer_counts(folder: Path) -> None:
    run = Run(folder).start().work()
    (folder / B).write_bytes(recording(f"now it has {KEY}"))
    run.checks.add([B])
    assert run.checks.next_path() == B
    run.checks.work_on(B)
    assert "S101" in run.rules(B)
    assert run.checks.due_in_s()  # not at once: more may come
    run.checks.work_on(run.checks.next_path())
    (folder / B).unlink()
    run.checks.forget([B])
    run.checks.work_on(run.checks.next_path())
    assert run.rules(B) == set()


def test_what_did_not_change_is_not_checked_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = CacheSettings(str(tmp_path / "cache"), 10**8)
    before = Run(folder, cache)
    before.checks._kept.__dict__["_results"] = CheckResults()
    before.checks._kept._started_ns = 2**62  # long after the files were written
    before.start().work()
    (folder / B).write_bytes(recording("other"))
    after = Run(folder, cache).start()
    checked: list[str] = []
    monkeypatch.setattr("recview.live.idle_checks.whole_content", lambda root, path: checked.append(path))
    after.work()
    assert checked == [B]
    assert after.files[A] == before.files[A]


def test_a_file_that_cannot_be_read_has_no_findings(folder: Path) -> None:
    run = Run(folder)
    run.checks.start(["recordings/none.json"], {})
    run.work()
    assert run.files == {"recordings/none.json": FileFindings()}


def test_files_that_were_named_one_by_one_are_no_tree(folder: Path) -> None:
    both = Run(folder)
    both.checks = IdleChecks(Root(folder, (A, B), is_list=True), None, both._take)
    (folder / B).write_bytes((folder / A).read_bytes())
    both.start().work()
    assert not {rule for rule in both.rules(A) if rule.startswith("D")}
    whole = Run(folder).start().work()
    assert {rule for rule in whole.rules(A) if rule.startswith("D")}


def test_without_files_it_tells_nothing(tmp_path: Path) -> None:
    assert Run(tmp_path).start().work().events == []


def test_many_files_are_told_in_parts_and_the_last_one_says_that_all_were_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Run(folder).start().work()
    monkeypatch.setattr("recview.live.idle_checks.REPORTED_FILES", 1)
    run = Run(folder).start().work()
    assert run.files == whole.files
    assert max(len(event.files) for event in run.events) == 1
    assert [event.begins for event in run.events] == [True] + [False] * (len(run.events) - 1)
    assert [event.is_complete for event in run.events] == [False] * (len(run.events) - 1) + [True]

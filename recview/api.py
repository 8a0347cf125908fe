"""The door for Python programs: `recview.read` and `recview.rows`.

Both are plain functions over plain values that pickle, so that whatever maps functions over files can map these: a
thread pool, Ray, Spark. They never raise for what is recorded; what cannot be read has a `problem`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from recview.model import Json, Readability
from recview.reading.record_types import (
    CallRecord,
    ErrorRecord,
    FullRecord,
    MessageRecord,
    Row,
    ShownChoice,
    UsageRecord,
)
from recview.value import Value


class Recording(Value):
    """A recorded exchange in full; its attributes are the keys of `recview show --json`.

    Attributes:
        path: The file as it was named; of bytes, empty.
        index: Which of the file's exchanges it is, from 0.
        test_id: The test that recorded it, as recorded or as the container knows it.
        format: How it was kept: `ogx`, `vcrpy`, `har`…
        protocol: What was said: `openai.chat`, `anthropic.messages`…
        provider: Who served it, in a word.
        method, url, endpoint, model: As recorded; keys in a URL are not covered.
        streaming: Whether the answer came in chunks.
        chunks: How many: 1 for a plain body, 0 for an exception.
        status: The HTTP status.
        request_only: Whether the file has no place for an answer, as the input of a batch.
        choices: The answer, merged from its chunks: a dict for each choice with its text, reasoning, refusal,
            tool_calls, finish_reason and their lengths.
        usage: Tokens as recorded.
        error: The error that was recorded in the place of an answer, or inside it.
        problem: Why the file or its answer could not be read, or not all of it.
        request: The body of the request as recorded.
        messages: The conversation that was sent: a dict for each message with its role and parts.
    """

    path: str
    index: int
    test_id: str | None
    format: str | None
    protocol: str | None
    provider: str | None
    method: str | None
    url: str | None
    endpoint: str | None
    model: str | None
    streaming: bool
    chunks: int
    status: int | None
    request_only: bool
    choices: list[ShownChoice]
    usage: UsageRecord | None
    error: ErrorRecord | None
    problem: str | None
    request: Json
    messages: list[MessageRecord]

    @property
    def text(self) -> str:
        """The text of the first choice; empty if there is none."""
        return self.choices[0]["text"] if self.choices else ""

    @property
    def reasoning(self) -> str:
        """The reasoning of the first choice; empty if there is none."""
        return self.choices[0]["reasoning"] if self.choices else ""

    @property
    def finish_reason(self) -> str | None:
        """How the first choice ended, in its normal form; see `recview/cli/README.md`."""
        return self.choices[0]["finish_reason"] if self.choices else None

    @property
    def tool_calls(self) -> list[CallRecord]:
        """The tool calls of all choices."""
        return [call for choice in self.choices for call in choice["tool_calls"]]

    def as_dict(self) -> FullRecord:
        """The recording as `recview show --json` writes it."""
        return {name: getattr(self, name) for name in self.__match_args__}  # type: ignore[return-value]


def read(source: str | os.PathLike[str] | bytes) -> list[Recording]:
    """Every exchange that a file holds, in its order.

    Args:
        source: The path of a file, or its bytes; bodies that it keeps in other files beside it are read, too, if it is
            a path.

    Returns:
        The recordings; of a file that cannot be read, or is none, a single one with the `problem`.

    Raises:
        FileNotFoundError: If there is no such file.
        IsADirectoryError: If it is a folder: `rows` reads those.
        OSError: If it cannot be opened.
    """
    from recview.reading.recordings import read_recordings
    from recview.reading.records import full_record, full_unread_record
    from recview.sources.beside import FilesBeside
    from recview.sources.discovery import root_of

    if isinstance(source, bytes):
        name, data, beside = "", source, None
    else:
        path = Path(source)
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder: recview.rows reads folders")
        name, data, beside = os.fspath(source), path.read_bytes(), FilesBeside(root_of(str(path)))
    recordings = read_recordings(os.path.basename(name), data, beside, exact=True)
    if isinstance(recordings, Readability):
        return [Recording(**full_unread_record(name, recordings.reason))]
    return [Recording(**(full_record(recording) | {"path": name})) for recording in recordings]


def rows(tree: str | os.PathLike[str]) -> Iterator[Row]:
    """Every exchange below a folder at a glance: what `recview ls --json` writes, each as soon as it is read.

    Args:
        tree: A folder, or one file.

    Yields:
        A dict for each exchange, and one with a `problem` for each file that cannot be read. Files that are sound and
        no recording are left out.

    Raises:
        FileNotFoundError: At once, if there is nothing of that name.
    """
    from recview.sources.discovery import root_of

    root = root_of(os.fspath(tree))

    def each_row() -> Iterator[Row]:
        from recview.reading.recordings import measure_recordings
        from recview.reading.records import record, unread_record
        from recview.sources.beside import FilesBeside
        from recview.sources.contents import contents, is_foreign

        for content in contents(root):
            if content.problem:
                yield unread_record(content.path, content.problem)
                continue
            recordings = measure_recordings(content.path, content.data, FilesBeside(root))
            if not isinstance(recordings, Readability):
                yield from map(record, recordings)
            elif root.tops != ("",) or not is_foreign(recordings, content):
                yield unread_record(content.path, recordings.reason)

    return each_row()

"""The test that a recording belongs to, where its container does not say: by the path, as test frameworks lay it out.

- pytest-recording and vcrpy: `tests/cassettes/test_chat/test_hi[openai].yaml` → `tests/test_chat::test_hi[openai]`, and
  `tests/cassettes/test_hi.yaml` → `tests/cassettes::test_hi`. A method's file is `Class.test_hi.yaml`.
- Go: `agents/testdata/TestChat/openai/simple.yaml` → `agents::TestChat/openai/simple`.
- Anything else: its folder, and its name without the ending.
"""

from __future__ import annotations

import re

_ENDINGS = frozenset(
    {"json", "yaml", "yml", "jsonl", "ndjson", "txt", "sse", "httprr", "har", "responses", "gz", "out", "toml"},
)
_METHOD = r"\A([A-Z]\w*)\.(test\w*)"


def named_test(path: str) -> str:
    """`folder/module::test[parameters]`, which the tree shows as folder → module → test → parameters."""
    *folders, file = path.split("/")
    name = re.sub(_METHOD, r"\1::\2", _without_endings(file))
    if "testdata" in folders:
        at = folders.index("testdata")
        below = folders[at + 1 :]
        if below[:1] in (["cassettes"], ["recordings"]):
            # What holds all tests is none.
            del below[0]
        return f"{'/'.join(folders[:at]) or 'testdata'}::{'/'.join([*below, name])}"
    if "cassettes" in folders[:-1]:
        # What is below it is the test's module.
        at = folders.index("cassettes")
        folders = folders[:at] + folders[at + 1 :]
    return f"{'/'.join(folders)}::{name}" if folders else name


def named_call(test_id: str, name: str) -> str:
    """The test id of a call that has a name of its own within its file, below which it stands in the tree.

    `data/batch.jsonl` and `question 1` → `data::batch[question 1]`; without a folder `batch::question 1`.
    """
    if not name:
        return test_id
    return f"{test_id}[{name}]" if "::" in test_id else f"{test_id}::{name}"


def _without_endings(file: str) -> str:
    name, _, ending = file.rpartition(".")
    return _without_endings(name) if name and ending in _ENDINGS else file

"""The pytest command that runs the test of a recording."""

from __future__ import annotations

import re
import shlex

from recview.exporting.terminal_text import is_typable


def pytest_command(test_id: str) -> str:
    """The command that runs a test, from the folder that its id counts from (pytest's rootdir); empty for another id.

    Args:
        test_id: The id as the recorder wrote it: `tests/test_chat.py::test_hi[openai/gpt-4o]`.
    """
    path, separator, test = test_id.partition("::")
    if not (separator and test and re.search(r"[^/]\.py\Z", path)) or not is_typable(test_id) or "\n" in test_id:
        return ""
    # An id that began with `-` would be an option, one with `@` a file of arguments.
    return f"pytest {shlex.quote(f'./{test_id}' if test_id[0] in '-@' else test_id)}"

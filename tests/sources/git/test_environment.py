"""The variables that git is given, and its own words for what went wrong."""

from __future__ import annotations

import pytest

from recview.sources.git.environment import cleaned, problem_words


def test_what_leads_git_elsewhere_is_dropped() -> None:
    dropped = (
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR"),
        *("GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
        *("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_TRACE", "GIT_TRACE2_EVENT", "GIT_SSH_COMMAND", "GIT_ASKPASS"),
        *("GIT_NAMESPACE", "GIT_GLOB_PATHSPECS", "GIT_REDIRECT_STDERR", "GIT_EXEC_PATH", "GIT_ATTR_SOURCE"),
    )
    kept = {"PATH": "/bin", "HOME": "/h", "GIT_CONFIG_GLOBAL": "/g", "GIT_INDEX_FILE": ".git/index.lock"}
    environment = cleaned({**dict.fromkeys(dropped, "/x"), **kept, "GIT_NO_LAZY_FETCH": "0", "LC_ALL": "de_DE"})
    assert environment == kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        (b"", ""),
        (b"warning: odd\n", ""),
        (b"warning: odd\nfatal: bad object\n", "bad object"),
        (b"fatal: detected\n\tgit config x\n", "detected git config x"),
        (b"error: \xff\n", "\udcff"),
        (b"fatal: " + b"x" * 2_000, "x" * 600),
    ],
)
def test_problems(errors: bytes, words: str) -> None:
    assert problem_words(errors) == words

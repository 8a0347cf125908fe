"""S202: a path below somebody's home folder, which names its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import word_set
from recview.checks.secrets.secret import Secret

RULE = Rule(
    "S202",
    "home-path",
    "warning",
    "A path below a person's home folder: `/home/…`, `/Users/…`, `C:\\Users\\…`.",
    "It names the person who recorded, and makes recordings differ between machines.",
    "Record with relative paths, or let the recorder replace the folder.",
)

_PATH = re.compile(
    r"(?<![\w.~)}\]-])(?:file://)?(?:/home/|(?:[A-Za-z]:)?[/\\]{1,8}Users[/\\]{1,8}|/mnt/[a-z]/Users/)"
    r"([A-Za-z0-9][\w.-]{0,63}(?: [A-Z][\w.-]{0,31})?)(?=[/\\\"'`:;,)\]}>\s]|\Z)"
)
_NOBODY = word_set(
    "runner runneradmin runner-admin user users username userid user1 user_name yourname your-name your_name"
    " your-username yourusername you me myuser myname ubuntu debian ec2-user root app application vscode node"
    " circleci travis jovyan appuser shared public default administrator admin guest vsts codespace codespaces"
    " gitpod jenkins build builder ci docker coder www-data sandbox oai dev developer test tester testuser"
    " name foo bar example sample runner1 postgres git home page index about feed azureuser vagrant pi"
    " container worker work workspace agent bot service lab-user sagemaker-user kaggle colab alluser nobody"
    " local linuxbrew claude assistant anonymous redacted someone somebody student me. python airflow spark"
    " hadoop nonroot all"
)


def secrets_in(text: str) -> Iterator[Secret]:
    """The paths in a text that name a person."""
    if "/home/" not in text and "Users" not in text:
        return
    for match in _PATH.finditer(text):
        name = match[1].rstrip(".")
        if name.lower() not in _NOBODY and not name.isdigit():
            yield Secret(RULE, match[0], *match.span(), "a home folder")

"""Which pager output goes through, and whether it is coloured: as git decides it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from recview.cli.pager import Display, display_of

TERMINAL = {"TERM": "xterm", "PATH": ""}


@pytest.mark.parametrize(
    ("environment", "settings", "display"),
    [
        ({}, {}, Display("")),
        ({"PAGER": "more"}, {}, Display("more")),
        ({"PAGER": "more"}, {"core.pager": "delta"}, Display("delta")),
        ({"PAGER": "more", "GIT_PAGER": "most -s"}, {"core.pager": "delta"}, Display("most -s")),
        ({"GIT_PAGER": "cat", "PAGER": "more"}, {}, Display("")),
        ({"GIT_PAGER": "", "PAGER": "more"}, {}, Display("")),
        ({"PAGER": "more"}, {"core.pager": "cat"}, Display("")),
        ({"PAGER": "more"}, {"pager.diff": "false"}, Display("")),
        ({"PAGER": "more"}, {"pager.diff": "true"}, Display("more")),
        ({"PAGER": "more"}, {"pager.diff": "delta"}, Display("delta")),
        ({"PAGER": "more", "TERM": "dumb"}, {}, Display("")),
        ({"PAGER": "more"}, {"color.ui": "false"}, Display("more", is_coloured=False)),
        ({"PAGER": "more"}, {"color.ui": "never"}, Display("more", is_coloured=False)),
        ({"PAGER": "more"}, {"color.ui": "never", "color.diff": "auto"}, Display("more")),
        ({"PAGER": "more"}, {"color.diff": "NEVER"}, Display("more", is_coloured=False)),
    ],
)
def test_variables_are_stronger_than_settings(
    environment: Mapping[str, str], settings: Mapping[str, str], display: Display
) -> None:
    assert display_of({**TERMINAL, **environment}, settings) == display

"""Arguments that are all paths are read as the parser reads them."""

from __future__ import annotations

import pytest

from recview.cli import screen_arguments, show
from recview.cli.path_arguments import SCREEN, SHOW, path_arguments


@pytest.mark.parametrize("argv", [[], ["a"], ["a", "b c"], [""], ["@file"], ["t.py::test[x-y]", "é"], ["+x", "a=b"]])
def test_paths_are_read_as_the_parser_reads_them(argv: list[str]) -> None:
    for parser, defaults in ((screen_arguments.parser, SCREEN), (show.parser, SHOW)):
        options = path_arguments(argv, defaults)
        assert options is not None
        assert vars(options) == vars(parser().parse_args(argv))


@pytest.mark.parametrize("argv", [["-"], ["--demo"], ["a", "-V"], ["a", "--"], ["--where", "-is:stream"]])
def test_whatever_may_be_an_option_is_left_to_the_parser(argv: list[str]) -> None:
    assert path_arguments(argv, SCREEN) is None

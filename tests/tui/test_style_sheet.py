"""The style sheet without blanks has the rules of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize

from recview import tui
from recview.tui.style_sheet import compact, style_sheet

FOLDER = Path(tui.__file__).parent


def rules(text: str) -> list[str]:
    sheet = Stylesheet(variables=App[None]().get_css_variables())
    sheet.add_source(text, ("sheet", ""))
    sheet.parse()
    return [rule.css for rule in sheet.rules]


def test_all_rules_of_the_files_are_there() -> None:
    names = [str(path.relative_to(FOLDER)) for path in sorted(FOLDER.rglob("*.tcss"))]
    text = "".join((FOLDER / name).read_text() for name in names)
    sheet = style_sheet(*names)
    assert len(names) == 2
    assert len(rules(text)) > 50
    assert rules(sheet) == rules(text)
    assert len(list(tokenize(sheet, ("", "")))) < 0.7 * len(list(tokenize(text, ("", ""))))


@pytest.mark.parametrize(
    "text",
    [
        "Screen { color: red; }",
        "#a, #b  > .c\n{ border: round $primary ; }",
        "Screen.-a #b { & .c { color: red; } &.d { width: 1fr } }",
        "/* a */ #a:focus /* b */ .c:hover { margin: 0 0 1 0; } /* : { */",
    ],
)
def test_a_selector_keeps_the_blanks_that_mean_something(text: str) -> None:
    assert rules(compact(text)) == rules(text)

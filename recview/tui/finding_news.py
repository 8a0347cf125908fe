"""Shows what the reader found in recordings: on rows, in the top line and the panel, and of what landed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.display.finding_marks import is_urgent, landed_words
from recview.humanize import plural
from recview.library import display_name
from recview.tui.side_panel import show_findings as show_findings_of
from recview.tui.tree_filtering import show_marks

if TYPE_CHECKING:
    from recview.live.finding_events import FindingsRead
    from recview.tui.main_screen import MainScreen


def show_findings(main: MainScreen, event: FindingsRead) -> None:
    """Take what was found, and show what it changes."""
    query = main.test_tree.filtering.query
    if event.begins:
        query.contents.findings.clear()
    landed = _landed(main, event)
    query.contents.take_findings(event.files, event.rules, is_complete=event.is_complete)
    if main.is_leaving:
        return
    show_marks(main.test_tree)
    main.titles.show_top()
    if query.is_active:
        from recview.query.matching import asks_for_findings  # on use: nothing is filtered at the start

        if asks_for_findings(query.query):
            main.texts.show()
    show_open_findings(main)
    if landed:
        main.notify(landed, severity="error")


def show_open_findings(main: MainScreen) -> None:
    """Show in its panel what was found in the recording that is on the screen."""
    source, table = main.session.shown, main.test_tree.filtering.query.contents.findings
    findings = table.findings(source) if source else []
    if findings:
        from recview.findings import SEVERITIES

        findings.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    show_findings_of(main.side, findings, table.rules)
    main.titles.show_tabs()


def _landed(main: MainScreen, event: FindingsRead) -> str:
    """What is to be said at once of files that were written in this session: secrets, and names that nothing finds.

    Of one content it is said once: what was said of it before is not.
    """
    contents, journal = main.test_tree.filtering.query.contents, main.session.journal
    words: list[str] = []
    for path, file in event.files.items():
        # Checks may be quicker than the comparison with what was there before.
        is_written = path in journal.writes or path in journal.touched
        if not is_written or not (rows := main.session.library.files.get(path)):
            continue
        earlier = contents.findings.file_findings(path)
        if any(is_urgent(finding) and finding not in earlier for finding in file.findings):
            words.append(landed_words(display_name(rows[0]), file.findings))
    return f"{words[0]} · {plural(len(words) - 1, 'other')}" if len(words) > 1 else "".join(words)

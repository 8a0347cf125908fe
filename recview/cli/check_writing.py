"""What `recview check` writes, in each of its forms."""

from __future__ import annotations

import argparse
import os

from recview.cli.checked_tree import CheckedTree
from recview.cli.output import Out


def write(out: Out, options: argparse.Namespace, checked: CheckedTree) -> None:
    """Write what was found as it is asked for."""
    if options.fix_plan:
        from recview.cli.check_fix_plan import fix_plan

        for line in fix_plan(checked.names):
            out.write_exactly(line)
        return
    most = 0 if options.statistics else None if options.all else MOST_SHOWN
    match options.output_format:
        case "json":
            from recview.cli.check_record import check_record

            out.write_json(check_record(checked))
        case "sarif":
            from recview.cli.check_sarif import sarif

            out.write_json(sarif(checked, os.getcwd()))
        case "github":
            from recview.cli.check_annotations import annotation_lines

            for line in annotation_lines(checked):
                out.write_line(line)
        case "markdown":
            from recview.cli.check_markdown import check_markdown

            out.write_text(check_markdown(checked, most))
        case _:
            from recview.cli.check_text import text_lines

            for pieces in text_lines(checked, most, out.width if out.is_terminal else None):
                out.write_styled(pieces)


FORMATS_WITH_LINES = ("github", "sarif")
"""Those that say on which line of its file a finding is."""

MOST_SHOWN = 10
"""Findings of a rule that are listed, unless all are asked for."""

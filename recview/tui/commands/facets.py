"""The facets beside the list: opening and closing them, and writing their values into the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.commands import search

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def toggle_facets(main: MainScreen) -> None:
    """Show the facets beside the list and go to them, or close them."""
    if main.facets.has_focus or (main.has_class("-facets") and main.panes.focused == "tree"):
        close_facets(main)
        return
    main.panes.go_to("tree")
    main.add_class("-facets")
    main.set_focus(main.facets)
    main.titles.show()


def close_facets(main: MainScreen) -> bool:
    """Close the facets; returns whether they were open."""
    if not main.has_class("-facets"):
        return False
    main.remove_class("-facets")
    main.panes.go_to("tree")
    return True


def show_facets(main: MainScreen) -> None:
    """Count anew, if the facets are open: the list, or what is known of it, is another one."""
    if not main.has_class("-facets"):
        return
    from recview.library.facets import facets  # on use: few open them

    filtering = main.test_tree.filtering
    root, contents = filtering.rows.root, filtering.query.contents
    counted = root, contents.version, filtering.query.read_text
    if not main.facets.is_of(*counted):
        main.facets.show(facets(root, contents), filtering.query.parts, filtering.match_count, counted)


def choose_term(main: MainScreen, term: str) -> None:
    """Write a term into the query; take it out if it is a part of it."""
    from recview.query.parsing import parse
    from recview.query.printing import printed
    from recview.query.syntax import And, Or

    query = main.test_tree.filtering.query
    parts, part = query.parts, parse(term)
    if part in parts:
        text = printed(And(tuple(each for each in parts if each != part)))
    elif isinstance(query.query, Or):
        text = f"({query.read_text}) {term}"
    else:
        text = f"{query.read_text} {term}".strip()
    search.set_filter(main, text)
    main.titles.show()

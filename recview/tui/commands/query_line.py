"""The keys of the line while a query, or a text to find, is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from recview.tui.commands import search

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.query_offers import Offer

Key: TypeAlias = Literal["keep", "drop", "complete", "older", "newer", "as_text", "help"]


async def press(main: MainScreen, does: Key) -> None:
    """Do what a key does; in a pane that is searched, up and down, tab and ^t end typing."""
    if main.search.view is None and does not in ("keep", "drop"):
        await main.search_box.settled()
        search.look_for(main, main.search_box.value)
        _press(main, does)
    elif does == "help":
        main.action_command("app.help")
    elif does == "drop":
        await search.drop(main)
    else:
        await _keep(main)


async def _keep(main: MainScreen) -> None:
    """End typing; but take the query that was meant where the one that was typed leaves nothing."""
    await main.search_box.settled()
    search.look_for(main, main.search_box.value)
    if main.search.view is None:
        if main.typing.is_empty and main.typing.meant:
            _take(main, main.typing.meant)
            return
        main.memory.history.add(main.search_box.value)
    await search.keep(main)


def _press(main: MainScreen, does: Key) -> None:
    from recview.tui.query_offers import Offer, as_text

    history, typing = main.memory.history, main.typing
    match does:
        case "complete":
            _take(main, typing.completion or typing.meant)
        case "as_text":
            _take(main, Offer(as_text(main.test_tree.filtering.query), ""))
        case "older" | "newer":
            typing.walked = history.older() if does == "older" else history.newer()
            main.search_box.write(typing.walked)
        case _:
            main.action_command("app.help")


def _take(main: MainScreen, offer: Offer | None) -> None:
    """Write what is offered into the line."""
    if offer is not None and offer.text:
        main.search_box.write(offer.text)

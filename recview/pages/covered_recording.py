"""A recording with its credentials covered: the page, the JSON beside it, and the chunks.

Each result is as long as what it is made of, so that a replay's positions are right in both. Without a credential it
is the same object.
"""

from __future__ import annotations

from collections.abc import Sequence

from recview.display.json_lines import JsonLines
from recview.display.mask import covered, masked_text
from recview.display.section import Page, Section
from recview.events import Event, Noted, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta
from recview.json_text import compact

_BODY = '  "body": '


_BETWEEN = "\n\0\n"
"""Parts texts that are looked through together: no credential goes on behind it."""


def covered_page(page: Page) -> Page:
    """The page with credentials covered."""
    # A conversation has hundreds of sections, and few have a credential: they are looked through together first.
    texts = _BETWEEN.join(text for section in page.sections for text in _texts(section) if text)
    if covered(texts) is texts:
        return page
    sections = tuple(map(_covered_section, page.sections))
    return page if all(map(_is_same, sections, page.sections)) else page._replace(sections=sections)


def _is_same(section: object, original: object) -> bool:
    return section is original


def _covered_section(section: Section) -> Section:
    texts = _texts(section)
    shown = tuple(map(covered, texts))
    if shown == texts:
        return section
    title, text, aside, final = shown
    return section._replace(title=title, text=text, aside=aside, final=final)


def _texts(section: Section) -> tuple[str, str, str, str]:
    """All that is recorded in a section."""
    return section.title, section.text, section.aside, section.final


def covered_body(document: JsonLines) -> JsonLines:
    """A body as JSON with credentials covered: by their shapes alone, as names tell nothing there."""
    text = "\n".join(document.lines)
    shown = covered(text)
    return document if shown == text else _with_lines(document, shown)


def covered_fields(document: JsonLines) -> JsonLines:
    """Fields of a request or response, and behind them its body: among the fields, names tell credentials, too."""
    lines = document.lines
    split = next((index for index, line in enumerate(lines) if line.startswith(_BODY)), len(lines) - document.foot)
    fields, rest = "\n".join(lines[:split]), "\n".join(lines[split:])
    shown = (masked_text(fields), covered(rest))
    return document if shown == (fields, rest) else _with_lines(document, "\n".join(shown[: 1 + (split < len(lines))]))


def _with_lines(document: JsonLines, shown: str) -> JsonLines:
    lines = tuple(shown.split("\n"))
    return document if lines == document.lines else document._replace(lines=lines)


def covered_events(events: Sequence[Event]) -> Sequence[Event]:
    """The events with credentials covered, also those that came in several pieces."""
    pieces: dict[tuple[object, ...], tuple[list[int], list[str]]] = {}
    for index, event in enumerate(events):
        if isinstance(event, TextDelta | ReasoningDelta | RefusalDelta):
            key: tuple[object, ...] = (type(event), event.choice)
        elif isinstance(event, ToolCallDelta):
            key = (type(event), event.choice, event.call)
        elif isinstance(event, Noted):
            key = (type(event), index)
        else:
            continue
        indices, texts = pieces.setdefault(key, ([], []))
        indices.append(index)
        texts.append(_text(event))
    shown: list[Event] = []
    for indices, texts in pieces.values():
        whole = "".join(texts)
        if (cover := covered(whole)) is whole:
            continue
        shown = shown or list(events)
        at = 0
        for index, text in zip(indices, texts, strict=True):
            shown[index] = _with_text(events[index], cover[at : at + len(text)])
            at += len(text)
    return shown or events


def covered_chunk(document: JsonLines, events: Sequence[Event], shown: Sequence[Event]) -> JsonLines:
    """A chunk as JSON with credentials covered, also where it holds but a piece of one.

    Args:
        document: The chunk.
        events: Its events.
        shown: These events with credentials covered.
    """
    text = "\n".join(document.lines)
    for event, other in zip(events, shown, strict=True):
        if event is not other:
            text = text.replace(compact(_text(event)), compact(_text(other)))
    return _with_lines(document, covered(text))


def _text(event: Event) -> str:
    return event.arguments if isinstance(event, ToolCallDelta) else getattr(event, "text", "")


def _with_text(event: Event, text: str) -> Event:
    if isinstance(event, ToolCallDelta):
        return event._replace(arguments=text)
    if isinstance(event, TextDelta | ReasoningDelta | RefusalDelta | Noted):
        return event._replace(text=text)
    return event

"""An exchange as Markdown, for an issue, a review or a prompt: roles as headings, what was recorded in fenced code.

Recorded text stands in fences that are longer than any run of backticks in it. So nothing in it is a heading, an image
or a link, and it is read exactly as it was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf

from recview.display.section import Section
from recview.events import Conversation
from recview.humanize import one_line
from recview.model import Exchange, Usage
from recview.pages.page import page
from recview.pages.plain_page import plain_head
from recview.replay.transcript import Transcript


def markdown(
    exchange: Exchange,
    conversation: Conversation,
    transcript: Transcript,
    usage: Usage | None,
    *,
    protocol: str,
    provider: str,
    count: int,
    shorten: Callable[[list[str]], list[str]] = list,
) -> Iterator[str]:
    """The document in pieces, each of whole lines.

    Args:
        exchange: The exchange.
        conversation: What it decodes to.
        transcript: The answer.
        usage: The token counts that it reports.
        protocol: The name of the protocol that decoded it.
        provider: Who served it.
        count: How many exchanges its file holds.
        shorten: Cuts the texts of all sections.
    """
    head = plain_head(exchange, usage, protocol=protocol, provider=provider, count=count)
    yield f"# {code(next(head)[0])}\n\n"
    for text, _ in head:
        name, _, value = text.partition(" ")
        yield f"- {name}: {code(value.strip())}\n"
    sections = page(exchange, conversation, transcript, whole=inf).sections
    texts = shorten([section.final or section.text for section in sections])
    for section, text in zip(sections, texts, strict=True):
        if section.title:
            yield f"\n{_heading(section)}\n"
        if text:
            yield f"\n{fenced(text, 'json' if _is_json(section, text) else '')}"


_ROLES = ("system", "user", "assistant", "tool")


def _heading(section: Section) -> str:
    """`## user`, or a level below it `### tool call: get_weather`; how an answer ended is a line."""
    sign, _, words = section.title.partition(" ") if section.title[0] in "▲■✗·▣" else ("", "", section.title)
    aside = f" · {_words(section.aside)}" if section.aside else ""
    if sign == "■":
        return f"finish: {code(words)}{aside}"
    if sign == "·":
        return f"*{_words(words)}*"
    if section.kind == "tool_call":
        return f"### tool call: {code(words)}{aside}"
    level = "##" if section.kind in _ROLES else "###"
    return f"{level} {_words(words)}{aside}"


def _words(text: str) -> str:
    """A text of one line: as code, if anything in it could be read as markup."""
    return text if re.fullmatch(r"[\w ,·-]*", text) else code(text)


def _is_json(section: Section, text: str) -> bool:
    return section.kind in ("json", "tool_call", "tool") and text.lstrip().startswith(("{", "["))


def code(text: str) -> str:
    """A text as code within a line; what would end the line is a blank."""
    text = one_line(text)
    text = re.sub(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)
    ticks = "`" * (_longest_run(text) + 1)
    # A blank at each side is no part of the code: it parts backticks from the fence.
    blank = " " if text[:1] == "`" or text[-1:] == "`" or (text.strip() and text[0] == text[-1] == " ") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}" if text.strip() else "(empty)"


def fenced(text: str, language: str = "") -> str:
    """A text of several lines as fenced code, the fence longer than any run of backticks in it."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{ticks}{language}\n{text}{end}{ticks}\n"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)

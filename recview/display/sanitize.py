"""The one gate for recorded text: what reaches a terminal is visible, and never obeyed by it.

Text passes it where it enters a face: a line of a view (`recview.display.line_part`), a border's title, a bar, a line
of the command line's output, the box of a search. Elsewhere it is called to count the cells of what will be shown.

`sanitize` keeps the length, so offsets into the shown text are offsets into the recorded one: a selection on the
screen copies the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from unicodedata import category

from recview.named_tuple import NamedTuple

_UNSEEN = "⸱"
"""The symbol for a character that would not be seen, or that would turn the direction of the text behind it."""

_NEVER_SEEN = (
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers, as are U+3164 and U+FFA0
    (0x17B4, 0x17B5),  # inherent vowels of Khmer
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # direction marks
    (0x202A, 0x202E),  # embeddings and overrides of direction
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x3164, 0x3164),
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),  # interlinear annotations
    (0x13430, 0x1343F),  # joiners of hieroglyphs
    (0x1BCA0, 0x1BCA3),  # shorthand
    (0x1D173, 0x1D17A),  # beams and slurs
    (0xE0000, 0xE001F),  # language tag
    (0xE0080, 0xE00FF),
    (0xE01F0, 0xE0FFF),
)

_JOINERS = "\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"
"""Characters that are seen by what they do to their neighbours, and are not seen beside others."""

_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff\U0001fc00-\U0001fffd"
)
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_VARYING = f"{_IDEOGRAPHS}\u1000-\u109f\u2200-\u22ff\u2a00-\u2aff\u3001\u3002\ua840-\ua877\uff01-\uff1f"
"""What has standardised variants: ideographs and their punctuation, Myanmar, Phags-pa, mathematical operators."""
_JOINED_SCRIPTS = (
    "\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u180a\u1810-\u18af\u1b00-\u1baf\ua8e0-\ua8ff\ua980-\ua9df"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010ac0-\U00010aff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
"""Arabic and its kin, and those of India and its neighbours: joiners choose the forms of their letters."""

_KEPT = (
    rf"(?<=[{_EMOJI}])[\ufe0e\ufe0f]"
    r"|(?<=[0-9#*])\ufe0f(?=\u20e3)"  # a keycap
    rf"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"
    rf"|(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])"
    rf"|(?<=[{_VARYING}])[\ufe00-\ufe0d]"
    rf"|(?<=[{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
    r"|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]"
    # The flag of a part of a country: its code in tag characters.
    r"|(?<=\U0001f3f4)[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f"
)

_MOST_MARKS = 8
"""Combining marks that a character may carry; more reach over the lines above and below."""

_NO_MARKS = r"\w\s\x00-\u02ff\u2010-\u20cf\u2100-\u2bff\u3001-\u3029\u3030-\u3098\uff00-\ufffd\U0001f000-\U0001faff"
_PILES = rf"[^{_NO_MARKS}]{{{_MOST_MARKS + 1},}}"
"""Runs that may hold too many marks: Python counts marks, as it does signs, as no part of a word."""


_HARMLESS = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2190, 0x27BF))
    for code in range(first, last + 1)
)
"""Characters that are shown as they are, whatever is beside them: recview's own words are made of these."""


@cache
def _line_table() -> dict[int, str]:
    """The symbols of a line; like the patterns, made at their first use."""
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x09] = " "
    table[0x7F] = "␡"
    table |= dict.fromkeys(range(0x80, 0xA0), "�")
    table |= {0x2028: "␤", 0x2029: "␤", 0x00AD: "‐"}
    table |= dict.fromkeys(range(0xD800, 0xE000), "�")
    for first, last in _NEVER_SEEN:
        table |= dict.fromkeys(range(first, last + 1), _UNSEEN)
    return table


@cache
def _text_table() -> dict[int, str]:
    """The symbols of text of several lines."""
    return {code: symbol for code, symbol in _line_table().items() if code != 0x0A}


def sanitize(recorded: str) -> str:
    """One line: control, bidi and invisible characters and line ends become symbols of the same length."""
    return recorded if recorded.isascii() and recorded.isprintable() else _neutral(recorded, _line_table)


def sanitize_text(recorded: str) -> str:
    """Text of several lines with those symbols, but for line feeds, which stay."""
    return recorded if recorded.isascii() and recorded.isprintable() else _neutral(recorded, _text_table)


def escaped_json(text: str) -> str:
    r"""JSON text for the same value, every character that `sanitize` would change escaped, as in `\u009b`.

    A program reads what was recorded, and a terminal that the text reaches after all, as through `head`, obeys none.
    """
    shown = sanitize_text(text)
    if shown == text:
        return text
    pairs = zip(text, shown, strict=True)
    return "".join(character if character == seen else _escape(character) for character, seen in pairs)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


class _Patterns(NamedTuple):
    """The patterns that are looked for in text that is not ASCII."""

    replaced: re.Pattern[str]
    piles: re.Pattern[str]
    joiners: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns, compiled at their first use: that spares the start some milliseconds."""
    never_seen = "".join(f"{chr(first)}-{chr(last)}" for first, last in _NEVER_SEEN)
    replaced = f"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\ud800-\udfff{never_seen}]"
    return _Patterns(*map(re.compile, (replaced, _PILES, f"[{_JOINERS}]+")))


_kept = cache(partial(re.compile, _KEPT))
"""Returns the pattern of what joins or varies the characters beside it."""


def _neutral(recorded: str, table: Callable[[], dict[int, str]]) -> str:
    if recorded.isascii():
        return recorded.translate(table())
    if _HARMLESS.issuperset(recorded):
        return recorded
    patterns = _patterns()
    if patterns.replaced.search(recorded) or (table is _line_table and "\n" in recorded):
        recorded = recorded.translate(table())
    recorded = patterns.piles.sub(_without_piled_marks, recorded)
    return patterns.joiners.sub(_without_lone_joiners, recorded)


def _without_piled_marks(run: re.Match[str]) -> str:
    """The run, its marks after the eighth on one character made visible; joiners between them start no new count."""
    count = 0
    shown = []
    for character in run[0]:
        is_mark = category(character)[0] == "M"
        count = count + 1 if is_mark else count if character in "\u200c\u200d" else 0
        shown.append(_UNSEEN if is_mark and count > _MOST_MARKS else character)
    return "".join(shown)


def _without_lone_joiners(run: re.Match[str]) -> str:
    """The run, what does not join or vary the characters beside it made visible."""
    kept = _kept()
    shown: list[str] = []
    while len(shown) < len(run[0]):
        joined = kept.match(run.string, run.start() + len(shown))
        shown.extend(joined[0] if joined else _UNSEEN)
    return "".join(shown)

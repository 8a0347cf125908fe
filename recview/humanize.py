"""Short ways to say numbers, sizes and names, the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping

REQUEST_ONLY = "request only"
"""What a recording is called of which the file keeps no answer, not even an empty one."""

NO_ANSWER = "The file keeps what was asked. No answer was recorded with it."


def tokens(count: int | None) -> str:
    """`17 t`, `1.2k t`; nothing for None."""
    return "" if count is None else f"{short(count)} t"


def short(count: int) -> str:
    """At most four characters for any count from 0: 999, 1.2k, 12k, 1.2M, 1G, lots."""
    if abs(count) < 1_000:
        return f"{count}"
    if abs(count) >= 10**12:
        return "lots" if count > 0 else "-lots"
    for divisor, unit in ((1_000, "k"), (1_000_000, "M")):
        scaled = count / divisor
        if abs(scaled) < 999.5:
            return f"{scaled:.1f}{unit}" if abs(scaled) < 9.95 else f"{scaled:.0f}{unit}"
    scaled = count / 1_000_000_000
    return f"{scaled:.0f}G" if abs(scaled) < 999.5 else "lots"


def size(count: int) -> str:
    """Bytes in decimal units: 512 bytes, 11.5 KB, 100.0 MB."""
    if count < 1_000:
        return f"{count} bytes"
    for limit, unit in ((1_000_000, "KB"), (1_000_000_000, "MB"), (10**12, "GB")):
        if count < limit - limit // 20_000:
            return f"{count / limit * 1_000:.1f} {unit}"
    return f"{count / 10**12:.1f} TB"


def plural(count: int, noun: str) -> str:
    """`1 file`, `1,649 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed_kinds(counts: Mapping[str, int], most: int = 6) -> str:
    """`12 .py, 3 .md, 2 without an ending`: the most frequent kinds of files first, at most so many of them."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count:,} {kind}" for kind, count in ordered[:most]]
    rest = len(ordered) - most
    return ", ".join([*named, f"{plural(rest, 'kind')} more"] if rest > 0 else named)


BOUND = 2_000
"""Characters at each end of a text that is shown in one row: twice as many as any screen has cells."""


def bounded(text: str) -> str:
    """A text for one row, or, of one that is far longer than any screen is wide, its two ends.

    What is done with the result takes no time, even if the text is megabytes long. Credentials that show in the row
    can still be told: it will be cut to less than half of each end.
    """
    return text if len(text) <= 2 * BOUND else f"{text[:BOUND]}…{text[len(text) - BOUND :]}"


def shorten(name: str, width: int) -> str:
    """A name cut in its middle to `width` characters, its end kept: that is where names differ."""
    if len(name) <= width:
        return name
    if width <= 3:
        return name[:width]
    head = (width - 1) * 2 // 5
    return f"{name[:head]}…{name[len(name) - (width - 1 - head) :]}"


def shorten_test(name: str, width: int) -> str:
    """A test's name cut to `width` characters: in its parameters if that is enough, there in the middle."""
    test, bracket, parameters = name.partition("[")
    if len(name) > width and bracket and width - len(test) >= 12:
        return f"{test}[{shorten(parameters.removesuffix(']'), width - len(test) - 2)}]"
    return shorten(name, width)


def speed(factor: float) -> str:
    """`¼×`, `1×`, `64×`."""
    return {0.25: "¼×", 0.5: "½×"}.get(factor, f"{factor:g}×")


def one_line(text: str) -> str:
    """A text as a field of a line: what would end either early is a blank."""
    return text if text.isprintable() else text.translate(_ENDS)


_ENDS = {ord(end): " " for end in "\t\n\r"}

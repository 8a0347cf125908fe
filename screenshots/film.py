"""Pictures of a screen, one after the other → one SVG that moves, as a README can show it.

A row that stays the same is written once; of a row that changes each version is visible while its pictures are shown.
Where nothing moves, or a reader wants no motion, the last picture stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

_NAME = re.compile(r"terminal-\d+-")
_STYLE = re.compile(r"\.terminal-\d+-(r\d+) \{ ?([^}]*?) ?\}")
_CLASS = re.compile(r'class="terminal-\d+-(r\d+)"')
_LINE_CLIP = re.compile(r' clip-path="url\(#terminal-\d+-line-\d+\)"')
_PIECE = re.compile(
    r'<rect fill="([^"]*)" x="([^"]*)" y="([^"]*)" width="([^"]*)"[^>]*/>|<text [^>]*? y="([^"]*)".*?</text>'
)
_LINE_HEIGHT = 24.4


class Picture(NamedTuple):
    """A screen as Textual exports it, and for how many seconds it is shown."""

    svg: str
    seconds: float


class _Box(NamedTuple):
    """A background on a row, from one x to another."""

    fill: str
    left: float
    right: float


def film(pictures: Sequence[Picture]) -> str:
    """One SVG that shows the pictures in turn, for ever.

    Args:
        pictures: At least one; all of the same size.
    """
    last = pictures[-1].svg
    frame, _, screen = last.partition('<g transform="translate(9, 41)"')
    background = re.search(r'<rect fill="([^"]*)" x="0" y="1.5"', screen)
    classes: dict[str, str] = {}
    rows = [_rows(picture.svg, classes, background[1] if background else "") for picture in pictures]
    starts = [sum(picture.seconds for picture in pictures[:index]) for index in range(len(pictures) + 1)]
    body, keyframes = _animated(rows, starts)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)" />', frame)
    width, height = size.groups() if size else ("100%", "100%")
    paper = f'<rect fill="{background[1]}" width="{width}" height="{height}"/>' if background else ""
    styles = "\n".join(f".{name} {{ {style} }}" for style, name in classes.items())
    head = _NAME.sub("", _without_row_styles(frame))
    moving = f".m {{ animation: {starts[-1]:g}s step-end infinite }}\n.h {{ visibility: hidden }}\n{keyframes}"
    still = "@media (prefers-reduced-motion: reduce) { .m { animation: none } }"
    head = head.replace("</style>", f"{styles}\n{moving}\n{still}\n</style>", 1)
    group = '<g transform="translate(9, 41)" clip-path="url(#clip-terminal)">'
    return f'{head}{group}{paper}<g class="matrix">\n{body}\n</g></g>\n</svg>\n'


def _without_row_styles(frame: str) -> str:
    frame = _STYLE.sub("", frame)
    return re.sub(r'<clipPath id="terminal-\d+-line-\d+">.*?</clipPath>', "", frame, flags=re.DOTALL)


def _rows(svg: str, classes: dict[str, str], background: str) -> dict[int, str]:
    """What stands on each row, with class names that all pictures share."""
    names = {name: classes.setdefault(style, f"s{len(classes)}") for name, style in _STYLE.findall(svg)}
    screen = svg.partition('<g transform="translate(9, 41)"')[2]
    boxes: dict[int, list[_Box]] = {}
    texts: dict[int, list[str]] = {}
    for piece in _PIECE.finditer(screen):
        fill, left, top, width, baseline = piece.groups()
        if fill is not None:
            box = _Box(fill, float(left), float(left) + float(width))
            boxes.setdefault(round((float(top) - 1.5) / _LINE_HEIGHT), []).append(box)
        else:
            text = _LINE_CLIP.sub("", _CLASS.sub(lambda match: f'class="{names[match[1]]}"', piece[0]))
            texts.setdefault(round((float(baseline) - 20) / _LINE_HEIGHT), []).append(text)
    return {
        row: "".join((*_painted(boxes.get(row, ()), row, background), *texts.get(row, ())))
        for row in boxes.keys() | texts.keys()
    }


def _painted(boxes: Iterable[_Box], row: int, background: str) -> Iterable[str]:
    """Backgrounds of a row that are not the screen's own, neighbours of one colour as one."""
    for fill, group in groupby(boxes, key=lambda box: box.fill):
        if fill != background:
            neighbours = list(group)
            left, right = neighbours[0].left, neighbours[-1].right
            top = row * _LINE_HEIGHT + 1.5
            yield f'<rect fill="{fill}" x="{left:g}" y="{top:g}" width="{right - left:g}" height="24.65"/>'


def _animated(rows: Sequence[dict[int, str]], starts: Sequence[float]) -> tuple[str, str]:
    """The rows, each version of one that changes in a group of its own; and when each group is visible."""
    names: dict[tuple[tuple[float, float], ...], str] = {}
    groups: list[str] = []
    for row in sorted(set().union(*rows)):
        versions: dict[str, list[tuple[float, float]]] = {}
        last = rows[-1].get(row, "")
        for content, run in groupby(range(len(rows)), key=lambda index: rows[index].get(row, "")):
            indexes = list(run)
            times = starts[indexes[0]] / starts[-1], starts[indexes[-1] + 1] / starts[-1]
            versions.setdefault(content, []).append(times)
        for content, spans in versions.items():
            if not content or len(versions) == 1:
                groups.append(content)
                continue
            name = names.setdefault(tuple(spans), f"k{len(names)}")
            hidden = "" if content == last else " h"
            groups.append(f'<g class="m{hidden}" style="animation-name: {name}">{content}</g>')
    keyframes = (f"@keyframes {name} {{ {_steps(spans)} }}" for spans, name in names.items())
    return "\n".join(filter(None, groups)), "\n".join(keyframes)


def _steps(spans: Sequence[tuple[float, float]]) -> str:
    """Keyframes that make something visible in each span, parts of the whole, and hide it outside of them."""
    steps = {0.0: "hidden"}
    for start, end in spans:
        steps[start] = "visible"
        steps[end] = "hidden"
    return " ".join(f"{100 * at:.4g}% {{ visibility: {state} }}" for at, state in sorted(steps.items()))

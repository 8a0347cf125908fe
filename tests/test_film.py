"""The moving picture of the README: what stays is written once, what changes is visible in its time."""

from __future__ import annotations

import re

from screenshots.film import Picture, film


def screen(*lines: str, colour: str = "#ffffff", number: int = 1) -> str:
    """A screen in the shape of Textual's export."""
    name = f"terminal-{number}"
    texts = "".join(
        f'<text class="{name}-r1" x="0" y="{20 + 24.4 * row:g}" textLength="12.2" clip-path="url(#{name}-line-{row})">'
        f"{line}</text>"
        for row, line in enumerate(lines)
    )
    return (
        f'<svg viewBox="0 0 100 100"><style>.{name}-matrix {{ font-size: 20px }}\n'
        f".{name}-r1 {{ fill: {colour} }}</style>"
        f'<defs><clipPath id="{name}-clip-terminal"><rect x="0" y="0" width="99.0" height="73.2" /></clipPath>'
        f'<clipPath id="{name}-line-0"><rect/></clipPath></defs>'
        f'<g transform="translate(9, 41)" clip-path="url(#{name}-clip-terminal)">'
        f'<rect fill="#000000" x="0" y="1.5" width="99" height="24.65"/>'
        f'<rect fill="#123456" x="0" y="25.9" width="10" height="24.65"/>'
        f'<rect fill="#123456" x="10" y="25.9" width="20" height="24.65"/>'
        f'<g class="{name}-matrix">{texts}</g></g></svg>'
    )


def groups(svg: str, text: str) -> list[str]:
    """The start tags of the groups that hold a text."""
    return re.findall(rf"<g ([^>]*)>(?:(?!</g>).)*>{text}</text>", svg)


def test_what_stays_is_written_once_and_what_changes_is_visible_in_its_time() -> None:
    pictures = [
        Picture(screen("head", "one", number=1), 1),
        Picture(screen("head", "two", number=22), 3),
        Picture(screen("head", "one", number=333), 4),
    ]
    svg = film(pictures)
    assert svg.count(">head</text>") == svg.count(">one</text>") == svg.count(">two</text>") == 1
    (one,), (two,) = groups(svg, "one"), groups(svg, "two")
    frames = dict(re.findall(r"@keyframes (\w+) \{ (.*) \}", svg))
    steps = "0% { visibility: visible } 12.5% { visibility: hidden } 50% { visibility: visible }"
    steps += " 100% { visibility: hidden }"
    assert frames[one.split("animation-name: ")[1].strip('"')] == steps
    steps = "0% { visibility: hidden } 12.5% { visibility: visible } 50% { visibility: hidden }"
    assert frames[two.split("animation-name: ")[1].strip('"')] == steps
    # Where nothing moves the last picture is what stands there.
    assert "m h" in two
    assert "m h" not in one
    assert "animation: 8s step-end infinite" in svg
    assert "terminal-" not in svg.replace("clip-terminal", "")


def test_a_style_has_one_name_whatever_each_picture_calls_it() -> None:
    svg = film([Picture(screen("a", colour="#111111"), 1), Picture(screen("b", colour="#222222", number=2), 1)])
    assert 'class="s0" x="0" y="20" textLength="12.2">a<' in svg
    assert 'class="s1" x="0" y="20" textLength="12.2">b<' in svg
    assert ".s0 { fill: #111111 }" in svg
    assert ".s1 { fill: #222222 }" in svg


def test_backgrounds_are_painted_once_where_they_are_not_the_screens_own() -> None:
    svg = film([Picture(screen("a", "b"), 1)])
    assert svg.count("#123456") == 1
    assert '<rect fill="#123456" x="0" y="25.9" width="30" height="24.65"/>' in svg
    assert svg.count("#000000") == 1
    assert '<rect fill="#000000" width="99.0" height="73.2"/>' in svg

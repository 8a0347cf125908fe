"""What is measured as values: figures beside their floors, the bars that they are held to, and the table of them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Bar(NamedTuple):
    """What a figure may be at most: so many times its floor, and so much on top, in the figure's unit."""

    times: float = 0.0
    plus: float = 0.0

    def limit(self, floor: float | None) -> float:
        """The largest figure that holds, beside a floor of the same run."""
        return self.times * (floor or 0.0) + self.plus

    def words(self, unit: str) -> str:
        """The bar as the table says it."""
        parts = [f"{self.times:g} ×"] if self.times else []
        parts += [f"{self.plus:g} {unit}"] if self.plus else []
        return f"≤ {' + '.join(parts)}"


class Figure(NamedTuple):
    """One row of the table.

    Attributes:
        what: What was measured.
        value: The figure, in its unit; None if there is none, and `note` says why.
        unit: The unit of the figure and of its floor.
        floor: What the least that could do it took, in the same run.
        bar: What the figure is held to; None if it is only told.
        cpu: CPU milliseconds of all its processes: what the other programs of the machine change least.
        cpu_floor: The same of the floor.
        note: More on it.
    """

    what: str
    value: float | None
    unit: str = "ms"
    floor: float | None = None
    bar: Bar | None = None
    cpu: float | None = None
    cpu_floor: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the figure is within its bar; None if it has no bar, or is none."""
        if self.bar is None or self.value is None:
            return None
        return self.value <= self.bar.limit(self.floor)

    def as_json(self, case: str) -> dict[str, Any]:
        """The figure as an object, with its ratio and its limit."""
        return {
            "case": case,
            **self._asdict(),
            "bar": self.bar and self.bar.words(self.unit),
            "limit": self.bar and self.bar.limit(self.floor),
            "ratio": self.value / self.floor if self.value is not None and self.floor else None,
            "holds": self.holds,
        }


def median_ms(seconds: Iterable[float]) -> float:
    """The median of some times, in milliseconds."""
    return statistics.median(seconds) * 1e3


def percentile_ms(seconds: Sequence[float], share: float) -> float:
    """The time that a share of some times (0 to 1) does not exceed, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3


def spread(seconds: Sequence[float]) -> str:
    """How many times there are, their median and the worst."""
    return f"{len(seconds)} times, median {median_ms(seconds):.1f}, worst {max(seconds) * 1e3:.1f} ms"


HEAD = (
    f"{'case':<10}{'what':<44}{'figure':>10}{'floor':>10}{'ratio':>9}{'CPU':>10}{'ratio':>9}  {'bar':<18}{'holds':<6}"
)


def line(case: str, figure: Figure, earlier: Mapping[str, Any] | None = None) -> str:
    """A figure as a row of the table.

    Args:
        case: The case that it belongs to.
        figure: The figure.
        earlier: The same figure of an earlier run, as JSON; None if there is none.
    """
    bar = figure.bar.words(figure.unit) if figure.bar else ""
    holds = {True: "yes", False: "NO", None: "" if figure.bar is None else "-"}[figure.holds]
    row = (
        f"{case:<10}{figure.what:<44}{_amount(figure.value, figure.unit):>10}{_amount(figure.floor, figure.unit):>10}"
        f"{_ratio(figure.value, figure.floor):>9}{_amount(figure.cpu, 'ms'):>10}"
        f"{_ratio(figure.cpu, figure.cpu_floor):>9}  {bar:<18}{holds:<6}"
    )
    if earlier and earlier["value"] and figure.value is not None:
        change = figure.value / earlier["value"] - 1
        row += f"{_amount(earlier['value'], figure.unit):>10} before, {change:+.0%}  "
    return f"{row}{figure.note}".rstrip()


def _ratio(value: float | None, floor: float | None) -> str:
    return f"{value / floor:.2f} ×" if value is not None and floor else ""


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if abs(value) >= 100 else f"{value:,.{1 if abs(value) >= 10 else 2}f} {unit}"

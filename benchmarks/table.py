"""One table: each line a measure of this run, beside its target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One measure: what, how much, in which unit, the number to reach, and what it counts.

    `target` reads ``"<= 5"`` or ``">= 100"``, or is empty: a measure for information.
    """

    name: str
    value: float
    unit: str
    target: str
    detail: str

    @property
    def is_reached(self) -> bool:
        """Say whether the number to reach is reached; True where there is none."""
        if not self.target:
            return True
        sign, number = self.target.split()
        return self.value <= float(number) if sign == "<=" else self.value >= float(number)


class Absent(NamedTuple):
    """A measure that cannot be taken here, and why."""

    name: str
    reason: str


def show(lines: Iterable[Line | Absent]) -> None:
    """Print lines as they are measured, as a Markdown table; what misses its target says so."""
    print("| measure | value | to reach | counts |")
    print("|---|---|---|---|")
    for line in lines:
        if isinstance(line, Absent):
            print(f"| {line.name} | not measured | | {line.reason} |", flush=True)
            continue
        value = f"{line.value:,.{decimals(line.value)}f} {line.unit}"
        target = line.target if line.is_reached else f"{line.target}: **missed**"
        print(f"| {line.name} | {value} | {target} | {line.detail} |", flush=True)


def decimals(value: float) -> int:
    """Return how many decimals show three digits or so."""
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2

"""One table: each line a measure of this run, beside its target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One measure: what, how much, in which unit, the number to reach, and what it counts."""

    name: str
    value: float
    unit: str
    target: str
    detail: str


def show(lines: Iterable[Line]) -> None:
    """Print lines as they are measured, as a Markdown table."""
    print("| measure | value | to reach | counts |")
    print("|---|---|---|---|")
    for line in lines:
        value = f"{line.value:,.1f} {line.unit}"
        print(f"| {line.name} | {value} | {line.target} | {line.detail} |", flush=True)

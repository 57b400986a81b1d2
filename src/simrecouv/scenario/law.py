"""What French law says of payment terms and late charges: a small dated table.

Tags point to ``docs/sources.md``. The rates of a half-year that is not here are those of the last
one known, and whoever shows them says so. Check on Legifrance before acting on any of this.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from simrecouv.vocabulary import EndOfMonth, Lang, SegmentKind


class LateRates(NamedTuple):
    """Annual rates of one half-year.

    `legal` is the legal rate between professionals: a contract may not ask for less than three
    times it. `default` is the rate of late interest where the contract says nothing.
    """

    legal: float
    default: float

    @property
    def public(self) -> float:
        """Late interest of public contracts: ECB rate + 8 points, `default` adds 10 (S:A1)."""
        return round(self.default - 0.02, 6)


#: (year, half) → rates. Tags: S:A1 (legal rate, ECB refinancing rate + 10 points).
LATE_RATES: dict[tuple[int, int], LateRates] = {
    (2024, 2): LateRates(0.0492, 0.1425),
    (2025, 1): LateRates(0.0371, 0.1315),
    (2025, 2): LateRates(0.0276, 0.1215),
    (2026, 1): LateRates(0.0262, 0.1215),
}

#: Late interest agreed by contract is at least this many times the legal rate. S:A1
FLOOR_FACTOR = 3.0

#: Fixed recovery indemnity per late invoice between professionals [EUR]. S:A1
INDEMNITY_EUR = 40.0

#: Longest terms agreed between companies [days]: from the invoice, or with the end of the month.
LONGEST_NET_DAYS, LONGEST_END_OF_MONTH_DAYS = 60, 45  # S:A2

#: Longest terms of the State and of local authorities [days]. S:A2
LONGEST_PUBLIC_DAYS = 30


class HalfYear(NamedTuple):
    """A half-year, the unit of time of the legal rates."""

    year: int
    half: int

    def in_(self, lang: Lang) -> str:
        """Write the half-year as the language does."""
        if lang == "en":
            return f"H{self.half} {self.year}"
        return f"{'1er' if self.half == 1 else '2e'} semestre {self.year}"


def late_rates(day: date) -> tuple[HalfYear, LateRates] | None:
    """Return the latest rates known on a day, with the half-year that they were read in.

    None before the table begins.

    >>> half, rates = late_rates(date(2026, 3, 1))
    >>> half.in_("en"), round(FLOOR_FACTOR * rates.legal, 4)
    ('H1 2026', 0.0786)
    """
    wanted = (day.year, 1 if day.month <= 6 else 2)
    known = [half for half in sorted(LATE_RATES) if half <= wanted]
    return (HalfYear(*known[-1]), LATE_RATES[known[-1]]) if known else None


def longest_days(kind: SegmentKind, end_of_month: EndOfMonth) -> int | None:
    """Return the longest terms that the law lets a buyer have, None where it sets no limit.

    >>> longest_days(SegmentKind.COMPANY, EndOfMonth.AFTER)
    45
    """
    if kind is SegmentKind.CONSUMER:
        return None
    if kind is SegmentKind.PUBLIC:
        return LONGEST_PUBLIC_DAYS
    return LONGEST_NET_DAYS if end_of_month is EndOfMonth.NONE else LONGEST_END_OF_MONTH_DAYS

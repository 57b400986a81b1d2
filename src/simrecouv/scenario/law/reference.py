"""Reference rates with the day since which each is in force: central banks and legal rates.

A day before a table reads its first rate, a day after it the last one known. Tags point to
``docs/sources.md``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from simrecouv.vocabulary import Lang


class Since(NamedTuple):
    """An annual rate, and the first day on which it is in force."""

    day: date
    rate: float


class HalfYear(NamedTuple):
    """A half-year, the unit of time of statutory rates."""

    year: int
    half: int

    @property
    def first_day(self) -> date:
        """1 January or 1 July."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def eve(self) -> date:
        """31 December or 30 June, on which the United Kingdom reads its reference rate."""
        return self.first_day - timedelta(days=1)

    def in_(self, lang: Lang) -> str:
        """Write the half-year as the language does."""
        if lang == "en":
            return f"H{self.half} {self.year}"
        return f"{'1er' if self.half == 1 else '2e'} semestre {self.year}"


#: The last half-year that every table below covers.
LAST_KNOWN = HalfYear(2026, 1)

#: Main refinancing rate of the ECB. S:L1, from 2024-12 S:A1; the last step *[from memory]*, borne
#: out by the Belgian rate published for the first half of 2026.
ECB = (
    Since(date(2014, 9, 10), 0.0005),
    Since(date(2016, 3, 16), 0.0),
    Since(date(2022, 7, 27), 0.0050),
    Since(date(2022, 9, 14), 0.0125),
    Since(date(2022, 11, 2), 0.0200),
    Since(date(2022, 12, 21), 0.0250),
    Since(date(2023, 2, 8), 0.0300),
    Since(date(2023, 3, 22), 0.0350),
    Since(date(2023, 5, 10), 0.0375),
    Since(date(2023, 6, 21), 0.0400),
    Since(date(2023, 8, 2), 0.0425),
    Since(date(2023, 9, 20), 0.0450),
    Since(date(2024, 6, 12), 0.0425),
    Since(date(2024, 9, 18), 0.0365),
    Since(date(2024, 10, 23), 0.0340),
    Since(date(2024, 12, 18), 0.0315),
    Since(date(2025, 2, 5), 0.0290),
    Since(date(2025, 3, 12), 0.0265),
    Since(date(2025, 4, 23), 0.0240),
    Since(date(2025, 6, 11), 0.0215),
)

#: Bank Rate of the Bank of England. S:L2; days before 2022-12 *[from memory]*, their half-years
#: are published.
BANK_OF_ENGLAND = (
    Since(date(2009, 3, 5), 0.0050),
    Since(date(2016, 8, 4), 0.0025),
    Since(date(2017, 11, 2), 0.0050),
    Since(date(2018, 8, 2), 0.0075),
    Since(date(2020, 3, 11), 0.0025),
    Since(date(2020, 3, 19), 0.0010),
    Since(date(2021, 12, 16), 0.0025),
    Since(date(2022, 2, 3), 0.0050),
    Since(date(2022, 3, 17), 0.0075),
    Since(date(2022, 5, 5), 0.0100),
    Since(date(2022, 6, 16), 0.0125),
    Since(date(2022, 8, 4), 0.0175),
    Since(date(2022, 9, 22), 0.0225),
    Since(date(2022, 11, 3), 0.0300),
    Since(date(2022, 12, 15), 0.0350),
    Since(date(2023, 2, 2), 0.0400),
    Since(date(2023, 3, 23), 0.0425),
    Since(date(2023, 5, 11), 0.0450),
    Since(date(2023, 6, 22), 0.0500),
    Since(date(2023, 8, 3), 0.0525),
    Since(date(2024, 8, 1), 0.0500),
    Since(date(2024, 11, 7), 0.0475),
    Since(date(2025, 2, 6), 0.0450),
    Since(date(2025, 5, 8), 0.0425),
    Since(date(2025, 8, 7), 0.0400),
    Since(date(2025, 12, 18), 0.0375),
)

#: French legal rate of a creditor that is a company: the other one is for private persons. S:L4
FRENCH_LEGAL = (
    Since(date(2022, 1, 1), 0.0076),
    Since(date(2022, 7, 1), 0.0077),
    Since(date(2023, 1, 1), 0.0206),
    Since(date(2023, 7, 1), 0.0422),
    Since(date(2024, 1, 1), 0.0507),
    Since(date(2024, 7, 1), 0.0492),
    Since(date(2025, 1, 1), 0.0371),
    Since(date(2025, 7, 1), 0.0276),
    Since(date(2026, 1, 1), 0.0262),
)

#: Belgian legal rate, of civil matters and of consumers. S:L3
BELGIAN_LEGAL = (
    Since(date(2024, 1, 1), 0.0575),
    Since(date(2025, 1, 1), 0.0450),
)


def half_of(day: date) -> HalfYear:
    """Return the half-year of a day.

    >>> half_of(date(2026, 7, 1)).in_("en")
    'H2 2026'
    """
    return HalfYear(day.year, 1 if day.month <= 6 else 2)


def in_force(table: tuple[Since, ...], day: date) -> float:
    """Return the rate of a table in force on a day; the first known before it.

    >>> in_force(ECB, date(2024, 6, 11)), in_force(ECB, date(2024, 6, 12))
    (0.045, 0.0425)
    """
    return next((one.rate for one in reversed(table) if one.day <= day), table[0].rate)

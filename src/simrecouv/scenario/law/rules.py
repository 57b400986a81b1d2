"""What the law gives on a day: late interest, its floor, indemnity, longest terms, time limits."""

from __future__ import annotations

import math
from datetime import date

from simrecouv.scenario.law.jurisdictions import LAW, Band
from simrecouv.scenario.law.reference import LAST_KNOWN, half_of, in_force
from simrecouv.vocabulary import Country, EndOfMonth, SegmentKind

#: Days of an average year, 29 February counted.
_DAYS_PER_YEAR = 365.25


def late_rate(country: Country, kind: SegmentKind, day: date) -> float:
    """Return the annual rate of late interest of the law in force on a day.

    Companies and public buyers owe a reference rate read once a half-year, and points. A consumer
    owes the legal rate: in France the one of creditors that are companies, as whoever sells on
    credit here is one (the higher legal rate is for private persons who lend).

    Parameters
    ----------
    country
        Whose law applies.
    kind
        What the customer is.
    day
        Any day of the half-year. A half-year that no table holds reads the nearest one known.

    Returns
    -------
    float
        0.1215 = 12.15 % a year.

    Notes
    -----
    Public contracts and the British Act keep the rate of the half-year in which a debt falls late;
    here each day bears its own rate, as between French companies.

    Examples
    --------
    >>> late_rate(Country.FR, SegmentKind.COMPANY, date(2026, 3, 1))
    0.1215
    >>> late_rate(Country.BE, SegmentKind.COMPANY, date(2025, 3, 1))
    0.115
    """
    law, half = LAW[country], half_of(day)
    if kind is SegmentKind.CONSUMER:
        return in_force(law.consumer, half.first_day)
    read = half.eve if law.is_read_on_eve else half.first_day
    points = law.public_points if kind is SegmentKind.PUBLIC else law.company_points
    rate = round(in_force(law.reference, read) + points, 6)
    if law.rounding > 0.0:
        return round(math.ceil(round(rate / law.rounding, 6)) * law.rounding, 6)
    return rate


def is_known(country: Country, kind: SegmentKind, day: date) -> bool:
    """Whether the tables hold the half-year of a day, so that `late_rate` guesses nothing.

    >>> is_known(Country.FR, SegmentKind.COMPANY, date(2031, 1, 1))
    False
    """
    law, half = LAW[country], half_of(day)
    table = law.consumer if kind is SegmentKind.CONSUMER else law.reference
    return table[0].day <= half.first_day and half <= LAST_KNOWN


def interest_floor(country: Country, day: date) -> float | None:
    """Return the least annual rate that a contract between companies may state.

    None where the law sets no number, and before the first one known.

    >>> interest_floor(Country.FR, date(2026, 3, 1))
    0.0786
    """
    floor, read = LAW[country].floor, half_of(day).first_day
    if floor is None or read < floor[0][0].day:
        return None
    table, times = floor
    return round(times * in_force(table, read), 6)


def indemnity_bands(country: Country, kind: SegmentKind) -> tuple[Band, ...]:
    """Return the fixed recovery indemnity of the law by amount incl. VAT, ascending.

    At most 3 bands, the first from 0; none for consumers. Amounts in the money of the scenario.

    >>> indemnity_bands(Country.GB, SegmentKind.COMPANY)
    ((0.0, 40.0), (1000.0, 70.0), (10000.0, 100.0))
    """
    return () if kind is SegmentKind.CONSUMER else LAW[country].indemnity


def longest_days(country: Country, kind: SegmentKind, end_of_month: EndOfMonth) -> int | None:
    """Return the longest terms that the law lets a buyer have, None where it sets no limit.

    >>> longest_days(Country.FR, SegmentKind.COMPANY, EndOfMonth.AFTER)
    45
    """
    law = LAW[country]
    if kind is SegmentKind.CONSUMER:
        return None
    if kind is SegmentKind.PUBLIC:
        return law.public_days
    return law.net_days if end_of_month is EndOfMonth.NONE else law.end_of_month_days


def limitation_days(country: Country, kind: SegmentKind) -> int:
    """Return the days after which no court hears a claim against such a customer.

    >>> limitation_days(Country.FR, SegmentKind.CONSUMER)
    730
    """
    return int(LAW[country].limitation_years[kind] * _DAYS_PER_YEAR)


def consumer_rate_cap(country: Country, day: date) -> float | None:
    """Return the highest annual rate that a contract may ask of a consumer, if a number is set.

    >>> consumer_rate_cap(Country.BE, date(2025, 3, 1))
    0.115
    """
    return late_rate(country, SegmentKind.COMPANY, day) if LAW[country].caps_consumers else None

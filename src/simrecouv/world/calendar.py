"""Calendar tables over the days of a simulation: business days, months, payment runs, due dates.

Every table is indexed by ``day - first_day``; a day beyond the last one is its last entry.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.portfolio import Terms
from simrecouv.units import DAYS_PER_YEAR, date_of
from simrecouv.vocabulary import Country, EndOfMonth, Runs

Int32s = NDArray[np.int32]


class Calendar(NamedTuple):
    """The civil calendar of a range of days; `first_day` is the day number of index 0."""

    first_day: int
    day: Int32s
    is_business: NDArray[np.bool_]
    month: Int32s
    day_of_month: Int32s
    weekday: Int32s
    month_end: Int32s
    next_business: Int32s

    @property
    def working_days_a_year(self) -> int:
        """Business days of the year that follows the switch."""
        year = slice(-self.first_day, DAYS_PER_YEAR - self.first_day)
        return int(self.is_business[year].sum())

    def place(self, days: Int32s) -> Int32s:
        """Place of day numbers, clipped to the range."""
        clipped: Int32s = np.clip(days - self.first_day, 0, self.day.size - 1).astype(np.int32)
        return clipped


@lru_cache(maxsize=16)
def calendar(start: date, first_day: int, end_day: int, country: str) -> Calendar:
    """Build the civil calendar of days `first_day` to `end_day` - 1 around the switch `start`."""
    first, last = date_of(first_day, start), date_of(end_day - 1, start)
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    off = np.array(days_off(country, first.year, last.year), dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    number = np.arange(first_day, end_day, dtype=np.int32)
    month_end = ((months + 1).astype("datetime64[D]") - np.datetime64(start)).astype(np.int32) - 1
    business = np.is_busday(days, holidays=off)
    return Calendar(
        first_day=first_day,
        day=number,
        is_business=business,
        month=months.astype(np.int32) % 12,
        day_of_month=(days - months.astype("datetime64[D]")).astype(np.int32) + 1,
        weekday=((days.astype(np.int64) + 3) % 7).astype(np.int32),
        month_end=month_end,
        next_business=next_true(number, business),
    )


def days_off(country: str, first_year: int, last_year: int) -> list[date]:
    """List the public holidays of a country; of the Union, the days without TARGET payments.

    >>> days_off("GB", 2026, 2026)[0], date(2026, 5, 1) in days_off("EU", 2026, 2026)
    (datetime.date(2026, 1, 1), True)
    """
    import holidays

    years = range(first_year, last_year + 1)
    if country == Country.EU:
        return sorted(holidays.financial_holidays("ECB", years=years))
    # Payments in pounds go by the banks of England.
    subdivision = "ENG" if country == Country.GB else None
    return sorted(holidays.country_holidays(country, subdiv=subdivision, years=years))


def next_true(day: Int32s, flag: NDArray[np.bool_]) -> Int32s:
    """First day of or after each day where the flag holds; the last day if none does."""
    candidates = np.where(flag, day, day[-1])
    return np.minimum.accumulate(candidates[::-1])[::-1].astype(np.int32)


def last_true(day: Int32s, flag: NDArray[np.bool_]) -> Int32s:
    """Last day of or before each day where the flag holds; the day before the first if none."""
    return np.maximum.accumulate(np.where(flag, day, day[0] - 1)).astype(np.int32)


def due_days(civil: Calendar, terms: Terms, *, business: bool) -> Int32s:
    """Due day of an invoice issued on each day, rolled to a day with bank."""
    issue = civil.day
    if terms.end_of_month is EndOfMonth.BEFORE:
        due = civil.month_end + terms.net_days
    elif terms.end_of_month is EndOfMonth.AFTER:
        due = civil.month_end[civil.place(issue + terms.net_days)]
    else:
        due = issue + terms.net_days
    due = due.astype(np.int32)
    return civil.next_business[civil.place(due)] if business else due


def after_business_days(civil: Calendar, delay: int, *, business: bool) -> Int32s:
    """Day reached `delay` days with bank after each day (rolled forward when the delay is 0)."""
    if not business:
        return (civil.day + delay).astype(np.int32)
    working = civil.day[civil.is_business]
    at = np.searchsorted(working, civil.next_business) + delay
    return working[np.minimum(at, working.size - 1)].astype(np.int32)


#: The first calendar of each kind of payment runs.
FIRST_CALENDAR = {Runs.DAILY: 0, Runs.WEEKLY: 1, Runs.TWICE_MONTHLY: 6, Runs.MONTHLY: 11}


def run_days(civil: Calendar, *, business: bool) -> NDArray[np.bool_]:
    """Whether each calendar of payment runs pays on each day, shape (calendar, day).

    Daily; weekly on each of five weekdays; twice a month and monthly on five days of the month
    (5, 10, 15, 20, 25; twice: also 15 days before or after), rolled to the next day with bank.
    """
    any_day = np.ones(civil.day.size, dtype=bool)
    raw = [any_day, *(civil.weekday == k for k in range(5))]
    for k in range(1, 6):
        raw.append((civil.day_of_month == 5 * k) | (civil.day_of_month == (5 * k + 14) % 28 + 1))
    raw += [civil.day_of_month == 5 * k for k in range(1, 6)]
    if not business:
        return np.array(raw)
    runs = np.zeros((len(raw), civil.day.size), dtype=bool)
    for row, flags in zip(runs, raw, strict=True):
        row[civil.place(civil.next_business[flags])] = True
        row &= civil.is_business
    return runs

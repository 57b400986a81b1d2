"""Dates as written in a file: year first, or two numbers and a year in an order to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]

NO_DATE = np.datetime64("NaT", "D")

_TIME = r"(?:[T ]+\d{1,2}:\d{2}.*)?$"
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2}))" + _TIME, re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.ASCII)


class Order(Enum):
    """Which of the two numbers of a date is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DateParts(NamedTuple):
    """A date as written; with the year first, the two numbers are month and day."""

    year_first: bool
    first: int
    second: int
    year: int


def date_parts(text: str) -> DateParts | None:
    """Take a date apart; None if this is not one.

    >>> date_parts("3/1/2024"), date_parts("20240131"), date_parts("soon")
    (DateParts(year_first=False, first=3, second=1, year=2024), \
DateParts(year_first=True, first=1, second=31, year=2024), None)
    """
    if match := _YEAR_FIRST.match(text):
        year, *numbers = match.groups()
        month, day = (int(number) for number in numbers if number)
        return DateParts(True, month, day, int(year))
    if match := _YEAR_LAST.match(text):
        first, _, second, year = match.groups()
        century = (1900 if int(year) >= 70 else 2000) if len(year) == 2 else 0
        return DateParts(False, int(first), int(second), int(year) + century)
    return None


def read_dates(texts: Iterable[str], order: Order) -> Dates:
    """Read dates under one order; what is not a date becomes NaT.

    >>> [str(d) for d in read_dates(["31/01/2024", "2024-02-01", "?"], Order.DAY_FIRST)]
    ['2024-01-31', '2024-02-01', 'NaT']
    """
    texts = list(texts)
    known = {text: _date(text, order) for text in set(texts)}
    return np.array([known[text] for text in texts], dtype="datetime64[D]")


def whole_days(texts: Sequence[str]) -> NDArray[np.int64]:
    """Read whole numbers of days; -1 where there is none.

    >>> whole_days(["30", "", "-2"]).tolist()
    [30, -1, -1]
    """
    known = {t: int(t) if re.fullmatch(r"\d{1,4}", t, re.ASCII) else -1 for t in set(texts)}
    return np.array([known[text] for text in texts], dtype=np.int64)


def contradicted(durations: Sequence[str], issue: Dates, paid: Dates) -> NDArray[np.bool_]:
    """Whether a given number of days to pay is not payment date - issue date."""
    given, elapsed = whole_days(durations), paid - issue
    wrong: NDArray[np.bool_] = elapsed != given.astype("timedelta64[D]")
    return wrong & (given >= 0) & ~np.isnat(elapsed)


def _date(text: str, order: Order) -> np.datetime64:
    parts = date_parts(text)
    if parts is None:
        return NO_DATE
    month, day = parts.first, parts.second
    if order is Order.DAY_FIRST and not parts.year_first:
        month, day = day, month
    try:
        return np.datetime64(f"{parts.year:04d}-{month:02d}-{day:02d}", "D")
    except ValueError:
        return NO_DATE

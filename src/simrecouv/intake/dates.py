"""Dates as written in a file, one text at a time: which form, which numbers, which day.

Year first, or two numbers and a year in an order to be decided, or a month by its name, or the true
date cell of a spreadsheet (``[2024-01-31]``), or the number of days that a spreadsheet keeps for a
date (45322). A time of day and its zone are left out: the date is the one that is written.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.months import month_named
from simrecouv.intake.texts import Texts

Dates = NDArray[np.datetime64]

NO_DATE = np.datetime64("NaT", "D")
#: What a null date reads as: a day before any ledger.
NULL_DAY = np.datetime64("0001-01-01", "D")
#: Day 0 of spreadsheets, and the serial numbers that may be dates of a ledger: 1990 to 2100.
SERIAL_0 = np.datetime64("1899-12-30", "D")
SERIALS = range(32_874, 73_051)

_TIME = r"(?:[T ,]+\d{1,2}[:hH.]\d{2}.*)?"
_CELL = re.compile(r"\[(\d{4})-(\d\d)-(\d\d)(?: [\d:.]+)?\]", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))" + _TIME, re.ASCII)
_YEAR_LAST = re.compile(
    r"(\d{1,2})(?:([-/ ])|(\. ?))(\d{1,2})(?:\2|\3)(\d{4}|\d{2})" + _TIME, re.ASCII
)
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[-/. ]*([^\W\d_]{3,9})\.?[-/., ]*(\d{4}|\d{2})" + _TIME
)
_NAME_FIRST = re.compile(r"([^\W\d_]{3,9})\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?[-, ]+(\d{4})" + _TIME)
#: A whole number of days, or one with the time of the day after the point of a typed cell.
_SERIAL = re.compile(r"(\d{5})|\[(\d{5})\.\d+\]", re.ASCII)

#: Dates by which programs mean "no date": year 0 and 1, first days of calendars and clocks.
NULL_DATES = {
    "0000-00-00", "0000-01-01", "0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31",
    "1900-01-00", "1900-01-01", "1900-01-02", "1970-01-01", "9999-12-31",
}  # fmt: skip


class Order(Enum):
    """Which of the two numbers of a date is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Form(Enum):
    """How a date is written."""

    YEAR_FIRST = "year_first"
    YEAR_LAST = "year_last"
    NAMED = "named"
    CELL = "cell"


class DateParts(NamedTuple):
    """A date as written; month and day, but for the form with the year last."""

    form: Form
    first: int
    second: int
    year: int


def date_parts(text: str) -> DateParts | None:
    """Take a date apart; None if this is not one.

    >>> date_parts("3/1/2024")
    DateParts(form=<Form.YEAR_LAST: 'year_last'>, first=3, second=1, year=2024)
    >>> date_parts("3-janv.-2024")
    DateParts(form=<Form.NAMED: 'named'>, first=1, second=3, year=2024)
    >>> date_parts("soon") is None
    True
    """
    if not text or len(text) > 60:
        return None
    if match := _CELL.fullmatch(text):
        year, month, day = match.groups()
        return DateParts(Form.CELL, int(month), int(day), int(year))
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, *numbers = match.groups()
        month, day = (number for number in numbers if number)
        return DateParts(Form.YEAR_FIRST, int(month), int(day), int(year))
    if match := _YEAR_LAST.fullmatch(text):
        first, _, _, second, year = match.groups()
        return DateParts(Form.YEAR_LAST, int(first), int(second), _year(year))
    return _named(text)


def _named(text: str) -> DateParts | None:
    if match := _NAMED.fullmatch(text):
        day, name, year = match.groups()
    elif match := _NAME_FIRST.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    month = month_named(name)
    return DateParts(Form.NAMED, month, int(day), _year(year)) if month else None


def _year(text: str) -> int:
    """Read a year; of two digits, 70 to 99 are of the last century."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def is_null_date(text: str) -> bool:
    """Whether a date is one of those by which programs mean that there is none.

    >>> is_null_date("01/01/1900"), is_null_date("1753-01-01 00:00"), is_null_date("1/2/2024")
    (True, True, False)
    """
    parts = date_parts(text)
    if parts is None:
        return False
    pair = (parts.first, parts.second)
    orders = [pair, pair[::-1]] if parts.form is Form.YEAR_LAST else [pair]
    return any(f"{parts.year:04d}-{month:02d}-{day:02d}" in NULL_DATES for month, day in orders)


def are_serials(texts: Texts) -> bool:
    """Whether all that a column holds is the numbers that a spreadsheet keeps for dates.

    >>> are_serials(Texts.of(["45322", ""])), are_serials(Texts.of(["45322", "31/01/2024"]))
    (True, False)
    """
    held = [text for text in texts.counts() if text]
    return bool(held) and all(_serial(text) in SERIALS for text in held)


def from_serial(text: str) -> str:
    """Write the number that a spreadsheet keeps for a date as that date, year first.

    >>> from_serial("45322"), from_serial("")
    ('2024-01-31', '')
    """
    return str(SERIAL_0 + _serial(text)) if text else ""


def _serial(text: str) -> int:
    """Return a number of days, without the time of the day; -1 if this is not one."""
    match = _SERIAL.fullmatch(text)
    return int(match[1] or match[2]) if match else -1


def read_dates(texts: Texts, order: Order, *, swapped: bool = False) -> Dates:
    """Read a column of dates under one order; what is not a date becomes NaT.

    Parameters
    ----------
    texts
        Dates as written.
    order
        Which number of a date with the year last is the day.
    swapped
        Whether a spreadsheet swapped day and month in the true date cells.

    Examples
    --------
    >>> [str(d) for d in read_dates(Texts.of(["31/01/2024", "2024-02-01", "?"]), Order.DAY_FIRST)]
    ['2024-01-31', '2024-02-01', 'NaT']
    >>> str(read_dates(Texts.of(["[2024-02-01]"]), Order.DAY_FIRST, swapped=True)[0])
    '2024-01-02'
    """
    return texts.read(lambda text: _date(text, order, swapped), "datetime64[D]")


def _date(text: str, order: Order, swapped: bool) -> np.datetime64:
    parts = date_parts(text)
    if parts is None:
        return NO_DATE
    month, day = parts.first, parts.second
    by_day = parts.form is Form.YEAR_LAST and order is Order.DAY_FIRST
    if by_day or (parts.form is Form.CELL and swapped):
        month, day = day, month
    try:
        return np.datetime64(f"{parts.year:04d}-{month:02d}-{day:02d}", "D")
    except ValueError:
        return NULL_DAY if is_null_date(text) else NO_DATE


def whole_days(texts: Texts) -> NDArray[np.int64]:
    """Read whole numbers of days; -1 where there is none.

    >>> whole_days(Texts.of(["30", "", "-2"])).tolist()
    [30, -1, -1]
    """
    return texts.read(_whole, np.int64)


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text, re.ASCII) else -1


def contradicted(given: NDArray[np.int64], issue: Dates, paid: Dates) -> NDArray[np.bool_]:
    """Whether a given number of days to pay (-1: none) is not payment date - issue date."""
    elapsed = paid - issue
    wrong: NDArray[np.bool_] = elapsed != given.astype("timedelta64[D]")
    return wrong & (given >= 0) & ~np.isnat(elapsed)

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
#: Three numbers of two digits: the year may be the first or the last.
_SHORT = re.compile(r"(\d\d)(?:([-/ ])|(\. ?))(\d\d)(?:\2|\3)(\d\d)" + _TIME, re.ASCII)
#: A whole number of days, or one with the time of the day after the point of a typed cell.
_SERIAL = re.compile(r"(\d{5})|\[(\d{5})\.\d+\]", re.ASCII)

#: Dates by which programs mean "no date": year 0 and 1, first days of calendars and clocks.
NULL_DATES = {
    "0000-00-00", "0000-01-01", "0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31",
    "1900-01-00", "1900-01-01", "1900-01-02", "1970-01-01", "9999-12-31",
}  # fmt: skip

#: Words by which programs and people mean that there is no date, or no amount; in lower case.
NOTHING = frozenset((
    "n/a", "#n/a", "#nv", "na", "n.a.", "n/d", "nd", "null", "none", "nil", "nan", "nat", "(null)",
    "(blank)", "(vide)", "néant", "neant", "aucun", "aucune", "-", "--", "\u2013", "\u2014",
))  # fmt: skip


class Order(Enum):
    """What the three numbers of a date are: the year is last but in YEAR_FIRST, of two digits."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


#: Orders of a date with the year last.
YEAR_LAST_ORDERS = (Order.DAY_FIRST, Order.MONTH_FIRST)


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


def has_short_year(text: str) -> bool:
    """Whether a date is three numbers of two digits, of which the year is the first or the last.

    >>> has_short_year("24-01-10"), has_short_year("10/01/2024"), has_short_year("1/10/24")
    (True, False, False)
    """
    return _SHORT.fullmatch(text) is not None


def means_nothing(text: str) -> bool:
    """Whether a text is a word or a dash by which programs mean that there is nothing.

    >>> means_nothing("N/A"), means_nothing("Néant"), means_nothing("0"), means_nothing("")
    (True, True, False, False)
    """
    return text.lower() in NOTHING


def is_null_date(text: str) -> bool:
    """Whether a text is one of those by which programs mean that there is no date.

    >>> is_null_date("01/01/1900"), is_null_date("1753-01-01 00:00"), is_null_date("1/2/2024")
    (True, True, False)
    >>> is_null_date("N/A")
    True
    """
    if means_nothing(text):
        return True
    parts = date_parts(text)
    if parts is None:
        return False
    pair = (parts.first, parts.second)
    orders = [pair, pair[::-1]] if parts.form is Form.YEAR_LAST else [pair]
    return any(f"{parts.year:04d}-{month:02d}-{day:02d}" in NULL_DATES for month, day in orders)


def are_serials(texts: Texts) -> bool:
    """Whether a column holds the day numbers of a spreadsheet, beside true date cells only.

    >>> are_serials(Texts.of(["45322", ""])), are_serials(Texts.of(["45322", "31/01/2024"]))
    (True, False)
    >>> are_serials(Texts.of(["45322", "[2024-02-01]"])), are_serials(Texts.of(["[2024-02-01]"]))
    (True, False)
    """
    held = [text for text in texts.counts() if text and not means_nothing(text)]
    numbers = [text for text in held if not _CELL.fullmatch(text)]
    return bool(numbers) and all(_serial(text) in SERIALS for text in numbers)


def from_serial(text: str) -> str:
    """Write the number that a spreadsheet keeps for a date as that date, year first.

    >>> from_serial("45322"), from_serial("[2024-02-01]"), from_serial("")
    ('2024-01-31', '[2024-02-01]', '')
    """
    serial = _serial(text)
    return text if serial < 0 else str(SERIAL_0 + serial)


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
        What the numbers of a date are, where neither a year of four digits first nor a name says.
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
    if parts.form is Form.YEAR_LAST and order is Order.YEAR_FIRST:
        return _short_year_first(text)
    by_day = parts.form is Form.YEAR_LAST and order is Order.DAY_FIRST
    if by_day or (parts.form is Form.CELL and swapped):
        month, day = day, month
    try:
        return np.datetime64(f"{parts.year:04d}-{month:02d}-{day:02d}", "D")
    except ValueError:
        return NULL_DAY if is_null_date(text) else NO_DATE


def _short_year_first(text: str) -> np.datetime64:
    """Read ``24-01-31``."""
    match = _SHORT.fullmatch(text)
    try:
        return np.datetime64(f"{_year(match[1])}-{match[4]}-{match[5]}", "D") if match else NO_DATE
    except ValueError:
        return NO_DATE


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

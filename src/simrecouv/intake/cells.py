"""The text of a typed cell, of a spreadsheet or a Parquet file: one canonical form for each value.

What an order of day and month, or a decimal mark, would otherwise decide stands in brackets: a true
date is ``[2024-01-31]``, a number with decimals is ``[1250.5]``. Whole numbers have no bracket, so
that the invoice 12345.0 is ``12345``; text stays as it is.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal

#: Digits of a number that a spreadsheet keeps; what follows is noise.
DIGITS = 15


def cell_text(value: object) -> str:
    """Write the value of a cell as text.

    >>> cell_text(12345.0), cell_text(0.1 + 0.2), cell_text(True), cell_text(" A1 ")
    ('12345', '[0.3]', 'true', 'A1')
    >>> cell_text(date(2024, 1, 31)), cell_text(datetime(2024, 1, 31, 9, 30))
    ('[2024-01-31]', '[2024-01-31 09:30:00]')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"[{_day(value)}]"
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, time):
        return "[1899-12-31]"  # the day 0 of spreadsheets, shown as a time
    return str(value).strip()


def _day(value: date) -> str:
    """Write a date, and the time of the day where there is one."""
    day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if not isinstance(value, datetime) or value.time() == time():
        return day
    return f"{day} {value.time().replace(microsecond=0)}"


def _number(value: float | Decimal) -> str:
    """Write a number, without the noise of binary fractions."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return "" if math.isnan(value) else str(value)
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.{DIGITS}g}")
    whole, _, part = f"{exact:f}".partition(".")
    part = part.rstrip("0")
    return f"[{whole}.{part}]" if part else "0" if whole == "-0" else whole

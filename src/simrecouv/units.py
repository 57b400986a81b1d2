"""Money, days and ticks: the only units the engines and the ledger know.

Money is an integer number of cents. A day is an integer counted from the switch of policy (day 0,
negative before it). A tick is ``day * 8 + phase``, and the phases are *the order of the day*. Euros
and calendar dates exist at the border only.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from enum import IntEnum

#: Ticks in one day; phase 7 is spare.
TICKS_PER_DAY = 8
#: A day that never comes.
NEVER = 1_000_000
#: An order of which nothing is recorded: its due day comes by the terms, its payment is to come.
BY_TERMS, NO_RECORD = NEVER, -NEVER
DAYS_PER_YEAR = 365


class Phase(IntEnum):
    """The order of the day. A phase reads only what strictly earlier phases wrote.

    World events fall due, then orders are invoiced, then the bank statement comes in, then the
    dunning run, the desk and third parties work on what the bank left open; at the close of the
    day intensities accrue and customers decide.
    """

    WORLD = 0
    ORDERS = 1
    BANK = 2
    DUNNING = 3
    DESK = 4
    THIRD_PARTIES = 5
    CLOSE = 6


def round_cents(amount: float) -> int:
    """Round an amount in cents, halves up: ``floor(x + 0.5)``, the same bits in every engine.

    >>> round_cents(12.5), round_cents(-12.5), round_cents(12.49)
    (13, -12, 12)
    """
    return int(math.floor(amount + 0.5))


def cents(euros: float) -> int:
    """Convert euros to integer cents.

    >>> cents(19.99)
    1999
    """
    return round_cents(euros * 100.0)


def euros(amount_cents: float) -> float:
    """Convert cents to euros, for display.

    >>> euros(1999)
    19.99
    """
    return amount_cents / 100.0


def tick(day: int, phase: Phase) -> int:
    """Return the tick of a phase of a day.

    >>> tick(2, Phase.BANK)
    18
    """
    return day * TICKS_PER_DAY + phase


def day_of(day: date, start: date) -> int:
    """Count the days from the switch (`start`) to a calendar date.

    >>> day_of(date(2026, 1, 31), date(2026, 1, 1))
    30
    """
    return (day - start).days


def date_of(day: int, start: date) -> date:
    """Return the calendar date of a day number.

    >>> date_of(-1, date(2026, 1, 1))
    datetime.date(2025, 12, 31)
    """
    return start + timedelta(days=day)

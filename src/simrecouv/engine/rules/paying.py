"""Paying: the daily intensity of an open invoice, and the run its payment leaves with."""

from __future__ import annotations


def hazard_index(day: int, habit_day: int, first: int, size: int) -> int:
    """Place of a day in a hazard table that starts `first` days past due; -1 before it.

    `habit_day` is the due day that the customer lives by; past the end of the table its last value
    holds.

    >>> [hazard_index(day, 40, -30, 100) for day in (9, 10, 900)]
    [-1, 0, 99]
    """
    index = day - habit_day - first
    if index < 0:
        return -1
    if index >= size:
        return size - 1
    return index


def between(low: float, high: float, fraction: float) -> float:
    """Interpolate between two neighbours of a table.

    >>> between(2.0, 4.0, 0.25)
    2.5
    """
    return low + (high - low) * fraction


def daily_intensity(
    hazard: float,
    tempo: float,
    pace: float,
    season: float,
    deterrence: float,
    contact_multiplier: float,
) -> float:
    """Intensity of one day of an open invoice, third parties apart (`model.md` 4).

    `tempo` belongs to the invoice (frailty, ease of its means of payment), `pace` to its customer
    today (liquidity, order hold), `season` to the day.
    """
    return hazard * tempo * pace * season * deterrence * contact_multiplier


def pace_of(in_spell: bool, spell_intensity: float, holds: int, hold_pressure: float) -> float:
    """Pace of a customer: slower when short of cash, faster while its orders are kept back.

    >>> pace_of(True, 0.3, 0, 1.5), pace_of(False, 0.3, 2, 1.5)
    (0.3, 1.5)
    """
    pace = 1.0
    if in_spell:
        pace = pace * spell_intensity
    if holds > 0:
        pace = pace * hold_pressure
    return pace


def deterred(strength: float, annual_rate: float, n_charged: int, n_late: int) -> float:
    """Multiplier of the intensity of a customer who calculates.

    It grows with the rate and with the share of its late payments on which it really paid late
    charges: an announced penalty that nobody collects deters nobody.

    >>> deterred(0.1, 0.12, 0, 9), deterred(0.1, 0.12, 1, 4)
    (1.0, 1.3)
    """
    if n_charged <= 0 or n_late <= 0:
        return 1.0
    return 1.0 + strength * (annual_rate * 100.0) * (n_charged / n_late)


#: A contact stock below this is forgotten, so that most invoices look nothing up.
FORGOTTEN = 1e-6


def faded(stock: float, decay: float) -> float:
    """Contact stock one day later; forgotten below one millionth."""
    left = stock * decay
    if left < FORGOTTEN:
        return 0.0
    return left


def payment_run(
    pays: int,
    day: int,
    next_run: int,
    last_before_due: int,
    first_after_due: int,
    discount_run: int,
) -> int:
    """Day on which a payment decided at the close of `day` leaves.

    Parameters
    ----------
    pays
        0 the next run, 1 the last run before due, 2 the first run after due.
    next_run
        [day] First run after `day`.
    last_before_due, first_after_due
        [day] Runs around the due day that the customer lives by.
    discount_run
        [day] Last run that still earns the discount, for who takes it; before `day` if none.

    Examples
    --------
    Decided on day 3, runs on days 7, 14 and 21, due on day 17:

    >>> [payment_run(pays, 3, 7, 14, 21, -1) for pays in (0, 1, 2)]
    [7, 14, 21]
    """
    run = next_run
    if pays == 1 and last_before_due > run:
        run = last_before_due
    if pays == 2 and first_after_due > run:
        run = first_after_due
    if day < discount_run < run:
        run = discount_run
    return run

"""What a stretch of books shows: DSO by month, payment curve, late share, ageing, cash received.

The same arithmetic on what happened and on what was simulated. An invoice counts whole until the
day on which it is wholly paid: what is compared does not depend on how parts are booked.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import kaplan_meier
from simrecouv.units import DAYS_PER_YEAR, date_of, day_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Days past due at which payment curves are compared.
CURVE_AGES = (-15, -8, 0, 7, 15, 30, 60, 90)
#: Days past due after which each bucket of the ageing begins; what is not due yet comes first.
AGE_STEPS = (0, 30, 60, 90)


class Facts(NamedTuple):
    """Invoices: days counted from the cut; `paid_day` never comes while one is unpaid."""

    issue_day: Ints
    due_day: Ints
    paid_day: Ints
    amount_cents: Ints


class Shown(NamedTuple):
    """Every figure that a backtest compares, in the order of `labels_of`."""

    dso_days: Floats
    unpaid_share: Floats
    late_share: Floats
    ageing_cents: Floats
    cash_cents: Floats


def month_ends(cut: date, last_day: int) -> tuple[int, ...]:
    """List the ends of months from a cut to a day, itself included [days from the cut].

    >>> month_ends(date(2026, 1, 1), 60)
    (30, 58)
    """
    ends: list[int] = []
    year, month = cut.year, cut.month
    while True:
        year, month = year + month // 12, month % 12 + 1
        end = day_of(date(year, month, 1), cut) - 1
        if end > last_day:
            return tuple(ends)
        ends.append(end)


def shown(facts: Facts, ends: tuple[int, ...], first_day: int) -> Shown:
    """Compute what some books show.

    Parameters
    ----------
    ends
        [days] Ends of months; the last one is the day up to which anything is known.
    first_day
        [days] Since when invoices are known: a trailing year may be shorter.

    Returns
    -------
    Shown
        DSO [days] and cash received [cents] by month; share unpaid at each of `CURVE_AGES`, of
        the invoices issued after the cut; share late of those due after it; ageing [cents] at
        the end. NaN where there is nothing to tell it from.
    """
    last = ends[-1]
    new = (facts.issue_day >= 0) & (facts.issue_day <= last)
    left = np.minimum(facts.paid_day, last)
    due_since = (facts.due_day >= 0) & (facts.due_day < last) & (facts.issue_day <= last)
    late = np.minimum(facts.paid_day, last) > facts.due_day
    return Shown(
        dso_days=np.array([_dso_days(facts, end, first_day) for end in ends]),
        unpaid_share=_unpaid_shares((left - facts.due_day)[new], (facts.paid_day <= last)[new]),
        late_share=np.array([late[due_since].mean() if due_since.any() else np.nan]),
        ageing_cents=_ageing(facts, last),
        cash_cents=_cash(facts, ends),
    )


def _unpaid_shares(age: Ints, is_paid: NDArray[np.bool_]) -> Floats:
    """Share unpaid at each of `CURVE_AGES`; NaN without an invoice."""
    if age.size == 0:
        return np.full(len(CURVE_AGES), np.nan)
    curve = kaplan_meier(age, is_paid)
    return np.array([curve.unpaid_at(age) for age in CURVE_AGES])


def _dso_days(facts: Facts, end: int, first_day: int) -> float:
    """Receivables at the end of a day over the sales of the year that it ends, in days."""
    days = min(DAYS_PER_YEAR, end - first_day + 1)
    amount, issue = facts.amount_cents, facts.issue_day
    owed = amount[(issue <= end) & (facts.paid_day > end)].sum()
    sales = amount[(issue <= end) & (issue > end - days)].sum()
    return float(owed / sales * days) if sales else float("nan")


def _ageing(facts: Facts, end: int) -> Floats:
    is_open = (facts.issue_day <= end) & (facts.paid_day > end)
    bucket = np.searchsorted(AGE_STEPS, end - facts.due_day[is_open])
    return np.bincount(bucket, facts.amount_cents[is_open], len(AGE_STEPS) + 1).astype(np.float64)


def _cash(facts: Facts, ends: tuple[int, ...]) -> Floats:
    paid = (facts.paid_day >= 0) & (facts.paid_day <= ends[-1])
    month = np.searchsorted(ends, facts.paid_day[paid])
    return np.bincount(month, facts.amount_cents[paid], len(ends)).astype(np.float64)


def labels_of(cut: date, ends: tuple[int, ...]) -> dict[str, list[object]]:
    """Name what each figure of `Shown` is about: the end of a month, an age, a bucket."""
    dates = [date_of(end, cut) for end in ends]
    return {
        "dso_days": list(dates),
        "unpaid_share": list(CURVE_AGES),
        "late_share": [date_of(ends[-1], cut)],
        "ageing_cents": [-1, *AGE_STEPS],
        "cash_cents": list(dates),
    }

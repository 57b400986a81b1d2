"""Which customers pay on runs: weekly, twice a month, monthly, by the dates of their payments.

The distinct dates on which a customer paid are compared with every calendar of a kind: weekly on
each weekday, monthly around each day of the month, twice a month around each pair of days. Under a
calendar a date is one of its days, `STRAY` of them apart; without runs, it is any day alike. The
likelihood ratio, averaged over the calendars of a kind and over the kinds, then has mean 1 for a
customer without runs, and passes `PROOF` with probability at most 1 / `PROOF` (Markov's
inequality): no permutation is needed. Of a customer that passes, the likeliest kind is kept.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.vocabulary import Runs

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Dates = NDArray[np.datetime64]

#: Payments that a customer needs to be classified. They and not the dates are counted: those who
#: pay monthly have few dates, and would be left out.
FEWEST_PAYMENTS = 8
#: Likelihood ratio from which a customer pays on runs; without runs, 1 in 20 at most passes it.
PROOF = 20.0
#: Share of the payments of a run that may leave on another day.
STRAY = 0.1
#: [days] A run of the month, a weekend and a public holiday later.
WINDOW_DAYS = 4
#: Kinds of runs that dates can show.
KINDS = (Runs.WEEKLY, Runs.TWICE_MONTHLY, Runs.MONTHLY)


def rhythms(money: pd.DataFrame, days: Dates) -> pd.Series:
    """Say how each customer pays.

    Parameters
    ----------
    money
        customer_id, paid_date: one row per payment.
    days
        Every day on which money could come, in ascending order.

    Returns
    -------
    Series
        A `simrecouv.vocabulary.Runs` per customer with enough payments.
    """
    n = money["customer_id"].value_counts()
    known = money[money["customer_id"].isin(n.index[n >= FEWEST_PAYMENTS])]
    dates = known.drop_duplicates(["customer_id", "paid_date"])
    if dates.empty:
        return pd.Series(dtype="str")
    codes, customers = pd.factorize(dates["customer_id"], sort=True)
    paid = dates["paid_date"].to_numpy().astype("datetime64[D]")
    place = np.clip(np.searchsorted(days, paid), 0, days.size - 1)
    possible = days[place] == paid
    evidence = np.array([_evidence(run_days(kind, days), place, possible, codes) for kind in KINDS])
    passes = np.logaddexp.reduce(evidence, axis=0) - np.log(len(KINDS)) >= np.log(PROOF)
    names = np.array([kind.value for kind in KINDS], dtype=object)[evidence.argmax(axis=0)]
    return pd.Series(np.where(passes, names, Runs.DAILY.value), index=customers, dtype="str")


def run_days(kind: Runs, days: Dates) -> Bools:
    """Tell which days each calendar of a kind pays on, shape (calendar, day)."""
    if kind is Runs.WEEKLY:
        weekday = weekday_of(days)
        return np.array([weekday == k for k in range(7) if (weekday == k).any()])
    month = days.astype("datetime64[M]").astype("datetime64[D]")
    of_month = (days - month).astype(np.int64)
    around = np.array([(of_month - first) % 31 < WINDOW_DAYS for first in range(31)])
    if kind is Runs.MONTHLY:
        return around
    return np.array(
        [around[first] | around[(first + gap) % 31] for first in range(16) for gap in range(13, 17)]
    )


def weekday_of(days: Dates) -> NDArray[np.int64]:
    """Weekday of each day, Monday being 0 (day 0 of NumPy, 1 January 1970, was a Thursday)."""
    return (days.astype("datetime64[D]").astype(np.int64) + 3) % 7


def _evidence(runs: Bools, place: np.ndarray, possible: Bools, codes: np.ndarray) -> Floats:
    """Log of the mean likelihood ratio of each customer over the calendars of a kind.

    Calendars without a day in a short period are left out.
    """
    runs = runs[runs.any(axis=1)]
    on_run = (1.0 - STRAY) / runs.mean(axis=1) + STRAY
    size = int(codes.max()) + 1
    logs = np.empty((runs.shape[0], size))
    for row, (days, ratio) in enumerate(zip(runs, on_run, strict=True)):
        hit = days[place] & possible
        logs[row] = np.bincount(codes, np.where(hit, np.log(ratio), np.log(STRAY)), size)
    found: Floats = np.logaddexp.reduce(logs, axis=0) - np.log(runs.shape[0])
    return found

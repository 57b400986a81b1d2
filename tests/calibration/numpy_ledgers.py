"""Ledgers with known parameters, drawn by NumPy with exactly the simulator's law.

A customer has a gamma frailty, or never pays; an invoice has a threshold Exp(1), and is paid on the
day after the first close at which frailty times the cumulated hazard reaches it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from simrecouv.calibration.settled import ALWAYS
from simrecouv.world.addressing import Stream, absorb, name_word, uniform
from simrecouv.world.quantiles import exponential, gamma_mean_one

#: [days] Terms; hazard per day of the five bands from the days past due of their first closes.
TERMS, STARTS = 30, (-30, -8, 0, 30, 90)
LEVELS = (0.004, 0.02, 0.04, 0.015, 0.006)
VARIANCE, NEVER = 0.5, 0.03
#: Orders of a customer: in a year on average, and at most in all.
ORDERS_PER_YEAR, MOST_ORDERS = 12.0, 80


def cumulated(levels: tuple[float, ...] = LEVELS) -> np.ndarray:
    """Hazard cumulated to the end of each day from issue."""
    hazard = np.zeros(TERMS + 2_000)
    for start, level in zip(STARTS, levels, strict=True):
        hazard[start + TERMS :] = level
    return np.concatenate([[0.0], np.cumsum(hazard)])


def drawn_rows(
    seed: int, customers: int = 400, *, days: int = 730, since: int = 0, never: float = NEVER
) -> pd.DataFrame:
    """Draw a ledger as `settlements` reduces it: 12 invoices a year, open ones censored.

    Parameters
    ----------
    since
        Day from which payments are recorded: what was paid before is not in the ledger.
    """
    key = absorb(absorb(name_word("drawn ledgers"), seed), customers)
    owner = absorb(key, np.arange(customers, dtype=np.uint64))
    frailty = gamma_mean_one(uniform(owner, Stream.FRAILTY, 0), VARIANCE)
    frailty[uniform(owner, Stream.PROFILE, 0) < never] = 0.0
    order = absorb(owner[:, None], np.arange(MOST_ORDERS, dtype=np.uint64))
    gaps = exponential(uniform(order, Stream.ORDER_GAP, 0)) * 365 / ORDERS_PER_YEAR
    when = np.cumsum(gaps, axis=1)
    is_placed = when < days
    customer, issue = np.nonzero(is_placed)[0], when[is_placed].astype(np.int64)
    with np.errstate(divide="ignore"):
        needed = exponential(uniform(order[is_placed], Stream.PAYMENT, 0)) / frailty[customer]
    closes = np.searchsorted(cumulated(), needed)
    paid_day = np.where(closes < cumulated().size, issue + closes, 10**6)
    left = np.minimum(paid_day, days - 1)
    seen = (issue >= since) | (paid_day >= since)
    due = issue + TERMS
    rows = pd.DataFrame(
        {
            "segment": "all",
            "customer_id": np.char.mod("C%05d", customer),
            "entry_age": np.where(issue < since, since - due, ALWAYS),
            "age": left - due,
            "is_paid": paid_day < days,
            "ending": np.where(paid_day < days, "paid", "open"),
        }
    )
    return rows[seen].reset_index(drop=True)

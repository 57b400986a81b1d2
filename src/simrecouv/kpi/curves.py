"""Weekly curves of receivables by age, and of cash, for pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi.balances import BUCKETS, ageing
from simrecouv.kpi.books import Books
from simrecouv.kpi.treasury import treasury_of
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance

#: Days between two points.
STEP_DAYS = 7

#: The curves, beside `day`.
CURVES = ("receivables", *BUCKETS, "cash")


def curves(ledger: Ledger, finance: Finance) -> dict[str, NDArray[np.float64]]:
    """Return weekly balances from day 0 to the last month-end.

    Returns
    -------
    dict[str, ndarray]
        ``day`` [days]; gross unpaid principal incl. VAT, in all and by age past due, and cash,
        what the overdraft costs deducted [EUR], at the end of each day.
    """
    return curves_of(Books(ledger, finance))


def curves_of(books: Books) -> dict[str, NDArray[np.float64]]:
    """Return the curves of books already read; see `curves`."""
    day = np.arange(0, books.ledger.month_ends[-1] + 1, STEP_DAYS)
    buckets = ageing(books)[:, day + books.index(0)]
    amounts = np.vstack([buckets.sum(axis=0), buckets, treasury_of(books).cash[day]]) / 100.0
    return {"day": day.astype(np.float64), **dict(zip(CURVES, amounts, strict=True))}

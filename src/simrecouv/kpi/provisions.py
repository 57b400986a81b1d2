"""Provision for doubtful debts: what the books expect to lose, by age past due, excl. VAT.

VAT is not lost with the debt, so that a provision leaves it out. Each debt takes the rate of the
band that its age reaches; a debt that is written off or sold is no longer in the books, and one
financed with recourse still is. Nothing is assessed customer by customer, as an auditor would ask:
a provision is an accounting estimate, and no other figure reads it.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books
from simrecouv.kpi.days import Int64s, rounded
from simrecouv.kpi.signs import BOOKED


def provision(gross: float, vat_rate: float, risk_rate: float) -> float:
    """Return the provision on one debt: the part at risk, excl. VAT.

    French: dépréciation des comptes clients (accounts 68174 and 491).

    Parameters
    ----------
    gross
        [money, incl. VAT] Owed.
    vat_rate
        [share] Of the amount excl. VAT.
    risk_rate
        [share] Expected loss.

    Examples
    --------
    12,000 incl. 20 % of VAT, at risk for 70 %.

    >>> round(provision(12_000, 0.20, 0.70), 2)
    7000.0
    """
    return gross / (1.0 + vat_rate) * risk_rate


def provisions_of(books: Books) -> Int64s:
    """Return the provisions [cents] by band of `Finance.provisions`, at the 12 month-ends.

    Returns
    -------
    (bands, 12) int64
    """
    return np.stack([provisions_on(books, day) for day in books.ledger.month_ends], axis=1)


def provisions_on(books: Books, day: int) -> Int64s:
    """Return the provisions [cents] by band at the end of one day."""
    bands, gross = books.finance.provisions, _in_the_books(books, day)
    held = np.flatnonzero(gross)
    net = rounded(gross[held] * (books.net[held] / books.gross[held]))
    late = day - books.due[held]
    band = np.searchsorted([one.from_days for one in bands], late, side="right")
    # Band 0 is younger than all of them.
    owed = np.bincount(band, weights=net, minlength=len(bands) + 1)
    rates = np.array([one.rate for one in bands])
    return rounded(owed[1:] * rates)


def _in_the_books(books: Books, day: int) -> Int64s:
    """Principal incl. VAT [cents] of each invoice that the books hold at the end of a day."""
    held = np.where(books.issue <= day, books.gross, 0)
    for moves, sign in ((books.settled, -1), (books.moves(BOOKED), +1)):
        moved = moves.amount_cents * (moves.day <= day)
        held += sign * books.by_invoice(moves.invoice, moved)
    return held

"""Provision for doubtful debts: what the books expect to lose, by age past due, excl. VAT.

VAT is not lost with the debt, so that a provision leaves it out. Each debt takes the rate of the
band that its age reaches; a debt that is written off or sold is no longer in the books, and one
financed with recourse still is. Nothing is assessed customer by customer, as an auditor would ask:
a provision is an accounting estimate, and no other figure reads it.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, Int64s, rounded
from simrecouv.vocabulary import Kind

#: What changes the principal that the books hold.
IN_THE_BOOKS = {kind: kind.principal_sign for kind in Kind if kind.principal_sign}


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
    bands = books.finance.provisions
    band = np.searchsorted([one.from_days for one in bands], day - books.due, side="right")
    # Band 0 is younger than all of them; an invoice never issued has nothing left.
    owed = np.bincount(band, weights=_net_in_the_books(books, day), minlength=len(bands) + 1)
    rates = np.array([one.rate for one in bands])
    return rounded(owed[1:] * rates)


def _net_in_the_books(books: Books, day: int) -> Int64s:
    """Principal excl. VAT [cents] of each invoice that the books hold at the end of a day."""
    moves = books.moves(IN_THE_BOOKS)
    past = moves.only(moves.day <= day)
    gross = books.by_invoice(past.invoice, past.amount_cents)
    share = np.divide(books.net, books.gross, out=np.zeros(books.n_invoices), where=books.gross > 0)
    return rounded(gross * share)

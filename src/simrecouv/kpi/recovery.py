"""Recovery: what the measured cohorts paid, when, and what collecting it took.

Cash is counted when the bank receives it, gross of commission. A discount is not recovery, and
neither are late charges. Every rate is weighted by principal incl. VAT.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, Int64s
from simrecouv.kpi.ratios import ratio
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind

#: Ages past due [days] at which recovery is shown.
RECOVERY_DAYS = (30, 60, 90, 180, 365)


def collection_effectiveness_index(
    opening: float, sales: float, closing: float, closing_not_due: float
) -> float:
    """Return the share collected of what could be collected over a period (CEI).

    ``sales`` are the total of the period, not their monthly mean.

    Parameters
    ----------
    opening, closing
        [money, incl. VAT] Receivables at both ends of the period.
    sales
        [money, incl. VAT] Invoiced over the period.
    closing_not_due
        [money, incl. VAT] Part of `closing` not yet past due.

    Examples
    --------
    >>> round(collection_effectiveness_index(6_200, 10_890, 6_340, 3_590), 4)
    0.7963
    """
    return ratio(opening + sales - closing, opening + sales - closing_not_due)


def recovery_rates(books: Books) -> dict[str, float]:
    """Return the shares of the cohorts' principal received by some ages past due.

    Payments of the very day count: `recovery_rate_30d` includes what arrives 30 days past due.
    """
    received, principal = books.rows(Kind.RECEIVED), _principal(books)
    mine = books.is_cohort[received.invoice]
    amount = received.amount_cents[mine]
    age = received.day[mine] - books.due[received.invoice[mine]]
    return {
        f"recovery_rate_{days}d": ratio(int(amount[age <= days].sum()), principal)
        for days in RECOVERY_DAYS
    }


def weighted_days_to_pay(books: Books) -> float:
    """Return the mean days from issue to settlement of the cohorts, weighted by principal.

    What is unpaid a year past due counts as settled that day: never a mean over paid only.
    """
    return _weighted_days(books, books.issue)


def days_beyond_terms(books: Books) -> float:
    """Return the mean days from due to settlement, as `weighted_days_to_pay`; early is negative."""
    return _weighted_days(books, books.due)


def _weighted_days(books: Books, since: Int64s) -> float:
    settled, mine = books.settled, books.is_cohort
    latest = books.due + DAYS_PER_YEAR
    on_time = mine[settled.invoice] & (settled.day <= latest[settled.invoice])
    invoice, amount = settled.invoice[on_time], settled.amount_cents[on_time]
    days_paid = int(np.sum(amount * (settled.day[on_time] - since[invoice])))
    left = (books.gross - books.by_invoice(invoice, amount))[mine]
    days_left = int(np.sum(left * (latest - since)[mine]))
    return ratio(days_paid + days_left, _principal(books))


def placed_debts(books: Books) -> dict[str, float]:
    """Return what placed cohort debts paid after placement, and what the agency added.

    ``agency_incremental`` leaves out what would have come without the agency: payments decided
    before placement, and the principal of the invoices whose life without agency ends in payment.
    """
    placed, received = books.rows(Kind.PLACED), books.rows(Kind.RECEIVED)
    mine = books.is_cohort[placed.invoice]
    since = np.full(books.n_invoices, books.ledger.end_day, dtype=np.int64)
    np.minimum.at(since, placed.invoice[mine], placed.day[mine])
    was_decided = np.zeros(books.n_invoices, dtype=bool)
    decided = books.rows(Kind.PAYMENT_DECIDED)
    was_decided[decided.invoice[decided.day < since[decided.invoice]]] = True
    after = received.day > since[received.invoice]
    brought = after & ~was_decided[received.invoice]
    alone = books.rows(Kind.WOULD_HAVE_PAID)
    alone_too = since[alone.invoice] < books.ledger.end_day
    recovered = int(received.amount_cents[after].sum())
    by_agency = int(received.amount_cents[brought].sum() - alone.amount_cents[alone_too].sum())
    entrusted = int(placed.amount_cents[mine].sum())
    return {
        "recovery_placed": ratio(recovered, entrusted),
        "agency_incremental": ratio(by_agency, entrusted),
    }


def _principal(books: Books) -> int:
    return int(books.gross[books.is_cohort].sum())

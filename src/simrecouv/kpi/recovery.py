"""Recovery: what the measured cohorts paid, when, and what collecting it took.

Cash is counted when the bank receives it, gross of commission, and counted off when the bank takes
it back. A discount, a concession and late charges are not recovery. What a justified credit note
cancels was never to be recovered. Every rate is weighted by principal incl. VAT.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, Bools, Int64s, Moves, once
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
    """Return the shares of the cohorts' principal received, and kept, by some ages past due.

    Payments of the very day count: `recovery_rate_30d` includes what arrives 30 days past due. The
    principal leaves out every credit note, whatever its date.
    """
    cash, owed = books.cash, _principal(books) - books.cohort_amount(Kind.CREDIT_NOTE)
    mine = books.is_cohort[cash.invoice]
    amount = cash.amount_cents[mine]
    age = cash.day[mine] - books.due[cash.invoice[mine]]
    return {
        f"recovery_rate_{days}d": ratio(int(amount[age <= days].sum()), owed)
        for days in RECOVERY_DAYS
    }


def weighted_days_to_pay(books: Books) -> float:
    """Return the mean days from issue to settlement of the cohorts, weighted by principal.

    What is unpaid a year past due counts as settled that day: never a mean over paid only.
    """
    mine = books.is_cohort
    terms = np.sum((books.gross * (books.due - books.issue))[mine])
    return ratio(_cent_days_late(books) + int(terms), _principal(books))


def days_beyond_terms(books: Books) -> float:
    """Return the mean days from due to settlement, as `weighted_days_to_pay`; early is negative."""
    return ratio(_cent_days_late(books), _principal(books))


@once
def _cent_days_late(books: Books) -> int:
    """Sum days from due to settlement times cents, over what the cohorts owed."""
    settled, mine = books.settled, books.is_cohort
    age = settled.day - books.due[settled.invoice]
    on_time = mine[settled.invoice] & (age <= DAYS_PER_YEAR)
    amount = settled.amount_cents[on_time]
    left = int(books.gross[mine].sum()) - int(amount.sum())
    return int(np.sum(amount * age[on_time])) + left * DAYS_PER_YEAR


def placed_debts(books: Books) -> dict[str, float]:
    """Return what placed cohort debts paid after placement, and what the agency added.

    ``agency_incremental`` leaves out what would have come without the agency: payments decided
    before placement, and the principal of the invoices whose life without agency ends in payment.
    """
    placed = books.rows(Kind.PLACED)
    mine = books.is_cohort[placed.invoice]
    since = _first_day(books, placed.invoice[mine], placed.day[mine])
    is_placed = since < books.ledger.end_day
    cash = books.cash.only(is_placed[books.cash.invoice])
    later = _own_cash(books, cash.only(cash.day > since[cash.invoice]))
    on_its_way = _on_its_way(books, cash, since, later)
    alone = books.rows(Kind.WOULD_HAVE_PAID)
    anyway = alone.amount_cents[is_placed[alone.invoice]].sum()
    anyway += later.amount_cents[on_its_way].sum()
    recovered, entrusted = later.amount_cents.sum(), placed.amount_cents[mine].sum()
    return {
        "recovery_placed": ratio(int(recovered), int(entrusted)),
        "agency_incremental": ratio(int(recovered - anyway), int(entrusted)),
    }


def _own_cash(books: Books, later: Moves) -> Moves:
    """Leave out what the bank takes back of a payment that came before placement."""
    return later.only(later.day >= _first_payment(books, later)[later.invoice])


def _on_its_way(books: Books, cash: Moves, since: Int64s, later: Moves) -> Bools:
    """Tell what was decided before placement: the next payment after it, as far as it is kept."""
    before = cash.only((cash.amount_cents > 0) & (cash.day <= since[cash.invoice]))
    last = np.full(books.n_invoices, books.ledger.first_day - 1, dtype=np.int64)
    np.maximum.at(last, before.invoice, before.day)
    every = books.rows(Kind.PAYMENT_DECIDED)
    decided = every.only(since[every.invoice] < books.ledger.end_day)
    pending = np.zeros(books.n_invoices, dtype=bool)
    waiting = (decided.day < since[decided.invoice]) & (decided.day >= last[decided.invoice])
    pending[decided.invoice[waiting]] = True
    first = _first_payment(books, later)
    second = _first_payment(books, later.only(later.day > first[later.invoice]))
    return pending[later.invoice] & (later.day < second[later.invoice])


def _first_payment(books: Books, moves: Moves) -> Int64s:
    """Return the day of the first payment to each invoice, `end_day` if none."""
    paid = moves.only(moves.amount_cents > 0)
    return _first_day(books, paid.invoice, paid.day)


def _first_day(books: Books, invoice: Int64s, day: Int64s) -> Int64s:
    """Return the earliest of some days of each invoice, `end_day` if none."""
    first = np.full(books.n_invoices, books.ledger.end_day, dtype=np.int64)
    np.minimum.at(first, invoice, day)
    return first


def _principal(books: Books) -> int:
    return int(books.gross[books.is_cohort].sum())

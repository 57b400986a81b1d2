"""Recovery: what the measured cohorts paid, when, and what collecting it took.

Cash comes from the customer, or from a guarantor in its place: it is counted on the day when it is
paid, to us, to an agency, to a bailiff or to a factor, gross of commission, and counted off when
the bank takes it back. A discount, a concession, late charges, an indemnity of an insurer, the
advance of a factor or the sale of an invoice are not recovery. What a justified credit note cancels
was never to be recovered. Every rate is weighted by principal incl. VAT.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Bools, Int64s, whole
from simrecouv.kpi.ratios import ratio
from simrecouv.kpi.rows import Moves, Rows
from simrecouv.kpi.signs import CASH, CUSTOMER_CASH, GIVEN_UP
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind, Payee

#: Ages past due [days] at which recovery is shown.
RECOVERY_DAYS = (30, 60, 90, 180, 365)
#: What ends the debt of the customer, whoever its creditor is by then: selling it does not.
PAID_OR_GIVEN_UP = {**CASH, **GIVEN_UP}
#: Who brings money that owes nothing to an agency: who seizes it, or shares out what is left.
BY_FORCE = (Payee.BAILIFF.code, Payee.LIQUIDATOR.code)


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
    age = np.clip(cash.day - books.due[cash.invoice], 0, RECOVERY_DAYS[-1] + 1)
    amount = cash.amount_cents * books.is_cohort[cash.invoice]
    received = np.cumsum(whole(np.bincount(age, amount, RECOVERY_DAYS[-1] + 2)))
    return {f"recovery_rate_{days}d": ratio(int(received[days]), owed) for days in RECOVERY_DAYS}


def weighted_days_to_pay(books: Books) -> float:
    """Return the mean days from issue to payment by the customer, weighted by principal.

    What it was let off counts on that day, what is unpaid a year past due on that one: never a mean
    over paid only. An invoice sold to a factor is followed until its customer pays the factor.
    """
    mine = books.cohort
    terms = np.sum(books.gross[mine] * (books.due - books.issue)[mine])
    return ratio(_cent_days_late(books) + int(terms), _principal(books))


def days_beyond_terms(books: Books) -> float:
    """Return the mean days from due to payment, as `weighted_days_to_pay`; early is negative."""
    return ratio(_cent_days_late(books), _principal(books))


@once
def _cent_days_late(books: Books) -> int:
    """Sum days from due to payment times cents, over what the cohorts owed."""
    paid = books.moves(PAID_OR_GIVEN_UP)
    age = paid.day - books.due[paid.invoice]
    amount = paid.amount_cents * (books.is_cohort[paid.invoice] & (age <= DAYS_PER_YEAR))
    left = _principal(books) - int(amount.sum())
    return int(np.sum(amount * age)) + left * DAYS_PER_YEAR


class Placed(NamedTuple):
    """What was placed of the cohorts, what it paid since, and what the agency added [cents]."""

    entrusted: int
    recovered: int
    brought: int


def placed_debts(books: Books) -> dict[str, float]:
    """Return the shares of `placed_sums` in what was entrusted; NaN if nothing was."""
    found = placed_sums(books)
    return {
        "recovery_placed": ratio(found.recovered, found.entrusted),
        "agency_incremental": ratio(found.brought, found.entrusted),
    }


@once
def placed_sums(books: Books) -> Placed:
    """Sum what placed cohort debts paid after placement, and what the agency added.

    A debt counts from its first placement, for what was placed then. After a recall it still does,
    in court or at a second agency: what was entrusted is judged by all that came of it. Only the
    customer's money counts, not a guarantor's. `Placed.brought` leaves out what would have come
    without any agency: payments decided before placement, the principal of the invoices whose life
    without agency ends in payment, instalments agreed or granted by a judge, what a bailiff seizes
    and what a liquidator shares out; of one invoice, never more than what came.
    """
    placed = books.rows(Kind.PLACED)
    if not placed.where.size:
        return Placed(0, 0, 0)
    placed = placed.only(books.is_cohort[placed.invoice])
    since = first_day(books, placed.invoice, placed.day)
    entrusted = placed.amount_cents[placed.day == since[placed.invoice]].sum()
    is_placed = since < books.ledger.end_day
    cash = books.moves(CUSTOMER_CASH)
    cash = cash.only(is_placed[cash.invoice])
    later = _own_cash(books, cash.only(cash.day > since[cash.invoice]))
    anyhow = _is_by_force(books, later) | _is_by_instalment(books, later)
    own = later.only(_on_its_way(books, cash, since, later) | anyhow)
    alone = books.rows(Kind.WOULD_HAVE_PAID)
    recovered = books.by_invoice(later.invoice, later.amount_cents)
    anyway = books.by_invoice(own.invoice, own.amount_cents)
    anyway += books.by_invoice(alone.invoice, alone.amount_cents)
    brought = np.maximum(recovered - anyway, 0)
    return Placed(int(entrusted), int(recovered.sum()), int(brought.sum()))


def _is_by_force(books: Books, moves: Moves) -> Bools:
    """Tell which payments a bailiff or a liquidator receives."""
    by_force: Bools = np.isin(books.ledger.events["detail"][moves.where], BY_FORCE)
    by_force &= books.kind_of(moves) == Kind.RECEIVED
    return by_force


def _is_by_instalment(books: Books, moves: Moves) -> Bools:
    """Tell which payments come by a plan, agreed or granted by a judge, that still holds."""
    begun = np.maximum(
        _last_day(books, books.rows(Kind.PLAN_AGREED), moves),
        _last_day(books, books.rows(Kind.DELAY_GRANTED), moves),
    )
    ended = _last_day(books, books.rows(Kind.PLAN_BROKEN), moves)
    holds: Bools = begun > ended
    return holds


def _last_day(books: Books, rows: Rows, moves: Moves) -> Int64s:
    """Return the day of the last row of each move's invoice before its day; -1 if none.

    Days are counted from the first one.
    """
    if not rows.where.size:
        return np.full(moves.day.size, -1)
    span, first = books.n_days + 2, books.ledger.first_day
    keys = np.concatenate([[-1], np.sort(rows.invoice * span + rows.day - first)])
    own = moves.invoice * span
    last = keys[np.searchsorted(keys, own + moves.day - first) - 1]
    return np.where(last >= own, last - own, -1)


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
    return first_day(books, paid.invoice, paid.day)


def first_day(books: Books, invoice: Int64s, day: Int64s) -> Int64s:
    """Return the earliest of some days of each invoice, `end_day` if none."""
    first = np.full(books.n_invoices, books.ledger.end_day, dtype=np.int64)
    np.minimum.at(first, invoice, day)
    return first


def _principal(books: Books) -> int:
    return int(books.sales.gross_by_day[1].sum())

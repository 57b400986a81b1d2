"""Why two policies differ in DSO: by age, and by what left the receivables.

By age, the headline is the best possible DSO (terms) plus the average days delinquent (lateness).

By what left: of the invoices that both policies have issued, one has lost more to cash, to a sale
to a factor, to write-off... Each term is the difference of what has left since the invoice, over
the harmonic mean of the sales of both policies. ``sales`` is the rest: the invoices that one policy
alone has issued by then, and the sales that divide. So the terms sum to the difference exactly,
also when sales differ, and ``sales`` is zero when they do not. The past under the policy in force
is common to both, and cancels out. ``cash`` is what customers pay, to whomever: an invoice sold to
a factor stands under ``sold`` until its customer pays the factor, under ``cash`` from then on.

Write-offs do not move the gross DSO; what is more than 730 days past due leaves it (``aged_out``),
and stays in the books. All are means of the 12 month-ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from simrecouv.errors import StudyError
from simrecouv.kpi.balances import passings
from simrecouv.kpi.books import Books, once
from simrecouv.kpi.closings import Closing, month_closings
from simrecouv.kpi.days import Bools, Int64s
from simrecouv.kpi.dso import average_days_delinquent, best_possible_dso, dso_simple
from simrecouv.kpi.ratios import mean_defined, ratio
from simrecouv.kpi.signs import CUSTOMER_CASH
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import DSO_SPLIT, Kind

#: The kinds of event in each term, and what each takes off the receivables in that term.
LEFT_BY = {
    "cash": CUSTOMER_CASH,
    "discounts": {Kind.DISCOUNT: +1},
    "credits": {Kind.CREDIT_NOTE: +1, Kind.CONCESSION: +1},
    "written_off": {Kind.WRITTEN_OFF: +1, Kind.REINSTATED: -1},
    "sold": {Kind.SOLD: +1, Kind.BOUGHT_BACK: -1, Kind.PAID_TO_FACTOR: -1},
    "guarantor": {Kind.SUBROGATED: +1},
}
#: The terms that are measured: the rest is ``sales``.
MEASURED = (*LEFT_BY, "aged_out")

Terms = dict[str, float]
Pair = tuple[Closing, Closing]


class DsoSplit(NamedTuple):
    """The difference of DSO between two policies [days], in terms that sum to it.

    Attributes
    ----------
    ages
        Of `dso_simple`: ``terms`` and ``overdue`` (`simrecouv.vocabulary.DSO_AGES`).
    gross, book
        Of `dso_simple` and of `dso_book`, by what left (`simrecouv.vocabulary.DSO_SPLIT`).
    """

    ages: Terms
    gross: Terms
    book: Terms


def dso_split(ledger: Ledger, baseline: Ledger, finance: Finance) -> DsoSplit:
    """Split the difference of DSO between a policy and the baseline, in the same replication.

    Returns
    -------
    DsoSplit
        [days] Positive = it raises the policy's DSO above the baseline's. NaN without sales.

    Raises
    ------
    StudyError
        If the ledgers are not of one world: they do not hold the same orders.
    """
    reference = Books(baseline, finance)
    return dso_split_of(Books(ledger, finance, reference), reference)


def dso_split_of(books: Books, baseline: Books) -> DsoSplit:
    """Split the difference of books already read; see `dso_split`."""
    if books.n_invoices != baseline.n_invoices:
        orders = f"{books.n_invoices} and {baseline.n_invoices} orders"
        raise StudyError(f"two policies on one world expected: these ledgers hold {orders}")
    both = np.maximum(books.issue, baseline.issue)
    ours, theirs = (_left(one, both) for one in (books, baseline))
    closings = zip(month_closings(books), month_closings(baseline), strict=True)
    months = [
        _month(pair, dict(zip(MEASURED, moved, strict=True)))
        for pair, moved in zip(closings, (theirs - ours).T.tolist(), strict=True)
    ]
    return DsoSplit(*(_mean(part) for part in zip(*months, strict=True)))


def _mean(months: Sequence[Terms]) -> Terms:
    return {name: mean_defined(month[name] for month in months) for name in months[0]}


def _month(pair: Pair, moved: dict[str, int]) -> DsoSplit:
    """Split at one month-end, from what moved the receivables of one policy more [cents]."""
    per_cent = DAYS_PER_YEAR / 2 * math.fsum(ratio(1.0, closing.year.gross) for closing in pair)
    days = {name: per_cent * amount for name, amount in moved.items()}
    return DsoSplit(
        ages={"terms": _apart(pair, _terms), "overdue": _apart(pair, _overdue)},
        gross=_with_sales(_apart(pair, _gross), {**days, "written_off": 0.0}),
        book=_with_sales(_apart(pair, _book), {**days, "aged_out": 0.0}),
    )


def _left(books: Books, both: Int64s) -> Int64s:
    """Sum what has left the receivables [cents], by term and month-end, shape (terms, 12).

    Parameters
    ----------
    both : (invoices,)
        [days] When both policies have issued each invoice; from then on it counts.
    """
    later = both > books.issue
    if not later.any():
        return _left_since_issue(books)
    return _left_since_issue(books) + _put_off(books, later, both)


@once
def _left_since_issue(books: Books) -> Int64s:
    """Sum by term and month-end what has left, whatever the other policy issues: nothing before."""
    moves = [books.daily(kinds).sum(axis=0) for kinds in LEFT_BY.values()]
    left: Int64s = np.cumsum([*moves, passings(books)[-1]], axis=1)[:, books.at_month_ends]
    return left


def _put_off(books: Books, later: Bools, both: Int64s) -> Int64s:
    """Sum what waiting for the other policy to issue some invoices adds by each month-end."""
    terms = []
    for kinds in LEFT_BY.values():
        moves = books.moves(kinds)
        moves = moves.only(later[moves.invoice])
        terms.append(_wait(books, moves.day, both[moves.invoice], moves.amount_cents))
    old, settled = books.due + OLDEST_DAYS + 1, books.settled
    settled = settled.only(later[settled.invoice])
    paid = np.maximum(settled.day, old[settled.invoice])
    aged_out = _wait(books, old[later], both[later], books.gross[later]) - _wait(
        books, paid, both[settled.invoice], settled.amount_cents
    )
    return np.stack([*terms, aged_out])


def _wait(books: Books, day: Int64s, until: Int64s, amount: Int64s) -> Int64s:
    """Sum what amounts add by each month-end if they count from another day on: less, mostly."""
    later = books.by_month_end(np.maximum(day, until), amount)
    return later - books.by_month_end(day, amount)


def _with_sales(difference: float, days: Terms) -> Terms:
    """Name the rest, and put the terms in the order of the vocabulary."""
    named = {**days, "sales": difference - math.fsum(days.values())}
    return {name: named[name] for name, _ in DSO_SPLIT}


def _apart(pair: Pair, measure: Callable[[Closing], float]) -> float:
    """Return how far apart two closings are [days]."""
    ours, theirs = pair
    return measure(ours) - measure(theirs)


def _gross(closing: Closing) -> float:
    return dso_simple(closing.receivables, closing.year.gross)


def _book(closing: Closing) -> float:
    return dso_simple(closing.book, closing.year.gross)


def _terms(closing: Closing) -> float:
    return best_possible_dso(closing.not_due, closing.year.gross)


def _overdue(closing: Closing) -> float:
    return average_days_delinquent(closing.receivables, closing.not_due, closing.year.gross)

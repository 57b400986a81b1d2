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
from simrecouv.kpi.books import Books, Int64s, whole
from simrecouv.kpi.closings import Closing, month_closings
from simrecouv.kpi.dso import average_days_delinquent, best_possible_dso, dso_simple
from simrecouv.kpi.ratios import mean_defined, ratio
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import DSO_SPLIT, Kind

#: The kinds of event in each term, and what each does to the receivables in that term.
MOVED_BY = {
    "cash": {Kind.RECEIVED: -1, Kind.PAYMENT_REJECTED: +1, Kind.PAID_TO_FACTOR: -1},
    "discounts": {Kind.DISCOUNT: -1},
    "credits": {Kind.CREDIT_NOTE: -1, Kind.CONCESSION: -1},
    "written_off": {Kind.WRITTEN_OFF: -1, Kind.REINSTATED: +1},
    "sold": {Kind.SOLD: -1, Kind.BOUGHT_BACK: +1, Kind.PAID_TO_FACTOR: +1},
    "guarantor": {Kind.SUBROGATED: -1},
}

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
    return dso_split_of(Books(ledger, finance), Books(baseline, finance))


def dso_split_of(books: Books, baseline: Books) -> DsoSplit:
    """Split the difference of books already read; see `dso_split`."""
    if books.n_invoices != baseline.n_invoices:
        orders = f"{books.n_invoices} and {baseline.n_invoices} orders"
        raise StudyError(f"two policies on one world expected: these ledgers hold {orders}")
    both = np.maximum(books.issue, baseline.issue)
    ours, theirs = (_moved(one, both) for one in (books, baseline))
    closings = zip(month_closings(books), month_closings(baseline), strict=True)
    months = [
        _month(pair, {name: int(ours[name][k] - theirs[name][k]) for name in ours})
        for k, pair in enumerate(closings)
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


def _moved(books: Books, both: Int64s) -> dict[str, Int64s]:
    """Sum what has moved the receivables [cents] by each month-end, by term.

    Parameters
    ----------
    both : (invoices,)
        [days] When both policies have issued each invoice; from then on it counts.
    """
    moved = {}
    for name, kinds in MOVED_BY.items():
        rows = books.moves(kinds)
        since = np.maximum(rows.day, both[rows.invoice])
        moved[name] = _by_month_end(books, since, rows.amount_cents)
    return {**moved, "aged_out": -_aged_out(books, both)}


def _aged_out(books: Books, both: Int64s) -> Int64s:
    """Sum what is unpaid [cents] at each month-end of those that have left the headline."""
    since = np.maximum(books.due + OLDEST_DAYS + 1, both)
    settled = books.settled
    paid = np.maximum(settled.day, since[settled.invoice])
    return _by_month_end(books, since, books.gross) - _by_month_end(
        books, paid, settled.amount_cents
    )


def _by_month_end(books: Books, day: Int64s, amount: Int64s) -> Int64s:
    """Sum the amounts of the days up to each month-end, its own included."""
    ends = np.array(books.ledger.month_ends)
    month = np.searchsorted(ends, day)
    return np.cumsum(whole(np.bincount(month, amount, ends.size + 1)))[:-1]


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

"""Why two policies differ in DSO: by age, and by what left the receivables.

By age, the headline is the best possible DSO (terms) plus the average days delinquent (lateness).

By what left: of the invoices that both policies have issued, one has lost more to cash, to a sale
to a factor, to write-off... Each term is the difference of what has left since the invoice, over
the harmonic mean of the sales of both policies. ``sales`` is the rest: the invoices that one policy
alone has issued by then, and the sales that divide. So the terms sum to the difference exactly,
also when sales differ, and ``sales`` is zero when they do not. The past under the policy in force
is common to both, and cancels out.

Write-offs do not move the gross DSO; what is more than 730 days past due leaves it (``aged_out``),
and stays in the books. All are means of the 12 month-ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from simrecouv.errors import StudyError
from simrecouv.kpi.books import Books, Bools
from simrecouv.kpi.closings import Closing, month_closings
from simrecouv.kpi.dso import average_days_delinquent, best_possible_dso, dso_simple
from simrecouv.kpi.ratios import mean_defined, ratio
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import DSO_SPLIT, Kind

#: The kinds of event in each term; their signs say whether the receivables lose or gain.
MOVED_BY = {
    "cash": (Kind.RECEIVED, Kind.PAYMENT_REJECTED),
    "discounts": (Kind.DISCOUNT,),
    "credits": (Kind.CREDIT_NOTE, Kind.CONCESSION),
    "written_off": (Kind.WRITTEN_OFF, Kind.REINSTATED),
    "sold": (Kind.SOLD, Kind.BOUGHT_BACK),
    "guarantor": (Kind.SUBROGATED,),
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
    closings = zip(month_closings(books), month_closings(baseline), strict=True)
    months = [
        _month(books, baseline, pair, day)
        for pair, day in zip(closings, books.ledger.month_ends, strict=True)
    ]
    return DsoSplit(*(_mean(part) for part in zip(*months, strict=True)))


def _mean(months: Sequence[Terms]) -> Terms:
    return {name: mean_defined(month[name] for month in months) for name in months[0]}


def _month(books: Books, baseline: Books, pair: Pair, day: int) -> DsoSplit:
    """Split at one month-end."""
    common = (books.issue <= day) & (baseline.issue <= day)
    ours, theirs = (_moved(one, common, day) for one in (books, baseline))
    per_cent = DAYS_PER_YEAR / 2 * math.fsum(ratio(1.0, closing.year.gross) for closing in pair)
    days = {name: per_cent * (ours[name] - theirs[name]) for name in ours}
    return DsoSplit(
        ages={"terms": _apart(pair, _terms), "overdue": _apart(pair, _overdue)},
        gross=_with_sales(_apart(pair, _gross), {**days, "written_off": 0.0}),
        book=_with_sales(_apart(pair, _book), {**days, "aged_out": 0.0}),
    )


def _moved(books: Books, common: Bools, day: int) -> dict[str, int]:
    """Sum what moved the receivables [cents] of some invoices by the end of a day, by term."""
    moved = dict.fromkeys(MOVED_BY, 0)
    for name, kinds in MOVED_BY.items():
        for kind in kinds:
            rows = books.rows(kind)
            counted = common[rows.invoice] & (rows.day <= day)
            moved[name] += kind.principal_sign * int(rows.amount_cents[counted].sum())
    return {**moved, "aged_out": -_aged_out(books, common, day)}


def _aged_out(books: Books, common: Bools, day: int) -> int:
    """Sum what is unpaid [cents] of those invoices that have left the headline."""
    settled = books.settled.only(books.settled.day <= day)
    unpaid = books.gross - books.by_invoice(settled.invoice, settled.amount_cents)
    return int(unpaid[common & (books.due + OLDEST_DAYS < day)].sum())


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

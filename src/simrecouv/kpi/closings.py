"""The 12 month-ends of the headline year: balances, and the trade of the 365 days before each.

Beside what customers owe stands what others hold for us at that date: agencies and bailiffs until
their money is at our bank, factors for what is theirs to pay over.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.balances import ageing, book_balance
from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Int64s
from simrecouv.kpi.factoring import held_by_factors
from simrecouv.kpi.vat import due_vat, is_on_receipts, returned_vat, settled_vat
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind


class Trade(NamedTuple):
    """Sales, cost of sales, and VAT on sales [cents] of a period.

    `due_vat` fell due; `returned_vat` is what discounts, concessions and credit notes take back.
    """

    gross: int
    net: int
    cost: int
    due_vat: int
    returned_vat: int


class Closing(NamedTuple):
    """What is known at the end of the last day of a month [cents].

    `held` is what third parties have of ours, and `waiting_vat` the VAT inside `receivables` that
    falls due when they are paid. `year` is the trade of the 365 days that end there, and `opening`
    the gross receivables on the eve of them. `history` lists the gross sales and the length of
    every month since the beginning, oldest first.
    """

    receivables: int
    not_due: int
    overdue_over_90: int
    book: int
    held: int
    waiting_vat: int
    opening: int
    year: Trade
    history: tuple[list[int], list[int]]


@once
def month_closings(books: Books) -> tuple[Closing, ...]:
    """Read the 12 closings of the headline year."""
    at = books.at_month_ends
    eve = at - DAYS_PER_YEAR
    buckets, traded = ageing(books), _cumulated_trade(books)
    receivables = buckets.sum(axis=0)
    known = {
        "receivables": receivables[at],
        "not_due": buckets[0, at],
        "overdue_over_90": buckets[4, at],
        "book": book_balance(books)[at],
        "held": held_elsewhere(books),
        "waiting_vat": _waiting_vat(books),
        "opening": np.where(eve >= 0, receivables[eve], 0),
    }
    years = (traded[:, at + 1] - traded[:, np.maximum(eve + 1, 0)]).T.tolist()
    return tuple(
        Closing(
            **{name: int(column[month]) for name, column in known.items()},
            year=Trade(*years[month]),
            history=history,
        )
        for month, history in enumerate(_histories(books, traded[0]))
    )


def _histories(books: Books, sold: Int64s) -> list[tuple[list[int], list[int]]]:
    """List the gross sales and the lengths of the months until each month-end."""
    ends = all_month_ends(books)
    sales = np.diff(sold[np.array(ends) + 1 - books.ledger.first_day]).tolist()
    lengths = np.diff(ends).tolist()
    ranks = [ends.index(day) for day in books.ledger.month_ends]
    return [(sales[:rank], lengths[:rank]) for rank in ranks]


def _cumulated_trade(books: Books) -> Int64s:
    """Sum the columns of a `Trade` before each day, shape (5, days + 1)."""
    sales = books.sales
    amounts = (sales.gross_by_day, sales.net_by_day, sales.cost_by_day)
    daily = np.stack([*amounts, due_vat(books), returned_vat(books)]).sum(axis=1)
    traded: Int64s = np.zeros_like(daily)
    np.cumsum(daily[:, :-1], axis=1, out=traded[:, 1:])
    return traded


def _waiting_vat(books: Books) -> Int64s:
    """VAT inside the headline receivables that is not due before they are paid: on receipts.

    An invoice brings its VAT when it is issued, each move takes its part away, and the rest leaves
    the headline with the invoice.
    """
    if not is_on_receipts(books):
        return np.zeros(len(books.ledger.month_ends), dtype=np.int64)
    settled, carried = books.settled, settled_vat(books)
    leaves = books.due + OLDEST_DAYS + 1
    day, last = np.maximum(settled.day, books.issue[settled.invoice]), leaves[settled.invoice]
    waiting = books.by_month_end(books.issue, books.vat) - books.by_month_end(day, carried)
    aged_out = books.by_month_end(leaves, books.vat)
    return np.asarray(waiting - aged_out + books.by_month_end(np.maximum(day, last), carried))


def held_elsewhere(books: Books) -> Int64s:
    """Return what third parties have of ours at the end of each month [cents].

    Agencies and bailiffs: what they received and have not yet paid over, less what they keep.
    Factors, invoice by invoice: what they bought, or received for us, beyond their advance, before
    interest. An advance beyond that is a loan, and is not deducted.
    """
    held = held_by_factors(books)
    for kind in books.happened((Kind.AGENCY_REMITTED, Kind.BAILIFF_REMITTED)):
        rows = books.rows(kind)
        money = rows.amount_cents - rows.cost_cents
        paid_over = np.maximum(rows.day, rows.detail)
        held += books.by_month_end(rows.day, money) - books.by_month_end(paid_over, money)
    return held


def all_month_ends(books: Books) -> list[int]:
    """List the eve of the first day, then every month-end up to the last of the headline year.

    Those of earlier years are its own, shifted by 365 days.
    """
    headline, first = books.ledger.month_ends, books.ledger.first_day - 1
    years = range((headline[-1] - first) // DAYS_PER_YEAR + 1)
    ends = {end - DAYS_PER_YEAR * year for end in headline for year in years}
    return [first, *sorted(end for end in ends if end > first)]

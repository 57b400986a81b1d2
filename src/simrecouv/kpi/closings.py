"""The 12 month-ends of the headline year: balances, and the sales of the 365 days before each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.balances import ageing, book_balance
from simrecouv.kpi.books import Books, Int64s
from simrecouv.units import DAYS_PER_YEAR


class Trade(NamedTuple):
    """Sales and cost of sales [cents] of a period."""

    gross: int
    net: int
    cost: int


class Closing(NamedTuple):
    """What is known at the end of the last day of a month [cents].

    `year` is the trade of the 365 days that end there, and `opening` the gross receivables on the
    eve of them. `history` lists the gross sales and the length of every month since the beginning,
    oldest first.
    """

    receivables: int
    not_due: int
    overdue_over_90: int
    book: int
    opening: int
    year: Trade
    history: tuple[list[int], list[int]]


def month_closings(books: Books) -> tuple[Closing, ...]:
    """Read the 12 closings of the headline year."""
    buckets, book = ageing(books), book_balance(books)
    receivables = buckets.sum(axis=0)
    traded = _cumulated_trade(books)
    ends = _all_month_ends(books)
    sales = np.diff(traded[0, [books.index(day) + 1 for day in ends]]).tolist()
    lengths = np.diff(ends).tolist()
    closings = []
    for day in books.ledger.month_ends:
        at, rank = books.index(day), ends.index(day)
        eve = at - DAYS_PER_YEAR
        closings.append(
            Closing(
                receivables=int(receivables[at]),
                not_due=int(buckets[0, at]),
                overdue_over_90=int(buckets[4, at]),
                book=int(book[at]),
                opening=int(receivables[eve]) if eve >= 0 else 0,
                year=_trade(traded, eve, at),
                history=(sales[:rank], lengths[:rank]),
            )
        )
    return tuple(closings)


def _cumulated_trade(books: Books) -> Int64s:
    """Gross sales, net sales and cost of sales before each day, shape (3, days + 1)."""
    amounts = (books.gross, books.net, books.net - books.margin)
    daily = np.stack([books.by_day(books.issue, amount)[:-1] for amount in amounts])
    return np.concatenate([np.zeros((3, 1), dtype=np.int64), np.cumsum(daily, axis=1)], axis=1)


def _trade(traded: Int64s, after: int, until: int) -> Trade:
    """Sum the days after one index until another, which is included."""
    gross, net, cost = traded[:, until + 1] - traded[:, max(after + 1, 0)]
    return Trade(int(gross), int(net), int(cost))


def _all_month_ends(books: Books) -> list[int]:
    """Month-ends back to the first day: those of the headline year, shifted by whole years."""
    headline, first = books.ledger.month_ends, books.ledger.first_day - 1
    years = range((headline[-1] - first) // DAYS_PER_YEAR + 1)
    ends = {end - DAYS_PER_YEAR * year for end in headline for year in years}
    return [first, *sorted(end for end in ends if end > first)]

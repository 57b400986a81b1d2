"""Daily balances of the customer account, from the sum of what moved each day.

The headline is gross: principal incl. VAT neither received nor discounted, written off or not,
until it is `OLDEST_DAYS` past due; no accounting act improves it. The book balance follows the
signs of the kinds, write-offs included. Balances are at the end of the day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.books import Books, Int64s, once
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.vocabulary import Kind

#: The ageing of the gross receivables, youngest first; an invoice on its due day is not due.
BUCKETS = ("not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90")

#: Days past due on which an unpaid amount enters each overdue bucket, then leaves the headline.
OPENINGS = (1, 31, 61, 91, OLDEST_DAYS + 1)


@once
def ageing(books: Books) -> Int64s:
    """Return the gross unpaid principal [cents] by bucket and day, shape (buckets, days).

    A bucket is the difference between what is at least as old as its opening, and as the next.
    """
    pieces = _pieces(books)
    issued = books.by_day(books.issue, books.gross) - books.by_day(pieces.day, pieces.amount)
    older = [_passing(books, pieces, opening) for opening in OPENINGS]
    return -np.diff(np.cumsum([issued, *older], axis=1)[:, :-1], axis=0)


class _Pieces(NamedTuple):
    """The principal of invoices cut into what each payment or discount settles, and the rest."""

    due: Int64s
    day: Int64s
    amount: Int64s


def _pieces(books: Books) -> _Pieces:
    settled, open_at_end = books.settled, np.flatnonzero(books.unpaid)
    never = np.full(open_at_end.size, books.ledger.end_day, dtype=np.int64)
    return _Pieces(
        due=books.due[np.concatenate([settled.invoice, open_at_end])],
        day=np.concatenate([settled.day, never]),
        amount=np.concatenate([settled.amount_cents, books.unpaid[open_at_end]]),
    )


def _passing(books: Books, pieces: _Pieces, opening: int) -> Int64s:
    """Daily moves of what is unpaid and at least `opening` days past due."""
    reached = pieces.due + opening
    late = pieces.day >= reached
    amount = pieces.amount[late]
    return books.by_day(reached[late], amount) - books.by_day(pieces.day[late], amount)


def book_balance(books: Books) -> Int64s:
    """Return the balance [cents] that accounting shows at the end of each day."""
    moves = books.by_day(books.issue, books.gross)
    for kind in Kind:
        if kind.principal_sign and kind is not Kind.INVOICED:
            rows = books.rows(kind)
            moves += kind.principal_sign * books.by_day(rows.day, rows.amount_cents)
    return np.cumsum(moves[:-1])

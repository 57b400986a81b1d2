"""Daily balances of the customer account, from the sum of what moved each day.

The headline is gross: principal incl. VAT neither received nor given up (discount, concession,
credit note), written off or not, until it is `OLDEST_DAYS` past due; no accounting act improves it.
What a factor finances with recourse stays until its customer pays; what is sold without recourse or
paid by a guarantor is no longer owed to us. A payment that the bank takes back, or a debt that the
factor gives back, is owed again, at the age of its invoice. The book balance follows the signs of
the kinds, write-offs included. Balances are at the end of the day.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Int64s, delayed, whole
from simrecouv.kpi.signs import BOOKED, SETTLED
from simrecouv.scenario.scenario import OLDEST_DAYS

#: The ageing of the gross receivables, youngest first; an invoice on its due day is not due.
BUCKETS = ("not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90")

#: Days past due on which an unpaid amount enters each overdue bucket, then leaves the headline.
OPENINGS = (1, 31, 61, 91, OLDEST_DAYS + 1)


@once
def ageing(books: Books) -> Int64s:
    """Return the gross unpaid principal [cents] by bucket and day, shape (buckets, days).

    A bucket is the difference between what is at least as old as its opening, and as the next.
    """
    older = np.vstack([_unpaid_moves(books), passings(books)])
    return -np.diff(np.cumsum(older, axis=1)[:, :-1], axis=0)


@once
def _unpaid_moves(books: Books) -> Int64s:
    """Daily moves of the unpaid principal."""
    moves: Int64s = (books.sales.gross_by_day - books.daily(SETTLED)).sum(axis=0)
    return moves


@once
def passings(books: Books) -> Int64s:
    """Return the daily moves [cents] of what has reached each opening, shape (openings, days + 1).

    Invoices are cut into the pieces that each move settles, and the rest at the end. A piece comes
    in as it reaches an opening, and leaves when it is settled. What is owed again is a negative
    piece, that leaves when the bank or the factor gives it back.
    """
    settled, open_at_end = books.settled, np.flatnonzero(books.unpaid)
    due = books.due[np.concatenate([settled.invoice, open_at_end])]
    day = np.concatenate([settled.day, np.full(open_at_end.size, books.ledger.end_day)])
    amount = np.concatenate([settled.amount_cents, books.unpaid[open_at_end]])
    reached = _OPENINGS_REACHED[np.clip(day - due, 0, OPENINGS[-1])]
    by_due, by_day = (_by_opening(books, reached, when, amount) for when in (due, day))
    entered = [delayed(late, opening) for late, opening in zip(by_due, OPENINGS, strict=True)]
    return np.stack(entered) - by_day


#: How many of the openings a piece has reached, by days past due.
_OPENINGS_REACHED = np.searchsorted(OPENINGS, np.arange(OPENINGS[-1] + 1), side="right")


def _by_opening(books: Books, reached: Int64s, day: Int64s, amount: Int64s) -> Int64s:
    """Sum by day the amounts that have reached each opening, shape (openings, days + 1)."""
    width = books.n_days + 1
    place = reached * width + books.at(day)
    sums = whole(np.bincount(place, amount, (len(OPENINGS) + 1) * width)).reshape(-1, width)
    return np.cumsum(sums[:0:-1], axis=0)[::-1]


def book_balance(books: Books) -> Int64s:
    """Return the balance [cents] that accounting shows at the end of each day."""
    moves = _unpaid_moves(books) + books.daily(BOOKED).sum(axis=0)
    return np.cumsum(moves[:-1])

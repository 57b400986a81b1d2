"""Daily balances of the customer account, from the sum of what moved each day.

The headline is gross: principal incl. VAT neither received nor given up (discount, concession,
credit note), written off or not, until it is `OLDEST_DAYS` past due; no accounting act improves it.
What a factor finances with recourse stays until its customer pays; what is sold without recourse or
paid by a guarantor is no longer owed to us. A payment that the bank takes back, or a debt that the
factor gives back, is owed again, at the age of its invoice. The book balance follows the signs of
the kinds, write-offs included. Balances are at the end of the day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.books import SETTLED, Books, Int64s, once
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
    pieces, older = _pieces(books), [_unpaid_moves(books)]
    for opening in OPENINGS:
        pieces, moves = _passing(books, pieces, opening)
        older.append(moves)
    return -np.diff(np.cumsum(older, axis=1)[:, :-1], axis=0)


@once
def _unpaid_moves(books: Books) -> Int64s:
    """Daily moves of the unpaid principal."""
    settled = books.settled
    return books.by_day(books.issue, books.gross) - books.by_day(settled.day, settled.amount_cents)


class _Pieces(NamedTuple):
    """The principal of invoices cut into what each move settles, and the rest at the end.

    What is owed again is a negative piece, that leaves when the bank or the factor gives it back.
    """

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


def _passing(books: Books, pieces: _Pieces, opening: int) -> tuple[_Pieces, Int64s]:
    """Return the pieces that are once `opening` days past due, and the daily moves of those."""
    late = pieces.day >= pieces.due + opening
    kept = _Pieces(pieces.due[late], pieces.day[late], pieces.amount[late])
    reached = books.by_day(kept.due + opening, kept.amount)
    return kept, reached - books.by_day(kept.day, kept.amount)


def book_balance(books: Books) -> Int64s:
    """Return the balance [cents] that accounting shows at the end of each day."""
    moves = _unpaid_moves(books).copy()
    for kind in Kind:
        if kind.principal_sign and kind not in SETTLED and kind is not Kind.INVOICED:
            rows = books.rows(kind)
            moves += kind.principal_sign * books.by_day(rows.day, rows.amount_cents)
    return np.cumsum(moves[:-1])

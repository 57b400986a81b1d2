"""The accounts that factors keep of invoices: what they owe us for them, before interest.

A factor owes what it bought, less what it gave back, and what it received of an invoice that it
only finances, from the day of the event; its advance and what it releases count from the day on
which our bank sees them.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Int64s, whole
from simrecouv.kpi.rows import Moves
from simrecouv.vocabulary import Kind, Payee

#: What a factor owes for, on the day.
OWES = {Kind.SOLD: +1, Kind.BOUGHT_BACK: -1}
#: What it pays, on the day in the detail.
PAYS = {Kind.FACTOR_FUNDED: -1, Kind.FACTOR_SETTLED: -1}


@once
def factor_moves(books: Books) -> Moves:
    """Return what each account gains or loses [cents], on the day that counts."""
    received, paid = books.through_others, books.moves(PAYS)
    received = received.only(received.detail == Payee.FACTOR.code)
    banked = books.ledger.events["detail"][paid.where].astype(np.int64)
    own = Moves(received.where, received.day, received.invoice, received.amount_cents)
    parts = (books.moves(OWES), own, paid._replace(day=banked))
    return Moves(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def held_by_factors(books: Books) -> Int64s:
    """Sum what factors owe [cents] at each month-end, of the invoices for which they owe some."""
    moves, ends = factor_moves(books), np.array(books.ledger.month_ends)
    invoice, number = np.unique(moves.invoice, return_inverse=True)
    place = number * (ends.size + 1) + np.searchsorted(ends, moves.day)
    moved = whole(np.bincount(place, moves.amount_cents, invoice.size * (ends.size + 1)))
    owed = np.cumsum(moved.reshape(invoice.size, ends.size + 1), axis=1)[:, :-1]
    total: Int64s = np.maximum(owed, 0).sum(axis=0)
    return total


def left_with_factors(books: Books) -> Int64s:
    """Return what factors owe for each invoice [cents] in the end; negative = what we owe them."""
    moves = factor_moves(books)
    return books.by_invoice(moves.invoice, moves.amount_cents)

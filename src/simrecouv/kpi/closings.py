"""The 12 month-ends of the headline year: balances, and the trade of the 365 days before each.

Beside what customers owe stands what others hold for us at that date: agencies and bailiffs until
their money is at our bank, factors for what is theirs to pay over.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simrecouv.kpi.balances import ageing, book_balance
from simrecouv.kpi.books import GIVEN_UP, Books, Int64s, once
from simrecouv.kpi.vat import settled_vat
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind, Payee, VatPoint

#: What a factor owes for, on the day; what it pays, on the day in the detail.
FACTOR_OWES = {Kind.SOLD: +1, Kind.BOUGHT_BACK: -1}
FACTOR_PAYS = {Kind.FACTOR_FUNDED: -1, Kind.FACTOR_SETTLED: -1}


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
    buckets, book = ageing(books), book_balance(books)
    receivables = buckets.sum(axis=0)
    traded = _cumulated_trade(books)
    ends = all_month_ends(books)
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
                held=held_elsewhere(books, day),
                waiting_vat=_waiting_vat(books, day),
                opening=int(receivables[eve]) if eve >= 0 else 0,
                year=_trade(traded, eve, at),
                history=(sales[:rank], lengths[:rank]),
            )
        )
    return tuple(closings)


def _cumulated_trade(books: Books) -> Int64s:
    """Sum the columns of a `Trade` before each day, shape (5, days + 1)."""
    amounts = (books.gross, books.net, books.net - books.margin)
    daily = [books.by_day(books.issue, amount) for amount in amounts]
    traded = np.stack([*daily, *_vat_by_day(books)])[:, :-1]
    start = np.zeros((len(traded), 1), dtype=np.int64)
    return np.concatenate([start, np.cumsum(traded, axis=1)], axis=1)


def _vat_by_day(books: Books) -> tuple[Int64s, Int64s]:
    """VAT on sales that falls due, and that what is given up takes back, on each day."""
    settled, vat = books.settled, settled_vat(books)
    given_up = np.isin(books.kind_of(settled), list(GIVEN_UP))
    if books.finance.vat_point is VatPoint.RECEIPTS:
        due = books.by_day(settled.day[~given_up], vat[~given_up])
        return due, np.zeros_like(due)
    returned = books.by_day(settled.day[given_up], vat[given_up])
    return books.by_day(books.issue, books.vat), returned


def _waiting_vat(books: Books, day: int) -> int:
    """VAT inside the headline receivables that is not due before they are paid: on receipts."""
    if books.finance.vat_point is VatPoint.INVOICES:
        return 0
    settled = books.settled
    so_far = settled.day <= day
    carried = books.by_invoice(settled.invoice[so_far], settled_vat(books)[so_far])
    counted = (books.issue <= day) & (books.due + OLDEST_DAYS >= day)
    return int((books.vat - carried)[counted].sum())


def held_elsewhere(books: Books, day: int) -> int:
    """Return what third parties have of ours at the end of a day [cents].

    Agencies and bailiffs: what they received and have not yet paid over, less what they keep.
    Factors, invoice by invoice: what they bought, or received for us, beyond their advance, before
    interest. An advance beyond that is a loan, and is not deducted.
    """
    on_its_way = 0
    for kind in (Kind.AGENCY_REMITTED, Kind.BAILIFF_REMITTED):
        rows = books.rows(kind)
        waits = (rows.day <= day) & (rows.detail > day)
        on_its_way += int((rows.amount_cents - rows.cost_cents)[waits].sum())
    return on_its_way + _held_by_factors(books, day)


def _held_by_factors(books: Books, day: int) -> int:
    if not books.rows(Kind.FACTOR_FUNDED).where.size:
        return 0
    received = books.rows(Kind.RECEIVED)
    received = received.only(received.detail == Payee.FACTOR.code)
    bought = [(books.rows(kind), sign) for kind, sign in FACTOR_OWES.items()]
    paid = [(books.rows(kind), sign) for kind, sign in FACTOR_PAYS.items()]
    dated = [(rows, sign, rows.day) for rows, sign in [(received, +1), *bought]]
    dated += [(rows, sign, rows.detail) for rows, sign in paid]
    owed = np.zeros(books.n_invoices, dtype=np.int64)
    for rows, sign, known in dated:
        past = rows.only(known <= day)
        owed += sign * books.by_invoice(past.invoice, past.amount_cents)
    return int(owed[owed > 0].sum())


def _trade(traded: Int64s, after: int, until: int) -> Trade:
    """Sum the days after one index until another, which is included."""
    moved = traded[:, until + 1] - traded[:, max(after + 1, 0)]
    return Trade(*moved.tolist())


def all_month_ends(books: Books) -> list[int]:
    """List the eve of the first day, then every month-end up to the last of the headline year.

    Those of earlier years are its own, shifted by 365 days.
    """
    headline, first = books.ledger.month_ends, books.ledger.first_day - 1
    years = range((headline[-1] - first) // DAYS_PER_YEAR + 1)
    ends = {end - DAYS_PER_YEAR * year for end in headline for year in years}
    return [first, *sorted(end for end in ends if end > first)]

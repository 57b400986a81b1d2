"""VAT on sales: what each settlement carries, when it falls due, and what losses give back.

The shares of an invoice, in the order of its ledger, add up to its VAT to the cent.

* On invoices: VAT is due `vat_settlement_days` after the invoice; a discount, a concession or a
  credit note takes its VAT back as long after it is granted; VAT on a definitive loss is recovered
  the day that proves it: insolvency proceedings, or a seizure that finds nothing. Writing a debt
  off recovers nothing.
* On receipts: VAT is due as long after each of the proceeds (a payment, to whomever; a guarantor's;
  the sale to a factor). What never brings money never owes VAT, so that no loss carries any.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Int64s, delayed, rounded
from simrecouv.kpi.rows import Moves
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind, VatPoint


@once
def settled_vat(books: Books) -> Int64s:
    """Return the VAT [cents] in each move of `Books.settled`.

    What an invoice has settled so far carries its share of the VAT, rounded; each move carries the
    difference that it makes, so that an invoice settled in full has carried all of its VAT.
    """
    settled = books.settled
    vat = _share(books, settled.invoice, settled.amount_cents)  # if it is the only move
    moves = np.bincount(settled.invoice, minlength=books.n_invoices)
    several = np.flatnonzero((moves > 1)[settled.invoice])
    vat[several] = _in_turn(books, settled.at(several))
    return vat


def _in_turn(books: Books, moves: Moves) -> Int64s:
    """Return the VAT [cents] in each move of invoices that are settled by several."""
    order = np.argsort(moves.invoice * len(books.ledger) + moves.where)
    invoice, amount = moves.invoice[order], moves.amount_cents[order]
    starts = np.flatnonzero(np.diff(invoice, prepend=-1))
    running = np.cumsum(amount)
    before = (running - amount)[starts]
    so_far = running - np.repeat(before, np.diff(starts, append=invoice.size))
    carried = _share(books, invoice, so_far)
    already = np.roll(carried, 1)
    already[starts] = 0
    vat = np.empty_like(carried)
    vat[order] = carried - already
    return vat


def _share(books: Books, invoice: Int64s, amount: Int64s) -> Int64s:
    """Return the VAT [cents] inside an amount incl. VAT of each of some issued invoices."""
    return rounded(books.vat[invoice] * (amount / books.gross[invoice]))


@once
def unpaid_vat(books: Books) -> Int64s:
    """Return the VAT [cents] of the principal of each invoice that the end still finds unpaid."""
    settled = books.settled
    return books.vat - books.by_invoice(settled.invoice, settled_vat(books))


@once
def spared_vat(books: Books) -> Int64s:
    """Return the VAT [cents] in the unpaid principal of each invoice that is not a loss.

    Never due, on receipts; recovered, on invoices, if the loss is definitive.
    """
    if is_on_receipts(books):
        return unpaid_vat(books)
    return np.where(definitive_day(books) < books.ledger.end_day, unpaid_vat(books), 0)


@once
def definitive_day(books: Books) -> Int64s:
    """Return the day that proves each invoice lost if it is unpaid, else `NEVER`.

    The first of two: proceedings against its customer, once it is issued, or a seizure that fails.
    """
    opened = np.full(books.ledger.customer_segment.size, NEVER, dtype=np.int64)
    failures = books.rows(Kind.INSOLVENCY_OPENED)
    np.minimum.at(opened, failures.customer, failures.day)
    day = opened[books.ledger.invoices.customer]
    day = np.where(day >= books.issue, day, NEVER)
    seizures = books.rows(Kind.SEIZURE_FAILED)
    np.minimum.at(day, seizures.invoice, seizures.day)
    return day


@once
def due_vat(books: Books) -> Int64s:
    """Return the VAT [cents] on sales by the day that makes it due, as `Books.by_day_apart`."""
    if not is_on_receipts(books):
        return books.sales.gross_by_day - books.sales.net_by_day
    return _vat_by_day(books, books.proceeds)


@once
def returned_vat(books: Books) -> Int64s:
    """Return the VAT [cents] that is taken back with what is given up, as `due_vat`."""
    if is_on_receipts(books):
        return np.zeros_like(due_vat(books))
    return _vat_by_day(books, books.given_up)


def _vat_by_day(books: Books, part: slice) -> Int64s:
    moves = books.settled.at(part)
    return books.by_day_apart(moves.day, books.is_cohort[moves.invoice], settled_vat(books)[part])


def vat_flows(books: Books) -> Int64s:
    """Return what the State gets [cents] for sales, other invoices then the cohorts, by day.

    Negative where it gives back; shape (2, days + 1).
    """
    flows = delayed(due_vat(books) - returned_vat(books), books.finance.vat_settlement_days)
    if is_on_receipts(books):
        return flows
    lost = np.flatnonzero(spared_vat(books))
    day, vat = definitive_day(books)[lost], spared_vat(books)[lost]
    return flows - books.by_day_apart(day, books.is_cohort[lost], vat)


def is_on_receipts(books: Books) -> bool:
    """Tell whether VAT on sales is due when they are paid, not when they are invoiced."""
    return books.finance.vat_point is VatPoint.RECEIPTS

"""What a policy does to the relation with customers: disputes, orders lost, break-even churn."""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books
from simrecouv.kpi.days import Int64s
from simrecouv.kpi.ratios import ratio
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind

#: The kinds of event that end what SURFACED opens.
ENDS = (Kind.RESENT, Kind.DISPUTE_CLOSED)
#: More ticks than any simulation has: those of one invoice stay apart from the next one's.
INVOICE_STRIDE = 2**32


def break_even_churn(net_gain: float, margin: float) -> float:
    """Return the share of customers whose departure would cancel the net gain of a policy.

    A customer who leaves at the switch takes its part of the margin of the measured year. What it
    would have cost besides (unpaid invoices, reminders, discounts) is not deducted, so that the
    threshold is on the cautious side. Customers that the policy lost in the simulation are in the
    net gain already: the threshold comes on top of them.

    Parameters
    ----------
    net_gain
        [money] Against the baseline.
    margin
        [money] Of the policy's invoiced sales: the term ``margin`` of `simrecouv.kpi.bridge`.

    Returns
    -------
    float
        [share] Above 1, no churn cancels the gain; negative, the policy loses already; NaN without
        margin.

    Examples
    --------
    A policy that gains 12,000 on a margin of 800,000 must not drive away 1.5 % of the customers.

    >>> break_even_churn(12_000, 800_000)
    0.015
    """
    return ratio(net_gain, margin)


def margin_lost(books: Books) -> int:
    """Return the margin [cents] of the orders of the first year that were never invoiced.

    Refused, left to a competitor or never placed by a customer who has gone. With the margin of
    invoiced sales it adds up to the same total under every policy.
    """
    lost = books.sales.is_measured & ~books.is_cohort
    return int(books.ledger.invoices.margin_cents[lost].sum())


def dispute_days(books: Books) -> float:
    """Return the mean days from a dispute or an error that surfaces to its end, on the cohorts.

    It ends when the dispute is closed or the invoice sent again; what is still open counts to the
    last day. NaN if nothing surfaced.
    """
    surfaced = books.rows(Kind.SURFACED)
    mine = books.is_cohort[surfaced.invoice]
    opened, invoice = surfaced.tick[mine], surfaced.invoice[mine]
    ended = _next_end(books, opened, invoice)
    return ratio(int((ended - opened // TICKS_PER_DAY).sum()), opened.size)


def _next_end(books: Books, opened: Int64s, invoice: Int64s) -> Int64s:
    """Return the day on which what surfaced at each tick ends, `end_day` if it does not."""
    ends = [_key(rows.invoice, rows.tick) for rows in (books.rows(kind) for kind in ENDS)]
    keys = np.sort(np.concatenate([*ends, [INVOICE_STRIDE * (books.n_invoices + 1)]]))
    following = keys[np.searchsorted(keys, _key(invoice, opened), side="right")]
    last = books.ledger.end_day * TICKS_PER_DAY
    return np.minimum(following - _key(invoice, 0), last) // TICKS_PER_DAY


def _key(invoice: Int64s, tick: Int64s | int) -> Int64s:
    """Return numbers that sort by invoice, then by tick."""
    return invoice * INVOICE_STRIDE + tick

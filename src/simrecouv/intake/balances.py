"""What settles the invoices of a file: money and credit notes, row by row, until each is balanced.

One function per rule, in the order in which `simrecouv.intake.documents` calls them. Amounts that
settle are positive here, whatever their sign in the file.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.amounts import NO_AMOUNT
from simrecouv.intake.checks import Mask, Sieve
from simrecouv.intake.exchange import Exchange, converted, converted_in_parts
from simrecouv.intake.identity import Keys, joined, named_invoices
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.repeats import is_written
from simrecouv.intake.roles import INVOICE, is_closed, settlings_of
from simrecouv.intake.settling import Cents, Parts, Places, overpaid, spread, together
from simrecouv.vocabulary import Column, Reason, Settling

PAYMENT, DEPOSIT, CREDIT_NOTE = (
    kind.rank for kind in (Settling.PAYMENT, Settling.DEPOSIT, Settling.CREDIT_NOTE)
)


def own_payments(parsed: Parsed, keys: Keys) -> Parts:
    """Payments that the rows of invoices write, with a date and an amount."""
    rows = (keys.of_row >= 0) & ~np.isnat(parsed.paid) & is_written(parsed)
    rows &= parsed.paid_cents != 0
    places = np.flatnonzero(rows)
    kinds = settlings_of(parsed)[places]
    return Parts(places, keys.of_row[places], parsed.paid[places], kinds, parsed.paid_cents[places])


def applied_rows(sieve: Sieve, keys: Keys, kinds: NDArray[np.int8]) -> Parts:
    """Credit notes and payments on rows of their own, with the invoice that they name."""
    parsed = sieve.parsed
    rows = sieve.kept & (kinds != INVOICE)
    found, is_loose = named_invoices(parsed, keys, rows)
    is_known = np.append(keys.of_row[keys.first] >= 0, False)[found]
    sieve.doubt(Column.APPLIES_TO, Reason.LEADING_ZEROS, is_loose & is_known)
    places = np.flatnonzero(rows)
    days = np.where(np.isnat(parsed.issue), parsed.paid, parsed.issue)
    invoices = np.where(is_known, found, -1)
    cents = np.abs(parsed.amount_cents[places])
    return Parts(places, invoices[places], days[places], kinds[places], cents)


def in_currency(parts: Parts, money: Exchange) -> Parts:
    """Convert parts; those of one invoice in one currency add up to their converted sum."""
    if not money.is_converted.any():
        return parts
    ordered = parts.in_order()
    rate, codes = money.rate[ordered.row], money.codes[ordered.row]
    alone = (ordered.invoice < 0) | _is_mixed(ordered.invoice, codes)
    whole = np.where(alone, -1 - np.arange(alone.size), ordered.invoice)
    return ordered.with_cents(converted_in_parts(ordered.cents, rate, whole))


def _is_mixed(groups: Places, codes: NDArray[np.int32]) -> Mask:
    """Whether the group of each place holds several codes."""
    found = pd.Series(codes).groupby(groups).transform("nunique")
    return found.to_numpy() > 1


def spread_by_letter(sieve: Sieve, keys: Keys, parts: Parts, amounts: Cents) -> Parts:
    """Let money that names no invoice settle those of its lettering, the first due first."""
    parsed = sieve.parsed
    letters = parsed.text(Column.LETTER)
    if letters.is_blank.all():
        return parts
    group = joined(parsed.text(Column.CUSTOMER_ID).codes, letters.codes, len(letters.values))
    is_free = parts.invoice < 0
    is_free &= parsed.text(Column.APPLIES_TO).is_blank[parts.row] & ~letters.is_blank[parts.row]
    room = amounts - parts.settled(amounts.size)
    takers = np.flatnonzero(
        (keys.of_row[keys.first] >= 0) & ~letters.is_blank[keys.first] & (room > 0)
    )
    takers = takers[np.lexsort((takers, parsed.due[keys.first[takers]], group[keys.first[takers]]))]
    money = parts.take(is_free)
    money = money.take(np.lexsort((money.row, money.day, group[money.row])))
    numbers = np.unique(np.r_[group[money.row], group[keys.first[takers]]])
    spent = spread(
        money,
        np.searchsorted(numbers, group[money.row]),
        takers,
        np.searchsorted(numbers, group[keys.first[takers]]),
        room[takers],
    )
    return together(parts.take(~is_free), spent)


def completed(
    sieve: Sieve, keys: Keys, parts: Parts, amounts: Cents, money: Exchange
) -> tuple[Parts, Cents]:
    """Add the payments that have a date and no amount; take off what was paid nobody knows when.

    A date alone pays what is left, up to the open amount if the row has one. What the file says to
    be paid and has no date leaves the open part of the invoice to be read; where that is nothing,
    the rows are set aside.
    """
    parsed, n = sieve.parsed, amounts.size
    is_open = parsed.open_cents != NO_AMOUNT
    still_due = converted(np.where(is_open, parsed.open_cents, 0).clip(0), money.rate)
    implied = _implied(parsed, keys, parts, amounts, still_due)
    parts = together(parts, implied)
    settled = parts.settled(n)
    told_open = is_open | is_closed(parsed)
    told = most(keys, np.where(told_open, keys.spread(amounts) - still_due, 0), n)
    undated_rows = np.isnat(parsed.paid) & is_written(parsed)
    paid = converted(np.where(undated_rows, parsed.paid_cents, 0), money.rate)
    without_date = _sums(keys, paid, n)
    undated = np.maximum(without_date, told - settled)
    undated = np.minimum(undated, (amounts - settled).clip(0)).clip(0)
    left = amounts - undated
    _note_undated(sieve, keys, left <= 0, without_date > 0, undated > 0)
    return parts, left


def _implied(parsed: Parsed, keys: Keys, parts: Parts, amounts: Cents, still_due: Cents) -> Parts:
    """Payments with a date and no amount: what is left of the invoice."""
    rows = (keys.of_row >= 0) & ~np.isnat(parsed.paid) & ~is_written(parsed)
    places = np.flatnonzero(rows)
    invoices = keys.of_row[places]
    left = amounts - parts.settled(amounts.size)
    cents = (left[invoices] - still_due[places]).clip(0)
    kinds = settlings_of(parsed)[places]
    return Parts(places, invoices, parsed.paid[places], kinds, cents).with_cents(cents)


def most(keys: Keys, values: Cents, n: int) -> Cents:
    """Largest value of the rows of each invoice, at least 0."""
    most = np.zeros(n, dtype=np.int64)
    rows = keys.of_row >= 0
    np.maximum.at(most, keys.of_row[rows], values[rows])
    return most


def _sums(keys: Keys, values: Cents, n: int) -> Cents:
    """Sum over the rows of each invoice."""
    sums = np.zeros(n, dtype=np.int64)
    rows = keys.of_row >= 0
    np.add.at(sums, keys.of_row[rows], values[rows])
    return sums


def _note_undated(sieve: Sieve, keys: Keys, is_gone: Mask, is_paid: Mask, is_part: Mask) -> None:
    """Set aside what was settled nobody knows when; doubt what was in part."""
    signs = (Column.OPEN_AMOUNT, Column.STATUS, Column.LETTER)
    sign = next((column for column in signs if column in sieve.parsed.texts), Column.PAID_DATE)
    paid, closed = keys.spread(is_gone & is_paid), keys.spread(is_gone & ~is_paid)
    sieve.doubt(Column.PAID_DATE, Reason.PAID_WITHOUT_DATE, keys.spread(is_part & ~is_gone))
    sieve.reject(Column.PAID_DATE, Reason.PAID_WITHOUT_DATE, paid)
    sieve.reject(sign, Reason.CLOSED_WITHOUT_DATE, closed)
    keys.of_row[paid | closed] = -1


def deposits(sieve: Sieve, keys: Keys, parts: Parts) -> Parts:
    """Call deposits the payments made before their invoice."""
    known = parts.invoice >= 0
    issue = sieve.parsed.issue[keys.first[parts.invoice[known]]]
    early = known.copy()
    early[known] = parts.day[known] < issue
    early &= (parts.kind == PAYMENT) & (parts.cents > 0)
    sieve.doubt(Column.PAID_DATE, Reason.DEPOSIT, parts.row[early])
    return parts._replace(kind=np.where(early, DEPOSIT, parts.kind).astype(np.int8))


def without_excess(sieve: Sieve, parts: Parts, amounts: Cents) -> Parts:
    """Take what exceeds an invoice off it, the last money first: it settles no invoice."""
    parts = parts.in_order()
    sieve.doubt(Column.INVOICE_ID, Reason.CREDIT_ALONE, parts.row[parts.invoice < 0])
    excess = overpaid(parts, amounts)
    for is_credit, reason in ((False, Reason.OVERPAID), (True, Reason.OVERCREDITED)):
        found = (excess > 0) & ((parts.kind == CREDIT_NOTE) == is_credit)
        sieve.doubt(Column.PAID_AMOUNT, reason, parts.row[found])
    beyond = parts._replace(invoice=np.full(excess.size, -1)).with_cents(excess)
    return together(parts.with_cents(parts.cents - excess), beyond)

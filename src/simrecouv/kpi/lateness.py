"""What overdue money waits for, day by day, and the share unpaid by age: why people pay late.

An overdue euro is owed until something settles it. Read backwards from that day, each day of it
waits for one thing only, in this order:

1. from the decision to pay to the customer's payment run: ``RUN``; from the run on: ``BANK``;
2. after insolvency proceedings open against its customer: ``FAILED``;
3. until a dispute is closed, or an invoice with an error sent again: ``OBSTACLE``;
4. else the customer could decide to pay, and has not: ``UNDECIDED``.

The five sum to the overdue receivables of `simrecouv.kpi.balances`, to the cent. Means are over the
365 days that end with the last month-end.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.kpi.books import Books
from simrecouv.kpi.days import Int64s, whole
from simrecouv.kpi.recovery import PAID_OR_GIVEN_UP
from simrecouv.kpi.rows import Rows
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import DAYS_PER_YEAR, NEVER
from simrecouv.vocabulary import Cause, Kind
from simrecouv.vocabulary.words import Word

#: Days past due at which the unpaid share is read.
AGES = np.arange(-60, 181)


class Waiting(Word):
    """What one overdue euro waits for on one day."""

    UNDECIDED = "undecided", "pas encore décidé", "not decided yet"
    RUN = "run", "décidé, attend le jour de paiement du client", "decided, waits for a payment run"
    BANK = "bank", "parti, en route vers notre banque", "sent, on its way to our bank"
    OBSTACLE = "obstacle", "litige ou erreur de facture", "dispute or error in the invoice"
    FAILED = "failed", "procédure collective", "insolvency proceedings"


def overdue_by_waiting(ledger: Ledger, finance: Finance) -> pd.DataFrame:
    """Split the mean overdue receivables of the second year by who owes them, and why.

    Returns
    -------
    DataFrame
        segment, profile, waiting (`Waiting`), overdue_eur [EUR, incl. VAT]: one row for each of
        all combinations.
    """
    days = _cent_days(Books(ledger, finance))
    sums = np.stack([_by_group(ledger, row) for row in days], axis=1)
    keys = product(ledger.segments, ledger.profiles, (word.value for word in Waiting))
    frame = pd.DataFrame(list(keys), columns=["segment", "profile", "waiting"])
    return frame.assign(overdue_eur=sums.ravel() / DAYS_PER_YEAR / 100.0)


def sales_by_group(ledger: Ledger, finance: Finance) -> pd.DataFrame:
    """Sum the sales of the measured year by segment and profile.

    Returns
    -------
    DataFrame
        segment, profile, sales_eur [EUR, incl. VAT]: one row for each of all combinations.
    """
    books = Books(ledger, finance)
    sold = _by_group(ledger, books.gross * books.is_cohort)
    keys = product(ledger.segments, ledger.profiles)
    return pd.DataFrame(list(keys), columns=["segment", "profile"]).assign(sales_eur=sold / 100.0)


def _by_group(ledger: Ledger, amount: Int64s) -> Int64s:
    """Sum an amount of each invoice by segment, then profile of its customer."""
    n_profiles = len(ledger.profiles)
    group = ledger.invoices.segment * n_profiles + _profile(ledger)
    return whole(np.bincount(group, amount, len(ledger.segments) * n_profiles))


def _profile(ledger: Ledger) -> NDArray[np.int32]:
    """Profile of the customer of each invoice."""
    return ledger.customer_profile[ledger.invoices.customer]


def _cent_days(books: Books) -> Int64s:
    """Overdue cents times days of the second year, shape (waitings, invoices).

    Each move settles a piece of its invoice on its day; what is left settles on no day. A payment
    that the bank takes back is a negative piece, that waited as the one it cancels.
    """
    moves, left = books.settled, np.flatnonzero(books.unpaid)
    invoice = np.concatenate([moves.invoice, left])
    settled = np.concatenate([moves.day, np.full(left.size, books.ledger.end_day)])
    amount = np.concatenate([moves.amount_cents, books.unpaid[left]])
    decided, run = (np.full(invoice.size, NEVER) for _ in range(2))
    is_paid = np.flatnonzero((books.kind_of(moves) == Kind.RECEIVED) & (moves.amount_cents > 0))
    decided[is_paid], run[is_paid] = _decisions(books, invoice[is_paid], settled[is_paid])
    customer = books.ledger.invoices.customer[invoice]
    failed, clear = _failures(books)[customer], _obstacles(books)[invoice]
    decided, run = np.minimum(decided, settled), np.minimum(run, settled)
    late = books.due[invoice] + 1
    # Each wait lasts from the end of the one before it to its own: obstacle, undecided, failed...
    ends = [np.minimum(clear, np.minimum(failed, decided)), np.minimum(failed, decided)]
    ends += [decided, np.maximum(run, decided), settled]
    order = (Waiting.OBSTACLE, Waiting.UNDECIDED, Waiting.FAILED, Waiting.RUN, Waiting.BANK)
    reached = [_overdue_days(books, late, end) for end in ends]
    found = np.zeros((len(order), books.n_invoices), dtype=np.int64)
    for before, now, word in zip([np.zeros_like(late), *reached], reached, order, strict=False):
        found[word.rank] = books.by_invoice(invoice, amount * (now - before))
    return found


def _overdue_days(books: Books, late: Int64s, until: Int64s) -> Int64s:
    """Count the days of the second year from the first day overdue to a day, not included."""
    last = books.ledger.month_ends[-1]
    first = np.maximum(late, last - DAYS_PER_YEAR + 1)
    end = np.minimum(np.minimum(until, late + OLDEST_DAYS), last + 1)
    return np.asarray(np.maximum(end - first, 0))


def _decisions(books: Books, invoice: Int64s, paid: Int64s) -> tuple[Int64s, Int64s]:
    """Return the day of the decision behind each payment, and its run; the day paid if none."""
    every = books.rows(Kind.PAYMENT_DECIDED)
    if not every.where.size or not invoice.size:
        return paid, paid
    span, first = books.n_days + 2, books.ledger.first_day
    order = np.argsort(every.invoice * span + every.day - first, kind="stable")
    keys = (every.invoice * span + every.day - first)[order]
    place = np.searchsorted(keys, invoice * span + paid - first) - 1
    found = order[np.maximum(place, 0)]
    day, run = every.day[found], every.detail[found]
    is_own = (place >= 0) & (every.invoice[found] == invoice)
    is_own &= day >= _previous(invoice * span + paid - first, span) + first
    return np.where(is_own, day, paid), np.where(is_own, run, paid)


def _previous(keys: Int64s, span: int) -> Int64s:
    """Return the day of the payment before each one of the same invoice, from 0; -1 if none."""
    known = np.concatenate([[-1], np.sort(keys)])
    before = known[np.searchsorted(known, keys) - 1]
    own = keys // span
    return np.where(before // span == own, before % span, -1)


def _failures(books: Books) -> Int64s:
    """Return the day on which each customer fails, `NEVER` if it does not."""
    rows = books.rows(Kind.INSOLVENCY_OPENED)
    day = np.full(books.ledger.customer_profile.size, NEVER, dtype=np.int64)
    np.minimum.at(day, rows.customer.astype(np.int64), rows.day)
    return day


def _obstacles(books: Books) -> Int64s:
    """Return the day from which nothing stands in the way of each invoice.

    A dispute that surfaces and is never closed stands in it to the end.
    """
    clear = np.full(books.n_invoices, -NEVER, dtype=np.int64)
    surfaced = books.rows(Kind.SURFACED)
    open_ = surfaced.only(surfaced.detail == Cause.DISPUTE.code)
    closed = books.rows(Kind.DISPUTE_CLOSED)
    for rows in (closed, books.rows(Kind.RESENT)):
        np.maximum.at(clear, rows.invoice, rows.day)
    clear[_never_closed(open_, closed, books.n_invoices)] = NEVER
    return clear


def _never_closed(surfaced: Rows, closed: Rows, n_invoices: int) -> NDArray[np.bool_]:
    counts = [np.bincount(rows.invoice, minlength=n_invoices) for rows in (surfaced, closed)]
    is_open: NDArray[np.bool_] = counts[0] > counts[1]
    return is_open


def unpaid_shares_by(ledger: Ledger, finance: Finance, by: str) -> pd.DataFrame:
    """Return the share of the cohorts' principal still unpaid, by days past due.

    Parameters
    ----------
    by
        ``"segment"`` or ``"profile"``.

    Returns
    -------
    DataFrame
        Column `by`, days_past_due, unpaid_share; groups that invoiced nothing are left out. What
        the customer was let off counts as paid, what an agency or a factor receives too.
    """
    books = Books(ledger, finance)
    names = ledger.segments if by == "segment" else ledger.profiles
    group = ledger.invoices.segment if by == "segment" else _profile(ledger)
    owed = np.bincount(group, books.gross * books.is_cohort, len(names))
    moves = books.moves(PAID_OR_GIVEN_UP)
    age = moves.day - books.due[moves.invoice]
    seen = np.flatnonzero((age <= AGES[-1]) & books.is_cohort[moves.invoice])
    place = np.maximum(age[seen] - AGES[0], 0) + group[moves.invoice[seen]] * AGES.size
    paid = np.bincount(place, moves.amount_cents[seen], len(names) * AGES.size)
    shares = np.cumsum(paid.reshape(-1, AGES.size), axis=1)
    frames = [
        pd.DataFrame({by: name, "days_past_due": AGES, "unpaid_share": 1.0 - shares[k] / owed[k]})
        for k, name in enumerate(names)
        if owed[k] > 0
    ]
    return pd.concat(frames, ignore_index=True)

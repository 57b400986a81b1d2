"""Cash, day by day: what the bank account of the company, or of the cohorts alone, sees.

VAT on sales, net of VAT on purchases, is settled `vat_settlement_days` after the invoice; a
discount, a concession or a credit note takes its VAT back as long after it is granted. VAT on a
debt is recovered on the day when insolvency proceedings open, and never by writing the debt off.
Wages of the desk and prevention are the cohorts' on the days when the cohorts order. Interest is
not part of these flows.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import CASH, GIVEN_UP, Books, Bools, Int64s, Moves, once, rounded, whole
from simrecouv.kpi.npv import net_present_value
from simrecouv.units import DAYS_PER_YEAR, NEVER, cents, round_cents
from simrecouv.vocabulary import Kind

#: What the bank account sees of an event on an invoice: the sign of its money, less its cost.
BANKED = {**CASH, Kind.CHARGES_RECEIVED: +1, Kind.CONTACT: 0, Kind.COMMISSION: 0}
#: What the company spends day by day, whatever the invoice.
RUNNING_COSTS = (Kind.DESK_DAY, Kind.PREVENTION_COST)


@once
def company_flows(books: Books) -> Int64s:
    """Return the net cash [cents] of the whole company on each simulated day.

    Orders of the run-in count as their suppliers and VAT fall due; overheads are spread over sales.
    """
    flows: Int64s = _trade_flows(books).sum(axis=0) - running_costs(books)
    overheads = rounded(books.finance.overheads_share * books.net)
    return (flows - books.by_day(books.issue, overheads))[:-1]


@once
def cohort_flows(books: Books) -> Int64s:
    """Return the net cash [cents] that the measured cohorts cause on each simulated day.

    What falls due after the last day is settled on the last day, so that nothing is left open.
    """
    flows, year = np.array(_trade_flows(books)[1]), cohort_year(books)
    flows[year] -= running_costs(books)[year]
    flows[-2] += flows[-1]
    return flows[:-1]


@once
def _trade_flows(books: Books) -> Int64s:
    """Cash of all other invoices, then of the cohorts, shape (2, days + 1): the end is not lost."""
    finance, issue, mine = books.finance, books.issue, books.is_cohort
    cost = books.net - books.margin
    purchases = rounded(finance.purchases_share * cost)
    input_vat = rounded(finance.purchases_vat_rate * purchases)
    produced = _by_day(books, issue, mine, cost - purchases)
    suppliers = _by_day(books, issue + finance.supplier_days, mine, purchases + input_vat)
    due_vat = _by_day(books, issue + finance.vat_settlement_days, mine, books.vat - input_vat)
    return _banked(books) - produced - suppliers - due_vat + _vat_back(books)


def _by_day(books: Books, day: Int64s, mine: Bools, amount: Int64s) -> Int64s:
    """Sum amounts by day, those of the cohorts apart, shape (2, days + 1)."""
    width = books.n_days + 1
    place = books.at(day) + np.where(mine, width, 0)
    return whole(np.bincount(place, weights=amount, minlength=2 * width)).reshape(2, width)


def _banked(books: Books) -> Int64s:
    """Money received for invoices, less what their events cost."""
    flows = np.zeros((2, books.n_days + 1), dtype=np.int64)
    for kind, sign in BANKED.items():
        rows = books.rows(kind)
        money = sign * rows.amount_cents - rows.cost_cents
        flows += _by_day(books, rows.day, books.is_cohort[rows.invoice], money)
    return flows


@once
def running_costs(books: Books) -> Int64s:
    """Return what desk and prevention cost [cents] by day, in ``n_days + 1`` entries."""
    each = [books.rows(kind) for kind in RUNNING_COSTS]
    return sum(
        (books.by_day(rows.day, rows.cost_cents) for rows in each),
        start=np.zeros(books.n_days + 1, dtype=np.int64),
    )


def cohort_year(books: Books) -> slice:
    """Return the days on which the cohorts order, in a daily series."""
    return slice(books.index(0), books.index(books.ledger.cohort_days))


def _vat_back(books: Books) -> Int64s:
    """VAT on what was given up, then VAT on the debts of customers who failed."""
    mine, given_up = books.is_cohort, books.moves(GIVEN_UP)
    day = given_up.day + books.finance.vat_settlement_days
    granted = _by_day(books, day, mine[given_up.invoice], vat_of(books, given_up))
    return granted + _by_day(books, insolvency_day(books), mine, recovered_vat(books))


def vat_of(books: Books, moves: Moves) -> Int64s:
    """Return the VAT [cents] inside each of some amounts incl. VAT."""
    share = moves.amount_cents / books.gross[moves.invoice]
    return rounded(books.vat[moves.invoice] * share)


@once
def unpaid_vat(books: Books) -> Int64s:
    """Return the VAT [cents] of the principal of each invoice that the end still finds unpaid."""
    share = np.divide(
        books.unpaid, books.gross, out=np.zeros(books.n_invoices), where=books.gross > 0
    )
    return rounded(books.vat * share)


@once
def recovered_vat(books: Books) -> Int64s:
    """Return the VAT [cents] of each invoice that is recovered: unpaid, and the customer failed."""
    failed = insolvency_day(books) < books.ledger.end_day
    return np.where(failed, unpaid_vat(books), 0)


@once
def insolvency_day(books: Books) -> Int64s:
    """Return the day when each invoice's customer failed after the invoice, else `NEVER`."""
    failures = books.rows(Kind.INSOLVENCY_OPENED)
    opened = np.full(books.ledger.customer_segment.size, NEVER, dtype=np.int64)
    np.minimum.at(opened, failures.events["customer"][failures.where], failures.day)
    day = opened[books.ledger.invoices.customer]
    return np.where(day >= books.issue, day, NEVER)


def financing_cost(books: Books) -> int:
    """Return the interest [cents] on the daily cash position of the cohorts: a cost if positive."""
    position = np.cumsum(cohort_flows(books)[books.index(0) :])
    owed, held = -int(position[position < 0].sum()), int(position[position > 0].sum())
    finance = books.finance
    interest = owed * finance.debit_rate.value - held * finance.credit_rate
    return round_cents(interest / DAYS_PER_YEAR)


def cash_curve(books: Books) -> Int64s:
    """Return the cash [cents] at the end of each day from day 0."""
    opening = cents(books.finance.opening_cash_eur)
    return opening + np.cumsum(company_flows(books)[books.index(0) :])


def npv_of_switch(books: Books, baseline: Books) -> float:
    """Return the NPV [cents] at day 0 of the cash that a policy brings over the baseline's."""
    gained = (company_flows(books) - company_flows(baseline))[books.index(0) :]
    return net_present_value(gained, books.finance.discount_rate)

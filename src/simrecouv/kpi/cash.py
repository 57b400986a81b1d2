"""Cash, day by day: what the bank account of the company, or of the cohorts alone, sees.

Money comes by several routes. What the customer, the liquidator, an insurer or a guarantor pays us
is there on its day. What an agency or a bailiff receives comes later, net of what they keep, on the
day in the row that they write; a factor pays its advance, then what it releases, the same way, and
what its customers pay is never ours. An account with a factor that is still open is settled on the
last day, without interest: an advance is a loan, no gain. VAT is in `simrecouv.kpi.vat`. Wages of
the desk and prevention are the cohorts' on the days when the cohorts order. Interest is not part of
these flows.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, Bools, Int64s, Rows, once, rounded
from simrecouv.kpi.npv import net_present_value
from simrecouv.kpi.vat import vat_flows
from simrecouv.ledger import factor_balance
from simrecouv.units import DAYS_PER_YEAR, cents, round_cents
from simrecouv.vocabulary import VIA_THIRD_PARTY, Kind, Payee

#: What the bank sees of an event on its own day: the sign of its money, less its cost.
ON_THE_DAY = {
    Kind.RECEIVED: +1,
    Kind.PAYMENT_REJECTED: -1,
    Kind.SUBROGATED: +1,
    Kind.CHARGES_RECEIVED: +1,
    Kind.INDEMNIFIED: +1,
    Kind.INSURER_SHARE: -1,
    **dict.fromkeys((Kind.INVOICED, Kind.CONTACT, Kind.PLACED, Kind.COMMISSION), 0),
    **dict.fromkeys((Kind.FILED, Kind.JUDGED, Kind.OPPOSED, Kind.SEIZED, Kind.SEIZURE_FAILED), 0),
}
#: What it sees on the day in the detail of the event: the money, less what a third party keeps.
ON_VALUE_DAY = (
    Kind.AGENCY_REMITTED,
    Kind.BAILIFF_REMITTED,
    Kind.FACTOR_FUNDED,
    Kind.FACTOR_SETTLED,
)
#: Who pays the principal to our bank on the day: the customer itself, or the liquidator.
PAYS_US = (0, Payee.LIQUIDATOR.code)
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
    produced = books.by_day_apart(issue, mine, cost - purchases)
    suppliers = books.by_day_apart(issue + finance.supplier_days, mine, purchases + input_vat)
    deducted = books.by_day_apart(issue + finance.vat_settlement_days, mine, input_vat)
    return _banked(books) - produced - suppliers + deducted - vat_flows(books)


def _banked(books: Books) -> Int64s:
    """Money received for invoices, less what their events cost."""
    flows = np.zeros((2, books.n_days + 1), dtype=np.int64)
    for kind, sign in ON_THE_DAY.items():
        rows = books.rows(kind)
        money = sign * np.where(_reaches_us(kind, rows), rows.amount_cents, 0) - rows.cost_cents
        flows += books.by_day_apart(rows.day, books.is_cohort[rows.invoice], money)
    for kind in ON_VALUE_DAY:
        rows = books.rows(kind)
        money = rows.amount_cents - rows.cost_cents
        flows += books.by_day_apart(rows.detail, books.is_cohort[rows.invoice], money)
    if books.rows(Kind.FACTOR_FUNDED).where.size:
        left = factor_balance(books.ledger)
        last = np.full(left.size, books.ledger.end_day - 1)
        flows += books.by_day_apart(last, books.is_cohort, left)
    return flows


def _reaches_us(kind: Kind, rows: Rows) -> Bools:
    """Tell which money is at our bank on its day; third parties pay theirs over by other rows."""
    if kind is Kind.RECEIVED:
        return np.isin(rows.detail, PAYS_US)
    if kind is Kind.CHARGES_RECEIVED:
        ours: Bools = rows.detail & VIA_THIRD_PARTY == 0
        return ours
    return np.ones(rows.where.size, dtype=bool)


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

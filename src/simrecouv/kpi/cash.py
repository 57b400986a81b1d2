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

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.days import Int64s, delayed
from simrecouv.kpi.factoring import OWES, PAYS, left_with_factors
from simrecouv.kpi.npv import net_present_value
from simrecouv.kpi.rows import Rows
from simrecouv.kpi.vat import vat_flows
from simrecouv.units import DAYS_PER_YEAR, cents, round_cents
from simrecouv.vocabulary import VIA_THIRD_PARTY, Kind, Payee

#: The money that the bank sees on the day of the event, if no third party has it: see `PAYS_US`.
ON_THE_DAY = {
    Kind.RECEIVED: +1,
    Kind.PAYMENT_REJECTED: -1,
    Kind.SUBROGATED: +1,
    Kind.CHARGES_RECEIVED: +1,
    Kind.INDEMNIFIED: +1,
    Kind.INSURER_SHARE: -1,
}
#: The events whose cost it sees on the day.
SPENT_ON_THE_DAY = (
    *ON_THE_DAY,
    *(Kind.INVOICED, Kind.CONTACT, Kind.PLACED, Kind.COMMISSION),
    *(Kind.FILED, Kind.JUDGED, Kind.OPPOSED, Kind.SEIZED, Kind.SEIZURE_FAILED),
)
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
    overheads = books.sales.overheads_by_day.sum(axis=0)
    flows: Int64s = _trade_flows(books).sum(axis=0) - running_costs(books) - overheads
    return flows[:-1]


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
    finance, sales = books.finance, books.sales
    produced = sales.cost_by_day - sales.purchases_by_day
    suppliers = delayed(sales.purchases_by_day + sales.input_vat_by_day, finance.supplier_days)
    deducted = delayed(sales.input_vat_by_day, finance.vat_settlement_days)
    return _banked(books) - produced - suppliers + deducted - vat_flows(books)


def _banked(books: Books) -> Int64s:
    """Money received for invoices, less what their events cost."""
    flows = books.daily(ON_THE_DAY)
    for kind in books.happened(SPENT_ON_THE_DAY):
        flows -= books.costs(kind)
    for rows in _paid_to_others(books):
        flows -= books.rows_by_day(rows, rows.day, rows.amount_cents)
    for rows in (books.rows(kind) for kind in books.happened(ON_VALUE_DAY)):
        flows += books.rows_by_day(rows, rows.detail, rows.amount_cents - rows.cost_cents)
    if books.happened(OWES | PAYS):
        left = left_with_factors(books)
        last = np.full(left.size, books.ledger.end_day - 1)
        flows += books.by_day_apart(last, books.is_cohort, left)
    return flows


def _paid_to_others(books: Books) -> tuple[Rows, Rows]:
    """Return the payments that third parties receive: they pay them over by other rows."""
    paid, charges = books.through_others, books.rows(Kind.CHARGES_RECEIVED)
    return (
        paid.only(~np.isin(paid.detail, PAYS_US)),
        charges.only(charges.detail & VIA_THIRD_PARTY != 0),
    )


@once
def running_costs(books: Books) -> Int64s:
    """Return what desk and prevention cost [cents] by day, in ``n_days + 1`` entries."""
    each = [books.rows(kind) for kind in books.happened(RUNNING_COSTS)]
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

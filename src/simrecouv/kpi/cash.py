"""Cash, day by day: what the bank account of the company, or of the cohorts alone, sees.

VAT on sales, net of VAT on purchases, is settled `vat_settlement_days` after the invoice; a
discount takes its VAT back as long after it is granted. VAT on a debt is recovered on the day when
insolvency proceedings open, and never by writing the debt off. Interest is not part of these flows.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, Bools, Int64s, Rows, once, rounded
from simrecouv.kpi.npv import net_present_value
from simrecouv.units import DAYS_PER_YEAR, cents, round_cents
from simrecouv.vocabulary import Kind

#: The insolvency day of customers who do not fail.
NEVER = 2_000_000


@once
def company_flows(books: Books) -> Int64s:
    """Return the net cash [cents] of the whole company on each simulated day.

    Orders of the run-in count as their suppliers and VAT fall due; overheads are spread over sales.
    """
    flows = _trade_flows(books, np.ones(books.n_invoices, dtype=bool))
    overheads = rounded(books.finance.overheads_share * books.net)
    return (flows - books.by_day(books.issue, overheads))[:-1]


@once
def cohort_flows(books: Books) -> Int64s:
    """Return the net cash [cents] that the measured cohorts cause on each simulated day.

    What falls due after the last day is settled on the last day, so that nothing is left open.
    """
    flows = _trade_flows(books, books.is_cohort)
    flows[-2] += flows[-1]
    return flows[:-1]


def _trade_flows(books: Books, mine: Bools) -> Int64s:
    """Cash of the invoices given, in ``n_days + 1`` entries; the last is due after the end."""
    finance, issue = books.finance, books.issue[mine]
    cost = (books.net - books.margin)[mine]
    purchases = rounded(finance.purchases_share * cost)
    input_vat = rounded(finance.purchases_vat_rate * purchases)
    received = _sum_rows(books, mine, Kind.RECEIVED) + _sum_rows(books, mine, Kind.CHARGES_RECEIVED)
    spent = _sum_costs(books, mine, Kind.CONTACT) + _sum_costs(books, mine, Kind.COMMISSION)
    produced = books.by_day(issue, cost - purchases)
    suppliers = books.by_day(issue + finance.supplier_days, purchases + input_vat)
    output_vat = books.vat[mine] - input_vat
    vat = books.by_day(issue + finance.vat_settlement_days, output_vat) - _vat_back(books, mine)
    return received - spent - produced - suppliers - vat


def _sum_rows(books: Books, mine: Bools, kind: Kind) -> Int64s:
    rows = books.rows(kind)
    return books.by_day(rows.day, np.where(mine[rows.invoice], rows.amount_cents, 0))


def _sum_costs(books: Books, mine: Bools, kind: Kind) -> Int64s:
    rows = books.rows(kind)
    return books.by_day(rows.day, np.where(mine[rows.invoice], rows.cost_cents, 0))


def _vat_back(books: Books, mine: Bools) -> Int64s:
    discount, back = discount_vat(books)
    granted = books.by_day(
        discount.day + books.finance.vat_settlement_days, np.where(mine[discount.invoice], back, 0)
    )
    return granted + books.by_day(insolvency_day(books), np.where(mine, recovered_vat(books), 0))


@once
def discount_vat(books: Books) -> tuple[Rows, Int64s]:
    """Return the discounts, and the VAT [cents] that each takes back."""
    discount = books.rows(Kind.DISCOUNT)
    share = discount.amount_cents / books.gross[discount.invoice]
    return discount, rounded(books.vat[discount.invoice] * share)


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

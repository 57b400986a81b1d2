"""The operating working capital requirement (BFR), in euros and in days of sales excl. VAT."""

from __future__ import annotations

import math

from simrecouv.kpi.closings import Closing
from simrecouv.kpi.ratios import ratio
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR


def working_capital_requirement(
    *,
    receivables: float,
    stock: float = 0.0,
    held: float = 0.0,
    deductible_vat: float = 0.0,
    suppliers: float = 0.0,
    collected_vat: float = 0.0,
    social_debts: float = 0.0,
) -> float:
    """Return what operations must finance: stock and claims, less what is not paid yet.

    French: besoin en fonds de roulement (BFR).

    Parameters
    ----------
    receivables, suppliers
        [money, incl. VAT] Owed by customers, owed to suppliers.
    stock
        [money, excl. VAT]
    held
        [money] Held back by factors, not yet paid over by agencies and bailiffs.
    deductible_vat, collected_vat
        [money] VAT to recover, VAT to settle and, on receipts, VAT inside receivables.
    social_debts
        [money] Wages and social charges not yet paid.

    Examples
    --------
    Days of sales add up as money does: 45 d of customers with 20 % VAT, purchases of half of sales.

    >>> round(working_capital_requirement(receivables=54, stock=15, deductible_vat=4,
    ...                                   suppliers=36, collected_vat=8), 1)
    29.0
    """
    claims = stock + receivables + held + deductible_vat
    return claims - suppliers - collected_vat - social_debts


def working_capital_days(requirement: float, net_sales: float, days: float = 365) -> float:
    """Express a working capital requirement in days of sales excl. VAT.

    Parameters
    ----------
    requirement
        [money]
    net_sales
        [money, excl. VAT] Sales of the period.
    days
        [days] Length of the period.

    Examples
    --------
    >>> working_capital_days(82_425, 1_080_000, days=360)
    27.475
    """
    return ratio(requirement * days, net_sales)


def normative_days(*posts: tuple[float, float]) -> float:
    """Add up delays, each weighted by what it holds per euro of sales excl. VAT.

    French: BFR normatif. A requirement that grows as sales do.

    Parameters
    ----------
    posts
        [days, money per money] Delay and coefficient: 1.2 for customers at 20 % VAT, cost / sales
        for stock, minus (purchases / sales) x 1.2 for suppliers; negative for what we owe.

    Returns
    -------
    float
        [days of sales excl. VAT]

    Examples
    --------
    Customers at 45 d, stock of 30 d, suppliers at 60 d, VAT at 40 d; purchases of half of sales.

    >>> round(normative_days((45, 1.2), (30, 0.5), (40, 0.1), (60, -0.6), (40, -0.2)), 9)
    29.0
    """
    return math.fsum(delay * coefficient for delay, coefficient in posts)


def bfr_cents(closing: Closing, finance: Finance) -> float:
    """Return the requirement [cents] at one month-end.

    Receivables and what third parties hold are measured; the rest follows from the trade of the
    last 365 days and the creditor's delays.
    """
    year = closing.year
    purchases = finance.purchases_share * year.cost
    input_vat = finance.purchases_vat_rate * purchases
    return working_capital_requirement(
        receivables=closing.receivables,
        stock=_owed(year.cost, finance.stock_days),
        held=closing.held,
        deductible_vat=_owed(input_vat + year.returned_vat, finance.vat_settlement_days),
        suppliers=_owed(purchases + input_vat, finance.supplier_days),
        collected_vat=closing.waiting_vat + _owed(year.due_vat, finance.vat_settlement_days),
        social_debts=_owed(finance.payroll_share * year.net, finance.social_debt_days),
    )


def _owed(per_year: float, days: int) -> float:
    return per_year * days / DAYS_PER_YEAR

"""The operating working capital requirement (BFR), in euros and in days of sales excl. VAT."""

from __future__ import annotations

from simrecouv.kpi.closings import Closing
from simrecouv.kpi.ratios import ratio
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR


def working_capital_requirement(
    *,
    receivables: float,
    stock: float = 0.0,
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
    deductible_vat, collected_vat
        [money] VAT to recover, VAT to settle.
    social_debts
        [money] Wages and social charges not yet paid.

    Examples
    --------
    Days of sales add up as money does: 45 d of customers with 20 % VAT, purchases of half of sales.

    >>> round(working_capital_requirement(receivables=54, stock=15, deductible_vat=4,
    ...                                   suppliers=36, collected_vat=8), 1)
    29.0
    """
    claims = stock + receivables + deductible_vat
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


def bfr_cents(closing: Closing, finance: Finance) -> float:
    """Return the requirement [cents] at one month-end.

    Receivables are measured; the rest follows from the sales of the last 365 days and the
    creditor's delays.
    """
    year = closing.year
    purchases = finance.purchases_share * year.cost
    input_vat = finance.purchases_vat_rate * purchases
    return working_capital_requirement(
        receivables=closing.receivables,
        stock=_owed(year.cost, finance.stock_days),
        deductible_vat=_owed(input_vat, finance.vat_settlement_days),
        suppliers=_owed(purchases + input_vat, finance.supplier_days),
        collected_vat=_owed(year.gross - year.net, finance.vat_settlement_days),
        social_debts=_owed(finance.payroll_share * year.net, finance.social_debt_days),
    )


def _owed(per_year: float, days: int) -> float:
    return per_year * days / DAYS_PER_YEAR

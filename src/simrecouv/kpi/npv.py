"""Present values: of daily cash, of a switch of credit policy, of one sale on credit.

The decisions are those of corporate finance textbooks: a switch from cash to credit (Ross,
Westerfield and Jordan), one order of a customer who may not pay (Brealey, Myers and Allen), daily
sales under two policies (Sartoris and Hill 1983). A simulation answers the same question from the
ledger (`npv_switch` of the scorecard); these formulas check it by hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from simrecouv.errors import StudyError
from simrecouv.kpi.ratios import ratio


def net_present_value(flows: ArrayLike, annual_rate: float) -> float:
    """Discount daily flows to day 0, compounding by the year of 365 days.

    Parameters
    ----------
    flows
        [money per day] From day 0 on.
    annual_rate
        [share per year] Discount rate.

    Examples
    --------
    >>> round(net_present_value([0.0] * 365 + [108.0], 0.08), 2)
    100.0
    """
    amounts = np.asarray(flows, dtype=np.float64)
    years = np.arange(amounts.size) / 365.0
    return float(np.sum(amounts * (1.0 + annual_rate) ** -years))


def npv_of_policy_switch(
    price: float, variable_cost: float, quantity: float, new_quantity: float, rate: float
) -> float:
    """Return the NPV of selling on one period of credit instead of cash (Ross-Westerfield).

    The seller forgoes one period of cash sales, produces the added quantity, and earns its margin
    every period after.

    Parameters
    ----------
    price, variable_cost
        [money per unit]
    quantity, new_quantity
        [units per period] Sold for cash, then on credit.
    rate
        [share per period] Required return.

    Examples
    --------
    >>> round(npv_of_policy_switch(49, 20, 100, 110, 0.02), 2)
    9400.0
    """
    added = new_quantity - quantity
    invested = price * quantity + variable_cost * added
    return (price - variable_cost) * added / rate - invested


def break_even_quantity(price: float, variable_cost: float, quantity: float, rate: float) -> float:
    """Return the added units at which a switch to credit is worth nothing (Ross-Westerfield).

    Parameters
    ----------
    price, variable_cost
        [money per unit]
    quantity
        [units per period] Sold for cash.
    rate
        [share per period] Required return, above 0.

    Returns
    -------
    float
        [units per period] Infinite when a unit never earns what it costs to carry.

    Examples
    --------
    >>> round(break_even_quantity(49, 20, 100, 0.02), 2)
    3.43
    """
    per_unit = perpetuity(price - variable_cost, rate) - variable_cost
    return price * quantity / per_unit if per_unit > 0.0 else math.inf


def npv_of_one_period(
    price: float, variable_cost: float, quantity: float, new_quantity: float, rate: float
) -> float:
    """Return what one period on credit brings over the same period in cash (Ross-Westerfield).

    The one-shot view: produce today and be paid in one period, against the margin of cash sales.
    Repeated for ever from today on, it is worth `npv_of_policy_switch`.

    Parameters
    ----------
    price, variable_cost
        [money per unit]
    quantity, new_quantity
        [units per period] Sold for cash, then on credit.
    rate
        [share per period] Required return.

    Examples
    --------
    >>> round(npv_of_one_period(49, 20, 100, 110, 0.02), 2)
    184.31
    """
    on_credit = price * new_quantity / (1.0 + rate) - variable_cost * new_quantity
    return on_credit - (price - variable_cost) * quantity


def perpetuity(payment: float, rate: float) -> float:
    """Return the present value of a payment made at the end of every period, for ever.

    Parameters
    ----------
    payment
        [money per period]
    rate
        [share per period] Above 0.

    Examples
    --------
    >>> perpetuity(4, 0.01)
    400.0
    """
    return payment / rate


def npv_of_credit_price(
    *, cash_price: float, credit_price: float, quantity: float, default_rate: float, rate: float
) -> float:
    """Return the NPV of a dearer price on credit, which some never pay (Ross-Westerfield).

    The same quantity is sold; one period of cash sales is forgone; every period after brings what
    the credit price adds, less the defaults.

    Parameters
    ----------
    cash_price, credit_price
        [money per unit]
    quantity
        [units per period]
    default_rate
        [share] Credit sales that are never paid.
    rate
        [share per period] Required return, above 0.

    Examples
    --------
    >>> round(npv_of_credit_price(cash_price=49, credit_price=50, quantity=100,
    ...                           default_rate=0.01, rate=0.02), 2)
    -2400.0
    """
    added = credit_price * (1.0 - default_rate) - cash_price
    return quantity * (perpetuity(added, rate) - cash_price)


def break_even_default(*, cash_price: float, credit_price: float, rate: float) -> float:
    """Return the default rate at which a dearer price on credit is worth nothing.

    Parameters
    ----------
    cash_price, credit_price
        [money per unit]
    rate
        [share per period] Required return.

    Returns
    -------
    float
        [share] Negative when not even full payment would do.

    Examples
    --------
    50 on credit for 49 in cash, at 2 % a month: no more than 4 customers in 10,000 may fail.

    >>> round(break_even_default(cash_price=49, credit_price=50, rate=0.02), 6)
    0.0004
    """
    return 1.0 - cash_price * (1.0 + rate) / credit_price


def npv_of_credit_sale(revenue: float, cost: float, p_paid: float) -> float:
    """Return the expected value of granting credit to one order (Brealey-Myers).

    Parameters
    ----------
    revenue, cost
        [money] Present values of the sale and of what it costs.
    p_paid
        [share] Probability that the customer pays; the sale breaks even at ``cost / revenue``.

    Examples
    --------
    >>> round(npv_of_credit_sale(1_200, 1_000, 0.8), 2)
    -40.0
    """
    return p_paid * (revenue - cost) - (1.0 - p_paid) * cost


def break_even_probability(revenue: float, cost: float) -> float:
    """Return the probability of payment from which credit to one order pays (Brealey-Myers).

    Parameters
    ----------
    revenue, cost
        [money] Present values of the sale and of what it costs.

    Examples
    --------
    >>> round(break_even_probability(1_200, 1_000), 4)
    0.8333
    """
    return ratio(cost, revenue)


def npv_with_repeat(first: float, *, p_paid: float, repeat: float, rate: float) -> float:
    """Add the order that comes a period later from those who paid the first (Brealey-Myers).

    Parameters
    ----------
    first, repeat
        [money] Expected values of the two orders, each at its own date: `npv_of_credit_sale`.
    p_paid
        [share] Probability that the first is paid; who does not pay is refused the second.
    rate
        [share per period] Discount rate.

    Examples
    --------
    A first order loses 40 on average, but four customers in five come back with 140.

    >>> round(npv_with_repeat(-40, p_paid=0.8, repeat=140, rate=0.10), 2)
    61.82
    """
    return first + p_paid * repeat / (1.0 + rate)


def npv_of_daily_sales(
    sales: float,
    cost: float,
    daily_rate: float,
    receipts: Sequence[tuple[float, float, float]],
    *,
    bad_debt_rate: float = 0.0,
) -> float:
    """Return the present value of one day of sales under a credit policy (Sartoris-Hill 1983).

    Two policies compare by the difference. Interest is simple, as in the paper.

    Parameters
    ----------
    sales
        [money per day] Invoiced.
    cost
        [money per day] Paid on the day of the sale.
    daily_rate
        [share per day] Cost of funds.
    receipts
        [share, days, share] For each group of customers: its part of what is paid, when it pays,
        and the discount it takes.
    bad_debt_rate
        [share] Sales that are never paid.

    Raises
    ------
    StudyError
        If the groups are not all the customers.

    Examples
    --------
    27,397 a day at 10 % a year: half takes 2 % and pays on day 10, half pays on day 50.

    >>> groups = [(0.5, 10, 0.02), (0.5, 50, 0.0)]
    >>> round(npv_of_daily_sales(10_000_000 / 365, 0.0, 0.1 / 365, groups), 2)
    26901.49
    """
    total = math.fsum(share for share, _, _ in receipts)
    if not math.isclose(total, 1.0, abs_tol=1e-9):
        raise StudyError(f"shares of customers sum to 1, these sum to {total:g}")
    paid = math.fsum(
        share * (1.0 - discount) / (1.0 + daily_rate * days) for share, days, discount in receipts
    )
    return sales * (1.0 - bad_debt_rate) * paid - cost

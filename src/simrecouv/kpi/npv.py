"""Present values: of daily cash, of a switch of credit policy, of one sale on credit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


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

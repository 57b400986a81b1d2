"""Discount: taken when it pays the customer and its process is able to."""

from __future__ import annotations

from simrecouv.units import DAYS_PER_YEAR


def implied_annual_rate(rate: float, days_gained: int) -> float:
    """Annual rate, simple, that a customer earns by paying `days_gained` days earlier.

    2 % for paying on day 10 instead of day 30:

    >>> round(implied_annual_rate(0.02, 20), 5)
    0.37245
    """
    if days_gained <= 0:
        return 0.0
    return rate / (1.0 - rate) * DAYS_PER_YEAR / days_gained


def takes_discount(
    rate: float, days_gained: int, reservation_rate: float, process_u: float, process_share: float
) -> bool:
    """Whether an invoice is paid early for its discount."""
    if process_u >= process_share:
        return False
    return implied_annual_rate(rate, days_gained) > reservation_rate

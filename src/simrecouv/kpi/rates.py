"""What a discount costs per year, and what lateness costs the customer."""

from __future__ import annotations


def implied_annual_rate(
    discount_rate: float, days_gained: float, days_per_year: float = 365
) -> float:
    """Return the simple annual rate that a seller pays for an early-payment discount.

    Parameters
    ----------
    discount_rate
        [share] Discount on the amount due.
    days_gained
        [days] From the discounted payment to the ordinary one.
    days_per_year
        [days] 365, or 360 by banking usage.

    Examples
    --------
    3 % for 10 days costs 113 % a year.

    >>> round(implied_annual_rate(0.03, 10), 4)
    1.1289
    """
    return discount_rate / (1.0 - discount_rate) * days_per_year / days_gained


def effective_annual_rate(
    discount_rate: float, days_gained: float, days_per_year: float = 365
) -> float:
    """Return the compound annual rate that a seller pays for an early-payment discount.

    Parameters
    ----------
    discount_rate
        [share] Discount on the amount due.
    days_gained
        [days] From the discounted payment to the ordinary one.
    days_per_year
        [days] 365, or 360 by banking usage.

    Examples
    --------
    >>> round(effective_annual_rate(0.02, 20), 4)
    0.4459
    """
    return float((1.0 / (1.0 - discount_rate)) ** (days_per_year / days_gained) - 1.0)


def late_interest(
    principal: float, annual_rate: float, days: float, days_per_year: float = 365
) -> float:
    """Return the simple interest on a late principal.

    Parameters
    ----------
    principal
        [money, incl. VAT] Unpaid amount.
    annual_rate
        [share per year] Rate of late interest.
    days
        [days] Past due.
    days_per_year
        [days] 365, or 360 by banking usage.

    Examples
    --------
    >>> round(late_interest(4_500, 0.11, 30), 2)
    40.68
    """
    return principal * annual_rate * days / days_per_year

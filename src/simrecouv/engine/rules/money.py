"""Money: shares of amounts and late interest, each rounded once, to the cent."""

from __future__ import annotations

from simrecouv.units import round_cents


def part_cents(amount_cents: int, rate: float) -> int:
    """Take a share of an amount.

    >>> part_cents(120_000, 0.15)
    18000
    """
    return round_cents(amount_cents * rate)


def discount_cents(gross_cents: int, rate: float, is_offered: bool) -> int:
    """Return the early-payment discount incl. VAT that an invoice offers, 0 if none."""
    if not is_offered:
        return 0
    return part_cents(gross_cents, rate)


def interest_cents(principal_cents: int, annual_rate: float, days: int) -> int:
    """Compute simple late interest on the principal incl. VAT, on a year of 365 days.

    EUR 4,500 at 11 % for 30 days:

    >>> interest_cents(450_000, 0.11, 30)
    4068
    """
    if days <= 0:
        return 0
    return round_cents(principal_cents * annual_rate * days / 365.0)

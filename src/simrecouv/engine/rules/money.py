"""Money: shares of amounts, late interest and its allocation, each rounded once, to the cent."""

from __future__ import annotations

from simrecouv.units import DAYS_PER_YEAR, round_cents


def part_cents(amount_cents: int, rate: float) -> int:
    """Take a share of an amount.

    >>> part_cents(120_000, 0.15)
    18000
    """
    return round_cents(amount_cents * rate)


def proper_part_cents(amount_cents: int, rate: float) -> int:
    """Take a share of an amount that leaves at least one cent.

    >>> proper_part_cents(120_000, 0.15), proper_part_cents(1, 0.9)
    (18000, 0)
    """
    return min(part_cents(amount_cents, rate), amount_cents - 1)


def discount_cents(gross_cents: int, rate: float, is_offered: bool) -> int:
    """Return the early-payment discount incl. VAT that an invoice offers, 0 if none."""
    if not is_offered:
        return 0
    return part_cents(gross_cents, rate)


def fee_cents(amount_cents: int, fixed_cents: int, rate: float) -> int:
    """Return what a means of payment costs on an amount, a fixed part and a share.

    >>> fee_cents(10_000, 25, 0.014)
    165
    """
    return fixed_cents + part_cents(amount_cents, rate)


def interest_cents(principal_cents: int, annual_rate: float, days: int) -> int:
    """Compute simple late interest on the principal incl. VAT, on a year of 365 days.

    EUR 4,500 at 11 % for 30 days:

    >>> interest_cents(450_000, 0.11, 30)
    4068
    """
    if days <= 0:
        return 0
    return round_cents(principal_cents * annual_rate * days / DAYS_PER_YEAR)


#: A part payment covers from a fifth to four fifths of what is open, evenly: our convention, no law
#: of part payments is published.
LEAST_PART, SPREAD = 0.2, 0.6


def part_paid_cents(open_cents: int, u: float) -> int:
    """Return a part payment: from a fifth to four fifths of what is open, as `u` draws it.

    >>> part_paid_cents(10_000, 0.5)
    5000
    """
    return proper_part_cents(open_cents, LEAST_PART + SPREAD * u)


def allocated_cents(left_cents: int, owed_cents: int, is_first: bool) -> int:
    """Return what a part payment settles of charges that come before the principal.

    A payment is set against costs, then interest, then principal (C. civ. 1343-1), unless the
    creditor takes the principal first.

    >>> allocated_cents(3_000, 4_000, True), allocated_cents(3_000, 4_000, False)
    (3000, 0)
    """
    if not is_first:
        return 0
    return min(left_cents, owed_cents)

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


#: Rates are summed in parts per million per year.
PPM_YEAR = 1e6 * DAYS_PER_YEAR


def interest_cents(principal_cents: int, ppm_days: int) -> int:
    """Compute simple late interest on the principal incl. VAT, on a year of 365 days.

    `ppm_days` is the sum of the annual rates of the days elapsed [parts per million]. EUR 4,500 at
    11 % for 30 days:

    >>> interest_cents(450_000, 110_000 * 30)
    4068
    """
    return round_cents(float(principal_cents) * ppm_days / PPM_YEAR)


def fixed_indemnity_cents(
    gross_cents: int,
    first_cents: int,
    second_from: int,
    second_cents: int,
    third_from: int,
    third_cents: int,
) -> int:
    """Return the fixed indemnity of a late invoice: up to three amounts, by its size.

    GBP 40, 70 from 1,000 and 100 from 10,000:

    >>> [fixed_indemnity_cents(pounds * 100, 4_000, 100_000, 7_000, 1_000_000, 10_000)
    ...  for pounds in (999, 1_000, 10_000)]
    [4000, 7000, 10000]
    """
    if gross_cents >= third_from:
        return third_cents
    if gross_cents >= second_from:
        return second_cents
    return first_cents


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

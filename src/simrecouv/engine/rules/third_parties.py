"""Third parties: what an agency, a court, a bailiff, a factor and an insurer take and give."""

from __future__ import annotations

from simrecouv.engine.codes import GRANTED, GRANTED_IN_PART, REFUSED
from simrecouv.engine.rules.money import part_cents
from simrecouv.units import round_cents


def in_band(age_days: int, from_days: int, amount_cents: int, from_cents: int) -> bool:
    """Whether a placed invoice is old and large enough for a band of commissions."""
    return age_days >= from_days and amount_cents >= from_cents


def commission_cents(paid_cents: int, rate: float, minimum_cents: int) -> int:
    """Compute an agency's commission on a payment: a share, a minimum, never more than is paid.

    >>> [commission_cents(paid, 0.15, 2_000) for paid in (100_000, 10_000, 1_500)]
    [15000, 2000, 1500]
    """
    return min(max(part_cents(paid_cents, rate), minimum_cents), paid_cents)


def judgment(u: float, granted_share: float, part_u: float, partial_share: float) -> int:
    """Return what a court decides: 0 refuses, 1 grants, 2 grants in part.

    >>> [judgment(u, 0.7, 0.5, 0.6) for u in (0.9, 0.2)]
    [0, 2]
    """
    if u >= granted_share:
        return REFUSED
    if part_u < partial_share:
        return GRANTED_IN_PART
    return GRANTED


def seizes(u: float, seizable_share: float, protective_share: float) -> bool:
    """Whether a seizure finds the money; a protective one saves some of those that would not.

    >>> seizes(0.7, 0.6, 0.0), seizes(0.7, 0.6, 0.5)
    (False, True)
    """
    return u < seizable_share + (1.0 - seizable_share) * protective_share


#: The slices of the French scale (C. com. A444-32) [cents], the share of each, and the least fee.
SLICE_1, SLICE_2, SLICE_3, SLICE_4 = 12_500, 61_000, 152_500, 5_240_000
RATE_1, RATE_2, RATE_3, RATE_4, RATE_5 = 0.1161, 0.1064, 0.1016, 0.0387, 0.0298
LEAST_FEE = 2_128


def bailiff_fee_cents(amount_cents: int) -> int:
    """Compute what a French bailiff keeps of what it recovers for a creditor (A444-32), excl. VAT.

    >>> [bailiff_fee_cents(100 * euros) for euros in (100, 500, 1_000, 5_000, 10_000, 50_000)]
    [2128, 5441, 10574, 29356, 48706, 203506]
    """
    fee = min(amount_cents, SLICE_1) * RATE_1
    fee += max(min(amount_cents, SLICE_2) - SLICE_1, 0) * RATE_2
    fee += max(min(amount_cents, SLICE_3) - SLICE_2, 0) * RATE_3
    fee += max(min(amount_cents, SLICE_4) - SLICE_3, 0) * RATE_4
    fee += max(amount_cents - SLICE_4, 0) * RATE_5
    return min(max(round_cents(fee), LEAST_FEE), amount_cents)


#: Banks count a year of 360 days.
BANK_YEAR = 360


def factor_interest_cents(advance_cents: int, annual_rate: float, days: int) -> int:
    """Compute the interest on an advance, on a year of 360 days.

    >>> factor_interest_cents(1_080_000, 0.05, 60)
    9000
    """
    return round_cents(advance_cents * annual_rate * days / BANK_YEAR)


def indemnity_cents(
    open_cents: int, claimed_cents: int, quota: float, deductible_cents: int
) -> int:
    """Compute what a cover pays: its quota of what is still lost of the claim, less a deductible.

    EUR 40,000 owed, of which 30,000 approved and claimed, at 90 %:

    >>> indemnity_cents(4_000_000, 3_000_000, 0.9, 0)
    2700000
    """
    return max(part_cents(min(open_cents, claimed_cents), quota) - deductible_cents, 0)


def insurer_share_cents(paid_cents: int, quota: float, indemnity_left_cents: int) -> int:
    """Compute what an insurer gets of money that comes after its indemnity.

    >>> insurer_share_cents(100_000, 0.9, 50_000)
    50000
    """
    return min(part_cents(paid_cents, quota), indemnity_left_cents)

"""Prevention: what credit control makes of an order, and what keeps an invoice from being paid."""

from __future__ import annotations

from simrecouv.vocabulary import Cause, Refusal

LEFT, HOLD, LIMIT = Refusal.LEFT.code, Refusal.HOLD.code, Refusal.LIMIT.code
SCORE, SALES = Refusal.SCORE.code, Refusal.SALES.code
REJECTED, NOT_RECEIVED = Cause.REJECTED.code, Cause.NOT_RECEIVED.code
DISPUTE = Cause.DISPUTE.code


def order_verdict(
    has_left: bool,
    is_declined: bool,
    score: int,
    min_score: int,
    holds: int,
    owed_cents: int,
    limit_cents: int,
) -> int:
    """Decide what becomes of an order.

    Returns
    -------
    int
        0 invoiced; otherwise a number of `simrecouv.vocabulary.Refusal` (1 left, 2 hold, 3 limit,
        4 score, 6 sales). 2 and 3 may be looked at again, the others are final.

    Examples
    --------
    >>> order_verdict(False, False, 50, 30, 0, 90_000, 100_000)
    0
    >>> order_verdict(False, False, 50, 30, 0, 110_000, 100_000)
    3
    """
    if has_left:
        return LEFT
    if is_declined:
        return SALES
    if score < min_score:
        return SCORE
    if holds > 0:
        return HOLD
    if owed_cents > limit_cents:
        return LIMIT
    return 0


def is_risky(score: int, max_score: int, segment_concerned: bool) -> bool:
    """Whether a measure for low scores concerns a customer."""
    return segment_concerned and score <= max_score


def cause_of(
    error_u: float,
    error_share: float,
    kind_u: float,
    rejected_share: float,
    dispute_u: float,
    dispute_share: float,
    is_pulled: bool,
) -> int:
    """Return why an invoice is not even considered: 0 nothing, or 1 + the place in `Cause`.

    An error does not stop a payment that the creditor collects itself; a dispute does.

    >>> [cause_of(0.01, 0.02, 0.5, 0.3, 0.9, 0.1, is_pulled) for is_pulled in (False, True)]
    [2, 0]
    """
    if not is_pulled and error_u < error_share:
        if kind_u < rejected_share:
            return REJECTED
        return NOT_RECEIVED
    if dispute_u < dispute_share:
        return DISPUTE
    return 0

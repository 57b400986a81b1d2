"""Dunning: when a step falls due, which invoices it concerns, what limits it, who comes first."""

from __future__ import annotations


def trigger_day(
    trigger: int, days: int, issue_day: int, due_day: int, month_end: int, previous_day: int
) -> int:
    """Day from which a step is due.

    Parameters
    ----------
    trigger
        0 invoice date, 1 due date, 2 end of the due month, 3 previous contact.
    days
        [days] After the trigger; negative = before.
    previous_day
        [day] Last contact of the invoice, or its due day if none.

    Examples
    --------
    >>> [trigger_day(trigger, 8, 0, 30, 31, 35) for trigger in range(4)]
    [8, 38, 39, 43]
    """
    if trigger == 0:
        return issue_day + days
    if trigger == 1:
        return due_day + days
    if trigger == 2:
        return month_end + days
    return previous_day + days


def passes(
    gross_cents: int,
    min_cents: int,
    max_cents: int,
    segment_concerned: bool,
    score: int,
    max_score: int,
) -> bool:
    """Whether an invoice and its customer pass a step's filters."""
    return segment_concerned and min_cents <= gross_cents <= max_cents and score <= max_score


def free_day(last_contact_day: int, min_gap_days: int, limiting_contact_day: int) -> int:
    """First day on which limits per customer allow one more message.

    `limiting_contact_day` is the contact which, if less than 30 days old, makes one more too many.

    >>> free_day(15, 7, -99), free_day(15, 7, 1)
    (22, 31)
    """
    return max(last_contact_day + min_gap_days, limiting_contact_day + 30)


def priority(worklist: int, age_days: int, amount_cents: int, amount_age: int, score: int) -> int:
    """Rank of a customer on the desk's worklist: the highest is served first.

    Parameters
    ----------
    worklist
        0 oldest, 1 largest, 2 amount × age, 3 risk.
    age_days
        [days] Past due of its oldest invoice due for a contact.
    amount_age
        [cents × days] Summed over these invoices.

    Examples
    --------
    >>> [priority(worklist, 30, 500_000, 9_000_000, 40) for worklist in range(4)]
    [30, 500000, 9000000, 60]
    """
    if worklist == 0:
        return age_days
    if worklist == 1:
        return amount_cents
    if worklist == 2:
        return amount_age
    return 100 - score


#: Minutes that a sum of tasks may be off by rounding.
ROUNDING_MINUTES = 1e-6


def fits(used: float, minutes: float, at_hand: float) -> bool:
    """Whether a task fits in what is left of the desk's day; a rounding error does not count.

    >>> fits(292.0, 8.0, 300.0), fits(293.0, 8.0, 300.0)
    (True, False)
    """
    return at_hand > 0.0 and used + minutes <= at_hand + ROUNDING_MINUTES


def overtime_cents(minutes: float, regular: float, cents_per_minute: float) -> float:
    """Cost of the minutes worked beyond the regular day.

    >>> overtime_cents(330.0, 300.0, 50.0), overtime_cents(290.0, 300.0, 50.0)
    (1500.0, 0.0)
    """
    return max(minutes - regular, 0.0) * cents_per_minute

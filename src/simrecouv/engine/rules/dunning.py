"""Dunning: when a step falls due, which invoices it concerns, what limits it."""

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


def passes(gross_cents: int, min_cents: int, segment_concerned: bool) -> bool:
    """Whether an invoice passes a step's filters."""
    return segment_concerned and gross_cents >= min_cents


def is_blocked(
    day: int, last_contact_day: int, min_gap_days: int, limiting_contact_day: int
) -> bool:
    """Whether limits per customer forbid a message today.

    `limiting_contact_day` is the contact which, if less than 30 days old, makes one more too many.

    >>> is_blocked(20, 15, 7, -99), is_blocked(22, 15, 7, -99), is_blocked(22, 15, 7, 1)
    (True, False, True)
    """
    return day - last_contact_day < min_gap_days or day - limiting_contact_day < 30

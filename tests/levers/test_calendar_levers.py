"""When steps run: triggers, repeats, weekdays, days off."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    NEVER_PAYS,
    after_business,
    contact,
    dates,
    day_of,
    is_business,
    rows_day,
    simulated,
)
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind, Weekday


def trigger_days(ledger: Ledger, anchor: str) -> np.ndarray:
    """Day from which a trigger counts, for every invoice."""
    due = ledger.invoices.due_day.astype(np.int64)
    if anchor == "issue":
        return ledger.invoices.issue_day.astype(np.int64)
    if anchor == "end_of_month":
        next_month = (dates(ledger, due).astype("datetime64[M]") + 1).astype("datetime64[D]")
        return (next_month - np.datetime64(ledger.start)).astype(np.int64) - 1
    return due


@pytest.mark.parametrize("anchor", ["issue", "due", "end_of_month", "previous"])
@pytest.mark.parametrize("days", [1, 9])
def test_a_step_runs_so_many_days_after_its_trigger(anchor: str, days: int) -> None:
    """A first step from the previous contact counts from due."""
    ledger = simulated({"steps": [contact("one", days, **{"from": anchor})]}, profile=NEVER_PAYS)
    expected = trigger_days(ledger, anchor) + days
    within = expected < ledger.end_day - 10
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED)
    assert_array_equal(told[within], after_business(ledger, expected[within], 0))


def test_a_step_from_the_previous_contact_counts_from_its_last_repeat() -> None:
    """Three letters a week apart at least, then a call twelve days after the third."""
    steps = [
        contact("letter", 2, repeat={"every_days": 7, "at_most": 2}),
        contact("call", 12, channel="call", **{"from": "previous"}),
    ]
    ledger = simulated({"steps": steps}, profile=NEVER_PAYS)
    rows = ledger.of_kind(Kind.CONTACT, Kind.REMINDED)
    over = np.flatnonzero(ledger.invoices.due_day < ledger.end_day - 60)
    for number in over.tolist():
        mine = rows[rows["invoice"] == number]
        assert mine["step"].tolist() == [0, 0, 0, 1]
        gaps = np.array([7, 7, 12])
        days = rows_day(mine)
        assert_array_equal(days[1:], after_business(ledger, days[:-1] + gaps, 0))


def test_automatic_messages_leave_on_their_weekdays_the_desk_calls_on_all() -> None:
    policy = {
        "steps": [contact("letter", 1), contact("call", 8, channel="call", by="desk")],
        "dunning_weekdays": ["tue", "fri"],
    }
    ledger = simulated(policy, profile=NEVER_PAYS)
    rows = ledger.of_kind(Kind.CONTACT)
    weekday = (dates(ledger, rows_day(rows)).astype(np.int64) + 3) % 7
    names = np.array(list(Weekday))
    assert set(names[weekday[rows["step"] == 0]]) == {"tue", "fri"}
    assert set(names[weekday[rows["step"] == 1]]) == set(Weekday)


@pytest.mark.parametrize("by", ["system", "desk"])
def test_what_falls_due_on_a_day_off_waits_for_the_next_working_day(by: str) -> None:
    ledger = simulated({"steps": [contact("one", 3, by=by)]}, profile=NEVER_PAYS)
    due = ledger.invoices.due_day.astype(np.int64) + 3
    due = np.where(due < ledger.end_day - 10, due, ledger.first_day)
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED)
    chosen = due > ledger.first_day
    assert_array_equal(told[chosen], after_business(ledger, due[chosen], 0))
    holiday = ~is_business(ledger, due) & ((dates(ledger, due).astype(np.int64) + 3) % 7 < 5)
    assert (holiday & chosen).any(), "some fall due on a public holiday of the week"

"""Factoring: who bears what is not paid in time, contested, given up or lost."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import ASSIGN, due_and, factored, failed_day
from levers.small import (
    NEVER_PAYS,
    Days,
    act,
    amounts,
    contact,
    costs,
    day_of,
    details,
    numbers,
    rows_day,
    share_of,
    was_due,
    working,
)
from simrecouv.ledger import Ledger, closing_principal, factor_balance
from simrecouv.vocabulary import Kind

BOTH = pytest.mark.parametrize("recourse", [True, False])


def assigned(ledger: Ledger) -> Days:
    """Day on which each invoice is assigned."""
    return due_and(ledger, -25)


# === What is not paid in time ===


def test_with_recourse_an_unpaid_invoice_comes_back_with_its_advance() -> None:
    """Own reminders stop with the assignment and go on then; a factor finances once."""
    again = act("factoring", 40, id="again", factor="any")
    own = [contact("first", -28), contact("second", 5)]
    late = {"hazard": [[60, 100.0]]}
    ledger = factored(True, {"recourse_days": 30}, steps=[*own, ASSIGN, again], profile=late)
    done, gross = was_due(ledger, 100), ledger.invoices.gross_cents
    back = due_and(ledger, 30)
    assert_array_equal(day_of(ledger, Kind.FACTOR_SETTLED)[done], back[done])
    advance = share_of(gross, 0.9)
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[done], -advance[done])
    told = (Kind.CONTACT, Kind.REMINDED)
    assert (day_of(ledger, *told) <= assigned(ledger))[done].all()
    assert_array_equal(day_of(ledger, *told, last=True)[done], working(ledger, back + 1)[done])
    assert details(ledger.of_kind(Kind.RECEIVED)) == {0}, "paid later, and to us"
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], gross[done])
    assert not factor_balance(ledger)[done].any()
    assert np.unique(rows := ledger.of_kind(Kind.FACTORED)["invoice"]).size == rows.size


def test_without_recourse_the_factor_settles_and_waits_alone() -> None:
    own = [contact("second", 5)]
    late = {"hazard": [[60, 100.0]]}
    ledger = factored(False, {"recourse_days": 30}, steps=[*own, ASSIGN], profile=late)
    done, gross = was_due(ledger, 100), ledger.invoices.gross_cents
    back = due_and(ledger, 30)
    assert_array_equal(day_of(ledger, Kind.FACTOR_SETTLED)[done], back[done])
    held = gross - share_of(gross, 0.9)
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[done], held[done])
    assert not numbers(ledger, Kind.CONTACT, Kind.REMINDED, Kind.RECEIVED, Kind.BOUGHT_BACK)
    assert_array_equal(amounts(ledger, Kind.PAID_TO_FACTOR)[done], gross[done])


@BOTH
def test_a_part_paid_to_the_factor_is_deducted_from_what_it_takes_back(recourse: bool) -> None:
    early = {"hazard": [[0, 100.0], [1, 0.0]], "partial_share": 1.0}
    ledger = factored(recourse, {"recourse_days": 30}, profile=early)
    done, gross = was_due(ledger, 100), ledger.invoices.gross_cents
    part = amounts(ledger, Kind.RECEIVED if recourse else Kind.PAID_TO_FACTOR)
    assert ((part > 0) & (part < gross))[done].all()
    owed = part if recourse else gross
    settled = amounts(ledger, Kind.FACTOR_SETTLED)
    assert_array_equal(settled[done], (owed - share_of(gross, 0.9))[done])
    assert_array_equal(closing_principal(ledger)[done], ((gross - part) * recourse)[done])


@BOTH
def test_what_is_written_off_is_not_assigned_and_what_is_sold_not_written_off(
    recourse: bool,
) -> None:
    """Nor is what a cover has been called for."""
    late = act("factoring", 40, id="late", factor="any")
    for loss, cover in ((act("write_off", 10), {}), (act("claim", 10), {"guarantee": {}})):
        ledger = factored(recourse, steps=[loss, late], profile=NEVER_PAYS, policy=cover)
        assert not numbers(ledger, Kind.FACTORED, Kind.SOLD)
    ledger = factored(recourse, steps=[ASSIGN, act("write_off", 10)], profile=NEVER_PAYS)
    assert bool(numbers(ledger, Kind.WRITTEN_OFF)) == recourse


# === Disputes, discounts, insolvency ===


@BOTH
def test_what_is_contested_comes_back_on_the_day_it_is_known(recourse: bool) -> None:
    disputes = {"surfaces_days": 20, "justified_share": 1.0, "credit_share": 0.3}
    ledger = factored(
        recourse,
        steps=[ASSIGN, contact("own", 25)],
        profile={"dispute_share": 1.0},
        behaviour={"disputes": disputes},
    )
    done, gross = was_due(ledger, 300), ledger.invoices.gross_cents
    done &= day_of(ledger, Kind.DISPUTE_CLOSED) > due_and(ledger, 20)
    known = due_and(ledger, 20)
    assert_array_equal(day_of(ledger, Kind.FACTOR_SETTLED)[done], known[done])
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[done], -share_of(gross, 0.9)[done])
    bought = gross * (not recourse)
    assert_array_equal(amounts(ledger, Kind.BOUGHT_BACK)[done], bought[done])
    closed = day_of(ledger, Kind.DISPUTE_CLOSED)
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED)[done]
    paid = day_of(ledger, Kind.RECEIVED)[done]
    assert (np.minimum(told, paid) >= closed[done]).all()
    rows = ledger.of_kind(Kind.RECEIVED)
    assert details(rows[done[rows["invoice"]]]) == {0}
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], (gross - share_of(gross, 0.3))[done])


@BOTH
def test_a_discount_taken_from_the_factor_is_ours(recourse: bool) -> None:
    """It is bought back, and what is held back is that much less."""
    ledger = factored(
        recourse,
        policy={"discount": {"rate": 0.02, "within_days": 20}},
        behaviour={"discount": {"reservation_rate": 0.01, "sigma": 0.0}},
        profile={"discount_process_share": 1.0},
    )
    done, gross = was_due(ledger, 60), ledger.invoices.gross_cents
    cut = share_of(gross, 0.02)
    assert_array_equal(amounts(ledger, Kind.DISCOUNT)[done], cut[done])
    assert_array_equal(amounts(ledger, Kind.BOUGHT_BACK)[done], (cut * (not recourse))[done])
    held = gross - cut - share_of(gross, 0.9)
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[done], held[done])
    assert not factor_balance(ledger)[done].any()


@BOTH
def test_a_factor_without_recourse_bears_the_insolvency(recourse: bool) -> None:
    """It settles on the first day with bank after the opening."""
    ledger = factored(
        recourse,
        {"recourse_days": 300},
        profile={**NEVER_PAYS, "insolvency_per_year": 0.5},
        segment={"customers": 60},
    )
    opened = failed_day(ledger)
    day = working(ledger, opened + 1)
    caught = (assigned(ledger) < opened) & (day < ledger.end_day) & ledger.invoices.is_issued
    caught &= opened < ledger.invoices.due_day + 290
    assert np.count_nonzero(caught) > 100
    assert_array_equal(day_of(ledger, Kind.FACTOR_SETTLED)[caught], day[caught])
    gross = ledger.invoices.gross_cents
    released = -share_of(gross, 0.9) if recourse else gross - share_of(gross, 0.9)
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[caught], released[caught])
    assert_array_equal(closing_principal(ledger)[caught], (gross * recourse)[caught])


def test_what_is_contested_after_a_settlement_comes_back_too() -> None:
    """The factor pays the rest 20 days past due, and takes all back 45 days past due."""
    terms = {"recourse_days": 20, "interest_rate": 0.05}
    disputes = {"surfaces_days": 45, "justified_share": 1.0, "credit_share": 0.3}
    ledger = factored(
        False, terms, profile={"dispute_share": 1.0}, behaviour={"disputes": disputes}
    )
    first, known = due_and(ledger, 20), due_and(ledger, 45)
    done = was_due(ledger, 300) & (day_of(ledger, Kind.DISPUTE_CLOSED) > known)
    gross, advance = ledger.invoices.gross_cents, share_of(ledger.invoices.gross_cents, 0.9)
    rows = ledger.of_kind(Kind.FACTOR_SETTLED)
    rows = rows[done[rows["invoice"]]]
    rows = rows[np.lexsort((rows["tick"], rows["invoice"]))]
    days = np.stack([first[done], known[done]], axis=1)
    assert_array_equal(rows_day(rows).reshape(-1, 2), days)
    held = gross - advance
    settled = np.stack([held[done], -gross[done]], axis=1)
    assert_array_equal(rows["amount_cents"].reshape(-1, 2), settled)
    interest = share_of(advance * (first - assigned(ledger)), 0.05 / 360)
    assert_array_equal(costs(ledger, Kind.FACTOR_SETTLED)[done], interest[done])
    assert_array_equal(day_of(ledger, Kind.BOUGHT_BACK)[done], known[done])
    assert_array_equal(amounts(ledger, Kind.BOUGHT_BACK)[done], gross[done])
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], (gross - share_of(gross, 0.3))[done])
    everything = ledger.of_kind(Kind.FACTOR_SETTLED)["invoice"]
    assert not factor_balance(ledger)[everything].any(), "quits, even over a week-end"


def test_what_is_sold_leaves_room_for_more_orders() -> None:
    """Only what is still owed to us counts against a credit limit."""
    limited = {"credit": {"limit_eur": 3000.0}}
    issued = []
    for recourse in (True, False):
        ledger = factored(recourse, {"recourse_days": 200}, policy=limited)
        owed = np.zeros(ledger.customer_segment.size, dtype=np.int64)
        for row in ledger.events[ledger.events["invoice"] >= 0]:
            kind = Kind(row["kind"])
            owed[row["customer"]] += kind.principal_sign * row["amount_cents"]
            assert kind is not Kind.INVOICED or owed[row["customer"]] <= 300_000
        issued.append(int(ledger.invoices.is_issued.sum()))
    assert issued[0] < issued[1]

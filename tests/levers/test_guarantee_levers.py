"""Guarantees: a guarantor pays in the customer's place; and what calls a cover at once."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import CLAIM, due_and, failed_day, guaranteed
from levers.small import (
    Table,
    act,
    amounts,
    card,
    day_of,
    numbers,
    rows_day,
    share_of,
    was_due,
    working,
)
from simrecouv.ledger import closing_charges, closing_principal
from simrecouv.vocabulary import Kind

# === What a guarantor pays ===


def test_a_guarantor_of_all_pays_the_principal_with_vat_and_closes_the_account() -> None:
    """Charges are given up, the order hold ends, recovery counts it as the customer's money."""
    steps = [act("charge", 5), act("hold_orders", 25, max_amount_eur=1200.0), CLAIM]
    ledger = guaranteed({"call_days": 20}, steps=steps, behaviour={"business_days_only": True})
    done = was_due(ledger, 100)
    gross = ledger.invoices.gross_cents
    day = working(ledger, due_and(ledger, 30) + 20)
    assert_array_equal(amounts(ledger, Kind.CLAIMED)[done], gross[done])
    assert_array_equal(amounts(ledger, Kind.SUBROGATED)[done], gross[done])
    for kind in (Kind.SUBROGATED, Kind.RECOGNISED, Kind.CHARGES_WAIVED):
        assert_array_equal(day_of(ledger, kind)[done], day[done])
    assert not (closing_principal(ledger) + closing_charges(ledger))[done].any()
    held = sorted(numbers(ledger, Kind.ORDERS_STOPPED) & set(np.flatnonzero(done).tolist()))
    assert held
    assert_array_equal(day_of(ledger, Kind.HOLD_RELEASED)[held], day[held])
    last = np.zeros(gross.size, dtype=np.int64)
    rows = ledger.events[ledger.events["invoice"] >= 0]
    np.maximum.at(last, rows["invoice"], rows_day(rows))
    assert_array_equal(last[done & (day > 0)], day[done & (day > 0)], "nothing happens after")
    assert card(ledger)["recovery_rate_90d"] == 1.0
    assert card(ledger)["recovery_rate_30d"] == 0.0


def test_a_guarantor_of_a_part_leaves_the_rest_to_be_collected() -> None:
    own = act("contact", 60, channel="letter")
    ledger = guaranteed(
        {"share": 0.4, "call_days": 10}, steps=[CLAIM, own], profile={"hazard": [[90, 100.0]]}
    )
    done, gross = was_due(ledger, 150), ledger.invoices.gross_cents
    part = share_of(gross, 0.4)
    assert_array_equal(amounts(ledger, Kind.SUBROGATED)[done], part[done])
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], (gross - part)[done])
    told = due_and(ledger, 60)
    assert_array_equal(day_of(ledger, Kind.CONTACT, Kind.REMINDED)[done], told[done])
    assert not numbers(ledger, Kind.INSURER_SHARE), "it took its part over, we keep the rest"
    assert np.unique(rows := ledger.of_kind(Kind.SUBROGATED)["invoice"]).size == rows.size


def test_a_debt_written_off_is_put_back_when_the_guarantor_pays() -> None:
    ledger = guaranteed({"call_days": 20}, steps=[act("write_off", 10), CLAIM])
    done = was_due(ledger, 100)
    paid = amounts(ledger, Kind.SUBROGATED)
    assert_array_equal(amounts(ledger, Kind.REINSTATED)[done], paid[done])
    assert_array_equal(paid[done], ledger.invoices.gross_cents[done])
    assert not closing_principal(ledger)[done].any()


# === An insolvency calls at once ===

FAILING: Table = {"insolvency_per_year": 0.5}
CALLED = {
    "guarantor": ({"guarantee": {"call_days": 20}}, Kind.SUBROGATED),
    "insurer": ({"insurance": {"insurer": "any"}, "guarantee": None}, Kind.INDEMNIFIED),
}


@pytest.mark.parametrize("who", CALLED)
@pytest.mark.parametrize("steps", [[], [act("claim", 400)]], ids=["no step", "a late step"])
def test_an_insolvency_calls_the_cover_on_the_day_after(who: str, steps: list[Table]) -> None:
    policy, pays = CALLED[who]
    ledger = guaranteed(
        steps=steps,
        policy=policy,
        profile=FAILING,
        insurers={"any": {"limit_eur": 1e9, "indemnity_days": 20, "quota": 0.9}},
    )
    failed = failed_day(ledger)
    called = working(ledger, failed + 1)
    caught = ledger.invoices.is_issued & (failed < ledger.invoices.due_day + 150)
    caught &= called < ledger.end_day - 40
    assert np.count_nonzero(caught) > 50
    assert_array_equal(day_of(ledger, Kind.CLAIMED)[caught], called[caught])
    rows = ledger.of_kind(Kind.CLAIMED)
    at_once = caught[rows["invoice"]]
    assert set(rows["step"][at_once].tolist()) == {-1}
    assert_array_equal(day_of(ledger, pays)[caught], working(ledger, called + 20)[caught])
    exposed = ledger.invoices.gross_cents
    if who == "insurer":
        exposed = share_of(ledger.invoices.net_cents, 0.9)
    assert_array_equal(amounts(ledger, pays)[caught], exposed[caught])


def test_a_factor_that_has_the_invoice_comes_before_the_cover() -> None:
    """With recourse it gives it back on the day after; the cover is called then."""
    steps = [act("factoring", -25, factor="any"), CLAIM]
    factors = {"any": {"recourse": True, "recourse_days": 60}}
    ledger = guaranteed({"call_days": 20}, steps=steps, factors=factors)
    done = was_due(ledger, 120)
    back = day_of(ledger, Kind.FACTOR_SETTLED)
    assert_array_equal(back[done], due_and(ledger, 60)[done])
    assert_array_equal(day_of(ledger, Kind.CLAIMED)[done], back[done])
    failing = guaranteed({"call_days": 20}, steps=steps, factors=factors, profile=FAILING)
    failed = working(failing, failed_day(failing) + 1)
    caught = (day_of(failing, Kind.FACTORED) < failed) & (failed < failing.end_day - 40)
    caught &= failed < failing.invoices.due_day + 50
    assert np.count_nonzero(caught) > 30
    assert_array_equal(day_of(failing, Kind.CLAIMED)[caught], failed[caught])

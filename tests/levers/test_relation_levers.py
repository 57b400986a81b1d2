"""Relation: what annoys a customer, what it does about it, and what that costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    Table,
    act,
    card,
    contact,
    in_cohorts,
    keys,
    rows_day,
    run,
    simulated,
    small,
)
from simrecouv.kpi import bridge
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, Refusal
from simrecouv.world import build_world

LEFT = 1 + list(Refusal).index(Refusal.LEFT)
WEEKLY = [contact("again", 1, repeat={"every_days": 5, "at_most": 10})]


def annoyed(
    points: int = 1, policy: Table | None = None, *, lag: int = 0, **relation: Any
) -> Ledger:
    """Write every week or so; each letter costs some points of goodwill."""
    letter = {"gain": 0.5, "cost_eur": 1.0, "annoyance": points}
    return simulated(
        policy or {"steps": WEEKLY},
        behaviour={
            "contact": {"letter": letter},
            "relation": relation,
            "cash_application_days": lag,
        },
    )


# === Complaints: the more points a message costs, the likelier ===


@pytest.mark.parametrize(
    ("mild", "harsh"),
    [
        ({"points": 1}, {"points": 3}),
        ({"tone": {"neutral": 0}}, {"tone": {"neutral": 2}}),
        ({"crowded_factor": 1}, {"crowded_factor": 3}),
        ({"undeserved_factor": 1, "lag": 20}, {"undeserved_factor": 4, "lag": 20}),
    ],
    ids=["channel", "tone", "frequency", "undeserved"],
)
def test_what_annoys_more_makes_more_customers_complain(mild: Table, harsh: Table) -> None:
    """The same messages on the same days: who complains of the milder ones does of the others."""
    one, other = (annoyed(**how, complaints_per_point=0.05) for how in (mild, harsh))
    assert_array_equal(one.of_kind(Kind.CONTACT), other.of_kind(Kind.CONTACT))
    assert keys(one.of_kind(Kind.COMPLAINT)) < keys(other.of_kind(Kind.COMPLAINT))
    assert card(one)["complaints"] < card(other)["complaints"]


def test_a_message_is_crowded_within_its_days_of_the_previous_one() -> None:
    """At 20 x 0.05 a crowded message is sure to make a complaint."""
    crowded = annoyed(points=1, crowded_factor=20, crowded_days=7, complaints_per_point=0.05)
    rows = crowded.of_kind(Kind.CONTACT)
    complaints = keys(crowded.of_kind(Kind.COMPLAINT))
    for customer in np.unique(rows["customer"]):
        tick = rows["tick"][rows["customer"] == customer]
        is_crowded = np.diff(tick // TICKS_PER_DAY) <= 7
        assert {(int(t), int(customer)) for t in tick[1:][is_crowded]} <= complaints
    assert len(complaints) < rows.size


def test_with_certain_complaints_each_message_makes_one() -> None:
    ledger = annoyed(complaints_per_point=1.0)
    assert keys(ledger.of_kind(Kind.COMPLAINT)) == keys(ledger.of_kind(Kind.CONTACT))
    day = rows_day(ledger.of_kind(Kind.CONTACT))
    assert card(ledger)["complaints"] == ((day >= 0) & (day < 365)).sum() > 0
    assert annoyed(complaints_per_point=0.0).of_kind(Kind.COMPLAINT).size == 0


# === Lost customers ===


def lost_day(ledger: Ledger) -> np.ndarray:
    """Day on which each customer is lost, far away if it stays."""
    day = np.full(ledger.customer_segment.size, FAR)
    rows = ledger.of_kind(Kind.CUSTOMER_LOST)
    day[rows["customer"]] = rows_day(rows)
    return day


def test_a_customer_out_of_patience_never_orders_again() -> None:
    ledger, patient = annoyed(patience=12.0), annoyed()
    gone = lost_day(ledger)[ledger.invoices.customer]
    assert_array_equal(ledger.invoices.is_issued, ledger.invoices.order_day < gone)
    lost = ledger.of_kind(Kind.ORDER_LOST)
    assert set(lost["detail"].tolist()) == {LEFT}
    assert 0 < ledger.of_kind(Kind.CUSTOMER_LOST).size < 20
    assert patient.of_kind(Kind.CUSTOMER_LOST, Kind.ORDER_LOST).size == 0
    cohort = in_cohorts(ledger)
    margin = ledger.invoices.margin_cents
    measures = card(ledger)
    assert (
        measures["margin_lost"] == margin[cohort & ~ledger.invoices.is_issued].sum() / 100.0 > 0.0
    )
    invoiced = bridge(ledger, Finance())["margin"] / 100.0
    assert invoiced + measures["margin_lost"] == pytest.approx(margin[cohort].sum() / 100.0)
    assert card(patient)["margin_lost"] == 0.0
    day = lost_day(ledger)
    assert measures["customers_lost"] == ((day >= 0) & (day < 365)).sum()


@pytest.mark.parametrize(
    ("calm", "tense"),
    [
        ({"patience": 8.0}, {"patience": 3.0}),
        ({"points": 1, "patience": 6.0}, {"points": 2, "patience": 6.0}),
        ({"patience": 4.0, "healing_days": 5}, {"patience": 4.0, "healing_days": 60}),
    ],
    ids=["less patience", "more points", "slower healing"],
)
def test_no_customer_leaves_later(calm: Table, tense: Table) -> None:
    one, other = lost_day(annoyed(**calm)), lost_day(annoyed(**tense))
    assert (other <= one).all()
    assert (other < one).any()


def test_a_customer_out_of_patience_had_heard_enough() -> None:
    """Points heal one by one: whoever leaves has had its patience in messages of one point."""
    behaviour = {
        "contact": {"letter": {"gain": 0.5, "annoyance": 1}},
        "relation": {"patience": 3.0, "healing_days": 30},
    }
    scenario = small({"steps": WEEKLY}, behaviour=behaviour)
    world = build_world(scenario)
    ledger = run(scenario, world)
    for row in ledger.of_kind(Kind.CUSTOMER_LOST):
        rows = ledger.of_kind(Kind.CONTACT)
        mine = rows_day(rows[(rows["customer"] == row["customer"]) & (rows["tick"] < row["tick"])])
        annoyance, last = 0, int(mine[0])
        for day in mine.tolist():
            annoyance = max(annoyance - (day - last), 0) + 30
            last = day
        left = max(annoyance - (int(row["tick"]) // TICKS_PER_DAY - last), 0)
        assert left >= world.patience[row["customer"]]


@pytest.mark.parametrize(
    ("step", "relation"),
    [
        (act("charge", 5), {"charge": 3}),
        (act("hold_orders", 5), {"hold": 3}),
        (act("placement", 5, agency="any"), {"placement": 3}),
        (act("legal", 5, court="any"), {"court": 3}),
    ],
    ids=["charge", "hold", "placement", "legal"],
)
def test_charges_holds_placements_and_legal_actions_cost_goodwill(
    step: Table, relation: Table
) -> None:
    lost = [
        simulated(
            {"steps": [step]},
            behaviour={"relation": {"patience": 4.0, **points}},
            agencies={"any": {"intensity_per_day": 0.01}},
            courts={"any": {"procedure": "merits", "decision_days": 9, "granted_share": 0.0}},
        ).of_kind(Kind.CUSTOMER_LOST)
        for points in ({}, relation)
    ]
    assert lost[0].size == 0 < lost[1].size


def test_waiving_charges_soothes() -> None:
    policy = {"steps": [act("charge", 5)], "penalties": {"waived_share": 1.0}}
    kept, soothed = (
        lost_day(annoyed(policy=policy, charge=2, waiver=points, patience=5.0)) for points in (0, 2)
    )
    assert (soothed >= kept).all()
    assert (soothed > kept).any()


def test_a_profile_that_needs_the_credit_is_that_much_more_patient() -> None:
    relation = {"relation": {"patience": 12.0, "healing_days": 15}}
    usual = build_world(small({"steps": []}, behaviour=relation))
    steady = build_world(small({"steps": []}, behaviour=relation, profile={"patience_factor": 4.0}))
    assert (np.abs(steady.patience - 4 * usual.patience) <= 2).all(), "whole numbers: 4 x 1/2"

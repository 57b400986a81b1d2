"""Who is entrusted to a third party: the day and the filters that all their steps share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    NEVER_PAYS,
    USUAL,
    Table,
    act,
    contact,
    day_of,
    flat,
    met,
    numbers,
    simulated,
    was_due,
    working,
)
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind
from simrecouv.world import World

#: Every third party a step may name, and what the ledger says when it does.
PARTIES = {
    "agencies": {"any": {"intensity_per_day": 0.0}},
    "courts": {"any": {"procedure": "merits", "decision_days": 9, "granted_share": 1.0}},
    "factors": {"any": {"recourse": True}},
}
STEPS = {
    "placement": ({"agency": "any"}, Kind.PLACED),
    "legal": ({"court": "any"}, Kind.FILED),
    "factoring": ({"factor": "any"}, Kind.FACTORED),
    "claim": ({}, Kind.CLAIMED),
    "write_off": ({}, Kind.WRITTEN_OFF),
}
EACH_STEP = pytest.mark.parametrize("action", STEPS)
OTHERS = {"segments": {"only": USUAL, "other": USUAL}}


def entrusting(action: str, days: int = 20, **how: Any) -> tuple[Table, Kind]:
    """Make a policy whose only step is of an action."""
    party, kind = STEPS[action]
    return {"guarantee": {}, "steps": [act(action, days, **party, **how)]}, kind


def entrusted(action: str, filters: Table, **tables: Any) -> tuple[World, Ledger, Kind]:
    """Simulate a policy whose only step is of an action; nobody pays by itself."""
    policy, kind = entrusting(action, **filters)
    world, ledger = met(policy, profile=NEVER_PAYS, **PARTIES, **tables)
    return world, ledger, kind


def scores(world: World) -> np.ndarray:
    """Score of the customer of each order."""
    return world.score[world.order_customer]


Concerned = Callable[[World], Any]
FILTERS: dict[str, tuple[Table, Concerned]] = {
    "all": ({}, lambda world: world.gross_cents > 0),
    "not too small": ({"min_amount_eur": 1200.0}, lambda world: world.gross_cents >= 120_000),
    "not too large": ({"max_amount_eur": 1200.0}, lambda world: world.gross_cents <= 120_000),
    "not too safe": ({"max_score": 60}, lambda world: scores(world) <= 60),
    "one segment": (
        {"segments": ["other"]},
        lambda world: world.segment[world.order_customer] == 1,
    ),
}


@EACH_STEP
@pytest.mark.parametrize("name", FILTERS)
def test_a_step_runs_on_its_day_with_bank_on_all_whom_its_filters_let_pass(
    action: str, name: str
) -> None:
    filters, concerned = FILTERS[name]
    world, ledger, kind = entrusted(action, filters, **OTHERS)
    done = was_due(ledger, 40)
    expected = np.where(concerned(world), working(ledger, ledger.invoices.due_day + 20), FAR)
    assert_array_equal(day_of(ledger, kind)[done], expected[done])
    assert np.count_nonzero(expected[done] < FAR) > 0
    assert set(ledger.of_kind(kind)["step"].tolist()) == {0}


@EACH_STEP
@pytest.mark.parametrize(
    ("filters", "runs"),
    [
        ({"min_amount_eur": 1000.0}, True),
        ({"min_amount_eur": 1000.01}, False),
        ({"max_amount_eur": 1000.0}, True),
        ({"max_amount_eur": 999.99}, False),
    ],
)
def test_both_bounds_of_the_amount_are_included(action: str, filters: Table, runs: bool) -> None:
    _, ledger, kind = entrusted(action, filters, segment=flat(1000.0))
    assert bool(numbers(ledger, kind)) is runs


@pytest.mark.parametrize(
    ("action", "spared"),
    [
        ("placement", {"public"}),
        ("legal", {"public"}),
        ("factoring", {"public", "consumer"}),
        ("claim", set()),
        ("write_off", set()),
    ],
)
@pytest.mark.parametrize("kind_of_customer", ["company", "public", "consumer"])
@pytest.mark.parametrize("is_named", [False, True])
def test_some_customers_are_entrusted_only_when_named(
    action: str, spared: set[str], kind_of_customer: str, is_named: bool
) -> None:
    filters = {"segments": ["only"]} if is_named else {}
    _, ledger, kind = entrusted(action, filters, segment={"kind": kind_of_customer})
    assert bool(numbers(ledger, kind)) is (is_named or kind_of_customer not in spared)


@EACH_STEP
@pytest.mark.parametrize("suspends", ["promise", "plan", "dispute"])
def test_a_step_waits_for_what_was_promised_agreed_or_contested(action: str, suspends: str) -> None:
    """Write-off alone does not: it is an accounting act."""
    ends = {
        "promise": Kind.PROMISE_BROKEN,
        "plan": Kind.PLAN_BROKEN,
        "dispute": Kind.DISPUTE_CLOSED,
    }[suspends]
    policy, kind = entrusting(action)
    first = contact("first", 5, **({"offer": "plan"} if suspends == "plan" else {}))
    policy["steps"] = [first, *policy["steps"]]
    policy["plan"] = {"instalments": 2, "every_days": 60}
    profile = {
        "promise_kept_share": 0.0,
        "plan_accepted_share": 1.0,
        "instalment_kept_share": 0.0,
        "dispute_share": float(suspends == "dispute"),
    }
    letter = {"gain": 0.0, "promise_share": float(suspends == "promise")}
    ledger = simulated(
        policy,
        profile={**NEVER_PAYS, **profile},
        behaviour={"contact": {"letter": letter}, "promise_days": 40},
        **PARTIES,
    )
    done = was_due(ledger, 150)
    ended, due = day_of(ledger, ends), ledger.invoices.due_day + 20
    done &= ended < ledger.end_day - 30
    free = due if action == "write_off" else np.maximum(due, ended)
    assert_array_equal(day_of(ledger, kind)[done], working(ledger, free)[done])
    assert (ended > due)[done].mean() > 0.5, "most are still suspended on the day of the step"


@EACH_STEP
def test_a_step_waits_while_the_bank_may_take_a_payment_back(action: str) -> None:
    """Paid 11 days past due and taken back 20 days with bank later, the invoice was not unpaid."""
    policy, kind = entrusting(action)
    bounces = {"means": {"transfer": {"failure_rate": 1.0}}, "rejection_days": 20}
    ledger = simulated(
        policy, profile={"hazard": [[10, 100.0], [11, 0.0]]}, behaviour=bounces, **PARTIES
    )
    done = was_due(ledger, 100)
    back = day_of(ledger, Kind.PAYMENT_REJECTED)
    assert (back > ledger.invoices.due_day + 30)[done].all()
    assert_array_equal(day_of(ledger, kind)[done], working(ledger, back)[done])

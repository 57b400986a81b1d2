"""Means of payment: how long they take, what they cost, when they fail; payments in parts."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    FREE,
    act,
    after_business,
    amounts,
    card,
    day_of,
    decided,
    in_cohorts,
    rows_day,
    simulated,
)
from simrecouv.ledger import Ledger, closing_principal
from simrecouv.vocabulary import COSTS, LATE_INTEREST, Kind

# === Means of payment ===


@pytest.mark.parametrize("delay", [0, 1, 4])
def test_a_means_of_payment_takes_its_business_days(delay: int) -> None:
    """Receipt = run + bank delay + its own delay, in days with bank, and nothing else moves."""
    slow = {"business_days_only": True, "bank_delay_days": 1}
    ledger = simulated(behaviour={**slow, "means": {"transfer": {"delay_days": delay}}})
    plain = simulated(behaviour=slow)
    assert_array_equal(decided(ledger), decided(plain))
    leaves = ledger.of_kind(Kind.PAYMENT_DECIDED)
    arrives = day_of(ledger, Kind.RECEIVED)[leaves["invoice"]]
    here = arrives < FAR
    runs = leaves["detail"][here].astype(np.int64)
    assert_array_equal(arrives[here], after_business(ledger, runs, 1 + delay))


def test_fees_cost_what_they_are_and_nothing_else() -> None:
    fees = {"transfer": {"fee_eur": 0.35, "fee_rate": 0.014}}
    free, costly = simulated(), simulated(behaviour={"means": fees})
    rows = costly.of_kind(Kind.RECEIVED)
    expected = 35 + np.floor(rows["amount_cents"] * 0.014 + 0.5).astype(np.int64)
    assert_array_equal(rows["cost_cents"], expected)
    events = costly.events.copy()
    events["cost_cents"] = 0
    assert_array_equal(events, free.events)
    paid = int(expected[in_cohorts(costly)[rows["invoice"]]].sum())
    assert card(costly)["collection_cost"] == paid / 100.0
    assert card(costly, FREE, free)["net_gain"] == -paid / 100.0


def test_ease_multiplies_the_intensity() -> None:
    """Twice as easy is twice the hazard, to the bit."""
    easy = simulated(behaviour={"means": {"transfer": {"ease": 2.0}}})
    quick = simulated(profile={"hazard": [[0, 0.06]]})
    assert_array_equal(easy.events, quick.events)


def test_a_means_that_always_fails_is_rejected_once_then_pays() -> None:
    fails = {"failure_rate": 1.0, "failure_fee_eur": 12.0}
    ledger = simulated(behaviour={"means": {"transfer": fails}, "rejection_days": 4})
    received, rejected = ledger.of_kind(Kind.RECEIVED), ledger.of_kind(Kind.PAYMENT_REJECTED)
    assert set(rejected["cost_cents"].tolist()) == {1200}
    first = day_of(ledger, Kind.RECEIVED)
    back = day_of(ledger, Kind.PAYMENT_REJECTED)
    came_back = back < FAR
    assert_array_equal(came_back, first + 4 < ledger.end_day)
    assert_array_equal(back[came_back], first[came_back] + 4)
    assert_array_equal(
        amounts(ledger, Kind.PAYMENT_REJECTED)[came_back], ledger.invoices.gross_cents[came_back]
    )
    assert np.bincount(received["invoice"]).max() == 2
    old = ledger.invoices.due_day < ledger.end_day - 600
    again = day_of(ledger, Kind.PAYMENT_DECIDED, last=True)
    assert (again[old] >= back[old]).all()
    assert (closing_principal(ledger)[old] == 0).all()
    safe = simulated()
    assert card(ledger)["recovery_rate_30d"] < card(safe)["recovery_rate_30d"]


@pytest.mark.parametrize("means", ["direct_debit", "card"])
def test_a_pulled_payment_comes_on_the_due_day(means: str) -> None:
    pulled = simulated(
        behaviour={"business_days_only": True, "bank_delay_days": 2},
        segment={"means": {means: 1.0}},
    )
    due = pulled.invoices.due_day
    within = due < pulled.end_day
    assert_array_equal(day_of(pulled, Kind.RECEIVED)[within], due[within])
    assert card(pulled)["days_beyond_terms"] == 0.0


# === Part payments ===


def part_paid(allocation: str) -> Ledger:
    """Everybody pays in two times; charges weigh as much as the small invoices."""
    return simulated(
        {
            "steps": [act("charge", 5)],
            "penalties": {"annual_rate": 1.0, "indemnity_eur": 40.0},
            "allocation": allocation,
        },
        profile={"partial_share": 1.0, "charges_paid_share": 0.0, "hazard": [[30, 0.03]]},
        segment={"amount": {"law": "lognormal", "median_eur": 60.0, "sigma": 1.0}},
    )


def first_payment(ledger: Ledger) -> dict[str, np.ndarray]:
    """Principal, indemnity and interest that come on the day of each invoice's first money."""
    rows = ledger.of_kind(Kind.RECEIVED, Kind.CHARGES_RECEIVED)
    day = day_of(ledger, Kind.RECEIVED, Kind.CHARGES_RECEIVED)
    rows = rows[rows_day(rows) == day[rows["invoice"]]]
    found = {}
    for name, kind, detail in (
        ("principal", Kind.RECEIVED, 0),
        ("indemnity", Kind.CHARGES_RECEIVED, COSTS),
        ("interest", Kind.CHARGES_RECEIVED, LATE_INTEREST),
    ):
        found[name] = np.zeros(day.size, dtype=np.int64)
        chosen = rows[(rows["kind"] == kind) & (rows["detail"] == detail)]
        found[name][chosen["invoice"]] = chosen["amount_cents"]
    return found


def test_a_part_payment_settles_costs_then_interest_then_principal() -> None:
    by_law, other = part_paid("costs_first"), part_paid("principal_first")
    first, principal_first = first_payment(by_law), first_payment(other)
    paid = sum(first.values())
    assert_array_equal(decided(by_law), decided(other))
    assert_array_equal(paid, principal_first["principal"])
    assert not principal_first["indemnity"].any()
    assert not principal_first["interest"].any()
    assert_array_equal(first["indemnity"], np.minimum(paid, 4000))
    interest = amounts(by_law, Kind.INTEREST)
    assert_array_equal(first["interest"], np.minimum(paid - first["indemnity"], interest))
    assert ((first["principal"] == 0) & (paid > 0)).any(), "some pay less than the charges"
    assert (first["principal"] > 0).any()


def test_part_payments_sum_to_the_debt() -> None:
    ledger = part_paid("principal_first")
    rows = ledger.of_kind(Kind.RECEIVED)
    times = np.bincount(rows["invoice"], minlength=ledger.invoices.customer.size)
    twice, gross = times == 2, ledger.invoices.gross_cents
    assert times.max() == 2
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[twice], gross[twice])
    first = first_payment(ledger)["principal"][twice]
    assert (first >= np.floor(0.2 * gross[twice])).all()
    assert (first <= np.ceil(0.8 * gross[twice])).all()

"""Factoring: what a factor advances and takes, and when it settles what is paid."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import ASSIGN, due_and, factored, luck
from levers.small import (
    NEVER_PAYS,
    Days,
    act,
    after_business,
    amounts,
    card,
    costs,
    day_of,
    decided,
    details,
    flat,
    in_cohorts,
    numbers,
    rows_day,
    share_of,
    was_due,
)
from simrecouv.ledger import Ledger, closing_principal
from simrecouv.vocabulary import Kind, Payee

BOTH = pytest.mark.parametrize("recourse", [True, False])


def assigned(ledger: Ledger) -> Days:
    """Day on which each invoice is assigned."""
    return due_and(ledger, -25)


# === What it advances, takes and releases ===


@BOTH
def test_an_advance_comes_at_once_and_what_is_held_back_when_the_customer_pays(
    recourse: bool,
) -> None:
    terms = {"advance_rate": 0.85, "commission_rate": 0.012, "interest_rate": 0.05}
    delays = {"advance_days": 2, "settlement_days": 4}
    ledger = factored(recourse, {**terms, **delays}, behaviour={"business_days_only": True})
    done, gross, day = was_due(ledger, 60), ledger.invoices.gross_cents, assigned(ledger)
    begins = Kind.FACTORED if recourse else Kind.SOLD
    assert numbers(ledger, Kind.FACTORED, Kind.SOLD) == numbers(ledger, begins)
    assert_array_equal(day_of(ledger, begins)[done], day[done])
    assert_array_equal(amounts(ledger, begins)[done], gross[done])
    advance = share_of(gross, 0.85)
    funded = ledger.of_kind(Kind.FACTOR_FUNDED)
    assert_array_equal(amounts(ledger, Kind.FACTOR_FUNDED)[done], advance[done])
    assert_array_equal(costs(ledger, Kind.FACTOR_FUNDED)[done], share_of(gross, 0.012)[done])
    assert_array_equal(funded["detail"], after_business(ledger, rows_day(funded) + 2, 0))
    paid = day_of(ledger, Kind.RECEIVED if recourse else Kind.PAID_TO_FACTOR)
    settled = ledger.of_kind(Kind.FACTOR_SETTLED)
    assert_array_equal(day_of(ledger, Kind.FACTOR_SETTLED)[done], paid[done])
    assert_array_equal(settled["detail"], after_business(ledger, rows_day(settled) + 4, 0))
    assert_array_equal(amounts(ledger, Kind.FACTOR_SETTLED)[done], (gross - advance)[done])
    interest = share_of(advance * (paid - day), 0.05 / 360)
    assert_array_equal(costs(ledger, Kind.FACTOR_SETTLED)[done], interest[done])
    taken = costs(ledger, Kind.FACTOR_FUNDED, Kind.FACTOR_SETTLED)[in_cohorts(ledger)].sum()
    assert card(ledger)["factoring_cost"] == taken / 100.0 > 0.0


@BOTH
def test_the_customer_pays_the_factor_on_the_same_day_as_it_would_pay_us(recourse: bool) -> None:
    """Its means of payment costs us nothing, the bank takes nothing back; charges are ours."""
    means = {"means": {"transfer": {"fee_eur": 1.0, "failure_rate": 1.0}}}
    steps = [act("charge", 5), ASSIGN]
    ledger = factored(recourse, steps=steps, behaviour=means)
    kind = Kind.RECEIVED if recourse else Kind.PAID_TO_FACTOR
    rows = ledger.of_kind(kind)
    assert_array_equal(decided(ledger), decided(factored(recourse, steps=[act("charge", 5)])))
    assert details(rows) == {Payee.FACTOR.code if recourse else 0}
    assert not rows["cost_cents"].any()
    paid, given_back = numbers(ledger, kind), numbers(ledger, Kind.PAYMENT_REJECTED)
    assert paid
    assert not given_back
    assert not closing_principal(ledger)[sorted(paid)].any()


def test_twelve_thousand_euros_are_ten_thousand_eight_hundred_at_once() -> None:
    """S:C7; 5 % on it for 60 days of a year of 360: 90 euros."""
    ledger = factored(
        True,
        {"interest_rate": 0.05, "recourse_days": 36},
        profile=NEVER_PAYS,
        segment={**flat(12_000.0), "terms": {"net_days": 30}},
        steps=[act("factoring", -24, factor="any")],
    )
    assert set(ledger.of_kind(Kind.FACTOR_FUNDED)["amount_cents"].tolist()) == {1_080_000}
    settled = ledger.of_kind(Kind.FACTOR_SETTLED)
    days = rows_day(settled) - day_of(ledger, Kind.FACTORED)[settled["invoice"]]
    assert set(settled["cost_cents"][days == 60].tolist()) == {9_000}


@pytest.mark.parametrize("response", [1.0, 2.0])
def test_a_factor_reminds_from_the_day_after_due(response: float) -> None:
    """Alone, its reminders settle a debt at the close of day ceil(E / intensity) past due."""
    profile = {**NEVER_PAYS, "agency_responsiveness": response}
    ledger = factored(False, {"intensity_per_day": 0.02}, profile=profile)
    days = np.ceil(luck().threshold / (0.02 * response)).astype(np.int64)
    expected = ledger.invoices.due_day + days
    done = expected < ledger.end_day
    assert_array_equal(decided(ledger)[done], expected[done])

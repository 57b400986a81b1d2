"""Covers: what loses one, what it waits for, and what becomes of money that comes later."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import CLAIM, due_and, guaranteed, insured
from levers.small import (
    Table,
    act,
    amounts,
    contact,
    day_of,
    details,
    flat,
    numbers,
    share_of,
    was_due,
    working,
)
from simrecouv.ledger import Ledger, closing_principal, insurer_balance
from simrecouv.vocabulary import CoverRefusal, Kind


def refusals(ledger: Ledger) -> set[CoverRefusal]:
    """Why covers were refused."""
    return {list(CoverRefusal)[d - 1] for d in details(ledger.of_kind(Kind.CLAIM_REFUSED))}


@pytest.mark.parametrize("agreed", [5, 50])
def test_a_plan_that_nobody_approved_loses_the_insurance_before_the_claim_or_after(
    agreed: int,
) -> None:
    """A guarantor does not mind."""
    steps = [contact("first", agreed, offer="plan"), CLAIM]
    how: Table = {
        "steps": steps,
        "policy": {"plan": {"instalments": 2, "every_days": 1}},
        "profile": {"plan_accepted_share": 1.0, "instalment_kept_share": 0.0},
    }
    ledger = insured({"indemnity_days": 60}, **how)
    assert refusals(ledger) == {CoverRefusal.PLAN}
    done = was_due(ledger, 150)
    due = due_and(ledger, 30) if agreed < 30 else working(ledger, due_and(ledger, 30) + 60)
    assert_array_equal(day_of(ledger, Kind.CLAIM_REFUSED)[done], due[done])
    assert not numbers(ledger, Kind.INDEMNIFIED)
    guarantee = guaranteed({"call_days": 60}, **how)
    assert not numbers(guarantee, Kind.CLAIM_REFUSED)
    assert numbers(guarantee, Kind.SUBROGATED)


def test_a_delay_that_a_judge_granted_does_not_lose_the_insurance() -> None:
    court = {"procedure": "merits", "decision_days": 1, "granted_share": 1.0, "delay_share": 1.0}
    ledger = insured(
        steps=[act("legal", 5, court="any"), act("claim", 120)],
        courts={"any": {**court, "opposition_days": 1}},
        profile={"instalment_kept_share": 0.0, "seizable_share": 0.0},
    )
    assert numbers(ledger, Kind.DELAY_GRANTED) >= numbers(ledger, Kind.INDEMNIFIED) != set()
    assert not numbers(ledger, Kind.CLAIM_REFUSED)


@pytest.mark.parametrize("cover", [insured, guaranteed])
@pytest.mark.parametrize("runs", ["daily", "monthly"])
def test_a_cover_pays_nothing_for_what_the_customer_paid_or_decided_to_pay(
    cover: Callable[..., Ledger], runs: str
) -> None:
    """Decided 40 days past due, it waits for a run: until then the cover of day 60 waits too."""
    late = {"hazard": [[40, 100.0]]}
    days = {"indemnity_days": 30} if cover is insured else {"call_days": 30}
    ledger = cover(days, profile=late, segment={"payment_runs": {runs: 1.0}})
    done = was_due(ledger, 150)
    assert_array_equal(day_of(ledger, Kind.CLAIMED)[done], due_and(ledger, 30)[done])
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], ledger.invoices.gross_cents[done])
    assert not numbers(ledger, Kind.INDEMNIFIED, Kind.SUBROGATED)
    after = day_of(ledger, Kind.RECEIVED) > working(ledger, due_and(ledger, 30) + 30)
    assert after[done].any() == (runs == "monthly")


@pytest.mark.parametrize("is_paid", [True, False])
def test_a_claim_that_came_to_nothing_gives_the_limit_back(is_paid: bool) -> None:
    """A customer orders twice a year, and has a limit of an invoice and a half."""
    ledger = insured(
        {"limit_eur": 1500.0, "indemnity_days": 30},
        profile={"hazard": [[40, 100.0]]} if is_paid else {},
        segment={**flat(1000.0), "customers": 100, "orders_per_customer_per_year": 2.0},
    )
    left = np.full(ledger.customer_segment.size, 150_000)
    claimed = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    for row in ledger.of_kind(Kind.CLAIMED, Kind.CLAIM_REFUSED, Kind.RECEIVED):
        number, customer = row["invoice"], row["customer"]
        if row["kind"] == Kind.RECEIVED:
            left[customer] += claimed[number]
        else:
            claimed[number] = min(100_000, left[customer])
            assert row["amount_cents"] == claimed[number]
            left[customer] -= claimed[number]
    again = np.bincount(ledger.of_kind(Kind.CLAIMED)["customer"]).max()
    assert (again > 2) == is_paid


def test_a_cover_waits_for_the_end_of_a_dispute_and_pays_what_is_left() -> None:
    """Contested after the claim, for long; the customer was right for 30 % of it."""
    disputes = {
        "surfaces_days": 35,
        "mean_days": 200.0,
        "credit_share": 0.3,
        "justified_share": 1.0,
    }
    ledger = insured(
        {"indemnity_days": 30, "quota": 0.9},
        profile={"dispute_share": 1.0},
        behaviour={"disputes": disputes},
    )
    closed = day_of(ledger, Kind.DISPUTE_CLOSED)
    done = was_due(ledger, 100) & (closed < ledger.end_day - 20)
    due = np.maximum(due_and(ledger, 30) + 30, closed)
    assert_array_equal(day_of(ledger, Kind.INDEMNIFIED)[done], working(ledger, due)[done])
    left = closing_principal(ledger)
    paid = amounts(ledger, Kind.INDEMNIFIED)
    assert_array_equal(paid[done], share_of(share_of(left, 1 / 1.2), 0.9)[done])
    assert (closed > due_and(ledger, 30) + 30)[done].mean() > 0.5


def test_the_insurer_shares_later_money_up_to_its_indemnity() -> None:
    """Two payments: its quota of each, until it has got back what it paid."""
    ledger = insured(
        {"indemnity_days": 10, "quota": 0.9},
        profile={"hazard": [[60, 100.0]], "partial_share": 1.0},
    )
    done = was_due(ledger, 150)
    left = amounts(ledger, Kind.INDEMNIFIED)
    share = {
        (int(r["tick"]), int(r["invoice"])): int(r["amount_cents"])
        for r in ledger.of_kind(Kind.INSURER_SHARE)
    }
    for row in ledger.of_kind(Kind.RECEIVED):
        number = int(row["invoice"])
        expected = min(int(share_of(row["amount_cents"], 0.9)), int(left[number]))
        assert share.get((int(row["tick"]), number), 0) == expected
        left[number] -= expected
    assert_array_equal(insurer_balance(ledger), left)
    assert not left[done].any(), "90 % of the debt incl. VAT is more than 90 % without"
    assert np.count_nonzero(done) > 500

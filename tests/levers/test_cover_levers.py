"""Covers: what an insurer and a guarantor cost, what an insurer pays and when."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import AMPLE, due_and, insured
from levers.small import (
    FAR,
    Table,
    amounts,
    card,
    costs,
    day_of,
    details,
    flat,
    in_cohorts,
    met,
    numbers,
    share_of,
    simulated,
    was_due,
    working,
)
from simrecouv.ledger import Ledger, closing_principal
from simrecouv.vocabulary import CoverRefusal, Kind


def refusals(ledger: Ledger) -> set[CoverRefusal]:
    """Why covers were refused."""
    return {list(CoverRefusal)[d - 1] for d in details(ledger.of_kind(Kind.CLAIM_REFUSED))}


# === What they cost ===


def test_a_premium_is_due_on_insured_sales_without_vat() -> None:
    """On every invoice of an approved customer, paid or not."""
    policy = {"insurance": {"insurer": "any"}}
    world, ledger = met(policy, insurers={"any": {**AMPLE, "premium_rate": 0.004, "min_score": 60}})
    approved = world.score[world.order_customer] >= 60
    premium = costs(ledger, Kind.INVOICED)
    expected = share_of(ledger.invoices.net_cents, 0.004) * approved
    issued = ledger.invoices.is_issued
    assert_array_equal(premium[issued], expected[issued])
    assert 0.2 < approved.mean() < 0.8
    assert card(ledger)["insurance_cost"] == premium[in_cohorts(ledger)].sum() / 100.0


def test_a_guarantee_costs_its_fee_with_vat_and_the_others_are_insured() -> None:
    policy = {
        "guarantee": {"fee_rate": 0.01, "accepted_share": 0.5, "max_score": 60},
        "insurance": {"insurer": "any"},
    }
    world, ledger = met(policy, insurers={"any": {**AMPLE, "premium_rate": 0.004}})
    fee = share_of(ledger.invoices.gross_cents, 0.01)
    premium = share_of(ledger.invoices.net_cents, 0.004)
    cost = costs(ledger, Kind.INVOICED)
    assert np.isin(cost, [fee, premium]).all()
    gives = cost == fee
    customer = ledger.invoices.customer
    giver = np.bincount(customer[gives], minlength=20) > 0
    assert_array_equal(gives, giver[customer], "a customer gives one for all its invoices or none")
    assert not giver[world.score > 60].any()
    assert 0 < giver.sum() < (world.score <= 60).sum()


def test_the_likelier_the_guarantee_the_more_customers_give_it_and_the_same_ones() -> None:
    crowd = {"customers": 300, "orders_per_customer_per_year": 1.0}
    givers = []
    for share in (0.0, 0.3, 0.7, 1.0):
        policy = {"guarantee": {"fee_rate": 0.01, "accepted_share": share}}
        ledger = simulated(policy, segment=crowd)
        rows = ledger.of_kind(Kind.INVOICED)
        mine = rows[rows["cost_cents"] > 0]
        givers.append(set(mine["customer"].tolist()))
        n = np.unique(rows["customer"]).size
        assert abs(len(givers[-1]) / n - share) <= 4.0 * np.sqrt(share * (1.0 - share) / n)
    assert givers[0] < givers[1] < givers[2] < givers[3]


# === The indemnity ===


def test_of_forty_thousand_with_a_limit_of_thirty_an_insurer_pays_twenty_seven() -> None:
    """Oracle of S:C7, excl. VAT; the rest of the limit is nothing, for the customer's others."""
    ledger = insured(
        {"limit_eur": 30_000.0, "quota": 0.9}, segment={**flat(40_000.0), "vat_rate": 0.2}
    )
    claimed, paid = ledger.of_kind(Kind.CLAIMED), ledger.of_kind(Kind.INDEMNIFIED)
    assert set(claimed["amount_cents"].tolist()) == {3_000_000}
    assert set(paid["amount_cents"].tolist()) == {2_700_000}
    assert np.unique(claimed["customer"]).size == claimed.size
    assert refusals(ledger) == {CoverRefusal.LIMIT}
    assert numbers(ledger, Kind.CLAIMED).isdisjoint(numbers(ledger, Kind.CLAIM_REFUSED))


def test_the_invoices_of_a_customer_share_its_limit() -> None:
    """Those claimed first take what is left; what is paid for is never given back."""
    ledger = insured({"limit_eur": 5_000.0})
    left = np.full(ledger.customer_segment.size, 500_000)
    net = ledger.invoices.net_cents
    for row in ledger.of_kind(Kind.CLAIMED, Kind.CLAIM_REFUSED):
        possible = min(int(net[row["invoice"]]), int(left[row["customer"]]))
        assert row["amount_cents"] == possible
        assert (row["kind"] == Kind.CLAIMED) == (possible > 0)
        left[row["customer"]] -= possible
    assert not left.any()


@pytest.mark.parametrize(
    ("insurer", "least"),
    [({"quota": 0.8}, 0), ({"quota": 0.8, "deductible_eur": 500.0}, 50_000)],
    ids=["quota", "deductible"],
)
def test_an_indemnity_comes_on_its_day_and_the_debt_stays_ours(insurer: Table, least: int) -> None:
    ledger = insured({**insurer, "indemnity_days": 60}, behaviour={"business_days_only": True})
    done = was_due(ledger, 150)
    called = due_and(ledger, 30)
    assert_array_equal(day_of(ledger, Kind.CLAIMED)[done], called[done])
    assert_array_equal(amounts(ledger, Kind.CLAIMED)[done], ledger.invoices.net_cents[done])
    day = working(ledger, called + 60)
    promised = ledger.of_kind(Kind.CLAIMED)
    promised = promised[done[promised["invoice"]]]
    assert_array_equal(promised["detail"], day[promised["invoice"]])
    lost = np.maximum(share_of(ledger.invoices.net_cents, 0.8) - least, 0)
    assert_array_equal(amounts(ledger, Kind.INDEMNIFIED)[done], lost[done])
    paid = np.where(lost > 0, day, FAR)
    assert_array_equal(day_of(ledger, Kind.INDEMNIFIED)[done], paid[done])
    assert (lost == 0)[done].any() == (least > 0)
    assert_array_equal(closing_principal(ledger)[done], ledger.invoices.gross_cents[done])
    mine = amounts(ledger, Kind.INDEMNIFIED)[in_cohorts(ledger)].sum() / 100.0
    alone = insured({"claim_within_days": 0}, behaviour={"business_days_only": True})
    assert card(alone)["bad_debt"] - card(ledger)["bad_debt"] == pytest.approx(mine)


@pytest.mark.parametrize("within", [29, 30])
def test_an_insurer_refuses_what_is_declared_late(within: int) -> None:
    ledger = insured({"claim_within_days": within})
    done = was_due(ledger, 60)
    late = due_and(ledger, 30) - ledger.invoices.due_day > within
    refused = day_of(ledger, Kind.CLAIM_REFUSED)
    assert_array_equal((refused < FAR)[done], late[done])
    assert_array_equal((day_of(ledger, Kind.CLAIMED) < FAR)[done], ~late[done])
    assert refusals(ledger) == {CoverRefusal.LATE}
    assert late[done].all() == (within < 30)
    assert not numbers(ledger, Kind.INDEMNIFIED) & numbers(ledger, Kind.CLAIM_REFUSED)

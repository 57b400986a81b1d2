"""Prevention: whose orders are invoiced, on what terms, how they are paid, at what cost."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    Table,
    act,
    amounts,
    card,
    contact,
    day_of,
    decided,
    in_cohorts,
    is_business,
    met,
    rows_day,
    simulated,
)
from simrecouv.ledger import Ledger
from simrecouv.units import cents
from simrecouv.vocabulary import Kind, Refusal
from simrecouv.world import World


def reasons(ledger: Ledger) -> set[Refusal]:
    """Why orders were lost."""
    return {list(Refusal)[d - 1] for d in ledger.of_kind(Kind.ORDER_LOST)["detail"].tolist()}


def lost_margin(ledger: Ledger) -> float:
    """Margin of the lost orders of the measured year [EUR]."""
    lost = ledger.of_kind(Kind.ORDER_LOST)["invoice"]
    mine = lost[in_cohorts(ledger)[lost]]
    return float(ledger.invoices.margin_cents[mine].sum()) / 100.0


# === Credit control ===


def test_no_order_of_a_lower_score_is_invoiced_and_the_others_live_as_before() -> None:
    world, ledger = met({"credit": {"min_score": 60}})
    accepted = world.score[world.order_customer] >= 60
    assert_array_equal(ledger.invoices.is_issued, accepted)
    assert reasons(ledger) == {Refusal.SCORE}
    assert_array_equal(decided(ledger)[accepted], decided(simulated())[accepted])
    assert card(ledger)["margin_lost"] == lost_margin(ledger) > 0.0


@pytest.mark.parametrize("limit", [2000.0, 4000.0])
def test_no_customer_owes_more_than_the_limit_when_it_is_invoiced(limit: float) -> None:
    ledger = simulated({"credit": {"limit_eur": limit}})
    owed = np.zeros(ledger.customer_segment.size, dtype=np.int64)
    highest = 0
    for row in ledger.events.tolist():
        _, customer, _, kind, _, _, amount, _ = row
        owed[customer] += Kind(kind).principal_sign * amount
        if kind == Kind.INVOICED:
            assert owed[customer] <= cents(limit)
            highest = max(highest, owed[customer])
    assert highest > 0.9 * cents(limit), "the limit is used"
    assert reasons(ledger) == {Refusal.LIMIT}
    held = ledger.of_kind(Kind.ORDER_HELD)
    assert_array_equal(held["detail"], rows_day(held) + 14)
    assert card(ledger)["margin_lost"] == lost_margin(ledger) > 0.0


# === Order hold ===


def holding(pressure: float = 1.0, lost_share: float = 0.0) -> Ledger:
    """Hold the orders of whoever is 10 days late."""
    return simulated(
        {"steps": [act("hold_orders", 10)]},
        behaviour={
            "held_orders": {"lost_share": lost_share, "delay_days": 15, "pressure": pressure}
        },
    )


def test_nothing_is_invoiced_while_orders_are_on_hold() -> None:
    ledger = holding()
    holds = np.zeros(ledger.customer_segment.size, dtype=int)
    kept = ledger.of_kind(
        Kind.ORDERS_STOPPED, Kind.HOLD_RELEASED, Kind.INVOICED, Kind.ORDER_HELD, Kind.ORDER_LOST
    )
    for row in kept.tolist():
        _, customer, _, kind, *_ = row
        holds[customer] += (kind == Kind.ORDERS_STOPPED) - (kind == Kind.HOLD_RELEASED)
        if kind == Kind.INVOICED:
            assert holds[customer] == 0
        elif kind in (Kind.ORDER_HELD, Kind.ORDER_LOST):
            assert holds[customer] > 0
    assert holds.max() > 0
    released = day_of(ledger, Kind.HOLD_RELEASED)
    was_released = released < FAR
    assert_array_equal(released[was_released], day_of(ledger, Kind.RECOGNISED)[was_released])


def test_held_orders_are_looked_at_again_then_invoiced_or_lost() -> None:
    ledger = holding()
    held = ledger.of_kind(Kind.ORDER_HELD)
    again = held["detail"].astype(np.int64)
    assert_array_equal(again, rows_day(held) + 15)
    assert np.unique(held["invoice"]).size == held.size, "kept back once"
    fate = np.minimum(day_of(ledger, Kind.INVOICED), day_of(ledger, Kind.ORDER_LOST))
    in_time = again < ledger.end_day
    assert_array_equal(fate[held["invoice"]][in_time], again[in_time])
    assert ledger.invoices.is_issued[held["invoice"]].any(), "some are only late"
    assert card(ledger)["margin_lost"] == lost_margin(ledger) > 0.0
    competitor = holding(lost_share=1.0)
    assert competitor.of_kind(Kind.ORDER_HELD).size == 0
    assert reasons(ledger) == reasons(competitor) == {Refusal.HOLD}
    assert card(competitor)["margin_lost"] > card(ledger)["margin_lost"]


def test_a_hold_presses_customers_to_pay() -> None:
    """W >= 1: an invoice sent on the same day is decided no later."""
    gentle, pressing = holding(), holding(pressure=3.0)
    same = gentle.invoices.issue_day == pressing.invoices.issue_day
    assert same.mean() > 0.5
    assert (decided(pressing) <= decided(gentle))[same].all()
    assert (decided(pressing) < decided(gentle))[same].any()


# === Deposit, terms by risk, direct debit ===


def test_a_deposit_comes_with_the_orders_of_low_scores() -> None:
    for refused in (0.0, 0.4):
        world, ledger = met(
            {"deposit": {"share": 0.3, "max_score": 60}},
            behaviour={"held_orders": {"deposit_refused_share": refused}},
        )
        asked = world.score[world.order_customer] <= 60
        rows, received = ledger.of_kind(Kind.RECEIVED), amounts(ledger, Kind.RECEIVED)
        deposit = rows[rows_day(rows) == ledger.invoices.issue_day[rows["invoice"]]]
        issued = ledger.invoices.is_issued
        assert_array_equal(np.unique(deposit["invoice"]), np.flatnonzero(asked & issued))
        gross = ledger.invoices.gross_cents[deposit["invoice"]]
        assert_array_equal(deposit["amount_cents"], np.floor(gross * 0.3 + 0.5))
        paid = decided(ledger) < ledger.end_day - 1
        assert_array_equal(received[paid], ledger.invoices.gross_cents[paid])
        assert issued[~asked].all()
        error = np.sqrt(refused * (1.0 - refused) / asked.sum())
        assert abs((~issued)[asked].mean() - refused) <= 4.0 * error
        assert reasons(ledger) == ({Refusal.DEPOSIT} if refused else set())
        assert card(ledger)["margin_lost"] == lost_margin(ledger)


@pytest.mark.parametrize("pass_through", [0.0, 0.5, 1.0])
def test_terms_by_risk_pass_through_in_part(pass_through: float) -> None:
    """Terms of 10 days instead of 30: due 20 days sooner, decided 20 x pass-through sooner."""
    policy = {"risk_terms": {"max_score": 60, "terms": {"net_days": 10}}}
    world, ledger = met(policy, behaviour={"terms_pass_through": pass_through})
    usual = simulated()
    risky = world.score[world.order_customer] <= 60
    assert_array_equal(ledger.invoices.due_day, usual.invoices.due_day - 20 * risky)
    both = (decided(usual) < FAR) & (decided(ledger) < FAR)
    sooner = (decided(usual) - decided(ledger))[both]
    assert_array_equal(sooner, (20 * pass_through * risky)[both])


def test_who_signs_a_mandate_pays_on_the_due_day_and_nobody_else_changes() -> None:
    world, ledger = met({"direct_debit": {"accepted_share": 0.5}})
    signs = world.mandate_u[world.order_customer] < 0.5
    within = signs & (ledger.invoices.due_day < ledger.end_day)
    assert_array_equal(day_of(ledger, Kind.RECEIVED)[within], ledger.invoices.due_day[within])
    assert_array_equal(decided(ledger)[~signs], decided(usual := simulated())[~signs])
    assert card(ledger)["days_beyond_terms"] < card(usual)["days_beyond_terms"]


# === Training and quality ===


def trained(**training: float) -> tuple[World, Ledger]:
    """Customers who fail every other year, and a sales force that may see it."""
    policy = {"sales_training": {"hit_share": 0.0, "false_alarm_share": 0.0, **training}}
    return met(policy, profile={"insolvency_per_year": 0.5})


def test_a_trained_sales_force_declines_who_is_about_to_fail() -> None:
    world, ledger = trained(hit_share=1.0, horizon_days=120)
    ahead = world.insolvency_day[world.order_customer] - world.order_day
    assert_array_equal(ledger.invoices.is_issued, ahead >= 120)
    assert reasons(ledger) == {Refusal.SALES}
    bad_debts = [card(trained(hit_share=share)[1])["bad_debt"] for share in (0.0, 0.5, 1.0)]
    assert (np.diff(bad_debts) < 0).all()
    assert bad_debts[0] > 2.0 * bad_debts[2]


def test_false_alarms_cost_margin() -> None:
    """Who is declined at a share is declined at any higher one."""
    before, margins = set[int](), []
    for share in (0.0, 0.05, 0.2):
        _, ledger = trained(false_alarm_share=share)
        lost = set(ledger.of_kind(Kind.ORDER_LOST)["invoice"].tolist())
        assert before <= lost
        assert card(ledger)["margin_lost"] == lost_margin(ledger)
        margins.append(lost_margin(ledger))
        before = lost
    assert margins[0] == 0.0 < margins[1] < margins[2]


QUALITY = {"error_factor": 0.25, "dispute_factor": 0.5}


@pytest.mark.parametrize(
    ("trouble", "share", "factor"),
    [
        ({"segment": {"error_share": 0.4}}, 0.4, 0.25),
        ({"profile": {"dispute_share": 0.3}}, 0.3, 0.5),
    ],
    ids=["errors", "disputes"],
)
def test_invoice_quality_spares_a_part_of_the_troubles(
    trouble: Table, share: float, factor: float
) -> None:
    """Who is still troubled was troubled before; the number misses by its binomial error."""
    ask = {"steps": [contact("ask", -10)]}
    usual = simulated(ask, **trouble)
    checked = simulated({**ask, "invoice_quality": QUALITY}, **trouble)
    asked = checked.invoices.due_day < checked.end_day
    before, after = (day_of(one, Kind.SURFACED)[asked] < FAR for one in (usual, checked))
    assert before[after].all()
    assert (decided(checked) <= decided(usual)).all()
    for surfaced, p in ((before, share), (after, share * factor)):
        error = np.sqrt(p * (1.0 - p) / surfaced.size)
        assert abs(surfaced.mean() - p) < 4.0 * error
    assert card(checked)["days_beyond_terms"] < card(usual)["days_beyond_terms"]


def test_prevention_costs_its_price_over_the_working_days_of_a_year() -> None:
    """2026 has 252 working days."""
    ledger = simulated({"invoice_quality": {**QUALITY, "cost_eur_per_year": 5040.0}})
    rows = ledger.of_kind(Kind.PREVENTION_COST)
    every_day = np.arange(ledger.first_day, ledger.end_day)
    assert_array_equal(rows_day(rows), every_day[is_business(ledger, every_day)])
    assert set(rows["cost_cents"].tolist()) == {2000}
    assert card(ledger)["collection_cost"] == 5040.0

"""Negotiation: promises, payment plans, settlements, disputes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    FREE,
    NEVER_PAYS,
    amounts,
    card,
    contact,
    day_of,
    decided,
    in_cohorts,
    rows_day,
    simulated,
)
from simrecouv.kpi import bridge
from simrecouv.ledger import Ledger, closing_principal
from simrecouv.vocabulary import Kind


def old(ledger: Ledger, days: int = 300) -> np.ndarray:
    """Invoices due so long before the end that their story is over."""
    long_ago: np.ndarray = ledger.invoices.due_day < ledger.end_day - days
    return long_ago


# === Promises ===


def promises(kept_share: float, **profile: object) -> Ledger:
    """Every late customer is called once and promises, to pay 10 days later."""
    return simulated(
        {"steps": [contact("ask", 10)]},
        behaviour={"contact": {"letter": {"gain": 1.0, "promise_share": 1.0}}, "promise_days": 10},
        profile={"promise_kept_share": kept_share, **profile},
    )


def test_a_kept_promise_pays_on_its_day() -> None:
    """Also who would never have paid: decided at that close, with the run of the next day."""
    ledger = promises(1.0, **NEVER_PAYS)
    made, kept = ledger.of_kind(Kind.PROMISED), ledger.of_kind(Kind.PROMISE_KEPT)
    assert made.size > 500
    assert ledger.of_kind(Kind.PROMISE_BROKEN).size == 0
    promised = np.full(ledger.invoices.customer.size, FAR)
    promised[made["invoice"]] = made["detail"]
    assert_array_equal(promised[made["invoice"]], rows_day(made) + 10)
    in_time = promised < ledger.end_day - 1
    assert_array_equal(day_of(ledger, Kind.PROMISE_KEPT)[in_time], promised[in_time])
    assert_array_equal(decided(ledger)[in_time], promised[in_time])
    assert_array_equal(day_of(ledger, Kind.RECEIVED)[in_time], promised[in_time] + 1)
    assert_array_equal(kept["amount_cents"], ledger.invoices.gross_cents[kept["invoice"]])
    assert card(ledger)["promises_kept_rate"] == 1.0
    assert card(ledger)["bad_debt"] == 0.0


def test_nobody_pays_while_a_promise_runs_and_a_broken_one_changes_nothing_more() -> None:
    ledger = promises(0.0)
    made, broken = day_of(ledger, Kind.PROMISED), day_of(ledger, Kind.PROMISE_BROKEN)
    assert ledger.of_kind(Kind.PROMISE_KEPT).size == 0
    assert_array_equal(broken[made < ledger.end_day - 10], made[made < ledger.end_day - 10] + 10)
    has_promised = made < FAR
    day = decided(ledger)[has_promised & old(ledger)]
    assert (day >= broken[has_promised & old(ledger)]).all(), "nothing while it runs"
    assert (day < FAR).mean() > 0.99, "it accrues again afterwards"
    assert card(ledger)["promises_kept_rate"] == 0.0
    rates = [card(promises(share))["promises_kept_rate"] for share in (0.2, 0.6, 0.9)]
    assert (np.diff(rates) > 0).all()


# === Payment plans ===


def plans(instalment_kept: float) -> Ledger:
    """Customers who never pay by themselves accept four instalments every 20 days."""
    return simulated(
        {
            "steps": [contact("offer", 10, offer="plan")],
            "plan": {"instalments": 4, "every_days": 20},
        },
        profile={
            **NEVER_PAYS,
            "plan_accepted_share": 1.0,
            "instalment_kept_share": instalment_kept,
        },
    )


def test_instalments_come_on_their_days_and_sum_to_the_debt() -> None:
    ledger = plans(1.0)
    agreed = day_of(ledger, Kind.PLAN_AGREED)
    gross = ledger.invoices.gross_cents
    assert set(ledger.of_kind(Kind.PLAN_AGREED)["detail"].tolist()) == {4}
    rows = ledger.of_kind(Kind.RECEIVED)
    nth = (rows_day(rows) - agreed[rows["invoice"]]) / 20
    for k in (1, 2, 3):
        assert_array_equal(rows["amount_cents"][nth == k], gross[rows["invoice"][nth == k]] // 4)
    last = rows[nth == 4]
    rest = gross[last["invoice"]] - 3 * (gross[last["invoice"]] // 4)
    assert_array_equal(last["amount_cents"], rest)
    assert np.isin(nth, (1, 2, 3, 4)).all()
    assert (closing_principal(ledger)[old(ledger)] == 0).all()
    assert ledger.of_kind(Kind.PLAN_BROKEN, Kind.PAYMENT_DECIDED).size == 0


def test_a_broken_plan_keeps_the_instalments_that_came() -> None:
    ledger = plans(0.6)
    gross, received = ledger.invoices.gross_cents, amounts(ledger, Kind.RECEIVED)
    broken = day_of(ledger, Kind.PLAN_BROKEN)
    is_broken = broken < FAR
    assert (is_broken & old(ledger)).any()
    assert (~is_broken & old(ledger)).any()
    assert (received[is_broken] % (gross // 4)[is_broken] == 0).all()
    assert (received[is_broken] <= 3 * (gross // 4)[is_broken]).all()
    paid = received > 0
    latest = day_of(ledger, Kind.RECEIVED, last=True)
    assert (latest[is_broken & paid] < broken[is_broken & paid]).all()
    assert_array_equal(closing_principal(ledger), gross - received)
    rates = [card(plans(kept))["recovery_rate_365d"] for kept in (0.0, 0.6, 0.9, 1.0)]
    assert (np.diff(rates) > 0).all()
    assert (rates[0], rates[-1]) == (0.0, 1.0)


# === Settlements ===


def test_a_settlement_gives_up_exactly_its_rate_of_what_is_open() -> None:
    policy = {"steps": [contact("offer", 10, offer="settlement")], "settlement": {"rate": 0.25}}
    refused = simulated(policy, profile=NEVER_PAYS)
    accepted = simulated(policy, profile={**NEVER_PAYS, "settlement_accepted_share": 1.0})
    assert amounts(refused, Kind.CONCESSION, Kind.RECEIVED).sum() == 0
    done = old(accepted)
    given_up = np.floor(accepted.invoices.gross_cents * 0.25 + 0.5).astype(np.int64)
    for kind in (Kind.SETTLEMENT_AGREED, Kind.CONCESSION):
        assert_array_equal(amounts(accepted, kind)[done], given_up[done])
    received = amounts(accepted, Kind.RECEIVED)[done]
    assert_array_equal(received, (accepted.invoices.gross_cents - given_up)[done])
    told = day_of(accepted, Kind.CONTACT, Kind.REMINDED)
    assert_array_equal(day_of(accepted, Kind.RECEIVED)[done], told[done] + 1)
    cohort = in_cohorts(accepted)
    assert card(accepted)["recovery_rate_365d"] == pytest.approx(0.75, abs=1e-5)
    net = bridge(accepted, FREE)["credits"]
    assert net == pytest.approx(given_up[cohort].sum() / 1.2, abs=0.5 * cohort.sum())


# === Disputes ===

DISPUTED = {"dispute_share": 1.0}


def test_nobody_decides_before_the_dispute_is_closed() -> None:
    ledger = simulated(profile={**DISPUTED, "hazard": [[0, 100.0]]})
    surfaced, closed = day_of(ledger, Kind.SURFACED), day_of(ledger, Kind.DISPUTE_CLOSED)
    told_itself = ledger.invoices.due_day + 45
    in_time = told_itself < ledger.end_day
    assert_array_equal(surfaced[in_time], told_itself[in_time])
    over = closed < FAR
    assert_array_equal(decided(ledger)[over], closed[over])
    assert (decided(ledger)[~over] == FAR).all()
    days = card(ledger)["dispute_days"]
    assert (
        days
        > card(simulated(profile=DISPUTED, behaviour={"disputes": {"mean_days": 15.0}}))[
            "dispute_days"
        ]
    )


def test_asking_early_surfaces_and_settles_disputes_earlier() -> None:
    """A dispute lasts as long, whenever it surfaces; what is settled sooner is paid sooner."""
    waiting = simulated(profile=DISPUTED)
    asked = simulated({"steps": [contact("ask", -10)]}, profile=DISPUTED)
    done = old(asked, 400)
    days = [
        (day_of(ledger, Kind.SURFACED)[done], day_of(ledger, Kind.DISPUTE_CLOSED)[done])
        for ledger in (waiting, asked)
    ]
    assert (days[1][0] < days[0][0] - 45).all()
    assert_array_equal(days[1][1] - days[1][0], days[0][1] - days[0][0])
    assert (decided(asked) <= decided(waiting)).all()
    assert card(asked)["days_beyond_terms"] < card(waiting)["days_beyond_terms"]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_who_is_right_gets_a_credit_note_that_recovery_leaves_out(share: float) -> None:
    disputes = {"justified_share": share, "credit_share": 0.3}
    ledger = simulated(
        behaviour={"disputes": disputes}, profile={**DISPUTED, "hazard": [[0, 100.0]]}
    )
    closed = ledger.of_kind(Kind.DISPUTE_CLOSED)
    assert set(closed["detail"].tolist()) == {int(share)}
    credit = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    gross = ledger.invoices.gross_cents[closed["invoice"]]
    credit[closed["invoice"]] = np.floor(gross * 0.3 + 0.5) if share else 0
    assert_array_equal(amounts(ledger, Kind.CREDIT_NOTE), credit)
    done = old(ledger)
    rest = ledger.invoices.gross_cents - credit
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], rest[done])
    measures = card(ledger)
    assert measures["recovery_rate_365d"] == 1.0
    assert measures["bad_debt"] == 0.0
